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

    function dot(bytes calldata features)
        external
        view
        returns (int256 product, uint256 norm, uint256 zeros)
    {
        uint256 reversed;
        uint256 sum;
        (reversed, sum, norm, zeros) = PackedVector.load(features, features.length);
        product = PackedVector.dot(0, reversed, features.length / 32, sum);
    }

    function norm(uint256 dimensions) external view returns (uint256) {
        return PackedVector.norm(0, dimensions / 32);
    }

    function step(bytes calldata features, PackedVector.Move memory move)
        external
        returns (uint256 out, uint256[] memory after_)
    {
        out = PackedVector.step(0, features, features.length / 32, move);
        after_ = all();
    }

    function approach(uint256 dimensions, uint256 part, uint256 dither)
        external
        returns (uint256[] memory)
    {
        PackedVector.approach(0, 16, dimensions / 32, part, dither);
        return all();
    }

    function halve(uint256 features) external returns (uint256[] memory) {
        PackedVector.approach(0, PackedVector.ZERO, features, 32, 0);
        return all();
    }

    function outside(uint256 low, uint256 upper) external pure returns (bool) {
        return PackedVector.outside(low, upper);
    }

    function lace(uint256 high) external pure returns (uint256) {
        return PackedVector.lace(high);
    }

    function withLace(uint256 high, uint256 bits) external pure returns (uint256) {
        return PackedVector.withLace(high, bits);
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
    PackedVectorHarness private harness;

    function setUp() public {
        harness = new PackedVectorHarness();
    }

    function testFuzz_dot(uint256 seed, uint8 kind, uint8 size, uint8 zeroAt, bool withZero)
        public
    {
        uint256 dimensions = dimensionsOf(size);
        int256[] memory features = draw(seed, dimensions, 127, kind);
        if (withZero) features[uint256(zeroAt) * 2 % dimensions] = -128;
        int256[] memory weights = draw(~seed, dimensions, 511, kind >> 1);
        harness.set(Features.packWeights(weights, dimensions));
        int256 expected;
        uint256 squares;
        for (uint256 i; i < dimensions; ++i) {
            expected += weights[i] * features[i];
            squares += uint256(features[i] * features[i]);
        }
        (int256 product, uint256 norm, uint256 zeros) = harness.dot(Features.pack(features));
        require(product == expected, "product");
        require(norm == squares, "norm");
        require((zeros != 0) == withZero, "zeros");
    }

    function testFuzz_norm(uint256 seed, uint8 kind, uint8 size) public {
        uint256 dimensions = dimensionsOf(size);
        int256[] memory weights = draw(seed, dimensions, 511, kind);
        harness.set(Features.packWeights(weights, dimensions));
        int256 expected;
        for (uint256 i; i < dimensions; ++i) {
            expected += weights[i] * weights[i];
        }
        require(harness.norm(dimensions) == uint256(expected), "norm");
    }

    function testFuzz_step(
        uint256 seed,
        uint8 kind,
        uint8 size,
        uint8 rateSeed,
        bool away,
        uint8 halvings
    ) public {
        uint256 dimensions = dimensionsOf(size);
        PackedVector.Move memory move;
        (move.rate, move.dither) =
        (1 + uint256(rateSeed) % 64, uint256(keccak256(abi.encode(seed))));
        (move.away, move.halvings) = (away, halvings % 10);
        int256[] memory features = draw(seed, dimensions, 127, kind);
        int256[] memory weights = draw(~seed, dimensions, 479, kind >> 1);
        harness.set(Features.packWeights(weights, dimensions));
        (uint256 out, uint256[] memory moved) = harness.step(Features.pack(features), move);
        bool large;
        for (uint256 i; i < dimensions; ++i) {
            // Solidity's >> on a signed integer rounds down, as the rule says.
            int256 change = (int256(move.rate) * features[i] + ditherAt(move.dither, i)) >> 8;
            change >>= move.halvings > 6 ? 6 : move.halvings;
            int256 expected = away ? weights[i] - change : weights[i] + change;
            require(Features.weightAt(moved, 0, i, dimensions) == expected, "step");
            large = large || expected >= 480 || expected <= -480;
        }
        require((out != 0) == large, "out");
    }

    function testFuzz_halve(uint256 seed, uint8 kind, uint8 size) public {
        uint256 dimensions = dimensionsOf(size);
        int256[] memory weights = draw(seed, dimensions, 511, kind);
        harness.set(Features.packWeights(weights, dimensions));
        uint256[] memory halved = harness.halve(dimensions / 32);
        for (uint256 i; i < dimensions; ++i) {
            require(Features.weightAt(halved, 0, i, dimensions) == weights[i] >> 1, "halve");
        }
    }

    function testFuzz_approach(uint256 seed, uint8 kind, uint8 size, uint8 partSeed) public {
        uint256 dimensions = dimensionsOf(size) / 2 + 32 & ~uint256(31);
        uint256 part = 1 + uint256(partSeed) % 64;
        uint256 dither = uint256(keccak256(abi.encode(seed)));
        int256[] memory means = draw(seed, dimensions, 511, kind);
        int256[] memory weights = draw(~seed, dimensions, 511, kind >> 1);
        uint256[] memory words = new uint256[](32);
        uint256[] memory first = Features.packWeights(means, dimensions);
        uint256[] memory second = Features.packWeights(weights, dimensions);
        for (uint256 i; i < first.length; ++i) {
            (words[i], words[16 + i]) = (first[i], second[i]);
        }
        harness.set(words);
        uint256[] memory mixed = harness.approach(dimensions, part, dither);
        for (uint256 i; i < dimensions; ++i) {
            int256 sum = int256(64 - part) * (means[i] + 512) + int256(part) * (weights[i] + 512);
            sum += ditherAt(dither, i) % 64;
            require(Features.weightAt(mixed, 0, i, dimensions) == sum / 64 - 512, "approach");
            if (part == 64) require(sum / 64 - 512 == weights[i], "the whole way");
        }
    }

    /// @dev Whatever the weights do, the lace stays, and the other way round.
    function testFuzz_lace(uint256 seed, uint128 bits, uint8 size) public {
        uint256 dimensions = dimensionsOf(size);
        int256[] memory weights = draw(seed, dimensions, 479, 0);
        uint256[] memory words = Features.packWeights(weights, dimensions);
        words[0] = harness.withLace(words[0], bits);
        require(harness.lace(words[0]) == bits, "kept");
        for (uint256 i; i < dimensions; ++i) {
            require(Features.weightAt(words, 0, i, dimensions) == weights[i], "weights");
        }
        harness.set(words);
        PackedVector.Move memory move = PackedVector.Move(32, seed, false, 0);
        (, uint256[] memory moved) =
            harness.step(Features.pack(draw(~seed, dimensions, 127, 0)), move);
        require(harness.lace(moved[0]) == bits, "after a step");
        require(harness.lace(harness.halve(dimensions / 32)[0]) == bits, "after halving");
    }

    function testFuzz_outside(uint256 seed, uint8 lane, int16 weight) public view {
        weight = weight % 512;
        int256[] memory weights = Features.random(seed, 64, 479);
        weights[lane % 32] = weight;
        uint256[] memory words = Features.packWeights(weights, 64);
        bool large = weight >= 480 || weight <= -480;
        require(harness.outside(words[1], words[0] >> 4) == large, "outside");
        require(!harness.outside(words[2], words[0]), "inside");
    }

    function test_outsideAtTheBounds() public view {
        int16[6] memory edges = [int16(479), 480, -479, -480, 511, -512];
        for (uint256 i; i < 6; ++i) {
            testFuzz_outside(i, uint8(i), edges[i]);
        }
    }

    function dimensionsOf(uint8 size) private pure returns (uint256) {
        return 32 * (1 + uint256(size) % 16);
    }

    /// @dev Byte i of the hash, which is turned by a byte for every 32 features.
    function ditherAt(uint256 dither, uint256 i) private pure returns (int256) {
        uint256 byte_ = (i % 32 + i / 32) % 32;
        return int256((dither >> (248 - 8 * byte_)) & 0xff);
    }

    function draw(uint256 seed, uint256 dimensions, uint256 size, uint8 kind)
        private
        pure
        returns (int256[] memory values)
    {
        if (kind % 2 == 0) return Features.random(seed, dimensions, size);
        values = Features.random(seed, dimensions, 1);
        for (uint256 i; i < dimensions; ++i) {
            values[i] *= int256(size);
        }
    }
}
