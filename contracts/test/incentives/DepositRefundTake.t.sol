// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DepositRefundTakePerceptron} from "../../src/DepositRefundTakePerceptron.sol";
import {ITask} from "../../src/interfaces/ITask.sol";
import {IDepositRefundTake} from "../../src/interfaces/IDepositRefundTake.sol";
import {Sample, SampleLibrary} from "../../src/types/Sample.sol";
import {Base} from "../helpers/Base.sol";
import {Features} from "../helpers/Features.sol";
import {vm} from "../helpers/Vm.sol";

contract DepositRefundTakeTest is Base {
    DepositRefundTakePerceptron private task;

    /// @dev The model is sure of these; `right` is its label, `wrong` the other one.
    bytes private sure;
    uint8 private right;
    uint8 private wrong;

    function setUp() public override {
        super.setUp();
        task = newTask(2, 64, 3000);
        pass(1 days);
        (sure, right) = find(0);
        wrong = 1 - right;
    }

    function test_submitRecordsPaysAndTells() public {
        uint256 price = task.deposit();
        assertEq(price, 0.0001 ether, "a day after creation the minimum holds");
        bytes32 key = keyOf(sure, right);
        uint256 before = ALICE.balance;
        vm.expectEmit(address(task));
        emit IDepositRefundTake.SampleAdded(key, ALICE, right, uint40(price / 1 gwei), sure);
        vm.prank(ALICE);
        task.submit{value: 1 ether}(sure, right, uint128(price), uint128(clock));

        assertEq(before - ALICE.balance, price, "the excess came back");
        assertEq(address(task).balance, price, "the deposit is held");
        Sample sample = Sample.wrap(recordOf(task, key));
        assertEq(sample.contributor(), ALICE, "contributor");
        assertEq(sample.depositGwei() * 1 gwei, price, "deposit");
        assertEq(sample.submittedAt(), clock, "time");
        assertEq(sample.label(), right, "label");
        assertEq(sample.status(), SampleLibrary.OPEN, "status");
        assertEq(task.deposit(), 0.024 ether, "60 times the hourly price right after");
        assertEq(task.depositAt(clock + 1 hours), 0.0004 ether, "an hour later");
        assertEq(task.depositAt(0), 0.024 ether, "the past counts as no time");
        assertEq(task.depositAt(type(uint256).max), 0.0001 ether, "the far future");
    }

    function test_submitRefuses() public {
        uint256 price = task.deposit();
        vm.prank(ALICE);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositRefundTake.DepositTooHigh.selector, price, price - 1)
        );
        task.submit{value: price}(sure, right, uint128(price - 1), uint128(clock));

        vm.prank(ALICE);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositRefundTake.DepositTooLow.selector, price, price - 1)
        );
        task.submit{value: price - 1}(sure, right, uint128(price), uint128(clock));

        vm.prank(ALICE);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositRefundTake.DeadlinePassed.selector, clock - 1, clock)
        );
        task.submit{value: price}(sure, right, uint128(price), uint128(clock - 1));
    }

    function test_duplicatesAreRefusedBeforeAndAfterSettling() public {
        submitAs(ALICE, task, sure, right);
        expectExists();
        pass(1 days);
        vm.prank(ALICE);
        task.refund(sure, right);
        expectExists();
        // The other label of the same text is another sample.
        submitAs(BOB, task, sure, wrong);
    }

    function test_refundPaysTheContributorOnceWhenTheModelAgrees() public {
        uint256 price = submitAs(ALICE, task, sure, right);
        bytes32 key = keyOf(sure, right);

        uint256 until = clock + 1 days;
        setTime(until - 1);
        vm.prank(ALICE);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositRefundTake.TooEarly.selector, until, until - 1)
        );
        task.refund(sure, right);

        setTime(until);
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(IDepositRefundTake.NotContributor.selector, ALICE));
        task.refund(sure, right);

        uint256 before = ALICE.balance;
        vm.expectEmit(address(task));
        emit IDepositRefundTake.SampleRefunded(key, ALICE, price);
        vm.prank(ALICE);
        task.refund(sure, right);
        assertEq(ALICE.balance - before, price, "paid");
        assertEq(task.validated(ALICE), 1, "validated");
        (uint256 own, uint256 total, uint256 credit) = task.standing(ALICE);
        assertEq(own, 1, "own");
        assertEq(total, 1, "total");
        assertEq(credit, 0, "credit");

        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IDepositRefundTake.SampleClosed.selector, 2));
        task.refund(sure, right);
    }

    function test_refundNeedsTheModel() public {
        submitAs(ALICE, task, sure, wrong);
        pass(1 days);
        (uint8 predicted,) = task.predict(sure);
        assertEq(predicted, right, "one sample did not turn the model");
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IDepositRefundTake.ModelDisagrees.selector, right));
        task.refund(sure, wrong);
    }

    function test_unknownSamplesAreNotSettled() public {
        bytes memory reason =
            abi.encodeWithSelector(IDepositRefundTake.SampleUnknown.selector, keyOf(sure, right));
        vm.expectRevert(reason);
        task.refund(sure, right);
        vm.expectRevert(reason);
        task.report(sure, right);
        vm.expectRevert(reason);
        task.sweep(sure, right);
    }

    function test_reportersShareByTheirValidatedWork() public {
        validate(ALICE, 3);
        validate(BOB, 1);
        uint256 price = submitAs(CAROL, task, sure, wrong);
        bytes32 key = keyOf(sure, wrong);

        vm.prank(ALICE);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositRefundTake.TooEarly.selector, clock + 1 days, clock)
        );
        task.report(sure, wrong);

        pass(1 days);
        uint256 before = BOB.balance;
        vm.expectEmit(address(task));
        emit IDepositRefundTake.SampleReported(key, BOB, 64, price / 4);
        vm.prank(BOB);
        task.report(sure, wrong);
        assertEq(BOB.balance - before, price / 4, "a quarter of the work, a quarter of the deposit");
        assertTrue(task.reported(key, BOB), "reported");
        assertEq(Sample.wrap(recordOf(task, key)).taken(), 64, "taken");

        vm.prank(BOB);
        vm.expectRevert(IDepositRefundTake.AlreadyReported.selector);
        task.report(sure, wrong);

        before = ALICE.balance;
        vm.prank(ALICE);
        task.report(sure, wrong);
        assertEq(ALICE.balance - before, price - price / 4, "the rest");
        assertEq(Sample.wrap(recordOf(task, key)).status(), SampleLibrary.TAKEN, "all taken");
    }

    function test_reportRefuses() public {
        submitAs(CAROL, task, sure, wrong);
        pass(1 days);
        vm.prank(CAROL);
        vm.expectRevert(IDepositRefundTake.OwnSample.selector);
        task.report(sure, wrong);
        vm.prank(ALICE);
        vm.expectRevert(IDepositRefundTake.NothingValidated.selector);
        task.report(sure, wrong);

        submitAs(CAROL, task, sure, right);
        validate(ALICE, 1);
        vm.prank(ALICE);
        vm.expectRevert(IDepositRefundTake.ModelAgrees.selector);
        task.report(sure, right);
    }

    function test_aSmallShareStillPaysOne256th() public {
        validate(ALICE, 1);
        for (uint256 i; i < 260; ++i) {
            validate(BOB, 1);
        }
        uint256 price = submitAs(CAROL, task, sure, wrong);
        pass(1 days);
        uint256 before = ALICE.balance;
        vm.prank(ALICE);
        task.report(sure, wrong);
        assertEq(ALICE.balance - before, price / 256, "the least portion");
    }

    function test_whatReportersLeftIsRefundedOnceTheModelAgrees() public {
        validate(ALICE, 1);
        validate(BOB, 3);
        uint256 price = submitAs(CAROL, task, sure, wrong);
        pass(1 days);
        vm.prank(ALICE);
        task.report(sure, wrong);
        turnTheModel();
        uint256 before = CAROL.balance;
        vm.prank(CAROL);
        task.refund(sure, wrong);
        assertEq(CAROL.balance - before, price - price / 4, "three quarters were left");
    }

    function test_anyoneSweepsAfterTheLongWait() public {
        uint256 price = submitAs(ALICE, task, sure, wrong);
        uint256 until = clock + 30 days;
        setTime(until - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositRefundTake.TooEarly.selector, until, until - 1)
        );
        task.sweep(sure, wrong);
        setTime(until);
        uint256 before = BOB.balance;
        vm.expectEmit(address(task));
        emit IDepositRefundTake.SampleSwept(keyOf(sure, wrong), BOB, price);
        vm.prank(BOB);
        task.sweep(sure, wrong);
        assertEq(BOB.balance - before, price, "swept");
        assertEq(address(task).balance, 0, "nothing is left");
        vm.expectRevert(abi.encodeWithSelector(IDepositRefundTake.SampleClosed.selector, 4));
        task.sweep(sure, wrong);
    }

    /// @dev The implementation has no rules of its own; nobody shall leave a deposit there.
    function test_theImplementationIsNoTask() public {
        DepositRefundTakePerceptron implementation =
            DepositRefundTakePerceptron(factory.implementation());
        vm.prank(ALICE);
        vm.expectRevert(ITask.NotATask.selector);
        implementation.submit{value: 1 ether}(sure, 0, type(uint128).max, type(uint128).max);
    }

    function expectExists() private {
        uint256 price = task.deposit();
        vm.prank(BOB);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositRefundTake.SampleExists.selector, keyOf(sure, right))
        );
        task.submit{value: price}(sure, right, uint128(price), uint128(clock));
    }

    /// @dev Has somebody contribute samples that the model is sure about, and get them refunded.
    function validate(address who, uint256 times) private {
        for (uint256 i; i < times; ++i) {
            (bytes memory features, uint8 label) = find(++_found * 1000);
            submitAs(who, task, features, label);
            pass(1 days);
            vm.prank(who);
            task.refund(features, label);
        }
    }

    uint256 private _found;

    /// @dev Near-copies with the wrong label, until the model gives it to `sure`, too.
    function turnTheModel() private {
        for (uint256 i; i < 64; ++i) {
            (uint8 predicted,) = task.predict(sure);
            if (predicted == wrong) return;
            bytes memory copy = bytes.concat(sure);
            copy[i] = bytes1(uint8(copy[i]) ^ 1);
            if (copy[i] == 0) continue;
            submitAs(BOB, task, copy, wrong);
            pass(1 days);
        }
        revert("the model did not turn");
    }

    /// @dev Features that the model labels with a margin of one to two T.
    function find(uint256 seed) private view returns (bytes memory features, uint8 label) {
        for (;; ++seed) {
            features = Features.pack(Features.random(seed, 64, 45));
            int256[] memory scores;
            (label, scores) = task.predict(features);
            int256 margin = scores[1] < 0 ? -scores[1] : scores[1];
            if (margin > 524288 && margin < 2 * 524288) return (features, label);
        }
    }
}
