// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ICashier} from "../../src/interfaces/ICashier.sol";
import {IDepositRefundTake} from "../../src/interfaces/IDepositRefundTake.sol";
import {DepositRefundTakePerceptron} from "../../src/tasks/DepositRefundTakeTasks.sol";
import {Base} from "../helpers/Base.sol";
import {Features} from "../helpers/Features.sol";
import {Burner, Person, Reenterer, Refuser} from "../helpers/Receivers.sol";
import {vm} from "../helpers/Vm.sol";

/// @notice Receivers that refuse, burn gas or call back in.
contract PaymentsTest is Base {
    DepositRefundTakePerceptron private task;
    bytes private features;
    uint8 private label;

    function setUp() public override {
        super.setUp();
        task = newTask(2, 64, 188);
        pass(1 days);
        features = Features.pack(Features.random(1, 64, 45));
        (label,) = task.predict(features);
    }

    function test_aRefusedPaymentBecomesCreditThatCanGoElsewhere() public {
        settlesWithCredit(new Refuser{value: 1 ether}(task));
    }

    function test_aReceiverThatBurnsItsGasIsCredited() public {
        settlesWithCredit(new Burner{value: 1 ether}(task));
    }

    function test_refusedExcessIsCreditedAndTheSampleStands() public {
        Refuser person = new Refuser{value: 1 ether}(task);
        uint256 price = task.deposit();
        person.submit(features, label, 1 ether);
        assertEq(task.credit(address(person)), 1 ether - price, "the excess is kept for them");
        assertEq(address(task).balance, 1 ether, "deposit and credit are held");
    }

    function test_nobodyWithdrawsWhatIsNotTheirs() public {
        vm.prank(ALICE);
        vm.expectRevert(ICashier.NothingToWithdraw.selector);
        task.withdraw(payable(ALICE));
    }

    function test_reenteringARefundPaysOnce() public {
        Reenterer person = new Reenterer{value: 1 ether}(task);
        uint256 price = task.deposit();
        person.submit(features, label, price);
        other();
        person.setAgain(abi.encodeCall(IDepositRefundTake.refund, (features, label)));
        pass(1 days);
        person.refund(features, label);
        paidOnce(person, price);
    }

    function test_reenteringASweepPaysOnce() public {
        Reenterer person = new Reenterer{value: 1 ether}(task);
        uint256 price = task.deposit();
        person.submit(features, label, price);
        other();
        person.setAgain(abi.encodeCall(IDepositRefundTake.sweep, (features, label)));
        pass(40 days);
        person.sweep(features, label);
        paidOnce(person, price);
    }

    function test_reenteringAReportPaysOnce() public {
        Reenterer person = new Reenterer{value: 1 ether}(task);
        uint256 price = task.deposit();
        person.submit(features, label, price);
        pass(1 days);
        person.refund(features, label);
        price = submitAs(ALICE, task, features, 1 - label);
        other();
        person.setAgain(
            abi.encodeCall(IDepositRefundTake.report, (features, 1 - label, bytes32(0)))
        );
        pass(1 days);
        person.report(features, 1 - label);
        assertEq(person.succeeded(), 0, "the second report failed");
        assertEq(address(person).balance, 1 ether + price, "one deposit taken");
    }

    function test_reenteringASubmissionByItsExcessAddsNothing() public {
        Reenterer person = new Reenterer{value: 2 ether}(task);
        uint256 price = task.deposit();
        person.setAgain(
            abi.encodeCall(
                IDepositRefundTake.submit, (features, label, type(uint128).max, type(uint128).max)
            )
        );
        person.submit(features, label, 1 ether);
        assertEq(person.succeeded(), 0, "the copy was refused");
        assertEq(address(task).balance, price, "one deposit");
    }

    function test_reenteringAWithdrawalPaysOnce() public {
        TwoFaced person = new TwoFaced{value: 1 ether}(task);
        uint256 price = task.deposit();
        person.submit(features, label, price);
        other();
        pass(1 days);
        person.refund(features, label);
        assertEq(task.credit(address(person)), price, "credit");
        person.soften();
        uint256 held = address(task).balance;
        person.withdraw(payable(address(person)));
        assertEq(person.succeeded(), 0, "the second withdrawal failed");
        assertEq(held - address(task).balance, price, "paid once");
        assertEq(address(person).balance, 1 ether, "its own deposit");
    }

    function test_aRefusingSweeperIsCreditedToo() public {
        Refuser person = new Refuser{value: 1 ether}(task);
        uint256 price = submitAs(ALICE, task, features, label);
        pass(40 days);
        vm.expectEmit(address(task));
        emit ICashier.Credited(address(person), price);
        person.sweep(features, label);
        vm.expectEmit(address(task));
        emit ICashier.Withdrawn(address(person), BOB, price);
        person.withdraw(payable(BOB));
        assertEq(address(task).balance, 0, "all paid out");
    }

    function settlesWithCredit(Person person) private {
        uint256 price = task.deposit();
        person.submit(features, label, price);
        pass(1 days);
        vm.expectEmit(address(task));
        emit ICashier.Credited(address(person), price);
        person.refund{gas: 400_000}(features, label);
        assertEq(task.credit(address(person)), price, "credit");

        vm.expectRevert(ICashier.PaymentRefused.selector);
        person.withdraw(payable(address(person)));
        assertEq(task.credit(address(person)), price, "a failed withdrawal keeps the credit");

        uint256 before = BOB.balance;
        person.withdraw(payable(BOB));
        assertEq(BOB.balance - before, price, "withdrawn");
        assertEq(task.credit(address(person)), 0, "once");
        assertEq(address(task).balance, 0, "all paid out");
    }

    function paidOnce(Reenterer person, uint256 price) private view {
        assertEq(person.payments(), 1, "one payment");
        assertEq(person.succeeded(), 0, "the second call failed");
        assertEq(address(person).balance, 1 ether, "its own deposit came back");
        assertTrue(address(task).balance >= price, "the other deposit is still there");
    }

    /// @dev Somebody else's deposit, which a double payment would come out of.
    function other() private {
        submitAs(BOB, task, Features.pack(Features.random(2, 64, 45)), 0);
    }
}

/// @notice Refuses payments at first; later takes them and tries to withdraw again while paid.
contract TwoFaced is Person {
    uint256 public succeeded;
    bool private _soft;

    constructor(DepositRefundTakePerceptron task) payable Person(task) {}

    function soften() external {
        _soft = true;
    }

    receive() external payable {
        require(_soft, "no");
        (bool ok,) = address(TASK).call(abi.encodeCall(ICashier.withdraw, (address(this))));
        if (ok) ++succeeded;
    }
}
