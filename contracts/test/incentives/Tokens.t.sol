// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {ICashier} from "../../src/interfaces/ICashier.sol";
import {IDepositRefundTake} from "../../src/interfaces/IDepositRefundTake.sol";
import {Rules} from "../../src/interfaces/ITask.sol";
import {DepositRefundTakePerceptron} from "../../src/tasks/DepositRefundTakeTasks.sol";
import {DepositTerms} from "../../src/types/DepositTerms.sol";
import {DepositBase} from "../helpers/DepositBase.sol";
import {
    BoastingToken,
    FeeToken,
    HookToken,
    MoodyToken,
    RebasingToken,
    SilentToken,
    Token
} from "../helpers/Tokens.sol";
import {vm} from "../helpers/Vm.sol";

interface Signing {
    function sign(uint256 key, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
    function addr(uint256 key) external pure returns (address);
}

/// @notice Deposits in a good ERC-20, and in bad ones.
contract TokensTest is DepositBase {
    address private constant NOBODY = 0x000000000000000000000000000000000000dEaD;

    Token private token;
    DepositRefundTakePerceptron private task;
    bytes private sure;
    uint8 private right;

    function begin(Token token_, IDepositRefundTake.Terms memory terms) private {
        token = token_;
        Rules memory rules = standardRules();
        rules.token = address(token);
        rules.unitExponent = 0;
        rules.terms = DepositTerms.pack(terms);
        address implementation = address(new DepositRefundTakePerceptron(address(factory)));
        task =
            DepositRefundTakePerceptron(create(implementation, rules, 2, randomWords(2, 64, 188)));
        pass(1 days);
        (sure, right) = find(task, 0);
        address[3] memory people = [ALICE, BOB, CAROL];
        for (uint256 i; i < 3; ++i) {
            token.mint(people[i], 1e9);
            vm.prank(people[i]);
            token.approve(address(task), 1e9);
        }
    }

    function give(address who, bytes memory features, uint8 label) private returns (uint256 price) {
        price = task.deposit();
        vm.prank(who);
        task.submit(features, label, uint128(price), uint128(clock));
    }

    function test_aGoodTokenGoesInAndOut() public {
        goesInAndOut(new Token());
    }

    function test_aSilentTokenGoesInAndOut() public {
        goesInAndOut(new SilentToken());
    }

    function goesInAndOut(Token token_) private {
        begin(token_, judgedTerms());
        uint256 price = give(ALICE, sure, right);
        assertEq(price, 100_000, "in the token's smallest units");
        assertEq(token.balanceOf(address(task)), price, "held");
        uint256 wrong = give(CAROL, sure, 1 - right);
        pass(1 days);
        vm.prank(ALICE);
        task.refund(sure, right);
        assertEq(token.balanceOf(ALICE), 1e9, "back");
        vm.prank(ALICE);
        task.report(sure, 1 - right, keyOf(sure, right));
        pass(1 days);
        vm.prank(ALICE);
        task.take(sure, 1 - right);
        assertEq(token.balanceOf(ALICE), 1e9 + wrong * 26 / 256, "the taker's share");
        assertEq(token.balanceOf(NOBODY), wrong - wrong * 26 / 256, "the rest is gone");
        assertEq(token.balanceOf(address(task)), 0, "nothing is left");
    }

    function test_noAllowanceNoSample() public {
        begin(new Token(), paperTerms());
        vm.prank(ALICE);
        token.approve(address(task), 99_999);
        vm.prank(ALICE);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        task.submit(sure, right, 100_000, uint128(clock));
        assertEq(recordOf(task, keyOf(sure, right)), 0, "nothing recorded");
    }

    function test_refusesEther() public {
        begin(new Token(), paperTerms());
        vm.prank(ALICE);
        vm.expectRevert(ICashier.NoEtherPlease.selector);
        task.submit{value: 1}(sure, right, 100_000, uint128(clock));
        vm.prank(ALICE);
        vm.expectRevert(ICashier.NoEtherPlease.selector);
        task.submitMany{value: 1}(sure, abi.encodePacked(right), 100_000, uint128(clock));
        vm.prank(ALICE);
        (bool ok,) = address(task).call{value: 1}("");
        assertTrue(!ok, "plain ether");
    }

    function test_aPermitAndASubmissionInOneTransaction() public {
        begin(new Token(), paperTerms());
        address signer = Signing(address(vm)).addr(7);
        token.mint(signer, 100_000);
        bytes32 digest = token.digestOf(signer, address(task), 100_000, clock);
        (uint8 v, bytes32 r, bytes32 s) = Signing(address(vm)).sign(7, digest);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(task.permit, (100_000, clock, v, r, s));
        calls[1] = abi.encodeCall(task.submit, (sure, right, 100_000, uint128(clock)));
        // Somebody sends the permit first; that must not spoil the submission.
        token.permit(signer, address(task), 100_000, clock, v, r, s);
        vm.prank(signer);
        bytes[] memory results = task.multicall(calls);
        assertEq(results.length, 2, "a result each");
        assertEq(token.balanceOf(address(task)), 100_000, "held");

        vm.prank(signer);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositRefundTake.SampleExists.selector, keyOf(sure, right))
        );
        task.multicall(calls);
    }

    function test_permitWithoutAnotherFirst() public {
        begin(new Token(), paperTerms());
        address signer = Signing(address(vm)).addr(8);
        bytes32 digest = token.digestOf(signer, address(task), 5, clock);
        (uint8 v, bytes32 r, bytes32 s) = Signing(address(vm)).sign(8, digest);
        vm.prank(signer);
        task.permit(5, clock, v, r, s);
        assertEq(token.allowance(signer, address(task)), 5, "allowed");
    }

    function test_multicallTakesNoEther() public {
        begin(new Token(), paperTerms());
        bytes[] memory calls = new bytes[](0);
        vm.prank(ALICE);
        (bool ok,) = address(task).call{value: 1}(abi.encodeCall(task.multicall, (calls)));
        assertTrue(!ok, "ether");
    }

    function test_aTokenWithAFeeIsRefused() public {
        begin(new FeeToken(), paperTerms());
        expectWrongAmount(99_000);
    }

    function test_aTokenThatMovesNothingIsRefused() public {
        MoodyToken moody = new MoodyToken();
        begin(moody, paperTerms());
        moody.set(MoodyToken.Mood.Lies);
        expectWrongAmount(0);
    }

    function test_aTokenThatBoastsIsRefused() public {
        begin(new BoastingToken(), paperTerms());
        expectWrongAmount(200_000);
    }

    function test_aTokenThatRefusesIsRefused() public {
        MoodyToken moody = new MoodyToken();
        begin(moody, paperTerms());
        for (uint256 i = 1; i < 3; ++i) {
            moody.set(MoodyToken.Mood(i));
            vm.prank(ALICE);
            vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
            task.submit(sure, right, 100_000, uint128(clock));
        }
    }

    /// @dev The settlement stands; who is owed gets it when the token moves again.
    function test_whatATokenDoesNotPayIsCredited() public {
        MoodyToken moody = new MoodyToken();
        begin(moody, paperTerms());
        uint256 owed = give(ALICE, sure, right);
        pass(1 days);
        owed += give(ALICE, sure, 1 - right);
        moody.set(MoodyToken.Mood.SaysFalse);
        vm.prank(ALICE);
        task.refund(sure, right);
        pass(40 days);
        moody.set(MoodyToken.Mood.Reverts);
        vm.prank(ALICE);
        task.sweep(sure, 1 - right);
        assertEq(task.credit(ALICE), owed, "both are kept");
        vm.prank(ALICE);
        vm.expectRevert(ICashier.PaymentRefused.selector);
        task.withdraw(ALICE);
        moody.set(MoodyToken.Mood.Good);
        vm.prank(ALICE);
        task.withdraw(ALICE);
        assertEq(token.balanceOf(ALICE), 1e9, "all of it");
        assertEq(task.credit(ALICE), 0, "once");
    }

    /// @dev Balances that shrink cannot be made whole, but nobody is blocked by them.
    function test_aShrinkingTokenPaysUntilItIsEmpty() public {
        RebasingToken rebasing = new RebasingToken();
        begin(rebasing, judgedTerms());
        give(ALICE, sure, right);
        (bytes memory other, uint8 label) = find(task, 500);
        give(BOB, other, label);
        rebasing.rebase(50);
        pass(1 days);
        vm.prank(ALICE);
        task.refund(sure, right);
        vm.prank(BOB);
        task.refund(other, label);
        assertEq(token.balanceOf(address(task)), 0, "empty");
        assertEq(task.credit(BOB), 100_000, "the second one is owed");
    }

    /// @dev The token calls the sender while it takes the deposit. He refunds another one: the books
    /// do not add up, so all of it is undone.
    function test_reenteringFromTheTokenGainsNothing() public {
        begin(new HookToken(), judgedTerms());
        Hooked hooked = new Hooked(task);
        token.mint(address(hooked), 200_000);
        hooked.approve(token);
        (bytes memory other, uint8 label) = find(task, 500);
        give(BOB, other, 1 - label);
        hooked.submit(sure, right);
        pass(1 days);
        hooked.setAgain(abi.encodeCall(task.refund, (sure, right)));
        vm.expectRevert(abi.encodeWithSelector(ICashier.WrongTokenAmount.selector, 100_000, 0));
        hooked.submit(other, label);
        // The same sample again, from inside its own submission.
        hooked.setAgain(
            abi.encodeCall(task.submit, (other, label, type(uint128).max, type(uint128).max))
        );
        hooked.submit(other, label);
        assertTrue(!hooked.succeeded(), "the copy was refused");
        assertEq(token.balanceOf(address(task)), 300_000, "three deposits");
        assertEq(token.balanceOf(address(hooked)), 0, "two of them his");
    }

    function expectWrongAmount(uint256 moved) private {
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ICashier.WrongTokenAmount.selector, 100_000, moved));
        task.submit(sure, right, 100_000, uint128(clock));
        assertEq(recordOf(task, keyOf(sure, right)), 0, "nothing recorded");
    }
}

/// @notice Does something when the token calls before it moves.
contract Hooked {
    DepositRefundTakePerceptron private immutable _TASK;
    bytes private _again;
    bool public succeeded;

    constructor(DepositRefundTakePerceptron task) {
        _TASK = task;
    }

    function approve(Token token) external {
        token.approve(address(_TASK), type(uint256).max);
    }

    function setAgain(bytes calldata again) external {
        _again = again;
    }

    function submit(bytes calldata features, uint8 label) external {
        _TASK.submit(features, label, type(uint128).max, type(uint128).max);
    }

    function tokensToSend() external {
        if (_again.length == 0) return;
        (bool ok,) = address(_TASK).call(_again);
        if (ok) succeeded = true;
    }
}
