// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Sums and steps over many small integers at once.
///
/// A *feature word* holds 32 features, one byte each, first feature in the highest byte; a byte is
/// the feature + 128 (1..255; 0 would be -128 and is refused).
///
/// A *weight word* holds 16 weights in lanes of 16 bits; a lane is the weight + 32768. Two weight
/// words go with a feature word: the first has the weights of its even bytes, the second those of
/// its odd bytes, so that `(features >> 8) & 0x00ff...` and `features & 0x00ff...` line up with them.
///
/// Lanes never carry into each other: weights stay below 16384 + 512 in size (see `outside`) and
/// one step moves a weight by at most 508.
library PackedVector {
    /// @dev 1 in each lane of 8, 16 and 32 bits.
    uint256 private constant ONES_8 =
        0x0101010101010101010101010101010101010101010101010101010101010101;
    uint256 private constant ONES_16 =
        0x0001000100010001000100010001000100010001000100010001000100010001;
    uint256 private constant ONES_32 =
        0x0000000100000001000000010000000100000001000000010000000100000001;

    /// @dev The highest bit of each lane of 8 and of 16 bits.
    uint256 private constant TOPS_8 =
        0x8080808080808080808080808080808080808080808080808080808080808080;
    uint256 private constant TOPS_16 =
        0x8000800080008000800080008000800080008000800080008000800080008000;

    /// @dev The lowest byte of each lane of 16 and of 32 bits, the lower half of each lane of 32.
    uint256 private constant BYTE_16 =
        0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;
    uint256 private constant BYTE_32 =
        0x000000ff000000ff000000ff000000ff000000ff000000ff000000ff000000ff;
    uint256 private constant HALF_32 =
        0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff;

    /// @dev For reversing: every other 32 bits, every other 64 bits.
    uint256 private constant SWAP_32 =
        0x00000000ffffffff00000000ffffffff00000000ffffffff00000000ffffffff;
    uint256 private constant SWAP_64 =
        0x0000000000000000ffffffffffffffff0000000000000000ffffffffffffffff;

    /// @notice Prepares features for `dot` and sums what the checks need.
    /// @param features Whole words: the length must be a multiple of 32.
    /// @return reversed Where in memory the words are, the order of their 32-bit lanes reversed.
    /// @return sum Sum of the bytes (features + 128).
    /// @return squares Sum of the squared bytes.
    /// @return zeros Not 0 if some byte is 0.
    function load(bytes calldata features)
        internal
        pure
        returns (uint256 reversed, uint256 sum, uint256 squares, uint256 zeros)
    {
        assembly ("memory-safe") {
            reversed := mload(0x40)
            let to := reversed
            let end := add(features.offset, features.length)
            for { let at := features.offset } lt(at, end) { at := add(at, 32) } {
                let word := calldataload(at)

                // The classic test for a zero byte: exact as to whether there is one.
                zeros := or(zeros, and(sub(word, ONES_8), not(word)))

                // Reverse the eight lanes of 32 bits: swap halves, then quarters, then eighths.
                let turned := or(shr(128, word), shl(128, word))
                turned := or(and(shr(64, turned), SWAP_64), shl(64, and(turned, SWAP_64)))
                turned := or(and(shr(32, turned), SWAP_32), shl(32, and(turned, SWAP_32)))
                mstore(to, turned)
                to := add(to, 32)

                // Spread to four words of eight lanes, one byte in each lane of 32 bits.
                let a := and(shr(24, word), BYTE_32)
                let b := and(shr(16, word), BYTE_32)
                let c := and(shr(8, word), BYTE_32)
                let d := and(word, BYTE_32)

                // The top lane of (lanes * reversed lanes) is the sum of products, lane by lane.
                // All 512 products of two bytes need 26 bits, so lower lanes do not carry into it.
                squares := add(squares, mul(a, and(shr(24, turned), BYTE_32)))
                squares := add(squares, mul(b, and(shr(16, turned), BYTE_32)))
                squares := add(squares, mul(c, and(shr(8, turned), BYTE_32)))
                squares := add(squares, mul(d, and(turned, BYTE_32)))

                // Lane sums: at most 16 words * 4 bytes * 255, far below 32 bits.
                sum := add(sum, add(add(a, b), add(c, d)))
            }
            mstore(0x40, to)

            // Times 1 in each lane: the top lane becomes the sum of all lanes.
            sum := shr(224, mul(sum, ONES_32))
            squares := shr(224, squares)
            zeros := and(zeros, TOPS_8)
        }
    }

    /// @notice Sum of weight * feature over one vector.
    /// @param slot First of the `2 * words` storage slots of the vector.
    /// @param reversed, sum From `load`.
    /// @param words Feature words.
    function dot(uint256 slot, uint256 reversed, uint256 words, uint256 sum)
        internal
        view
        returns (int256 product)
    {
        assembly ("memory-safe") {
            let weights := 0
            let end := add(reversed, shl(5, words))
            for { let at := reversed } lt(at, end) { at := add(at, 32) } {
                let word := mload(at)
                let even := sload(slot)
                let odd := sload(add(slot, 1))
                slot := add(slot, 2)

                // Spread both to lanes of 32 bits: the weights of bytes 0, 1, 2, 3 of each lane.
                let a := and(shr(16, even), HALF_32)
                let b := and(shr(16, odd), HALF_32)
                let c := and(even, HALF_32)
                let d := and(odd, HALF_32)

                // As in `load`, but 512 products of 16 by 8 bits would need 33 bits, so the top lanes
                // are summed one by one; eight products need 27.
                product := add(product, shr(224, mul(a, and(shr(24, word), BYTE_32))))
                product := add(product, shr(224, mul(b, and(shr(16, word), BYTE_32))))
                product := add(product, shr(224, mul(c, and(shr(8, word), BYTE_32))))
                product := add(product, shr(224, mul(d, and(word, BYTE_32))))
                weights := add(weights, add(add(a, b), add(c, d)))
            }
            weights := shr(224, mul(weights, ONES_32))

            // (W - 32768)(B - 128) = WB - 128 W - 32768 B + 2^22, for 32 features a word.
            product := sub(product, add(shl(7, weights), shl(15, sum)))
            product := add(product, shl(27, words))
        }
    }

    /// @notice Moves one vector towards the features or away from them: every weight by
    /// `(rate * feature + 8) >> 4`, added or subtracted.
    /// @param slot First storage slot of the vector.
    /// @param rate 1..64.
    /// @param away Subtract instead of adding.
    /// @return out Not 0 if some weight is now 16384 or more in size.
    function step(uint256 slot, bytes calldata features, uint256 rate, bool away)
        internal
        returns (uint256 out)
    {
        assembly ("memory-safe") {
            // With byte = feature + 128: (rate * feature + 8) >> 4 = ((rate * byte + 8) >> 4) - 8 rate.
            let round := shl(3, ONES_16)
            let offset := mul(shl(3, rate), ONES_16)
            let end := add(features.offset, features.length)
            for { let at := features.offset } lt(at, end) { at := add(at, 32) } {
                let word := calldataload(at)
                for { let part := 8 } 1 { part := 0 } {
                    // A lane holds at most 64 * 255 + 8, 14 bits; after the shift the 4 bits that
                    // came in from the neighbour are masked away.
                    let move := mul(and(shr(part, word), BYTE_16), rate)
                    move := and(
                        shr(4, add(move, round)),
                        0x0fff0fff0fff0fff0fff0fff0fff0fff0fff0fff0fff0fff0fff0fff0fff0fff
                    )
                    move := sub(move, offset)
                    if away { move := sub(0, move) }

                    // Modulo 2^256 the signed lanes of `move` add up right, for no lane of the
                    // result leaves 0..65535.
                    let moved := add(sload(slot), move)
                    sstore(slot, moved)
                    slot := add(slot, 1)

                    // As in `outside`.
                    let lower := sub(moved, ONES_16)
                    out := or(out, and(moved, shl(1, moved)))
                    out := or(out, not(or(lower, shl(1, lower))))
                    if iszero(part) { break }
                }
            }
            out := and(out, TOPS_16)
        }
    }

    /// @notice Whether some weight of a word is 16384 or more in size.
    /// @return out Not 0 if so.
    function outside(uint256 word) internal pure returns (uint256 out) {
        assembly ("memory-safe") {
            // A lane of 49152 or more (weight >= 16384) has both top bits set. A lane below 16384
            // has neither, one of 16384 (weight -16384) neither after subtracting 1. A lane of 0
            // borrows from its neighbour there, which may add a find but never hides one.
            let lower := sub(word, ONES_16)
            out := and(word, shl(1, word))
            out := or(out, not(or(lower, shl(1, lower))))
            out := or(out, not(or(word, shl(1, word))))
            out := and(out, TOPS_16)
        }
    }

    /// @notice Halves every weight of `count` words, rounding down: u becomes u / 2 + 16384.
    function halve(uint256 slot, uint256 count) internal {
        assembly ("memory-safe") {
            for { let end := add(slot, count) } lt(slot, end) { slot := add(slot, 1) } {
                // Shifting the whole word moves the lowest bit of each lane into its neighbour;
                // the mask drops it.
                let word := and(shr(1, sload(slot)), not(TOPS_16))
                sstore(slot, add(word, shr(1, TOPS_16)))
            }
        }
    }
}
