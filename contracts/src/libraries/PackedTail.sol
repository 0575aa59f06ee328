// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Words of sixteen small integers that are written one at a time, and halved all at once
/// without being written.
///
/// | bits                    | field    |                                                      |
/// |-------------------------|----------|------------------------------------------------------|
/// | 15 lane - 15 lane + 14  | value    | two's complement, -16383 to 16383; lanes 0 to 15     |
/// | 240 - 247               | halvings | the model's count when the word was last written     |
/// | 248 - 255               | 0        |                                                      |
///
/// A model that halves all its numbers only counts the halvings; a word is as many halvings behind
/// as the count went on since. Reading shifts by that many bits. Shifts round down, so shifting twice
/// by one is shifting once by two, and the value is to the unit what halving at once would have made
/// it. The count is kept modulo 256: a word that sleeps through 256 halvings, each of which takes at
/// least 15 samples, wakes as it was.
///
/// A word never written is 0: zeros, however often they were halved.
library PackedTail {
    /// @notice Lanes of a word.
    uint256 internal constant LANES = 16;

    /// @notice Values stay within this in size.
    int256 internal constant LIMIT = 16383;

    uint256 private constant LANE = 0x7fff;

    /// @notice The value of a lane for a model halved so often.
    function valueOf(uint256 word, uint256 lane, uint256 halvings)
        internal
        pure
        returns (int256 value)
    {
        assembly ("memory-safe") {
            let behind := and(sub(halvings, shr(240, word)), 0xff)
            // Up to the top of the word, and down again with the sign.
            value := sar(add(241, behind), shl(sub(241, mul(15, lane)), word))
        }
    }

    /// @notice The same word as it would be if it had been written now.
    function settled(uint256 word, uint256 halvings) internal pure returns (uint256 next) {
        unchecked {
            if (word >> 240 == halvings) return word;
            next = halvings << 240;
            if (word == 0) return next;
            for (uint256 lane; lane < LANES; ++lane) {
                next |= (uint256(valueOf(word, lane, halvings)) & LANE) << 15 * lane;
            }
        }
    }

    /// @notice A settled word with a lane moved; at the limit it stops.
    function moved(uint256 word, uint256 lane, int256 change) internal pure returns (uint256) {
        unchecked {
            int256 value = valueOf(word, lane, word >> 240) + change;
            if (value > LIMIT) value = LIMIT;
            if (value < -LIMIT) value = -LIMIT;
            uint256 shift = 15 * lane;
            return word & ~(LANE << shift) | (uint256(value) & LANE) << shift;
        }
    }

    /// @notice Whether this could be a word of a model never halved of whose lanes, in groups of
    /// `group`, the first `used` of each group are used.
    function starts(uint256 word, uint256 group, uint256 used) internal pure returns (bool) {
        unchecked {
            if (word >> 240 != 0) return false;
            for (uint256 lane; lane < LANES; ++lane) {
                int256 value = valueOf(word, lane, 0);
                if (value < -LIMIT || (value != 0 && lane % group >= used)) return false;
            }
            return true;
        }
    }
}
