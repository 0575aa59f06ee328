// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Small integers as the contracts take them, written the slow and obvious way.
library Features {
    /// @notice A vector of pseudo-random integers within `-size..size`.
    function random(uint256 seed, uint256 dimensions, uint256 size)
        internal
        pure
        returns (int256[] memory values)
    {
        values = new int256[](dimensions);
        for (uint256 i; i < dimensions; ++i) {
            uint256 draw = uint256(keccak256(abi.encode(seed, i)));
            values[i] = int256(draw % (2 * size + 1)) - int256(size);
        }
    }

    /// @notice Features to bytes: value + 128 each.
    function pack(int256[] memory values) internal pure returns (bytes memory packed) {
        packed = new bytes(values.length);
        for (uint256 i; i < values.length; ++i) {
            packed[i] = bytes1(uint8(uint256(values[i] + 128)));
        }
    }

    /// @notice Weights to words, in the layout of `PackedVector`.
    function packWeights(int256[] memory weights) internal pure returns (uint256[] memory words) {
        words = new uint256[](weights.length / 16);
        for (uint256 i; i < weights.length; ++i) {
            (uint256 word, uint256 shift) = place(i);
            words[word] |= uint256(weights[i] + 32768) << shift;
        }
    }

    /// @notice Weight `i` of words in the layout of `PackedVector`.
    function weightAt(uint256[] memory words, uint256 i) internal pure returns (int256) {
        (uint256 word, uint256 shift) = place(i);
        return int256((words[word] >> shift) & 0xffff) - 32768;
    }

    function place(uint256 i) private pure returns (uint256 word, uint256 shift) {
        uint256 within = i % 32;
        return (2 * (i / 32) + within % 2, 240 - 16 * (within / 2));
    }
}
