// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IBondedChallenge} from "../../src/interfaces/IBondedChallenge.sol";
import {ICashier} from "../../src/interfaces/ICashier.sol";
import {IModel} from "../../src/interfaces/IModel.sol";
import {ITask, Rules} from "../../src/interfaces/ITask.sol";
import {BondedChallengePerceptron} from "../../src/tasks/BondedChallengeTasks.sol";
import {BondTerms} from "../../src/types/BondTerms.sol";
import {Claim, ClaimLibrary} from "../../src/types/Claim.sol";
import {Actor, BondBase, Coin, Court} from "../helpers/BondBase.sol";
import {vm} from "../helpers/Vm.sol";

contract BondedChallengeTest is BondBase {
    BondedChallengePerceptron private task;
    bytes private features;
    bytes32 private key;

    /// @dev Labels of `features`: the model holds the first right and learns the second.
    uint8 private yes;
    uint8 private no;

    function setUp() public override {
        super.setUp();
        task = newBondTask(bondTerms(), 2, 32, address(0));
        // A label that the model does not hold, but is ready to learn.
        int256 logit = int256(task.logit());
        for (uint256 seed;; ++seed) {
            features = sampleOf(seed, 32);
            (uint8 label, int256[] memory scores) = task.predict(features);
            int256 margin = scores[label] - scores[1 - label];
            if (margin > logit / 2 && margin < 2 * logit) {
                (yes, no) = (label, 1 - label);
                break;
            }
        }
        key = claimKey(features);
    }

    // Submitting.

    function test_submitRecordsTakesTheBondAndTeaches() public {
        bytes32 text = keccak256("Free money!!!");
        bytes32 model = modelHash(task);
        vm.prank(ALICE);
        vm.expectEmit(address(task));
        emit IBondedChallenge.ClaimAdded(key, ALICE, no, 3 * B, text, features);
        uint256 before = ALICE.balance;
        task.submit{value: 1 ether}(features, no, 3 * B, clock, text);

        uint256 bond = 3 * uint256(B) * 1 gwei;
        assertEq(before - ALICE.balance, bond, "what is above the bond came back");
        assertEq(address(task).balance, bond, "the bond is held");
        Claim claim = Claim.wrap(recordOf(task, key));
        assertEq(claim.staker(), ALICE, "staker");
        assertEq(claim.bond(), 3 * B, "bond");
        assertEq(claim.label(), no, "label");
        assertTrue(claim.shown(), "shown");
        assertEq(claim.since(), clock, "since");
        assertTrue(claim.lesson() != 0, "the model learnt");
        assertEq(claim.status(), ClaimLibrary.OPEN, "status");
        assertTrue(modelHash(task) != model, "the model moved");
        assertEq(task.bondToChallenge(key), 6 * B, "bond to challenge");
        assertEq(task.finalAt(key), clock + 3 days, "final at");
        (uint256 history,,) = task.disputeOf(key);
        assertEq(history, 0, "no history");
    }

    function test_whatTheModelKnowsItDoesNotLearn() public {
        task = newBondTask(bondTerms(), 2, 32, address(0), 400);
        (bytes memory sure, uint8 label) = sureSample();
        submitStake(task, sure, Stake(ALICE, label, B, false));
        Claim claim = Claim.wrap(recordOf(task, claimKey(sure)));
        assertEq(claim.lesson(), 0, "no lesson");
        assertTrue(!claim.shown(), "not shown");
    }

    function test_submitRefuses() public {
        refused(
            ALICE,
            B,
            submission(features, yes, B, clock - 1),
            abi.encodeWithSelector(IBondedChallenge.DeadlinePassed.selector, clock - 1, clock)
        );
        refused(
            ALICE,
            B,
            submission(features, yes, B - 1, clock),
            abi.encodeWithSelector(IBondedChallenge.BondTooLow.selector, B, B - 1)
        );
        uint128 most = type(uint40).max / 2;
        refused(
            ALICE,
            B,
            submission(features, yes, most + 1, clock),
            abi.encodeWithSelector(IBondedChallenge.BondTooHigh.selector, most, most + 1)
        );
        refused(
            ALICE,
            B,
            submission(features, 2, B, clock),
            abi.encodeWithSelector(IModel.UnknownLabel.selector, 2, 2)
        );
        refused(
            ALICE,
            B,
            submission(sampleOf(1, 64), yes, B, clock),
            abi.encodeWithSelector(IModel.WrongLength.selector, 32, 64)
        );
        refused(
            ALICE,
            uint256(B) * 1 gwei - 1,
            submission(features, yes, B, clock),
            abi.encodeWithSelector(
                ICashier.PaymentTooLow.selector, uint256(B) * 1 gwei, uint256(B) * 1 gwei - 1
            )
        );
    }

    function test_aTextHasOneLabelForEver() public {
        submitStake(task, features, Stake(ALICE, yes, B, false));
        bytes memory exists = abi.encodeWithSelector(IBondedChallenge.ClaimExists.selector, key);
        refused(BOB, 1 ether, submission(features, yes, B, clock), exists);
        refused(BOB, 1 ether, submission(features, no, B, clock), exists);
        pass(3 days);
        task.settle(features, new uint256[](0));
        refused(BOB, 1 ether, submission(features, no, B, clock), exists);
    }

    function test_theImplementationIsNoTask() public {
        vm.prank(ALICE);
        (bool ok, bytes memory result) =
            address(bondImplementation).call{value: 1 ether}(submission(features, yes, B, clock));
        assertTrue(!ok && result.length >= 4, "refused, and it says why");
    }

    // A claim that nobody challenges.

    function test_anyoneSettlesAndTheContributorIsPaid() public {
        submitStake(task, features, Stake(ALICE, no, B, false));
        bytes32 model = modelHash(task);
        pass(3 days - 1);
        refused(
            BOB,
            0,
            settlement(features, new uint256[](0)),
            abi.encodeWithSelector(IBondedChallenge.TooEarly.selector, clock + 1, clock)
        );
        pass(1);
        uint256 before = ALICE.balance;
        vm.prank(BOB);
        vm.expectEmit(address(task));
        emit IBondedChallenge.ClaimSettled(key, no);
        task.settle(features, new uint256[](0));
        assertEq(ALICE.balance - before, uint256(B) * 1 gwei, "the bond");
        assertEq(address(task).balance, 0, "nothing is left");
        assertTrue(modelHash(task) == model, "the model stays");
        Claim claim = Claim.wrap(recordOf(task, key));
        assertEq(claim.status(), ClaimLibrary.SETTLED, "settled");
        assertEq(claim.label(), no, "label");
        assertEq(task.bondToChallenge(key), 0, "nothing to challenge");
        assertEq(task.finalAt(key), 0, "nothing to wait for");
    }

    function test_settleRefuses() public {
        uint256[] memory none = new uint256[](0);
        refused(
            BOB,
            0,
            settlement(features, none),
            abi.encodeWithSelector(IBondedChallenge.ClaimUnknown.selector, key)
        );
        submitStake(task, features, Stake(ALICE, yes, B, false));
        pass(3 days);
        uint256[] memory one = new uint256[](1);
        one[0] = 5;
        uint256 given = naiveHistory(one);
        refused(
            BOB,
            0,
            settlement(features, one),
            abi.encodeWithSelector(IBondedChallenge.WrongHistory.selector, 0, given)
        );
        task.settle(features, none);
        refused(
            BOB,
            0,
            settlement(features, none),
            abi.encodeWithSelector(IBondedChallenge.ClaimClosed.selector, key)
        );
    }

    function test_releasePaysManyAndPassesOverTheRest() public {
        bytes32[] memory keys = new bytes32[](7);
        for (uint256 i; i < 5; ++i) {
            bytes memory x = sampleOf(900 + i, 32);
            keys[i] = claimKey(x);
            submitStake(task, x, Stake(i < 2 || i == 3 ? ALICE : BOB, 0, B, false));
        }
        challengeStake(task, keys[4], Stake(CAROL, 1, 2 * B, false));
        keys[5] = keccak256("unknown");
        keys[6] = keys[0];
        pass(3 days - 1);
        bytes memory young = sampleOf(950, 32);
        submitStake(task, young, Stake(ALICE, 0, B, false));
        pass(1);
        bytes32[] memory early = new bytes32[](1);
        early[0] = claimKey(young);
        task.release(early);
        assertEq(statusOf(early[0]), ClaimLibrary.OPEN, "too early");

        uint256[2] memory before = [ALICE.balance, BOB.balance];
        task.release(keys);
        assertEq(ALICE.balance - before[0], 3 * uint256(B) * 1 gwei, "Alice's three");
        assertEq(BOB.balance - before[1], uint256(B) * 1 gwei, "Bob's one");
        assertEq(statusOf(keys[3]), ClaimLibrary.SETTLED, "settled");
        assertEq(statusOf(keys[4]), ClaimLibrary.DISPUTED, "the disputed one stays");
        assertEq(address(task).balance, 4 * uint256(B) * 1 gwei, "it and the young one are held");
        task.release(keys);
        assertEq(ALICE.balance - before[0], 3 * uint256(B) * 1 gwei, "once");
    }

    // Challenging.

    function test_challengeRestartsTheQuietTime() public {
        submitStake(task, features, Stake(ALICE, no, B, false));
        uint256 lesson = Claim.wrap(recordOf(task, key)).lesson();
        bytes32 model = modelHash(task);
        pass(3 days - 1);
        bytes32 text = keccak256("text");
        uint256 before = BOB.balance;
        vm.prank(BOB);
        vm.expectEmit(address(task));
        emit IBondedChallenge.ClaimChallenged(key, BOB, yes, 2 * B, text);
        task.challenge{value: 1 ether}(key, yes, 2 * B, B, clock, text);

        assertEq(before - BOB.balance, 2 * uint256(B) * 1 gwei, "what is above came back");
        Claim claim = Claim.wrap(recordOf(task, key));
        assertEq(claim.staker(), BOB, "staker");
        assertEq(claim.bond(), 2 * B, "bond");
        assertEq(claim.label(), yes, "label");
        assertTrue(claim.shown(), "shown");
        assertEq(claim.since(), clock, "since");
        assertEq(claim.lesson(), lesson, "the lesson stays");
        assertEq(claim.status(), ClaimLibrary.DISPUTED, "status");
        assertEq(task.finalAt(key), clock + 3 days, "final at");
        assertEq(task.bondToChallenge(key), 4 * B, "next bond");
        assertTrue(modelHash(task) == model, "the model waits for the end");
        (uint256 history,,) = task.disputeOf(key);
        assertEq(history, naiveHistory(historyOf(two())), "history");
    }

    function test_challengeRefuses() public {
        refused(
            BOB,
            1 ether,
            challenging(key, no, 2 * B, B, clock),
            abi.encodeWithSelector(IBondedChallenge.ClaimUnknown.selector, key)
        );
        submitStake(task, features, Stake(ALICE, yes, B, false));
        refused(
            BOB,
            1 ether,
            challenging(key, no, 2 * B, B, clock - 1),
            abi.encodeWithSelector(IBondedChallenge.DeadlinePassed.selector, clock - 1, clock)
        );
        refused(
            BOB,
            1 ether,
            challenging(key, yes, 2 * B, B, clock),
            abi.encodeWithSelector(IBondedChallenge.SameLabel.selector, yes)
        );
        refused(
            BOB,
            1 ether,
            challenging(key, 2, 2 * B, B, clock),
            abi.encodeWithSelector(IModel.UnknownLabel.selector, 2, 2)
        );
        refused(
            BOB,
            1 ether,
            challenging(key, no, 2 * B - 1, B, clock),
            abi.encodeWithSelector(IBondedChallenge.BondTooLow.selector, 2 * B, 2 * B - 1)
        );
        refused(
            BOB,
            B,
            challenging(key, no, 2 * B, B, clock),
            abi.encodeWithSelector(ICashier.PaymentTooLow.selector, 2 * uint256(B) * 1 gwei, B)
        );
        uint128 most = type(uint40).max;
        vm.deal(BOB, 3000 ether);
        refused(
            BOB,
            2000 ether,
            challenging(key, no, most + 1, B, clock),
            abi.encodeWithSelector(IBondedChallenge.BondTooHigh.selector, most, most + 1)
        );
        pass(3 days);
        assertEq(task.bondToChallenge(key), 0, "final");
        refused(
            BOB,
            1 ether,
            challenging(key, no, 2 * B, B, clock),
            abi.encodeWithSelector(IBondedChallenge.AlreadyFinal.selector, clock, clock)
        );
        task.settle(features, new uint256[](0));
        refused(
            BOB,
            1 ether,
            challenging(key, no, 2 * B, B, clock),
            abi.encodeWithSelector(IBondedChallenge.ClaimClosed.selector, key)
        );
    }

    /// @dev Somebody raises between a challenger's look and their transaction.
    function test_aRaiseInFrontMakesAChallengeFail() public {
        submitStake(task, features, Stake(ALICE, no, B, false));
        challengeStake(task, key, Stake(CAROL, yes, 2 * B, false));
        challengeStake(task, key, Stake(DAVE, no, 4 * B, false));
        // Bob saw Alice's bond only; his 8 B would be enough, but it is not what he meant.
        refused(
            BOB,
            1 ether,
            challenging(key, yes, 8 * B, B, clock),
            abi.encodeWithSelector(IBondedChallenge.BondMoved.selector, 4 * B, B)
        );
    }

    /// @dev With 40-bit bonds a ladder ends; the last one who can stake wins by that.
    function test_noBondIsAboveFortyBits() public {
        submitStake(task, features, Stake(ALICE, no, type(uint40).max / 2, false));
        assertEq(task.bondToChallenge(key), type(uint40).max - 1, "one more");
        vm.deal(BOB, 2000 ether);
        challengeStake(task, key, Stake(BOB, yes, type(uint40).max, false));
        assertEq(task.bondToChallenge(key), 0, "none");
        refused(
            CAROL,
            1 ether,
            challenging(key, no, type(uint40).max, type(uint40).max, clock),
            abi.encodeWithSelector(
                IBondedChallenge.BondTooLow.selector,
                2 * uint256(type(uint40).max),
                type(uint40).max
            )
        );
    }

    /// @dev Keys come from outside. Whatever another part of the contract keeps in the slot of such a
    /// number, weights for one, must not be taken for a claim.
    function test_noSlotOfAnotherPartIsTakenForAClaim() public {
        submitStake(task, features, Stake(ALICE, yes, B, false));
        Claim fake = ClaimLibrary.stake(BOB, B, no, false).open(clock - 3 days, 1);
        bytes32[] memory keys = new bytes32[](3);
        keys[1] = bytes32(uint256(1_000_000));
        keys[2] = key;
        for (uint256 i; i < 3; ++i) {
            vm.store(address(task), keys[i], bytes32(Claim.unwrap(fake)));
        }
        uint256 before = BOB.balance;
        task.release(keys);
        assertEq(BOB.balance, before, "nothing is paid");
        for (uint256 i; i < 2; ++i) {
            refused(
                BOB,
                1 ether,
                challenging(keys[i], yes, 2 * B, B, clock),
                abi.encodeWithSelector(IBondedChallenge.ClaimUnknown.selector, keys[i])
            );
            assertEq(uint256(vm.load(address(task), keys[i])), Claim.unwrap(fake), "untouched");
        }
        assertEq(statusOf(key), ClaimLibrary.OPEN, "the claim itself");
    }

    // Settling a dispute.

    function test_settleNeedsTheStakesThatWereMade() public {
        Stake[] memory ladder = alternating(3);
        play(task, features, ladder);
        uint256[] memory history = historyOf(ladder);
        uint256 expected = naiveHistory(history);
        refused(
            BOB,
            0,
            settlement(features, history),
            abi.encodeWithSelector(IBondedChallenge.TooEarly.selector, clock + 3 days, clock)
        );
        pass(3 days);
        wrongHistory(new uint256[](0), expected);
        uint256[] memory other = historyOf(ladder);
        other[0] ^= 1;
        wrongHistory(other, expected);
        other = historyOf(ladder);
        (other[0], other[1]) = (other[1], other[0]);
        wrongHistory(other, expected);
        other = historyOf(ladder);
        other[2] |= 1 << 204;
        wrongHistory(other, expected);
        task.settle(features, history);
        (uint256 left,,) = task.disputeOf(key);
        assertEq(left, 0, "the history's slot is given back");
        assertEq(statusOf(key), ClaimLibrary.SETTLED, "settled");
        refused(
            BOB,
            0,
            settlement(features, history),
            abi.encodeWithSelector(IBondedChallenge.ClaimClosed.selector, key)
        );
    }

    /// @dev The payoff table of the document, in hundredths of the first bond: what each stake wins or
    /// loses, and what is destroyed. Stakes are 1, 2, 4, 8, 16 bonds; the last label is right.
    function test_payoffTable() public {
        int256[5][5] memory table = [
            [int256(0), 0, 0, 0, 0],
            [int256(-100), 50, 0, 0, 0],
            [int256(50), -200, 50, 0, 0],
            [int256(-100), 150, -400, 100, 0],
            [int256(50), -200, 250, -800, 200]
        ];
        int256[5] memory burnt = [int256(0), 50, 100, 250, 500];
        for (uint256 raises; raises < 5; ++raises) {
            bytes memory x = sampleOf(700 + raises, 32);
            Stake[] memory ladder = alternating(raises);
            // Each stake by another person.
            for (uint256 i; i <= raises; ++i) {
                ladder[i].who = address(uint160(0x7000 + i));
                vm.deal(ladder[i].who, 1 ether);
            }
            uint256 before = NOBODY.balance;
            play(task, x, ladder);
            pass(3 days);
            task.settle(x, historyOf(ladder));
            for (uint256 i; i <= raises; ++i) {
                int256 won = int256(ladder[i].who.balance) - 1 ether;
                assertEq(won * 100 / int256(uint256(B) * 1 gwei), table[raises][i], "payoff");
            }
            uint256 burned = NOBODY.balance - before;
            assertEq(int256(burned * 100 / (uint256(B) * 1 gwei)), burnt[raises], "destroyed");
            assertEq(address(task).balance, 0, "all is paid");
        }
    }

    /// @dev The same ladders by one person alone: half of what they lose to themselves is gone.
    function test_selfDealingTable() public {
        uint256[5] memory cost = [uint256(0), 50, 100, 250, 500];
        for (uint256 raises; raises < 5; ++raises) {
            bytes memory x = sampleOf(800 + raises, 32);
            Stake[] memory ladder = alternating(raises);
            for (uint256 i; i <= raises; ++i) {
                ladder[i].who = ALICE;
            }
            uint256 before = ALICE.balance;
            play(task, x, ladder);
            pass(3 days);
            task.settle(x, historyOf(ladder));
            uint256 lost = (before - ALICE.balance) * 100 / (uint256(B) * 1 gwei);
            assertEq(lost, cost[raises], "cost");
        }
    }

    /// @dev Any ladder of three labels, any raises, any share: stakes are paid as a slow computation
    /// says, every wei is paid or destroyed, and no group of people gains more than its share of what
    /// others lost, less the rest of what its own members lost.
    function testFuzz_payouts(uint256 seed, uint8 raises, uint8 share, uint8 group) public {
        IBondedChallenge.Terms memory terms = bondTerms();
        terms.winnerShare = share % 129;
        task = newBondTask(terms, 3, 32, address(0));
        Stake[] memory ladder = randomLadder(seed, 1 + raises % 7);
        play(task, features, ladder);
        pass(3 days);
        uint8 label = ladder[ladder.length - 1].label;
        (uint256[] memory paid, uint256 burned) =
            naivePayout(ladder, label, terms.winnerShare, false);
        uint256 before = NOBODY.balance;
        task.settle(features, historyOf(ladder));
        checkPaid(ladder, paid);
        assertEq(NOBODY.balance - before, burned * 1 gwei, "destroyed");
        assertEq(address(task).balance, 0, "all is paid");
        checkGroup(ladder, label, terms.winnerShare, group);
    }

    // What the model keeps.

    function test_aFallenLabelIsUnlearntExactly() public {
        bytes32 fresh = weightsHash(task);
        Stake[] memory ladder = two();
        play(task, features, ladder);
        assertTrue(weightsHash(task) != fresh, "learnt");
        pass(3 days);
        vm.expectEmit(address(task));
        emit IBondedChallenge.LabelFell(key, no, false);
        task.settle(features, historyOf(ladder));
        assertTrue(weightsHash(task) == fresh, "as if it had never been");
        assertEq(Claim.wrap(recordOf(task, key)).label(), yes, "the final label");
    }

    function test_whereTheTextWasShownTheFinalLabelIsLearnt() public {
        // What the model would be if the right label had come first.
        BondedChallengePerceptron twin = newBondTask(bondTerms(), 2, 32, address(0));
        submitStake(twin, features, Stake(ALICE, yes, B, true));
        Stake[] memory ladder = two();
        ladder[1].shown = true;
        play(task, features, ladder);
        pass(3 days);
        vm.expectEmit(address(task));
        emit IBondedChallenge.LabelFell(key, no, true);
        task.settle(features, historyOf(ladder));
        assertTrue(weightsHash(task) == weightsHash(twin), "as if it had come first");
    }

    /// @dev Only who stood for the final label can vouch for the text.
    function test_theLosersTextDoesNotCount() public {
        bytes32 fresh = weightsHash(task);
        Stake[] memory ladder = two();
        ladder[0].shown = true;
        play(task, features, ladder);
        pass(3 days);
        task.settle(features, historyOf(ladder));
        assertTrue(weightsHash(task) == fresh, "only unlearnt");
    }

    function test_anEarlierRightStakeVouchesToo() public {
        Stake[] memory ladder = alternating(3);
        (ladder[0].label, ladder[2].label) = (no, no);
        (ladder[1].label, ladder[3].label) = (yes, yes);
        ladder[1].shown = true;
        play(task, features, ladder);
        pass(3 days);
        vm.expectEmit(address(task));
        emit IBondedChallenge.LabelFell(key, no, true);
        task.settle(features, historyOf(ladder));
    }

    function test_aDefendedLabelStaysLearnt() public {
        Stake[] memory ladder = alternating(2);
        (ladder[0].label, ladder[1].label, ladder[2].label) = (no, yes, no);
        ladder[1].shown = true;
        play(task, features, ladder);
        bytes32 learnt = modelHash(task);
        pass(3 days);
        task.settle(features, historyOf(ladder));
        assertTrue(modelHash(task) == learnt, "untouched");
    }

    // Many at once.

    function test_aBatchEqualsOneCallAfterAnother() public {
        batchEqualsSequence(2, 32, 7);
        batchEqualsSequence(3, 64, 9);
    }

    function testFuzz_aBatchEqualsOneCallAfterAnother(uint256 seed) public {
        batchEqualsSequence(2 + seed % 7, 32, 1 + (seed >> 8) % 6);
    }

    function test_submitManyRefuses() public {
        bytes memory x = abi.encodePacked(sampleOf(1, 32), sampleOf(2, 32));
        bytes32[] memory none = new bytes32[](0);
        bytes4 wrong = IBondedChallenge.WrongBatch.selector;
        refused(
            ALICE, 1 ether, many(x, "", B, none, clock), abi.encodeWithSelector(wrong, 64, 0, 0)
        );
        refused(
            ALICE,
            1 ether,
            many(x, hex"000100", B, none, clock),
            abi.encodeWithSelector(wrong, 64, 3, 0)
        );
        refused(
            ALICE,
            1 ether,
            many(x, hex"0001", B, new bytes32[](1), clock),
            abi.encodeWithSelector(wrong, 64, 2, 1)
        );
        refused(
            ALICE,
            1 ether,
            many(x, hex"0001", B, none, clock - 1),
            abi.encodeWithSelector(IBondedChallenge.DeadlinePassed.selector, clock - 1, clock)
        );
        refused(
            ALICE,
            1 ether,
            many(x, hex"0001", B - 1, none, clock),
            abi.encodeWithSelector(IBondedChallenge.BondTooLow.selector, B, B - 1)
        );
        refused(
            ALICE,
            uint256(B) * 1 gwei,
            many(x, hex"0001", B, none, clock),
            abi.encodeWithSelector(
                ICashier.PaymentTooLow.selector, 2 * uint256(B) * 1 gwei, uint256(B) * 1 gwei
            )
        );
        bytes memory same = abi.encodePacked(sampleOf(1, 32), sampleOf(1, 32));
        refused(
            ALICE,
            1 ether,
            many(same, hex"0001", B, none, clock),
            abi.encodeWithSelector(IBondedChallenge.ClaimExists.selector, claimKey(sampleOf(1, 32)))
        );
    }

    // Receivers that refuse, burn their gas or call back.

    function test_nobodyStopsASettlement() public {
        hostile(Actor.Manner.Refuses);
        hostile(Actor.Manner.Burns);
    }

    function test_callingBackPaysOnce() public {
        Actor actor = new Actor{value: 1 ether}(Actor.Manner.CallsBack);
        submitStake(task, sampleOf(77, 32), Stake(CAROL, 0, B, false));
        Stake[] memory ladder = two();
        ladder[1].who = address(actor);
        submitStake(task, features, ladder[0]);
        bytes memory data = challenging(key, yes, 2 * B, B, clock);
        actor.act(address(task), 2 * uint256(B) * 1 gwei, data);
        actor.setAgain(settlement(features, historyOf(ladder)));
        pass(3 days);
        task.settle(features, historyOf(ladder));
        assertEq(actor.payments(), 1, "one payment");
        assertEq(actor.succeeded(), 0, "the second call failed");
        assertEq(address(actor).balance, 1 ether + uint256(B) * 1 gwei / 2, "bond and prize");
        assertEq(address(task).balance, uint256(B) * 1 gwei, "Carol's bond is still there");
    }

    function test_callingBackOutOfAReleasePaysOnce() public {
        Actor actor = new Actor{value: 1 ether}(Actor.Manner.CallsBack);
        submitStake(task, sampleOf(77, 32), Stake(CAROL, 0, B, false));
        actor.act(address(task), uint256(B) * 1 gwei, submission(features, yes, B, clock));
        bytes32[] memory keys = new bytes32[](1);
        keys[0] = key;
        actor.setAgain(abi.encodeCall(IBondedChallenge.release, (keys)));
        pass(3 days);
        task.release(keys);
        assertEq(actor.payments(), 1, "one payment");
        assertEq(address(actor).balance, 1 ether, "its own bond");
    }

    // Bonds in a token.

    function test_bondsInATokenMoveNoEther() public {
        Coin coin = new Coin();
        task = newBondTask(bondTerms(), 2, 32, address(coin));
        uint256 bond = uint256(B) * 1 gwei;
        coin.mint(ALICE, bond);
        coin.mint(BOB, 2 * bond);
        vm.prank(ALICE);
        coin.approve(address(task), bond);
        vm.prank(BOB);
        coin.approve(address(task), 2 * bond);
        refused(
            ALICE,
            1,
            submission(features, no, B, clock),
            abi.encodeWithSelector(ICashier.NoEtherPlease.selector)
        );
        vm.prank(ALICE);
        task.submit(features, no, B, clock, 0);
        vm.prank(BOB);
        task.challenge(key, yes, 2 * B, B, clock, 0);
        assertEq(coin.balanceOf(address(task)), 3 * bond, "held");
        pass(3 days);
        task.settle(features, historyOf(two()));
        assertEq(coin.balanceOf(BOB), 2 * bond + bond / 2, "bond and prize");
        assertEq(coin.balanceOf(NOBODY), bond / 2, "destroyed");
        assertEq(coin.balanceOf(address(task)), 0, "nothing is left");
    }

    // Terms.

    function test_termsArePackedAsTheyWere() public {
        Court court = new Court();
        IBondedChallenge.Terms memory terms = courtTerms(court);
        IBondedChallenge.Terms memory read = newBondTask(terms, 2, 32, address(0)).terms();
        assertTrue(keccak256(abi.encode(read)) == keccak256(abi.encode(terms)), "terms");
    }

    function test_impossibleTermsAreRefused() public {
        IBondedChallenge.Terms memory t = bondTerms();
        t.minimumBond = 0;
        wrongTerms(t, 0);
        t.minimumBond = type(uint40).max / 256 + 1;
        wrongTerms(t, 0);
        t = bondTerms();
        t.quietTime = 0;
        wrongTerms(t, 1);
        t.quietTime = 3650 days + 1;
        wrongTerms(t, 1);
        t = bondTerms();
        t.multiplier = 1;
        wrongTerms(t, 2);
        t = bondTerms();
        t.winnerShare = 129;
        wrongTerms(t, 3);
        t = bondTerms();
        t.arbitrationFrom = 1;
        wrongTerms(t, 4);
        t = bondTerms();
        t.arbitrationTime = 1;
        wrongTerms(t, 5);
        t = bondTerms();
        t.court = 1;
        wrongTerms(t, 6);
        t = bondTerms();
        t.jurors = 1;
        wrongTerms(t, 7);
        t = courtTerms(new Court());
        t.arbitrationFrom = 0;
        wrongTerms(t, 4);
        t = courtTerms(new Court());
        t.arbitrationTime = 0;
        wrongTerms(t, 5);
        t.arbitrationTime = 3650 days + 1;
        wrongTerms(t, 5);
        uint256[2] memory words = BondTerms.pack(bondTerms());
        words[0] |= 1 << 176;
        wrongWords(words, 9);
        words = BondTerms.pack(bondTerms());
        words[1] |= 1 << 160;
        wrongWords(words, 9);
        words = BondTerms.pack(courtTerms(new Court()));
        words[1] |= 1 << 160;
        wrongWords(words, 9);
    }

    // Helpers.

    /// @dev Alice's wrong label, Bob's right one.
    function two() private view returns (Stake[] memory ladder) {
        ladder = new Stake[](2);
        ladder[0] = Stake(ALICE, no, B, false);
        ladder[1] = Stake(BOB, yes, 2 * B, false);
    }

    /// @dev 1, 2, 4, ... bonds by Alice and Bob in turn, labels 0 and 1 in turn.
    function alternating(uint256 raises) private pure returns (Stake[] memory ladder) {
        ladder = new Stake[](raises + 1);
        for (uint256 i; i <= raises; ++i) {
            ladder[i] =
                Stake(i % 2 == 0 ? ALICE : BOB, uint8(i % 2), uint40(uint256(B) << i), false);
        }
    }

    /// @dev Each stake by another person, with up to three times the least bond, of three labels.
    function randomLadder(uint256 seed, uint256 stakes) private returns (Stake[] memory ladder) {
        ladder = new Stake[](stakes);
        uint256 label = seed % 3;
        uint256 bond = B + (seed >> 8) % B;
        for (uint256 i; i < stakes; ++i) {
            uint256 draw = uint256(keccak256(abi.encode(seed, i)));
            if (i != 0) {
                label = (label + 1 + draw % 2) % 3;
                bond = 2 * bond + (draw >> 8) % (bond + 1);
            }
            address who = address(uint160(0x9000 + i));
            vm.deal(who, 10 ether);
            ladder[i] = Stake(who, uint8(label), uint40(bond), draw >> 200 & 1 == 0);
        }
    }

    function checkPaid(Stake[] memory ladder, uint256[] memory paid) private view {
        for (uint256 i; i < ladder.length; ++i) {
            uint256 expected = 10 ether + paid[i] * 1 gwei - uint256(ladder[i].bond) * 1 gwei;
            assertEq(ladder[i].who.balance, expected, "paid");
        }
    }

    /// @dev Bit i of `group` says whether stake i's person belongs to it.
    function checkGroup(Stake[] memory ladder, uint256 label, uint256 share, uint256 group)
        private
        view
    {
        int256 gain;
        uint256 own;
        uint256 others;
        for (uint256 i; i < ladder.length; ++i) {
            bool member = (group >> i) & 1 == 1;
            uint256 lost = ladder[i].label == label ? 0 : ladder[i].bond;
            if (!member) others += lost;
            else own += lost;
            if (member) gain += int256(ladder[i].who.balance) - 10 ether;
        }
        int256 most = int256(others * share / 256 * 1 gwei)
            - int256((own - own * share / 256) * 1 gwei) + 1 gwei;
        assertTrue(gain <= most, "a group gained from itself");
        if (others == 0) assertTrue(gain * 2 <= -int256(own * 1 gwei) + 1 gwei, "half is gone");
    }

    function hostile(Actor.Manner manner) private {
        Actor actor = new Actor{value: 1 ether}(manner);
        bytes memory x = sampleOf(500 + uint256(manner), 32);
        Stake[] memory ladder = two();
        ladder[1].who = address(actor);
        submitStake(task, x, ladder[0]);
        bytes memory data = challenging(claimKey(x), yes, 2 * B, B, clock);
        actor.act(address(task), 2 * uint256(B) * 1 gwei, data);
        pass(3 days);
        uint256 due = 2 * uint256(B) * 1 gwei + uint256(B) * 1 gwei / 2;
        uint256 before = address(task).balance;
        task.settle{gas: 700_000}(x, historyOf(ladder));
        assertEq(task.credit(address(actor)), due, "kept for it");
        assertEq(before - address(task).balance, uint256(B) * 1 gwei / 2, "the rest is destroyed");
        uint256 had = DAVE.balance;
        actor.act(address(task), 0, abi.encodeCall(ICashier.withdraw, (DAVE)));
        assertEq(DAVE.balance - had, due, "withdrawn elsewhere");
    }

    function batchEqualsSequence(uint256 labels, uint256 dimensions, uint256 count) private {
        BondedChallengePerceptron one = newBondTask(bondTerms(), labels, dimensions, address(0));
        BondedChallengePerceptron all = newBondTask(bondTerms(), labels, dimensions, address(0));
        bytes memory features_;
        bytes memory labels_;
        bytes32[] memory texts = new bytes32[](count);
        bytes32[] memory keys = new bytes32[](count);
        for (uint256 i; i < count; ++i) {
            bytes memory x = sampleOf(labels * 1000 + i, dimensions);
            texts[i] = i % 2 == 0 ? bytes32(0) : keccak256(abi.encode(i));
            uint8 label = uint8(i % labels);
            features_ = bytes.concat(features_, x);
            labels_ = bytes.concat(labels_, bytes1(label));
            keys[i] = claimKey(x);
            vm.prank(ALICE);
            one.submit{value: uint256(B) * 1 gwei}(x, label, B, clock, texts[i]);
        }
        uint256 before = ALICE.balance;
        vm.expectEmit(address(all));
        emit IBondedChallenge.ClaimsAdded(ALICE, B, labels_, texts, features_);
        vm.prank(ALICE);
        all.submitMany{value: 1 ether}(features_, labels_, B, clock, texts);
        assertEq(before - ALICE.balance, count * uint256(B) * 1 gwei, "paid");
        assertTrue(modelHash(all) == modelHash(one), "model and stats");
        assertTrue(
            keccak256(abi.encode(all.claims(keys))) == keccak256(abi.encode(one.claims(keys))),
            "records"
        );
    }

    function sureSample() private view returns (bytes memory sure, uint8 label) {
        for (uint256 seed = 5000;; ++seed) {
            sure = sampleOf(seed, 32);
            int256[] memory scores;
            (label, scores) = task.predict(sure);
            if (scores[label] - scores[1 - label] > int256(task.logit())) break;
        }
    }

    /// @dev As the contract chains them, written once more.
    function naiveHistory(uint256[] memory stakes) private pure returns (uint256 word) {
        for (uint256 i; i < stakes.length; ++i) {
            word = uint256(keccak256(abi.encode(word, stakes[i]))) / 256 * 256 + i + 1;
        }
    }

    function wrongHistory(uint256[] memory history, uint256 expected) private {
        refused(
            BOB,
            0,
            settlement(features, history),
            abi.encodeWithSelector(
                IBondedChallenge.WrongHistory.selector, expected, naiveHistory(history)
            )
        );
    }

    function wrongTerms(IBondedChallenge.Terms memory terms, uint256 field) private {
        wrongWords(BondTerms.pack(terms), field);
    }

    function wrongWords(uint256[2] memory words, uint256 field) private {
        Rules memory rules = standardRules();
        rules.dimensions = 32;
        rules.terms = words;
        uint256[] memory model = randomWords(2, 32, 60);
        vm.expectRevert(abi.encodeWithSelector(ITask.WrongTerms.selector, field));
        this.createTask(rules, model);
    }

    function createTask(Rules memory rules, uint256[] memory model) external {
        create(address(bondImplementation), rules, 2, model);
    }

    /// @dev A call that must fail with exactly this and change nothing.
    function refused(address who, uint256 value, bytes memory data, bytes memory reason) private {
        bytes32 before = stateHash();
        vm.prank(who);
        (bool ok, bytes memory result) = address(task).call{value: value}(data);
        assertTrue(!ok, "accepted");
        assertTrue(keccak256(result) == keccak256(reason), "another reason");
        assertTrue(stateHash() == before, "state changed");
    }

    function stateHash() private view returns (bytes32) {
        (uint256 history, address asker, uint256 ruling) = task.disputeOf(key);
        return keccak256(
            abi.encode(
                modelHash(task), recordOf(task, key), history, asker, ruling, address(task).balance
            )
        );
    }

    function statusOf(bytes32 key_) private view returns (uint256) {
        return Claim.wrap(recordOf(task, key_)).status();
    }

    function modelHash(BondedChallengePerceptron which) private view returns (bytes32) {
        (uint256[] memory words, uint256 stats,) = which.model();
        return keccak256(abi.encode(words, stats));
    }

    /// @dev Weights and bias alone: all but the counters.
    function weightsHash(BondedChallengePerceptron which) private view returns (bytes32) {
        (uint256[] memory words, uint256 stats,) = which.model();
        uint256 lace = 0xcccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc;
        words[0] &= ~lace;
        return keccak256(abi.encode(words, stats >> 96));
    }

    function submission(bytes memory x, uint8 label, uint128 bond, uint256 deadline)
        private
        pure
        returns (bytes memory)
    {
        return abi.encodeCall(IBondedChallenge.submit, (x, label, bond, deadline, bytes32(0)));
    }

    function many(
        bytes memory x,
        bytes memory labels,
        uint40 bond,
        bytes32[] memory texts,
        uint256 deadline
    ) private pure returns (bytes memory) {
        return abi.encodeCall(IBondedChallenge.submitMany, (x, labels, bond, deadline, texts));
    }

    function challenging(bytes32 key_, uint8 label, uint128 bond, uint128 most, uint256 deadline)
        private
        pure
        returns (bytes memory)
    {
        return
            abi.encodeCall(
                IBondedChallenge.challenge, (key_, label, bond, most, deadline, bytes32(0))
            );
    }

    function settlement(bytes memory x, uint256[] memory history)
        private
        pure
        returns (bytes memory)
    {
        return abi.encodeCall(IBondedChallenge.settle, (x, history));
    }
}
