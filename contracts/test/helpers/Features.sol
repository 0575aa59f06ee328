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

    /// @notice Words of one vector, in the layout of `PackedVector`.
    function wordsOf(uint256 dimensions) internal pure returns (uint256) {
        return dimensions / 32 + (dimensions + 63) / 64;
    }

    /// @notice Weights to words, in the layout of `PackedVector`; bias 0 in the first high word.
    function packWeights(int256[] memory weights, uint256 dimensions)
        internal
        pure
        returns (uint256[] memory)
    {
        return packWeights(weights, new int256[](weights.length / dimensions), dimensions);
    }

    /// @notice Weights and a bias a vector to words.
    function packWeights(int256[] memory weights, int256[] memory biases, uint256 dimensions)
        internal
        pure
        returns (uint256[] memory words)
    {
        uint256 vectors = weights.length / dimensions;
        uint256 size = wordsOf(dimensions);
        words = new uint256[](vectors * size);
        for (uint256 v; v < vectors; ++v) {
            for (uint256 i; i < dimensions; ++i) {
                uint256 u = uint256(weights[v * dimensions + i] + 512);
                (uint256 low, uint256 high, uint256 highShift) = place(i);
                words[v * size + low] |= (u & 0xff) << (248 - 8 * (i % 32));
                words[v * size + high] |= (u >> 8) << highShift;
            }
            // 16 bits from bit 96 of the lace on, two bits in the upper half of each nibble.
            uint256 bias = uint256(biases[v] + 32768);
            for (uint256 b; b < 8; ++b) {
                words[v * size] |= ((bias >> (2 * b)) & 3) << (4 * (48 + b) + 2);
            }
        }
    }

    /// @notice Weight `i` of a vector.
    function weightAt(uint256[] memory words, uint256 vector, uint256 i, uint256 dimensions)
        internal
        pure
        returns (int256)
    {
        uint256 start = vector * wordsOf(dimensions);
        (uint256 low, uint256 high, uint256 highShift) = place(i);
        uint256 u = (words[start + low] >> (248 - 8 * (i % 32))) & 0xff;
        u |= ((words[start + high] >> highShift) & 3) << 8;
        return int256(u) - 512;
    }

    /// @notice The bias of a vector.
    function biasAt(uint256[] memory words, uint256 vector, uint256 dimensions)
        internal
        pure
        returns (int256)
    {
        uint256 word = words[vector * wordsOf(dimensions)];
        uint256 bias;
        for (uint256 b; b < 8; ++b) {
            bias |= ((word >> (4 * (48 + b) + 2)) & 3) << (2 * b);
        }
        return int256(bias) - 32768;
    }

    /// @notice The hash that the rules name a starter model by.
    function digest(uint256[] memory words) internal pure returns (bytes32 hash) {
        for (uint256 i; i < words.length; ++i) {
            hash = keccak256(abi.encode(hash, words[i]));
        }
    }

    function place(uint256 i) private pure returns (uint256 low, uint256 high, uint256 highShift) {
        high = 3 * (i / 64);
        bool second = i % 64 >= 32;
        low = high + (second ? 2 : 1);
        highShift = 248 - 8 * (i % 32) + (second ? 0 : 4);
    }
}
