// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DepositRefundTakeTailPerceptron} from "../../src/tasks/DepositRefundTakeTasks.sol";
import {TailBase} from "../helpers/TailTasks.sol";
import {vm} from "../helpers/Vm.sol";
import {Built} from "../helpers/Built.sol";

/// @notice What a tail of eight ids adds to whole transactions.
contract TailGasTest is TailBase {
    function test_twoLabels64() public {
        measure("tail-labels-2-features-64", 2);
    }

    function test_fourLabels64() public {
        measure("tail-labels-4-features-64", 4);
    }

    function measure(string memory group, uint256 labels) private {
        factory = Built.factory();
        address implementation =
            Built.released("DepositRefundTakeTasks", "DepositRefundTakeTailPerceptron", factory);
        uint256[] memory words = zeroWords(labels, 64);
        DepositRefundTakeTailPerceptron task = DepositRefundTakeTailPerceptron(
            create(implementation, rulesOf(64, 500), labels, words)
        );
        vm.snapshotGasLastCall(group, "create");

        // Ids in words of their own, as in most texts.
        uint256[] memory ids = eight(5, 401);
        submit(task, draw(0, 64), new uint256[](0), 0);
        submit(task, draw(1, 64), new uint256[](0), 1);
        vm.snapshotGasLastCall(group, "submit without ids, model learns");
        submit(task, draw(2, 64), ids, 1);
        vm.snapshotGasLastCall(group, "submit, model learns, new buckets");
        submit(task, draw(3, 64), ids, 0);
        vm.snapshotGasLastCall(group, "submit, model learns");
        for (uint256 i; i < 60; ++i) {
            submit(task, draw(4 + i, 64), ids, 1);
        }
        submit(task, draw(1000, 64), ids, 1);
        vm.snapshotGasLastCall(group, "submit, model agrees");
        pass(2 days);
        vm.prank(ALICE);
        task.refund(sampleOf(draw(1000, 64), ids), 1);
        vm.prank(ALICE);
        task.refund(sampleOf(draw(60, 64), ids), 1);
        vm.snapshotGasLastCall(group, "refund");
    }

    function submit(
        DepositRefundTakeTailPerceptron task,
        int256[] memory x,
        uint256[] memory ids,
        uint8 label
    ) private {
        pass(1 days);
        uint256 price = task.deposit();
        vm.prank(ALICE);
        task.submit{value: price}(sampleOf(x, ids), label, uint128(price), uint128(clock));
    }
}
