// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Sums and steps over many small integers at once.
///
/// A *feature word* holds 32 features, one byte each, first feature in the highest byte; a byte is
/// the feature + 128 (1..255; 0 would be -128 and is refused).
///
/// A *weight* has ten bits: the weight + 512. Storage holds them in blocks of three words for two
/// feature words: one *high word* with the upper two bits of each weight, in the lower half of a
/// nibble (the higher nibble of a byte belongs to the first feature word, the lower one to the
/// second); then two *low words* with the lower eight bits, byte for byte below its feature. The
/// upper halves of the nibbles, 128 bits in all, are the *lace*: free for what else is read and
/// written with the weights. If the feature words are odd in number, the last block has one low
/// word.
///
/// Weights never carry into each other: they stay below 480 in size (see `step`), and one step
/// moves a weight by at most 32.
library PackedVector {
    /// @dev 1 in each lane of 8, 16 and 32 bits.
    uint256 private constant ONES_8 =
        0x0101010101010101010101010101010101010101010101010101010101010101;
    uint256 private constant ONES_16 =
        0x0001000100010001000100010001000100010001000100010001000100010001;
    uint256 private constant ONES_32 =
        0x0000000100000001000000010000000100000001000000010000000100000001;

    /// @dev The highest bit of each lane of 8 bits.
    uint256 private constant TOPS_8 =
        0x8080808080808080808080808080808080808080808080808080808080808080;

    /// @dev The lowest byte of each lane of 16 and of 32 bits.
    uint256 private constant BYTE_16 =
        0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;
    uint256 private constant BYTE_32 =
        0x000000ff000000ff000000ff000000ff000000ff000000ff000000ff000000ff;

    /// @dev For reversing: every other 32 bits, every other 64 bits.
    uint256 private constant SWAP_32 =
        0x00000000ffffffff00000000ffffffff00000000ffffffff00000000ffffffff;
    uint256 private constant SWAP_64 =
        0x0000000000000000ffffffffffffffff0000000000000000ffffffffffffffff;

    /// @dev The upper two bits of a weight, in the lower nibble of each byte.
    uint256 private constant HIGH =
        0x0303030303030303030303030303030303030303030303030303030303030303;

    /// @dev The same in the second lowest byte of each lane of 32 bits.
    uint256 private constant HIGH_32 =
        0x0000030000000300000003000000030000000300000003000000030000000300;

    /// @dev For `approach`: no vector, but weights of 0.
    uint256 internal constant ZERO = type(uint256).max;

    /// @dev The lace's bits of a high word.
    uint256 private constant LACE =
        0xcccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc;

    /// @notice Prepares features for `dot` and sums what the checks need.
    /// @param dimensions How many bytes of `features` are features: a multiple of 32.
    /// @return reversed Where in memory the words are, the order of their 32-bit lanes reversed.
    /// @return sum Sum of the bytes (features + 128).
    /// @return norm Sum of the squared features.
    /// @return zeros Not 0 if some byte is 0.
    function load(bytes calldata features, uint256 dimensions)
        internal
        pure
        returns (uint256 reversed, uint256 sum, uint256 norm, uint256 zeros)
    {
        assembly ("memory-safe") {
            reversed := mload(0x40)
            // Kept on the stack: the compiler must not see that this is a constant, or it writes it
            // out at each use, or looks it up at ten times the price.
            let mask := or(BYTE_32, shr(255, calldatasize()))
            // From a feature word to where its reversal goes.
            let to := sub(reversed, features.offset)
            let end := add(features.offset, dimensions)
            for { let from := features.offset } lt(from, end) { from := add(from, 32) } {
                let word := calldataload(from)

                // The classic test for a zero byte: exact as to whether there is one.
                zeros := or(zeros, and(sub(word, ONES_8), not(word)))

                // Reverse the eight lanes of 32 bits: swap halves, then quarters, then eighths.
                let turned := or(shr(128, word), shl(128, word))
                turned := or(and(shr(64, turned), SWAP_64), shl(64, and(turned, SWAP_64)))
                turned := or(and(shr(32, turned), SWAP_32), shl(32, and(turned, SWAP_32)))
                mstore(add(from, to), turned)

                // Four times eight lanes of 32 bits, one byte in each. The top lane of (lanes *
                // reversed lanes) is the sum of products, lane by lane. All 512 products of two
                // bytes need 26 bits, so lower lanes do not carry into it.
                let lanes := and(word, mask)
                sum := add(sum, lanes)
                norm := add(norm, mul(lanes, and(turned, mask)))
                lanes := and(shr(8, word), mask)
                sum := add(sum, lanes)
                norm := add(norm, mul(lanes, and(shr(8, turned), mask)))
                lanes := and(shr(16, word), mask)
                sum := add(sum, lanes)
                norm := add(norm, mul(lanes, and(shr(16, turned), mask)))
                lanes := and(shr(24, word), mask)
                sum := add(sum, lanes)
                norm := add(norm, mul(lanes, and(shr(24, turned), mask)))
            }
            mstore(0x40, add(end, to))

            // Times 1 in each lane: the top lane becomes the sum of all lanes.
            sum := shr(224, mul(sum, ONES_32))
            // (B - 128)^2 = BB - 256 B + 2^14.
            norm := add(sub(shr(224, norm), shl(8, sum)), shl(14, dimensions))
            zeros := and(zeros, TOPS_8)
        }
    }

    /// @notice Sum of weight * feature over one vector.
    /// @param slot First storage slot of the vector.
    /// @param reversed, sum From `load`.
    /// @param words Feature words.
    function dot(uint256 slot, uint256 reversed, uint256 words, uint256 sum)
        internal
        view
        returns (int256 product)
    {
        assembly ("memory-safe") {
            // (W - 512)(B - 128) = WB - 128 W - 512 B + 2^16, for 32 features a word.
            sum := sub(shl(21, words), shl(9, sum))
            // As in `load`, on the stack.
            let mask := or(BYTE_32, shr(255, calldatasize()))
            let above := and(HIGH, shl(8, mask))
            let end := add(reversed, shl(5, words))
            let weights := 0
            for {} 1 { slot := add(slot, 3) } {
                let upper := sload(slot)
                // Twice at most: the first feature word's weights have the higher nibbles.
                let low := sload(add(slot, 1))
                let word := mload(reversed)

                // Four times eight lanes of 32 bits, a whole weight in each. As in `load`: 512
                // products of ten by eight bits need 27 bits.
                let lanes := or(and(low, mask), and(shl(4, upper), above))
                weights := add(weights, lanes)
                product := add(product, mul(lanes, and(word, mask)))
                lanes := or(and(shr(8, low), mask), and(shr(4, upper), above))
                weights := add(weights, lanes)
                product := add(product, mul(lanes, and(shr(8, word), mask)))
                lanes := or(and(shr(16, low), mask), and(shr(12, upper), above))
                weights := add(weights, lanes)
                product := add(product, mul(lanes, and(shr(16, word), mask)))
                lanes := or(and(shr(24, low), mask), and(shr(20, upper), above))
                weights := add(weights, lanes)
                product := add(product, mul(lanes, and(shr(24, word), mask)))

                reversed := add(reversed, 32)
                if eq(reversed, end) { break }

                low := sload(add(slot, 2))
                word := mload(reversed)
                lanes := or(and(low, mask), and(shl(8, upper), above))
                weights := add(weights, lanes)
                product := add(product, mul(lanes, and(word, mask)))
                lanes := or(and(shr(8, low), mask), and(upper, above))
                weights := add(weights, lanes)
                product := add(product, mul(lanes, and(shr(8, word), mask)))
                lanes := or(and(shr(16, low), mask), and(shr(8, upper), above))
                weights := add(weights, lanes)
                product := add(product, mul(lanes, and(shr(16, word), mask)))
                lanes := or(and(shr(24, low), mask), and(shr(16, upper), above))
                weights := add(weights, lanes)
                product := add(product, mul(lanes, and(shr(24, word), mask)))

                reversed := add(reversed, 32)
                if eq(reversed, end) { break }
            }
            weights := shr(224, mul(weights, ONES_32))
            product := add(sub(shr(224, product), shl(7, weights)), sum)
        }
    }

    /// @notice How a vector moves. Memory, since there is more of it than the stack holds.
    struct Move {
        /// @dev 1 to 64, in 256ths of a feature.
        uint256 rate;
        /// @dev Added before rounding down, a byte a feature; turned by a byte for each further word.
        uint256 dither;
        /// @dev Subtract instead of adding.
        bool away;
        /// @dev Divide the move by 2^halvings, rounding down.
        uint256 halvings;
    }

    /// @notice Moves one vector towards the features or away from them: every weight by
    /// `floor((rate * feature + dither) / 256) >> halvings`, added or subtracted.
    /// @param slot First storage slot of the vector.
    /// @param words Feature words.
    /// @return out Not 0 if some weight is now 480 or more in size.
    function step(uint256 slot, bytes calldata features, uint256 words, Move memory move)
        internal
        returns (uint256 out)
    {
        unchecked {
            uint256 dither = move.dither;
            for (uint256 i; i < words; i += 2) {
                uint256 lows = words - i == 1 ? 1 : 2;
                uint256 high = _load(slot);
                uint256 next = lows == 1 ? high & (LACE | HIGH) : high & LACE;
                for (uint256 j; j < lows; ++j) {
                    uint256 shift = j == 0 ? 4 : 0;
                    (uint256 even, uint256 odd) = _lanes(_load(slot + 1 + j), high >> shift);
                    uint256 word = _featureWord(features, i + j);
                    even = _moved(even, word >> 8, dither >> 8, move);
                    odd = _moved(odd, word, dither, move);
                    dither = dither << 8 | dither >> 248;
                    out |= _outside(even) | _outside(odd);
                    (uint256 low, uint256 upper) = _words(even, odd);
                    _store(slot + 1 + j, low);
                    next |= upper << shift;
                }
                _store(slot, next);
                slot += 1 + lows;
            }
        }
    }

    /// @notice Moves every weight of a vector by `part` 64ths of the way to the weight of another, or
    /// to 0: u becomes ((64 - part) u + part v + dither) / 64, rounded down. Half of the way to 0
    /// without dither is halving, rounded down.
    /// @param slot First storage slot of the vector.
    /// @param from First storage slot of the other vector; `ZERO` for weights of 0.
    /// @param part 1 to 64.
    /// @param dither As in `step`, of which the lower six bits count.
    function approach(uint256 slot, uint256 from, uint256 words, uint256 part, uint256 dither)
        internal
    {
        unchecked {
            for (uint256 i; i < words; i += 2) {
                uint256 lows = words - i == 1 ? 1 : 2;
                uint256 high = _load(slot);
                uint256 next = lows == 1 ? high & (LACE | HIGH) : high & LACE;
                for (uint256 j; j < lows; ++j) {
                    uint256 shift = j == 0 ? 4 : 0;
                    (uint256 even, uint256 odd) = _lanes(_load(slot + 1 + j), high >> shift);
                    (uint256 evenTo, uint256 oddTo) = from == ZERO
                        ? (0x200 * ONES_16, 0x200 * ONES_16)
                        : _lanes(_load(from + 1 + j), _load(from) >> shift);
                    even = _mixed(even, evenTo, part, dither >> 8);
                    odd = _mixed(odd, oddTo, part, dither);
                    dither = dither << 8 | dither >> 248;
                    (uint256 low, uint256 upper) = _words(even, odd);
                    _store(slot + 1 + j, low);
                    next |= upper << shift;
                }
                _store(slot, next);
                slot += 1 + lows;
                if (from != ZERO) from += 1 + lows;
            }
        }
    }

    /// @notice Whether some weight of a block of starter words is 480 or more in size.
    function outside(uint256 low, uint256 upper) internal pure returns (bool) {
        (uint256 even, uint256 odd) = _lanes(low, upper);
        return _outside(even) | _outside(odd) != 0;
    }

    /// @notice Sum of the squared weights of one vector.
    /// @param slot First storage slot of the vector.
    /// @param words Feature words.
    function norm(uint256 slot, uint256 words) internal view returns (uint256 squares) {
        unchecked {
            uint256 weights;
            uint256 products;
            for (uint256 i; i < words; i += 2) {
                uint256 high = _load(slot);
                (weights, products) = _square(_load(slot + 1), high >> 4 & HIGH, weights, products);
                if (i + 1 < words) {
                    (weights, products) = _square(_load(slot + 2), high & HIGH, weights, products);
                }
                slot += 3;
            }
            weights = weights * ONES_32 >> 224;
            // (W - 512)^2 = WW - 1024 W + 2^18, for 32 weights a word.
            squares = (products >> 224) + (words << 23) - (weights << 10);
        }
    }

    /// @notice Storage words of a vector.
    function size(uint256 words) internal pure returns (uint256) {
        unchecked {
            return words + ((words + 1) >> 1);
        }
    }

    /// @notice The lace of a high word, closed up to 128 bits.
    function lace(uint256 high) internal pure returns (uint256 bits) {
        bits = high >> 2 & 0x3333333333333333333333333333333333333333333333333333333333333333;
        bits =
            (bits | bits >> 2) & 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f;
        bits =
            (bits | bits >> 4) & 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;
        bits =
            (bits | bits >> 8) & 0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff;
        bits = (bits | bits >> 16) & SWAP_32;
        bits = (bits | bits >> 32) & SWAP_64;
        bits = (bits | bits >> 64) & type(uint128).max;
    }

    /// @notice Bits `from` to `from` + 15 of a high word's lace, cheaper than all of it.
    function laceLane(uint256 high, uint256 from) internal pure returns (uint256 bits) {
        unchecked {
            bits = high >> (2 * from + 2) & 0x33333333;
            bits = (bits | bits >> 2) & 0x0f0f0f0f;
            bits = (bits | bits >> 4) & 0x00ff00ff;
            bits = (bits | bits >> 8) & 0xffff;
        }
    }

    /// @notice A high word with 16 other bits in its lace, from bit `from` on.
    /// @param bits At most 16 bits.
    function withLaceLane(uint256 high, uint256 from, uint256 bits)
        internal
        pure
        returns (uint256)
    {
        unchecked {
            bits = (bits | bits << 8) & 0x00ff00ff;
            bits = (bits | bits << 4) & 0x0f0f0f0f;
            bits = (bits | bits << 2) & 0x33333333;
            uint256 shift = 2 * from + 2;
            return high & ~(0x33333333 << shift) | bits << shift;
        }
    }

    /// @notice A high word with another lace.
    /// @param bits At most 128 bits.
    function withLace(uint256 high, uint256 bits) internal pure returns (uint256) {
        bits = (bits | bits << 64) & SWAP_64;
        bits = (bits | bits << 32) & SWAP_32;
        bits = (bits | bits << 16)
            & 0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff;
        bits =
            (bits | bits << 8) & 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;
        bits =
            (bits | bits << 4) & 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f;
        bits =
            (bits | bits << 2) & 0x3333333333333333333333333333333333333333333333333333333333333333;
        return high & ~LACE | bits << 2;
    }

    /// @dev Adds the weights of a low word, and their squares, to lanes of 32 bits: the squares as
    /// products in `load`, of which 512 need 29 bits.
    /// @param upper Their upper bits, in the lower nibbles of its bytes.
    function _square(uint256 low, uint256 upper, uint256 weights, uint256 products)
        private
        pure
        returns (uint256, uint256)
    {
        assembly ("memory-safe") {
            let lowTurned := or(shr(128, low), shl(128, low))
            lowTurned := or(and(shr(64, lowTurned), SWAP_64), shl(64, and(lowTurned, SWAP_64)))
            lowTurned := or(and(shr(32, lowTurned), SWAP_32), shl(32, and(lowTurned, SWAP_32)))
            let upperTurned := or(shr(128, upper), shl(128, upper))
            upperTurned := or(
                and(shr(64, upperTurned), SWAP_64),
                shl(64, and(upperTurned, SWAP_64))
            )
            upperTurned := or(
                and(shr(32, upperTurned), SWAP_32),
                shl(32, and(upperTurned, SWAP_32))
            )

            let lanes := or(and(low, BYTE_32), and(shl(8, upper), HIGH_32))
            let other := or(and(lowTurned, BYTE_32), and(shl(8, upperTurned), HIGH_32))
            weights := add(weights, lanes)
            products := add(products, mul(lanes, other))
            lanes := or(and(shr(8, low), BYTE_32), and(upper, HIGH_32))
            other := or(and(shr(8, lowTurned), BYTE_32), and(upperTurned, HIGH_32))
            weights := add(weights, lanes)
            products := add(products, mul(lanes, other))
            lanes := or(and(shr(16, low), BYTE_32), and(shr(8, upper), HIGH_32))
            other := or(and(shr(16, lowTurned), BYTE_32), and(shr(8, upperTurned), HIGH_32))
            weights := add(weights, lanes)
            products := add(products, mul(lanes, other))
            lanes := or(and(shr(24, low), BYTE_32), and(shr(16, upper), HIGH_32))
            other := or(and(shr(24, lowTurned), BYTE_32), and(shr(16, upperTurned), HIGH_32))
            weights := add(weights, lanes)
            products := add(products, mul(lanes, other))
        }
        return (weights, products);
    }

    /// @dev The weights of even and of odd bytes, in lanes of 16 bits.
    /// @param upper Their upper bits, in the lower nibbles of its bytes.
    function _lanes(uint256 low, uint256 upper) private pure returns (uint256 even, uint256 odd) {
        upper &= HIGH;
        even = low >> 8 & BYTE_16 | upper & ~BYTE_16;
        odd = low & BYTE_16 | (upper & BYTE_16) << 8;
    }

    /// @dev The reverse of `_lanes`; lanes hold ten bits.
    function _words(uint256 even, uint256 odd) private pure returns (uint256 low, uint256 upper) {
        low = (even & BYTE_16) << 8 | odd & BYTE_16;
        upper = even & ~BYTE_16 | odd >> 8 & BYTE_16;
    }

    /// @dev `lanes` after the step. `features` and `dither` have theirs in the lower byte of a lane.
    function _moved(uint256 lanes, uint256 features, uint256 dither, Move memory move)
        private
        pure
        returns (uint256)
    {
        unchecked {
            // With byte = feature + 128: floor((rate * feature + dither) / 256) + 64
            // = (rate * byte + dither + 64 * 256 - 128 * rate) / 256; a lane stays below 2^15.
            uint256 moves = (features & BYTE_16) * move.rate + (dither & BYTE_16)
                + ((64 << 8) - (move.rate << 7)) * ONES_16;
            moves = moves >> 8 & BYTE_16;
            uint256 offset = 64;
            if (move.halvings != 0) {
                // 64 is a multiple of 2^halvings up to 6; beyond, 0 or -1 is left of a move.
                uint256 halvings = move.halvings > 6 ? 6 : move.halvings;
                moves = moves >> halvings & (0xff >> halvings) * ONES_16;
                offset >>= halvings;
            }
            // Modulo 2^256 signed lanes add up right, for no lane of the result leaves its 16 bits.
            moves -= offset * ONES_16;
            return move.away ? lanes - moves : lanes + moves;
        }
    }

    function _mixed(uint256 lanes, uint256 to, uint256 part, uint256 dither)
        private
        pure
        returns (uint256)
    {
        unchecked {
            // At most 64 * 1023 + 63 = 65535: a lane's 16 bits hold it.
            uint256 sum = lanes * (64 - part) + to * part + (dither & 0x3f * ONES_16);
            return sum >> 6 & 0x3ff * ONES_16;
        }
    }

    /// @dev Not 0 if some lane, a weight + 512, is 992 or more or 32 or less.
    function _outside(uint256 lanes) private pure returns (uint256) {
        unchecked {
            return (lanes + 32 * ONES_16) & 0x0400 * ONES_16 | ~(lanes + (0x8000 - 33) * ONES_16)
                & 0x8000 * ONES_16;
        }
    }

    function _featureWord(bytes calldata features, uint256 i) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := calldataload(add(features.offset, shl(5, i)))
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
