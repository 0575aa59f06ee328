// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DepositRefundTakePerceptron} from "../src/DepositRefundTakePerceptron.sol";
import {Rules} from "../src/interfaces/ITask.sol";
import {DepositPrice} from "../src/libraries/DepositPrice.sol";
import {Stats} from "../src/types/Stats.sol";
import {Base} from "./helpers/Base.sol";
import {vm} from "./helpers/Vm.sol";

/// @notice Replays what the TypeScript twin computed (`client/`, written by `npm run vectors`, part of `npm test`) on the
/// contracts: after every contribution labels, scores, weights and biases must be the same.
contract TwinTest is Base {
    string private json;

    struct Run {
        uint256 labels;
        uint256 dimensions;
        bytes features;
        bytes taught;
        bytes32 digest;
        DepositRefundTakePerceptron task;
    }

    function setUp() public override {
        super.setUp();
        json = vm.readFile("cache/twin.json");
    }

    function test_modelsAreTheSame() public {
        uint256 count = vm.parseJsonUint(json, ".count");
        assertTrue(count > 10, "there are runs");
        for (uint256 i; i < count; ++i) {
            replay(load(i), vm.toString(i));
        }
    }

    function test_pricesAreTheSame() public view {
        bytes memory rows = vm.parseJsonBytes(json, ".prices");
        assertTrue(rows.length > 500 * 32, "there are prices");
        for (uint256 i; i < rows.length; i += 32) {
            uint256 price = DepositPrice.gweiAfter(
                number(rows, i, 8), number(rows, i + 8, 8), number(rows, i + 16, 8)
            );
            assertEq(price, number(rows, i + 24, 8), vm.toString(i / 32));
        }
    }

    function load(uint256 i) private returns (Run memory run) {
        run.labels = vm.parseJsonUint(json, field(i, "labels"));
        run.dimensions = vm.parseJsonUint(json, field(i, "dimensions"));
        run.features = vm.parseJsonBytes(json, field(i, "features"));
        run.taught = vm.parseJsonBytes(json, field(i, "taught"));
        run.digest = bytes32(vm.parseJsonBytes(json, field(i, "digest")));

        bytes memory packedBiases = vm.parseJsonBytes(json, field(i, "biases"));
        int16[] memory biases = new int16[](packedBiases.length / 2);
        for (uint256 k; k < biases.length; ++k) {
            biases[k] = int16(int256(number(packedBiases, 2 * k, 2)) - 32768);
        }
        bytes memory packedWeights = vm.parseJsonBytes(json, field(i, "weights"));
        uint256[] memory weights = new uint256[](packedWeights.length / 32);
        for (uint256 k; k < weights.length; ++k) {
            weights[k] = number(packedWeights, 32 * k, 32);
        }
        Rules memory rules = standardRules();
        rules.dimensions = uint16(run.dimensions);
        uint32 seen = uint32(vm.parseJsonUint(json, field(i, "samplesSeen")));
        run.task = DepositRefundTakePerceptron(
            factory.create(rules, cardOf(run.labels), weights, biases, seen, bytes32(i))
        );
    }

    function replay(Run memory run, string memory name) private {
        bytes32 digest;
        for (uint256 i; i < run.taught.length; ++i) {
            bytes memory features = slice(run.features, i * run.dimensions, run.dimensions);
            (uint8 predicted, int256[] memory scores) = run.task.predict(features);
            uint8 label = uint8(run.taught[i]);
            pass(1 days);
            submitAs(ALICE, run.task, features, label);
            digest = keccak256(
                abi.encodePacked(digest, predicted, scores, fingerprint(run.task, run.labels))
            );
        }
        assertTrue(digest == run.digest, string.concat("run ", name));
    }

    function fingerprint(DepositRefundTakePerceptron task, uint256 labels)
        private
        view
        returns (bytes memory all)
    {
        (uint256[] memory weights, uint256 word,) = task.model();
        Stats stats = Stats.wrap(word);
        all = abi.encodePacked(weights);
        for (uint256 k; k < (labels == 2 ? 1 : labels); ++k) {
            all = bytes.concat(all, bytes2(uint16(uint256(stats.bias(k) + 32768))));
        }
        all = bytes.concat(all, bytes4(uint32(stats.samplesSeen())));
    }

    function field(uint256 i, string memory name) private pure returns (string memory) {
        return string.concat(".runs[", vm.toString(i), "].", name);
    }

    function number(bytes memory from, uint256 start, uint256 size) private pure returns (uint256) {
        return uint256(bytes32(slice(from, start, 32))) >> (256 - 8 * size);
    }

    /// @dev Bytes behind the end are 0.
    function slice(bytes memory from, uint256 start, uint256 size)
        private
        pure
        returns (bytes memory part)
    {
        part = new bytes(size);
        for (uint256 i; i < size && start + i < from.length; ++i) {
            part[i] = from[start + i];
        }
    }
}
