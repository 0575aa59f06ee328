// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {PointsPerceptron} from "../../src/tasks/PointsTasks.sol";
import {Built} from "../helpers/Built.sol";
import {Features} from "../helpers/Features.sol";
import {PointsBase} from "../helpers/PointsBase.sol";
import {vm} from "../helpers/Vm.sol";

/// @notice Gas of points, whole transactions, 64 features and two labels.
contract PointsGasTest is PointsBase {
    string private constant GROUP = "points";

    function setUp() public override {
        super.setUp();
        factory = Built.factory();
    }

    function test_gas() public {
        address implementation = Built.released("PointsTasks", "PointsPerceptron", factory);
        PointsPerceptron task = PointsPerceptron(
            create(implementation, pointRules(pointTerms()), 2, randomWords(2, 64, 188))
        );
        (bytes memory sure, uint8 label) = sample(task, 0, true);
        give(ALICE, task, sure, label);
        vm.snapshotGasLastCall(GROUP, "submit, somebody's first, model agrees");
        (bytes memory again, uint8 same) = sample(task, 300, true);
        give(ALICE, task, again, same);
        vm.snapshotGasLastCall(GROUP, "submit, model agrees");
        (bytes memory unsure, uint8 other) = sample(task, 600, false);
        give(ALICE, task, unsure, other);
        vm.snapshotGasLastCall(GROUP, "submit, model learns");
        batch(task, 16);
        vm.snapshotGasLastCall(GROUP, "submitMany, 16");

        pass(1 days);
        task.validate(sure, label);
        vm.snapshotGasLastCall(GROUP, "validate, somebody's first");
        task.validate(again, same);
        vm.snapshotGasLastCall(GROUP, "validate");
    }

    function batch(PointsPerceptron task, uint256 count) private {
        bytes memory features;
        bytes memory labels;
        for (uint256 i; i < count; ++i) {
            features = bytes.concat(features, Features.pack(Features.random(2000 + i, 64, 45)));
            labels = bytes.concat(labels, bytes1(uint8(i % 2)));
        }
        vm.prank(ALICE);
        task.submitMany(features, labels, uint128(clock));
    }

    /// @dev Features that the model is sure of with its label, or that teach it with the other one.
    function sample(PointsPerceptron task, uint256 seed, bool sure)
        private
        view
        returns (bytes memory features, uint8 label)
    {
        int256 logit = int256(512 * 64);
        for (uint256 i = seed;; ++i) {
            features = Features.pack(Features.random(i, 64, 45));
            int256[] memory scores;
            (label, scores) = task.predict(features);
            int256 margin = scores[label] - scores[1 - label];
            if (sure && margin > logit) return (features, label);
            if (!sure && margin > logit / 2 && margin < 2 * logit) return (features, 1 - label);
        }
    }
}
