// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {BitPlanes} from "../../src/libraries/BitPlanes.sol";
import {Features} from "../helpers/Features.sol";

/// @notice Puts the libraries' calldata and storage arguments within a test's reach.
contract BitPlanesHarness {
    uint256[32] public words;

    function set(uint256[] calldata words_) external {
        for (uint256 i; i < words_.length; ++i) {
            words[i] = words_[i];
        }
    }

    function negatives(bytes calldata features) external pure returns (uint256[] memory) {
        return BitPlanes.negatives(features);
    }

    function used(uint256 dimensions, uint256 chunk) external pure returns (uint256) {
        return BitPlanes.used(dimensions, chunk);
    }

    function raise(uint256 negative, uint256 upper, uint256 lower, uint256 from) external {
        BitPlanes.raise(0, negative, upper, lower, from);
    }

    function drop(uint256 negative, uint256 upper, uint256 lower, uint256 from, uint256 coins)
        external
    {
        BitPlanes.drop(0, negative, upper, lower, from, coins);
    }
}

/// @notice Planes against one level at a time, with any words whatever; scores are tested with the
/// model.
contract BitPlanesTest {
    bool public constant IS_TEST = true;
    BitPlanesHarness private harness;

    function setUp() public {
        harness = new BitPlanesHarness();
    }

    function testFuzz_negatives(uint256 seed, uint8 size) public view {
        uint256 dimensions = 32 * (1 + uint256(size) % 16);
        int256[] memory features = Features.random(seed, dimensions, 127);
        features[seed % dimensions] = 0;
        uint256[] memory chunks = harness.negatives(Features.pack(features));
        require(chunks.length == (dimensions + 63) / 64, "chunks");
        for (uint256 i; i < 64 * chunks.length; ++i) {
            bool negative = i < dimensions && features[i] < 0;
            bool exists = i < dimensions;
            uint256 used = harness.used(dimensions, i / 64);
            for (uint256 plane; plane < 4; ++plane) {
                uint256 bit = 64 * plane + 63 - i % 64;
                require((chunks[i / 64] >> bit) & 1 == (negative ? 1 : 0), "negative");
                require((used >> bit) & 1 == (exists ? 1 : 0), "used");
            }
        }
    }

    function testFuzz_raise(
        uint256[2] calldata levels,
        uint64 negative,
        uint256 upper,
        uint256 lower,
        uint8 from
    ) public {
        from %= 5;
        set(levels);
        harness.raise(spread(negative), upper, lower, from);
        for (uint256 i; i < 64; ++i) {
            uint256 level = turned(levelAt(levels[0], levels[1], i), negative, i);
            uint256 number = levelAt(upper, lower, i);
            if (level >> from < number >> from) level += 1 << from;
            require(level < 256, "no overflow");
            uint256 after_ = levelAt(harness.words(0), harness.words(1), i);
            require(after_ == turned(level, negative, i), "raised");
        }
    }

    function testFuzz_drop(
        uint256[2] calldata levels,
        uint64 negative,
        uint256 upper,
        uint256 lower,
        uint8 from,
        uint256 coins
    ) public {
        from %= 5;
        set(levels);
        harness.drop(spread(negative), upper, lower, from, coins);
        for (uint256 i; i < 64; ++i) {
            uint256 level = turned(levelAt(levels[0], levels[1], i), negative, i);
            uint256 number = levelAt(upper, lower, i);
            bool back = level >> from < number >> from;
            if (level >> from == number >> from) back = (coins >> (63 - i)) & 1 == 1;
            if (back && level >> from != 0) level -= 1 << from;
            uint256 after_ = levelAt(harness.words(0), harness.words(1), i);
            require(after_ == turned(level, negative, i), "dropped");
        }
    }

    function set(uint256[2] calldata levels) private {
        uint256[] memory words = new uint256[](2);
        (words[0], words[1]) = (levels[0], levels[1]);
        harness.set(words);
    }

    function spread(uint256 plane) private pure returns (uint256) {
        return plane | plane << 64 | plane << 128 | plane << 192;
    }

    function turned(uint256 level, uint256 negative, uint256 i) private pure returns (uint256) {
        return (negative >> (63 - i)) & 1 == 1 ? 255 - level : level;
    }

    function levelAt(uint256 upper, uint256 lower, uint256 i) private pure returns (uint256 level) {
        for (uint256 plane; plane < 4; ++plane) {
            uint256 bit = 64 * plane + 63 - i;
            level |= ((upper >> bit) & 1) << (4 + plane);
            level |= ((lower >> bit) & 1) << plane;
        }
    }
}
