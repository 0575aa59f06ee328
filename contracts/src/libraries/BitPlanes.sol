// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Small counters for single bits, laid out so that 64 of them are read, compared, moved and
/// scored at once.
///
/// A *level* has eight bits and says how often a feature was 0 or more: v stands for (v + 1/2) / 256.
/// 64 levels fill two words: the *upper word* with the upper four bits of each, the *lower word* with
/// the lower four. Each word is four planes of 64 bits: bits 64 p to 64 p + 63 hold bit p of all
/// levels, the first level's in the highest bit. If the features are no multiple of 64, the lower
/// halves of the last planes are 0.
///
/// To *agree* is to have the level as it is where the feature is 0 or more, and upside down (255 - v)
/// where it is negative. So a sample always raises agreements.
library BitPlanes {
    /// @dev 1 in each plane, and in each lane of 16 bits of a plane.
    uint256 private constant ONES_64 =
        0x0000000000000001000000000000000100000000000000010000000000000001;
    uint256 private constant ONES_16 = 0x0001000100010001;

    /// @dev 1 in each byte.
    uint256 private constant ONES_8 =
        0x0101010101010101010101010101010101010101010101010101010101010101;

    /// @dev The lowest byte of each lane of 16 bits.
    uint256 private constant BYTE_16 =
        0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;

    uint256 private constant PLANE = type(uint64).max;

    // Scoring. An upper half u of an agreement counts 64 log2((2 u + 1) / 32) more than 0 does:
    // 0, 101, 149, 180, 203, 221, 237, 250, 262, 272, 281, 290, 297, 304, 311, 317.
    // By inclusion and exclusion that is a sum over the sets of planes, of a factor for each set
    // times the number of features that have all bits of the set: as the table is a logarithm,
    // factors of one and of three planes are positive, those of two and four negative. A constant
    // has the factors of four sets, the first in the highest 64 bits.

    /// @dev Planes 0, 1, 2, 3.
    uint256 private constant SINGLES = 101 << 192 | 149 << 128 | 203 << 64 | 262;

    /// @dev Planes 0 1, 1 2, 2 3, 3 0; to be subtracted.
    uint256 private constant NEIGHBOURS = 70 << 192 | 115 << 128 | 168 << 64 | 91;

    /// @dev Planes 0 1 2, 1 2 3, 2 3 0, 3 0 1.
    uint256 private constant TRIPLES = 65 << 192 | 110 << 128 | 80 << 64 | 69;

    /// @dev Planes 0 2, 1 3, all four; to be subtracted.
    uint256 private constant REST = 83 << 192 | 130 << 128 | 65 << 64;

    /// @notice Where features are negative, in all four planes; 0 where there are none.
    /// @param features A multiple of 32.
    function negatives(bytes calldata features) internal pure returns (uint256[] memory chunks) {
        unchecked {
            uint256 words = features.length >> 5;
            chunks = new uint256[]((words + 1) >> 1);
            for (uint256 i; i < words; ++i) {
                chunks[i >> 1] |= _negatives(features, i) * ONES_64 << (i & 1 == 0 ? 32 : 0);
            }
        }
    }

    /// @notice The features of a chunk that exist, in all four planes.
    function used(uint256 dimensions, uint256 chunk) internal pure returns (uint256) {
        unchecked {
            if (dimensions >= (chunk + 1) << 6) return type(uint256).max;
            return (PLANE ^ type(uint32).max) * ONES_64;
        }
    }

    /// @notice Sum over all features of 64 log2 of how well they agree, plus 5 * 64 a feature.
    /// @param slot First storage slot of a label: upper word, lower word, chunk after chunk.
    function agreement(uint256 slot, uint256[] memory negative) internal view returns (uint256) {
        unchecked {
            uint256 singles;
            uint256 neighbours;
            uint256 triples;
            uint256 rest;
            for (uint256 i; i < negative.length; ++i) {
                uint256 planes = _load(slot) ^ negative[i];
                slot += 2;
                uint256 next = planes & (planes >> 64 | planes << 192);
                uint256 across = planes & (planes >> 128 | planes << 128);
                uint256 all = across & across >> 64;
                singles += _count(planes);
                neighbours += _count(next);
                triples += _count(next & (next >> 64 | next << 192));
                rest += _count(across & type(uint128).max | (all & PLANE) << 128);
            }
            return _weigh(singles, SINGLES) + _weigh(triples, TRIPLES)
                - _weigh(neighbours, NEIGHBOURS) - _weigh(rest, REST);
        }
    }

    /// @notice Raises agreements by 2^from where they are, in units of 2^from and rounded down, below
    /// a random number: the fuller, the rarer. They cannot overflow.
    /// @param slot Storage slot of the upper word.
    /// @param negative Where features are negative.
    /// @param upper, lower Planes of the random numbers; 0 where there is no feature.
    /// @param from 0 to 4.
    function raise(uint256 slot, uint256 negative, uint256 upper, uint256 lower, uint256 from)
        internal
    {
        unchecked {
            uint256 low = _load(slot + 1) ^ negative;
            uint256 high = _load(slot) ^ negative;
            uint256 carry = _below(high, upper, 0, _below(low, lower, from, 0)) & PLANE;
            if (from < 4) {
                (low, carry) = _add(low, from, carry);
                _store(slot + 1, low ^ negative);
            }
            (high,) = _add(high, 0, carry);
            _store(slot, high ^ negative);
        }
    }

    /// @notice Undoes `raise` with the same arguments: lowers agreements by 2^from where they were
    /// raised, as far as can be seen, which is where they are below the random number now. Where they
    /// equal it they were raised or were there before: a coin decides.
    /// @param coins A plane of random bits.
    function drop(
        uint256 slot,
        uint256 negative,
        uint256 upper,
        uint256 lower,
        uint256 from,
        uint256 coins
    ) internal {
        unchecked {
            uint256 low = _load(slot + 1) ^ negative;
            uint256 high = _load(slot) ^ negative;
            uint256 borrow = _below(high, upper, 0, _below(low, lower, from, 0));
            borrow |= ~_any(high ^ upper, 0, _any(low ^ lower, from, 0)) & coins;
            // What is 0 by now was lowered by other samples.
            borrow &= _any(high, 0, _any(low, from, 0)) & PLANE;
            if (from < 4) {
                (low, borrow) = _subtract(low, from, borrow);
                _store(slot + 1, low ^ negative);
            }
            (high,) = _subtract(high, 0, borrow);
            _store(slot, high ^ negative);
        }
    }

    // In the lowest 64 bits of what these return is a bit for each feature; above is rubbish.

    /// @dev Whether planes `from` to 3 are below others, or equal and `below` already says so.
    function _below(uint256 planes, uint256 others, uint256 from, uint256 below)
        private
        pure
        returns (uint256)
    {
        unchecked {
            for (uint256 shift = from << 6; shift < 256; shift += 64) {
                uint256 plane = planes >> shift;
                uint256 other = others >> shift;
                below = ~plane & other | below & ~(plane ^ other);
            }
            return below;
        }
    }

    /// @dev Whether any of planes `from` to 3 is set, or `any` already says so.
    function _any(uint256 planes, uint256 from, uint256 any) private pure returns (uint256) {
        unchecked {
            for (uint256 shift = from << 6; shift < 256; shift += 64) {
                any |= planes >> shift;
            }
            return any;
        }
    }

    /// @dev Adds a bit for each feature to planes `from` to 3.
    function _add(uint256 planes, uint256 from, uint256 carry)
        private
        pure
        returns (uint256, uint256)
    {
        unchecked {
            for (uint256 shift = from << 6; shift < 256; shift += 64) {
                uint256 both = planes >> shift & carry;
                planes ^= carry << shift;
                carry = both;
            }
            return (planes, carry);
        }
    }

    function _subtract(uint256 planes, uint256 from, uint256 borrow)
        private
        pure
        returns (uint256, uint256)
    {
        unchecked {
            for (uint256 shift = from << 6; shift < 256; shift += 64) {
                uint256 missing = ~(planes >> shift) & borrow;
                planes ^= borrow << shift;
                borrow = missing;
            }
            return (planes, borrow);
        }
    }

    /// @dev A bit for each of 32 features, the first in the highest: the upper bits of their bytes,
    /// turned over and moved together in steps of two.
    function _negatives(bytes calldata features, uint256 i) private pure returns (uint256 bits) {
        assembly ("memory-safe") {
            bits := calldataload(add(features.offset, shl(5, i)))
        }
        bits = ~bits >> 7 & ONES_8;
        bits =
            (bits | bits >> 7) & 0x0003000300030003000300030003000300030003000300030003000300030003;
        bits = (bits | bits >> 14)
            & 0x0000000f0000000f0000000f0000000f0000000f0000000f0000000f0000000f;
        bits = (bits | bits >> 28)
            & 0x00000000000000ff00000000000000ff00000000000000ff00000000000000ff;
        bits = (bits | bits >> 56)
            & 0x0000000000000000000000000000ffff0000000000000000000000000000ffff;
        bits = uint32(bits | bits >> 112);
    }

    /// @dev How many bits are set in each byte.
    function _count(uint256 bits) private pure returns (uint256) {
        unchecked {
            bits -= bits >> 1 & 0x55 * ONES_8;
            bits = (bits & 0x33 * ONES_8) + (bits >> 2 & 0x33 * ONES_8);
            return bits + (bits >> 4) & 0x0f * ONES_8;
        }
    }

    /// @dev Sum of the bytes of each plane, times its factor. 512 features a plane need ten bits.
    function _weigh(uint256 bytes_, uint256 factors) private pure returns (uint256) {
        unchecked {
            uint256 lanes = (bytes_ & BYTE_16) + (bytes_ >> 8 & BYTE_16);
            uint256 counts = lanes * ONES_16 >> 48 & 0xffff * ONES_64;
            // The top plane of the product is the sum of products, as the factors are reversed.
            return counts * factors >> 192;
        }
    }

    function _load(uint256 slot) private view returns (uint256 word) {
        assembly ("memory-safe") {
            word := sload(slot)
        }
    }

    function _store(uint256 slot, uint256 word) private {
        assembly ("memory-safe") {
            sstore(slot, word)
        }
    }
}
