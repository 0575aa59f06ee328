// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {PackedVector} from "../../src/libraries/PackedVector.sol";
import {Features} from "../helpers/Features.sol";
import {vm} from "../helpers/Vm.sol";

/// @notice Puts the library's calldata and storage arguments within a test's reach.
contract PackedVectorHarness {
    uint256[32] public words;

    function set(uint256[] calldata words_) external {
        for (uint256 i; i < words_.length; ++i) {
            words[i] = words_[i];
        }
    }

    function load(bytes calldata features)
        external
        pure
        returns (uint256 sum, uint256 squares, uint256 zeros)
    {
        (, sum, squares, zeros) = PackedVector.load(features);
    }

    function dot(bytes calldata features) external view returns (int256) {
        (uint256 reversed, uint256 sum,,) = PackedVector.load(features);
        return PackedVector.dot(0, reversed, features.length / 32, sum);
    }

    function step(bytes calldata features, uint256 rate, bool away)
        external
        returns (uint256 out, uint256[] memory after_)
    {
        out = PackedVector.step(0, features, rate, away);
        after_ = all();
    }

    function halve(uint256 count) external returns (uint256[] memory) {
        PackedVector.halve(0, count);
        return all();
    }

    function outside(uint256 word) external pure returns (uint256) {
        return PackedVector.outside(word);
    }

    function all() private view returns (uint256[] memory copy) {
        copy = new uint256[](32);
        for (uint256 i; i < 32; ++i) {
            copy[i] = words[i];
        }
    }
}

/// @notice Every packed operation against the same thing done one number at a time.
contract PackedVectorTest {
    bool public constant IS_TEST = true;
    uint256 private constant DIMENSIONS = 256;
    PackedVectorHarness private harness;

    function setUp() public {
        harness = new PackedVectorHarness();
    }

    function testFuzz_dot(uint256 seed, uint8 kind) public {
        int256[] memory features = draw(seed, 127, kind);
        int256[] memory weights = draw(~seed, 16383, kind >> 1);
        harness.set(Features.packWeights(weights));
        int256 expected;
        for (uint256 i; i < DIMENSIONS; ++i) {
            expected += weights[i] * features[i];
        }
        require(harness.dot(Features.pack(features)) == expected, "dot");
    }

    /// @dev Lanes hold weights well beyond the limit; the product must still be right there.
    function testFuzz_dotAtTheEdgeOfTheLanes(uint256 seed) public {
        int256[] memory features = draw(seed, 127, 1);
        int256[] memory weights = draw(~seed, 32767, 1);
        harness.set(Features.packWeights(weights));
        int256 expected;
        for (uint256 i; i < DIMENSIONS; ++i) {
            expected += weights[i] * features[i];
        }
        require(harness.dot(Features.pack(features)) == expected, "dot");
    }

    function testFuzz_load(uint256 seed, uint8 kind, uint8 zeroAt, bool withZero) public view {
        int256[] memory features = draw(seed, 127, kind);
        if (withZero) features[zeroAt] = -128;
        (uint256 sum, uint256 squares, uint256 zeros) = harness.load(Features.pack(features));
        uint256 expectedSum;
        uint256 expectedSquares;
        for (uint256 i; i < DIMENSIONS; ++i) {
            uint256 value = uint256(features[i] + 128);
            expectedSum += value;
            expectedSquares += value * value;
        }
        require(sum == expectedSum, "sum");
        require(squares == expectedSquares, "squares");
        require((zeros != 0) == withZero, "zeros");
    }

    function testFuzz_step(uint256 seed, uint8 kind, uint8 rateSeed, bool away) public {
        uint256 rate = 1 + rateSeed % 64;
        int256[] memory features = draw(seed, 127, kind);
        int256[] memory weights = draw(~seed, 16383, kind >> 1);
        harness.set(Features.packWeights(weights));
        (uint256 out, uint256[] memory moved) = harness.step(Features.pack(features), rate, away);
        bool large;
        for (uint256 i; i < DIMENSIONS; ++i) {
            // Solidity's >> on a signed integer rounds down, as the rule says.
            int256 move = (int256(rate) * features[i] + 8) >> 4;
            int256 expected = away ? weights[i] - move : weights[i] + move;
            require(Features.weightAt(moved, i) == expected, "step");
            large = large || expected >= 16384 || expected <= -16384;
        }
        require((out != 0) == large, "out");
    }

    function testFuzz_halve(uint256 seed, uint8 kind) public {
        int256[] memory weights = draw(seed, 16900, kind);
        harness.set(Features.packWeights(weights));
        uint256[] memory halved = harness.halve(DIMENSIONS / 16);
        for (uint256 i; i < DIMENSIONS; ++i) {
            require(Features.weightAt(halved, i) == weights[i] >> 1, "halve");
        }
    }

    function testFuzz_outside(uint256 seed, uint8 lane, int16 weight) public view {
        int256[] memory weights = Features.random(seed, 32, 16383);
        require(harness.outside(Features.packWeights(weights)[0]) == 0, "inside");
        uint256 place = 2 * (lane % 16);
        weights[place] = weight;
        bool large = weight >= 16384 || weight <= -16384;
        require((harness.outside(Features.packWeights(weights)[0]) != 0) == large, "outside");
    }

    function test_outsideAtTheBounds() public view {
        int16[6] memory edges =
            [int16(16383), 16384, -16383, -16384, type(int16).max, type(int16).min];
        bool[6] memory large = [false, true, false, true, true, true];
        for (uint256 i; i < 6; ++i) {
            testFuzz_outside(i, uint8(i), edges[i]);
            int256[] memory weights = new int256[](32);
            weights[2 * i] = edges[i];
            require((harness.outside(Features.packWeights(weights)[0]) != 0) == large[i], "edge");
        }
    }

    function draw(uint256 seed, uint256 size, uint8 kind)
        private
        pure
        returns (int256[] memory values)
    {
        if (kind % 2 == 0) return Features.random(seed, DIMENSIONS, size);
        values = Features.random(seed, DIMENSIONS, 1);
        for (uint256 i; i < DIMENSIONS; ++i) {
            values[i] *= int256(size);
        }
    }
}
