// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DepositRefundTakePerceptron} from "../../src/tasks/DepositRefundTakeTasks.sol";
import {Floor} from "../exact/Floor.sol";
import {Base} from "../helpers/Base.sol";
import {Features} from "../helpers/Features.sol";
import {vm} from "../helpers/Vm.sol";
import {Built} from "../helpers/Built.sol";

/// @notice Gas of whole transactions. The figures are kept in `snapshots/`; a run fails when one
/// moves, and `npm run snapshot` writes new ones.
contract GasTest is Base {
    function setUp() public override {
        super.setUp();
        factory = Built.factory();
        depositImplementation =
            Built.released("DepositRefundTakeTasks", "DepositRefundTakePerceptron", factory);
    }

    function test_floor() public {
        Floor floor = Floor(Built.exact("Floor", "Floor"));
        bytes memory features = Features.pack(Features.random(1, 64, 45));
        vm.prank(ALICE);
        floor.submit{value: 100_000}(features, 1, 100_000 gwei, uint128(clock));
        vm.snapshotGasLastCall("floor", "submit, 64 features");
    }

    function test_twoLabels64() public {
        measure("labels-2-features-64", newTask(2, 64, 188), 64);
    }

    function test_threeLabels64() public {
        measure("labels-3-features-64", newTask(3, 64, 188), 64);
    }

    function test_eightLabels64() public {
        measure("labels-8-features-64", newTask(8, 64, 188), 64);
    }

    function test_twoLabels128() public {
        measure("labels-2-features-128", newTask(2, 128, 375), 128);
    }

    function test_twoLabels512() public {
        measure("labels-2-features-512", newTask(2, 512, 470), 512);
    }

    /// @dev One contribution that the model is sure about, one that teaches it, the refund, a report.
    function measure(string memory group, DepositRefundTakePerceptron task, uint256 dimensions)
        private
    {
        // The first contribution of all touches nothing new, but is not what people usually pay.
        (bytes memory warmUp,) = sample(task, dimensions, 1000, true);
        submitAs(ALICE, task, warmUp, 0);

        (bytes memory sure, uint8 sureLabel) = sample(task, dimensions, 0, true);
        pass(1 days);
        submitAs(ALICE, task, sure, sureLabel);
        vm.snapshotGasLastCall(group, "submit, model agrees");

        (bytes memory unsure, uint8 unsureLabel) = sample(task, dimensions, 0, false);
        pass(1 days);
        submitAs(BOB, task, unsure, unsureLabel);
        vm.snapshotGasLastCall(group, "submit, model learns");

        (bytes memory soon, uint8 soonLabel) = sample(task, dimensions, 200, true);
        pass(1 hours);
        submitAs(ALICE, task, soon, soonLabel);
        vm.snapshotGasLastCall(group, "submit, model agrees, above the minimum price");

        (bytes memory third, uint8 thirdLabel) = sample(task, dimensions, 100, true);
        pass(1 days);
        vm.prank(ALICE);
        task.submit{value: 1 ether}(third, thirdLabel, 1 ether, uint128(clock));
        vm.snapshotGasLastCall(group, "submit, model agrees, excess returned");

        pass(2 days);
        vm.prank(ALICE);
        task.refund(sure, sureLabel);
        vm.snapshotGasLastCall(group, "refund, a person's first");

        vm.prank(ALICE);
        task.refund(third, thirdLabel);
        vm.snapshotGasLastCall(group, "refund");

        (uint8 predicted,) = task.predict(unsure);
        if (predicted == unsureLabel) return;
        vm.prank(ALICE);
        task.report(unsure, unsureLabel, 0);
        vm.snapshotGasLastCall(group, "report");
    }

    /// @dev Looks for features with a margin above T (`sure`, right label), or a learnable mistake.
    function sample(DepositRefundTakePerceptron task, uint256 dimensions, uint256 seed, bool sure)
        private
        view
        returns (bytes memory features, uint8 label)
    {
        int256 logit = int256(512 * dimensions);
        for (uint256 i = seed;; ++i) {
            features = Features.pack(Features.random(i, dimensions, 45));
            (uint8 best, int256[] memory scores) = task.predict(features);
            (uint8 second, int256 margin) = runnerUp(scores, best);
            if (sure && margin > logit) return (features, best);
            if (!sure && margin > logit / 2 && margin < 3 * logit) return (features, second);
        }
    }

    function runnerUp(int256[] memory scores, uint8 best)
        private
        pure
        returns (uint8 second, int256 margin)
    {
        margin = type(int256).max;
        for (uint8 k; k < scores.length; ++k) {
            if (k != best && scores[best] - scores[k] < margin) {
                (second, margin) = (k, scores[best] - scores[k]);
            }
        }
    }
}
