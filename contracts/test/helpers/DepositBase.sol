// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DepositRefundTakePerceptron} from "../../src/tasks/DepositRefundTakeTasks.sol";
import {Base} from "./Base.sol";
import {Features} from "./Features.sol";
import {vm} from "./Vm.sol";

/// @notice What the tests of deposits share.
abstract contract DepositBase is Base {
    uint256 private _found;

    function refundAs(
        address who,
        DepositRefundTakePerceptron task,
        bytes memory features,
        uint8 label
    ) internal returns (uint256 paid) {
        paid = who.balance;
        vm.prank(who);
        task.refund(features, label);
        return who.balance - paid;
    }

    function reportAs(
        address who,
        DepositRefundTakePerceptron task,
        bytes memory features,
        uint8 label,
        bytes32 proof
    ) internal returns (uint256 paid) {
        paid = who.balance;
        vm.prank(who);
        task.report(features, label, proof);
        return who.balance - paid;
    }

    function takeAs(
        address who,
        DepositRefundTakePerceptron task,
        bytes memory features,
        uint8 label
    ) internal returns (uint256 paid) {
        paid = who.balance;
        vm.prank(who);
        task.take(features, label);
        return who.balance - paid;
    }

    function sweepAs(
        address who,
        DepositRefundTakePerceptron task,
        bytes memory features,
        uint8 label
    ) internal returns (uint256 paid) {
        paid = who.balance;
        vm.prank(who);
        task.sweep(features, label);
        return who.balance - paid;
    }

    /// @dev Has somebody contribute samples that the model is sure about, and get them refunded.
    /// @return proof Key of the last one.
    function validate(address who, DepositRefundTakePerceptron task, uint256 times)
        internal
        returns (bytes32 proof)
    {
        for (uint256 i; i < times; ++i) {
            (bytes memory features, uint8 label) = find(task, ++_found * 1000);
            submitAs(who, task, features, label);
            pass(1 days);
            refundAs(who, task, features, label);
            proof = keyOf(features, label);
        }
    }

    /// @dev Near-copies with a label, until the live model gives it to `features`, too.
    function turn(
        address who,
        DepositRefundTakePerceptron task,
        bytes memory features,
        uint8 label,
        uint256 time
    ) internal {
        for (uint256 i; i < 64; ++i) {
            (uint8 predicted,) = task.predict(features);
            if (predicted == label) return;
            bytes memory copy = bytes.concat(features);
            copy[i] = bytes1(uint8(copy[i]) ^ 1);
            if (copy[i] == 0) continue;
            submitAs(who, task, copy, label);
            pass(time);
        }
        revert("the model did not turn");
    }

    /// @dev Features that a model of two labels gives its label with one to two logits.
    function find(DepositRefundTakePerceptron task, uint256 seed)
        internal
        view
        returns (bytes memory features, uint8 label)
    {
        int256 one = int256(task.logit());
        for (;; ++seed) {
            features = Features.pack(Features.random(seed, 64, 45));
            int256[] memory scores;
            (label, scores) = task.predict(features);
            int256 margin = scores[1] < 0 ? -scores[1] : scores[1];
            if (margin > one && margin < 2 * one) return (features, label);
        }
    }

    function modelHash(DepositRefundTakePerceptron task) internal view returns (uint256) {
        (uint256[] memory words, uint256 stats, uint256[] memory averages) = task.model();
        return uint256(keccak256(abi.encode(words, stats, averages)));
    }
}
