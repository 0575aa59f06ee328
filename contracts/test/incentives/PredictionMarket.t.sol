// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trainer} from "../../src/Trainer.sol";
import {ICashier} from "../../src/interfaces/ICashier.sol";
import {IModel} from "../../src/interfaces/IModel.sol";
import {IPredictionMarket} from "../../src/interfaces/IPredictionMarket.sol";
import {ITask, Rules} from "../../src/interfaces/ITask.sol";
import {MarginPerceptron} from "../../src/models/MarginPerceptron.sol";
import {PredictionMarketPerceptron} from "../../src/tasks/PredictionMarketTasks.sol";
import {MarketTerms} from "../../src/types/MarketTerms.sol";
import {PackedRules} from "../../src/types/Rules.sol";
import {Features} from "../helpers/Features.sol";
import {MarketPlay, Pupil} from "../helpers/Market.sol";
import {vm} from "../helpers/Vm.sol";

/// @notice Joins, reveals, and answers every payment with another claim, or refuses payments.
contract Trickster {
    IPredictionMarket private immutable TASK;
    bool private immutable REFUSES;
    uint256 public payments;
    uint256 public succeeded;
    uint256[] private _mine;

    constructor(IPredictionMarket task, bool refuses) payable {
        (TASK, REFUSES) = (task, refuses);
    }

    function join(bytes32 commitment, uint256 value) external {
        bytes32[] memory list = new bytes32[](1);
        list[0] = commitment;
        TASK.join{value: value}(list);
    }

    function reveal(uint256 index, bytes calldata features, uint8 label, bytes32 salt) external {
        _mine.push(index);
        TASK.reveal(index, features, label, salt);
    }

    receive() external payable {
        if (REFUSES) revert("no");
        ++payments;
        try TASK.claim(_mine) {
            ++succeeded;
        } catch {}
    }
}

/// @notice Says that it has more words than a market can put back.
contract HugeModel is PredictionMarketPerceptron {
    constructor(address factory) PredictionMarketPerceptron(factory) {}

    function _wordCount(PackedRules)
        internal
        pure
        override(MarginPerceptron, Trainer)
        returns (uint256)
    {
        return 768;
    }
}

contract PredictionMarketTest is MarketPlay {
    function setUp() public override {
        super.setUp();
        newMarket(smallTerms(), 0);
    }

    // The whole of it.

    function test_aMarketFromOfferToClaims() public {
        uint256 before = address(this).balance;
        assertPhase(IPredictionMarket.Phase.Offering);
        makeParts(1);
        offer();
        assertEq(before - address(this).balance, bounty(), "the bounty is taken");
        assertEq(address(task).balance, bounty(), "and held");
        assertPhase(IPredictionMarket.Phase.Drawing);
        draw();
        assertPhase(IPredictionMarket.Phase.Showing);
        revealParts(true);
        assertPhase(IPredictionMarket.Phase.Joining);
        crowd(7, 3);
        playToReward();
        assertPhase(IPredictionMarket.Phase.Rewarding);
        assertEq(address(task).balance, bounty() + 7 * stake(), "bounty and stakes");

        Outcome memory expected = naive();
        before = address(this).balance;
        computeAll(1);
        assertPhase(IPredictionMarket.Phase.Finished);
        check(expected, address(this).balance - before);
    }

    /// @dev Whatever the terms, the people and the pieces: the outcome is the paper's rule played
    /// round by round, to the wei, and the model is the survivors'.
    function test_fuzz_theComputationIsTheRuleRoundByRound(uint256 seed) public {
        IPredictionMarket.Terms memory t = smallTerms();
        t.groupSize = uint8(1 + draw(seed, 1) % 3);
        t.rounds = uint8(1 + draw(seed, 2) % 6);
        t.parts = uint8(2 + draw(seed, 3) % 4);
        t.shownParts = uint8(1 + draw(seed, 4) % (t.parts - 1));
        t.partSize = uint8(1 + draw(seed, 5) % 4);
        // Uneven, so that rounding shows; from the least stake on.
        t.roundPay = uint40(1 + draw(seed, 6) % 1e9);
        t.stake = uint40((t.roundPay + t.groupSize - 1) / t.groupSize + draw(seed, 7) % 1000);
        labels = 2 + draw(seed, 8) % 2;
        newMarket(t, draw(seed, 9) % 2 == 0 ? 0 : 60);
        openMarket();
        uint256 count = 1 + draw(seed, 10) % 6;
        for (uint256 i; i < count; ++i) {
            plan(person(draw(seed, 20 + i)), draw(seed, 30 + i) % 12, draw(seed, 40 + i) % 3 != 0);
            joinAs(i);
        }
        endJoining();
        uint256 hidden;
        for (uint256 i; i < count; ++i) {
            // Some are never revealed.
            if (draw(seed, 50 + i) % 4 == 0) ++hidden;
            else revealAs(i);
        }
        if (hidden == count) return;
        pass(t.revealTime);
        revealParts(false);

        Outcome memory expected = naive();
        assertTrue(expected.dearest <= int256(uint256(t.roundPay)), "a round pays at most its pay");
        uint256 before = address(this).balance;
        computeAll(1 + draw(seed, 11) % 9);
        check(expected, address(this).balance - before);
    }

    function test_piecesOfAnySizeGiveTheSame() public {
        openMarket();
        crowd(6, 2);
        playToReward();
        Outcome memory expected = naive();
        uint256 before = address(this).balance;
        // All contributions, in as few transactions as the passes allow.
        uint256 pieces;
        while (task.state().phase == IPredictionMarket.Phase.Rewarding) {
            task.advance(nextFeatures(computation().alive), passSteps());
            ++pieces;
        }
        assertTrue(pieces <= terms.rounds + 1, "a transaction a pass");
        check(expected, address(this).balance - before);
    }

    function test_whoGoesBrokeIsDroppedAndUnlearnt() public {
        IPredictionMarket.Terms memory t = smallTerms();
        t.groupSize = 1;
        t.stake = t.roundPay;
        newMarket(t, 0);
        openMarket();
        plan(BOB, harmful(), false);
        for (uint256 i; i < 4; ++i) {
            plan(ALICE, 100 + i, true);
        }
        playToReward();
        Outcome memory expected = naive();
        computeAll(4);
        (, uint256 balance,, IPredictionMarket.Status status) = contributionOf(0);
        assertTrue(status == IPredictionMarket.Status.Dropped, "the wrong label went broke");
        assertTrue(balance < t.stake && balance > 0, "it lost a part of its stake, and not more");
        (uint256[] memory words,,) = task.model();
        assertSameModel(words, expected.words, "the model of the survivors");
        assertTrue(computation().pass > 1, "later rounds were computed anew");
        (uint8 label,) = task.predict(entries[1].features);
        assertTrue(label < 2, "the model can be read as any other");
    }

    /// @dev Nobody survives: the starter model is back.
    function test_ifAllGoBrokeTheStarterModelIsBack() public {
        IPredictionMarket.Terms memory t = smallTerms();
        t.groupSize = 1;
        t.stake = t.roundPay;
        newMarket(t, 0);
        openMarket();
        plan(BOB, harmful(), false);
        playToReward();
        Outcome memory expected = naive();
        uint256 before = address(this).balance;
        computeAll(3);
        check(expected, address(this).balance - before);
        assertEq(computation().alive, 0, "all went broke");
        (uint256[] memory words, uint256 stats,) = task.model();
        assertSameModel(words, starter, "the starter");
        assertEq(stats & type(uint32).max, 0, "as if nothing had been seen");
    }

    // The test set.

    function test_theDrawIsAsManyAsTheTermsSayAndEveryPartComes() public {
        IPredictionMarket.Terms memory t = smallTerms();
        t.parts = 6;
        t.shownParts = 2;
        uint256[6] memory counts;
        for (uint256 round; round < 30; ++round) {
            newMarket(t, 0);
            makeParts(1);
            offer();
            draw();
            uint256 drawn = task.state().drawn;
            uint256 count;
            for (uint256 i; i < 256; ++i) {
                if ((drawn >> i) & 1 == 0) continue;
                assertTrue(i < 6, "a part that exists");
                ++counts[i];
                ++count;
            }
            assertEq(count, 2, "as many as the terms say");
        }
        // 10 expected. The seed is fixed, so this passes or fails for ever.
        for (uint256 i; i < 6; ++i) {
            assertTrue(counts[i] > 3 && counts[i] < 18, "every part comes");
        }
    }

    function test_noDrawBeforeItsBlockAndNoSecondOne() public {
        makeParts(1);
        offer();
        uint256 drawBlock = task.state().drawBlock;
        assertEq(drawBlock, height + 4, "the block is fixed by the offer");
        bytes memory call = abi.encodeCall(IPredictionMarket.draw, ());
        bytes memory reason =
            abi.encodeWithSelector(IPredictionMarket.DrawTooEarly.selector, drawBlock);
        refuse(BOB, 0, call, reason);
        rollBlocks(4);
        refuse(BOB, 0, call, reason);
        rollBlocks(1);
        vm.prank(BOB);
        task.draw();
        refuse(address(this), 0, call, wrongPhase(IPredictionMarket.Phase.Showing));
    }

    /// @dev A provider who lets a draw lapse that he does not like loses a part of the bounty.
    function test_aDrawThatLapsesCannotBeRepeated() public {
        makeParts(1);
        offer();
        rollBlocks(4 + 256);
        assertPhase(IPredictionMarket.Phase.Drawing);
        rollBlocks(1);
        refuse(
            BOB,
            0,
            abi.encodeCall(IPredictionMarket.draw, ()),
            wrongPhase(IPredictionMarket.Phase.Failed)
        );
        cancelAndCheck(26);
    }

    function test_aPartThatIsNotShownInTimeEndsTheMarket() public {
        makeParts(1);
        offer();
        draw();
        pass(terms.showTime);
        assertPhase(IPredictionMarket.Phase.Failed);
        for (uint256 i; i < parts.length; ++i) {
            refuse(
                address(this),
                0,
                abi.encodeCall(IPredictionMarket.revealPart, (i, parts[i])),
                wrongPhase(IPredictionMarket.Phase.Failed)
            );
        }
        cancelAndCheck(26);
    }

    function test_theProviderMayCancelBeforeAnybodyJoins() public {
        makeParts(1);
        bytes memory call = abi.encodeCall(IPredictionMarket.cancel, ());
        refuse(address(this), 0, call, wrongPhase(IPredictionMarket.Phase.Offering));
        offer();
        draw();
        refuse(
            BOB,
            0,
            call,
            abi.encodeWithSelector(IPredictionMarket.NotProvider.selector, address(this))
        );
        cancelAndCheck(26);
        refuse(address(this), 0, call, wrongPhase(IPredictionMarket.Phase.Cancelled));
    }

    function test_theProviderCannotCancelOncePeopleMayJoin() public {
        openMarket();
        crowd(2, 0);
        bytes memory call = abi.encodeCall(IPredictionMarket.cancel, ());
        refuse(address(this), 0, call, wrongPhase(IPredictionMarket.Phase.Joining));
        joinAs(0);
        endJoining();
        refuse(address(this), 0, call, wrongPhase(IPredictionMarket.Phase.Revealing));
        revealAs(0);
        refuse(address(this), 0, call, wrongPhase(IPredictionMarket.Phase.Answering));
    }

    function test_offerRefuses() public {
        makeParts(1);
        bytes32[] memory list = hashes();
        bytes memory call = abi.encodeCall(IPredictionMarket.offer, (list));
        refuse(
            BOB,
            bounty(),
            call,
            abi.encodeWithSelector(IPredictionMarket.NotProvider.selector, address(this))
        );
        refuse(
            address(this),
            bounty() - 1,
            call,
            abi.encodeWithSelector(ICashier.PaymentTooLow.selector, bounty(), bounty() - 1)
        );
        bytes32[] memory few = new bytes32[](4);
        refuse(
            address(this),
            bounty(),
            abi.encodeCall(IPredictionMarket.offer, (few)),
            abi.encodeWithSelector(IPredictionMarket.WrongPartCount.selector, 5, 4)
        );
        uint256 before = address(this).balance;
        task.offer{value: bounty() + 1 ether}(list);
        assertEq(before - address(this).balance, bounty(), "what is too much comes back");
        refuse(address(this), bounty(), call, wrongPhase(IPredictionMarket.Phase.Drawing));
    }

    function test_noOfferToTheImplementation() public {
        PredictionMarketPerceptron bare = new PredictionMarketPerceptron(address(factory));
        vm.expectRevert(ITask.TaskNotOpen.selector);
        bare.offer(new bytes32[](0));
    }

    function test_revealPartRefuses() public {
        makeParts(1);
        offer();
        draw();
        uint256 shown = isDrawn(0) ? 0 : isDrawn(1) ? 1 : isDrawn(2) ? 2 : isDrawn(3) ? 3 : 4;
        uint256 hidden = shown == 0 ? 1 : 0;
        refusePart(5, parts[0], abi.encodeWithSelector(IPredictionMarket.PartUnknown.selector, 5));
        refusePart(
            hidden,
            parts[hidden],
            abi.encodeWithSelector(IPredictionMarket.PartNotDue.selector, hidden)
        );
        refusePart(
            shown,
            parts[hidden],
            abi.encodeWithSelector(IPredictionMarket.WrongPart.selector, shown)
        );
        bytes memory longer = abi.encodePacked(parts[shown], uint8(0));
        refusePart(
            shown, longer, abi.encodeWithSelector(IPredictionMarket.WrongPart.selector, shown)
        );
        revealParts(true);
        plan(ALICE, 5, true);
        joinAs(0);
        endJoining();
        refusePart(hidden, parts[hidden], wrongPhase(IPredictionMarket.Phase.Revealing));
        revealAs(0);
        refusePart(
            shown,
            parts[shown],
            abi.encodeWithSelector(IPredictionMarket.PartNotDue.selector, shown)
        );
        task.revealPart(hidden, parts[hidden]);
        refusePart(
            hidden,
            parts[hidden],
            abi.encodeWithSelector(IPredictionMarket.PartKnown.selector, hidden)
        );
        assertEq(task.part(shown).length, 0, "a shown part is not kept to be scored");
        assertTrue(keccak256(task.part(hidden)) == keccak256(parts[hidden]), "a scored one is");
    }

    /// @dev Parts that the contract could not score cannot be revealed, although they were hashed.
    function test_malformedPartsCannotBeRevealed() public {
        Sample memory s = sampleOf(1);
        bytes memory good = abi.encodePacked(uint16(64), s.label, s.features);
        bytes32 salt = keccak256("salt");
        bytes memory three = abi.encodePacked(salt, good, good, good);
        malformed(three, 3);
        malformed(abi.encodePacked(three, good, good), 5);
        malformed(abi.encodePacked(three, uint16(64), s.label), 3);
        malformed(abi.encodePacked(three, uint16(65), s.label, s.features), 3);
        malformed(abi.encodePacked(three, good, uint8(0)), 4);
        malformed(abi.encodePacked(three, good, uint16(0)), 4);
        malformed(abi.encodePacked(three, uint16(64), uint8(2), s.features), 3);
        malformed(abi.encodePacked(salt), 0);
        malformed("", 0);
        malformed(abi.encodePacked(uint8(1)), 0);

        bytes memory zero = Features.pack(Features.random(1, 64, 45));
        zero[7] = 0;
        unacceptable(
            abi.encodePacked(three, uint16(64), s.label, zero),
            abi.encodeWithSelector(IModel.FeatureOutOfRange.selector)
        );
        unacceptable(
            abi.encodePacked(three, uint16(32), s.label, new bytes(32)),
            abi.encodeWithSelector(IModel.WrongLength.selector, 64, 32)
        );
        bytes memory large = new bytes(24576);
        unacceptable(
            large, abi.encodeWithSelector(IPredictionMarket.PartTooLarge.selector, 24576, 24575)
        );
    }

    // Contributions.

    function test_joiningEndsByCount() public {
        IPredictionMarket.Terms memory t = smallTerms();
        t.maxContributions = 3;
        newMarket(t, 0);
        openMarket();
        crowd(5, 0);
        joinAs(0);
        bytes32[] memory three = new bytes32[](3);
        refuse(
            ALICE,
            3 * stake(),
            abi.encodeCall(IPredictionMarket.join, (three)),
            abi.encodeWithSelector(IPredictionMarket.TooManyContributions.selector, 3)
        );
        joinAs(1);
        joinAs(2);
        assertPhase(IPredictionMarket.Phase.Revealing);
        refuse(
            ALICE,
            stake(),
            abi.encodeCall(IPredictionMarket.join, (one(bytes32(0)))),
            wrongPhase(IPredictionMarket.Phase.Revealing)
        );
        assertEq(task.state().until, clock + t.revealTime, "the reveals begin at once");
    }

    function test_joinRefuses() public {
        bytes memory call = abi.encodeCall(IPredictionMarket.join, (one(keccak256("x"))));
        refuse(ALICE, stake(), call, wrongPhase(IPredictionMarket.Phase.Offering));
        openMarket();
        refuse(
            ALICE,
            stake(),
            abi.encodeCall(IPredictionMarket.join, (new bytes32[](0))),
            abi.encodeWithSelector(IPredictionMarket.NothingGiven.selector)
        );
        refuse(
            ALICE,
            stake() - 1,
            call,
            abi.encodeWithSelector(ICashier.PaymentTooLow.selector, stake(), stake() - 1)
        );
        uint256 before = ALICE.balance;
        bytes32[] memory two = new bytes32[](2);
        vm.prank(ALICE);
        task.join{value: 1 ether}(two);
        assertEq(before - ALICE.balance, 2 * stake(), "a stake each, the rest comes back");
        pass(terms.joinTime - 1);
        vm.prank(ALICE);
        task.join{value: stake()}(one(keccak256("x")));
        pass(1);
        refuse(ALICE, stake(), call, wrongPhase(IPredictionMarket.Phase.Revealing));
    }

    function test_revealRefuses() public {
        openMarket();
        plan(ALICE, 5, true);
        Entry memory e = entries[0];
        refuseReveal(ALICE, 0, e, wrongPhase(IPredictionMarket.Phase.Joining));
        joinAs(0);
        plan(BOB, 6, true);
        joinAs(1);
        // A label that there is not, and features that the model does not take.
        entries.push(Entry(BOB, e.features, 2, e.salt));
        entries.push(Entry(BOB, new bytes(64), 1, e.salt));
        joinAs(2);
        joinAs(3);
        endJoining();

        refuseReveal(ALICE, 4, e, abi.encodeWithSelector(IPredictionMarket.WrongReveal.selector, 4));
        bytes memory wrong = abi.encodeWithSelector(IPredictionMarket.WrongReveal.selector, 0);
        refuseReveal(BOB, 0, e, wrong);
        e.label = 1 - e.label;
        refuseReveal(ALICE, 0, e, wrong);
        e.label = 1 - e.label;
        e.salt = keccak256("other");
        refuseReveal(ALICE, 0, e, wrong);
        e.salt = entries[0].salt;
        e.features = entries[1].features;
        refuseReveal(ALICE, 0, e, wrong);
        refuseReveal(BOB, 2, entries[2], abi.encodeWithSelector(IModel.UnknownLabel.selector, 2, 2));
        refuseReveal(BOB, 3, entries[3], abi.encodeWithSelector(IModel.FeatureOutOfRange.selector));

        revealAs(0);
        refuseReveal(
            ALICE,
            0,
            entries[0],
            abi.encodeWithSelector(IPredictionMarket.AlreadyRevealed.selector, 0)
        );
        pass(terms.revealTime);
        refuseReveal(BOB, 1, entries[1], wrongPhase(IPredictionMarket.Phase.Answering));
    }

    /// @dev Whoever copies a commitment cannot reveal it, and when the first label shows nobody can
    /// join any more.
    function test_labelsCannotBeCopied() public {
        openMarket();
        plan(ALICE, 5, true);
        joinAs(0);
        entries.push(Entry(BOB, entries[0].features, entries[0].label, entries[0].salt));
        vm.prank(BOB);
        task.join{value: stake()}(one(commitmentOf(entries[0])));
        Entry memory e = entries[0];
        refuseReveal(ALICE, 0, e, wrongPhase(IPredictionMarket.Phase.Joining));
        endJoining();
        revealAs(0);
        refuseReveal(BOB, 1, e, abi.encodeWithSelector(IPredictionMarket.WrongReveal.selector, 1));
        refuse(
            BOB,
            stake(),
            abi.encodeCall(IPredictionMarket.join, (one(commitmentOf(entries[1])))),
            wrongPhase(IPredictionMarket.Phase.Revealing)
        );
    }

    function test_stakesThatAreNotRevealedAreDestroyed() public {
        openMarket();
        crowd(4, 0);
        for (uint256 i; i < 4; ++i) {
            joinAs(i);
        }
        endJoining();
        revealAs(1);
        revealAs(2);
        pass(terms.revealTime);
        revealParts(false);
        Outcome memory expected = naive();
        uint256 before = address(this).balance;
        computeAll(3);
        check(expected, address(this).balance - before);
        refuse(
            ALICE,
            0,
            abi.encodeCall(IPredictionMarket.claim, (one(uint256(0)))),
            abi.encodeWithSelector(IPredictionMarket.NotRevealed.selector, 0)
        );
    }

    // Markets that end otherwise.

    function test_aSilentProviderLosesTheBounty() public {
        openMarket();
        crowd(4, 0);
        for (uint256 i; i < 4; ++i) {
            joinAs(i);
        }
        endJoining();
        for (uint256 i; i < 3; ++i) {
            revealAs(i);
        }
        pass(terms.revealTime);
        task.revealPart(isDrawn(0) ? 1 : 0, parts[isDrawn(0) ? 1 : 0]);
        bytes memory call = abi.encodeCall(IPredictionMarket.expire, ());
        refuse(BOB, 0, call, wrongPhase(IPredictionMarket.Phase.Answering));
        pass(terms.answerTime);
        uint256 late = isDrawn(4) ? 3 : 4;
        refusePart(late, parts[late], wrongPhase(IPredictionMarket.Phase.Overdue));
        uint256 provider = address(this).balance;
        uint256 dead = address(0xdEaD).balance;
        task.expire();
        refuse(BOB, 0, call, wrongPhase(IPredictionMarket.Phase.Defaulted));

        uint256 share = (bounty() / GWEI / 3) * GWEI;
        for (uint256 i; i < 3; ++i) {
            uint256 before = entries[i].who.balance;
            task.claim(one(i));
            assertEq(entries[i].who.balance - before, stake() + share, "stake and share");
            refuse(
                BOB,
                0,
                abi.encodeCall(IPredictionMarket.claim, (one(i))),
                abi.encodeWithSelector(IPredictionMarket.AlreadyPaid.selector, i)
            );
        }
        assertEq(address(this).balance, provider, "nothing for the provider");
        assertEq(
            address(0xdEaD).balance - dead, stake() + bounty() - 3 * share, "the rest is destroyed"
        );
        assertEq(address(task).balance, 0, "nothing stays");
    }

    function test_aMarketThatNobodyJoinsGivesTheBountyBack() public {
        openMarket();
        pass(terms.joinTime);
        assertPhase(IPredictionMarket.Phase.Deserted);
        cancelAndCheck(0);
    }

    function test_aMarketInWhichNobodyRevealsGivesTheBountyBack() public {
        openMarket();
        plan(ALICE, 1, true);
        joinAs(0);
        pass(terms.joinTime + terms.revealTime);
        assertPhase(IPredictionMarket.Phase.Deserted);
        uint256 dead = address(0xdEaD).balance;
        cancelAndCheck(0);
        assertEq(address(0xdEaD).balance - dead, stake(), "the stake is destroyed");
    }

    // Pieces of the computation.

    function test_advanceRefuses() public {
        bytes[] memory none = new bytes[](0);
        refuseAdvance(none, 1, wrongPhase(IPredictionMarket.Phase.Offering));
        openMarket();
        crowd(4, 0);
        playToReward();
        refuseAdvance(none, 0, abi.encodeWithSelector(IPredictionMarket.NothingToDo.selector));
        bytes[] memory right = nextFeatures(1);
        refuseAdvance(
            right, 1, abi.encodeWithSelector(IPredictionMarket.TooManyFeatures.selector, 0, 1)
        );
        // Freeze, and the loss of the starter model over four parts; then features are needed.
        task.advance(none, 100);
        assertTrue(computation().step == IPredictionMarket.Step.Learn, "learns next");
        refuseAdvance(none, 5, abi.encodeWithSelector(IPredictionMarket.NothingToDo.selector));
        bytes[] memory other = new bytes[](1);
        other[0] = entries[1].features;
        refuseAdvance(other, 1, abi.encodeWithSelector(IPredictionMarket.WrongFeatures.selector, 0));
        other[0] = abi.encodePacked(entries[0].features, entries[0].label);
        refuseAdvance(other, 1, abi.encodeWithSelector(IPredictionMarket.WrongFeatures.selector, 0));
        bytes[] memory two = new bytes[](2);
        (two[0], two[1]) = (entries[1].features, entries[0].features);
        refuseAdvance(two, 2, abi.encodeWithSelector(IPredictionMarket.WrongFeatures.selector, 0));
        task.advance(right, 1);
        // The same piece again.
        refuseAdvance(right, 1, abi.encodeWithSelector(IPredictionMarket.WrongFeatures.selector, 1));
        computeAll(2);
        refuseAdvance(none, 1, wrongPhase(IPredictionMarket.Phase.Finished));
    }

    function test_claimRefuses() public {
        openMarket();
        crowd(2, 0);
        playToReward();
        bytes memory call = abi.encodeCall(IPredictionMarket.claim, (one(uint256(0))));
        refuse(ALICE, 0, call, wrongPhase(IPredictionMarket.Phase.Rewarding));
        computeAll(2);
        refuse(
            ALICE,
            0,
            abi.encodeCall(IPredictionMarket.claim, (one(uint256(2)))),
            abi.encodeWithSelector(IPredictionMarket.NotRevealed.selector, 2)
        );
        uint256[] memory twice = new uint256[](2);
        refuse(
            ALICE,
            0,
            abi.encodeCall(IPredictionMarket.claim, (twice)),
            abi.encodeWithSelector(IPredictionMarket.AlreadyPaid.selector, 0)
        );
        task.claim(one(uint256(0)));
        refuse(ALICE, 0, call, abi.encodeWithSelector(IPredictionMarket.AlreadyPaid.selector, 0));
    }

    /// @dev clip(2 T - margin, 0, 4 T), whatever the margin.
    function test_lossesAreClippedAtZeroAndFourLogits() public {
        newMarket(smallTerms(), 400);
        int256 one = int256(task.logit());
        uint256[3] memory met;
        for (uint256 seed; met[0] == 0 || met[1] == 0 || met[2] == 0; ++seed) {
            bytes memory x = sampleOf(seed).features;
            (uint8 label, int256[] memory scores) = task.predict(x);
            int256 margin = scores[label] - scores[1 - label];
            ++met[margin < one ? 0 : margin < 2 * one ? 1 : 2];
            bool sure = margin > 2 * one;
            int256 right = sure ? int256(0) : 2 * one - margin;
            int256 wrong = sure ? 4 * one : 2 * one + margin;
            assertEq(int256(task.lossOf(partWith(x, label))), right, "the model's label");
            assertEq(int256(task.lossOf(partWith(x, 1 - label))), wrong, "the other label");
        }
    }

    /// @dev Two accounts of one person: one spoils the model, the other repairs it. The spoiler can
    /// always pay in full, so together they earn what both improved, as if they were one.
    function test_sabotageAndRepairEarnTheirJointImprovementAndNoMore() public {
        IPredictionMarket.Terms memory t = smallTerms();
        t.groupSize = 1;
        t.rounds = 1;
        t.stake = t.roundPay;
        newMarket(t, 0);
        openMarket();
        uint256 seed = harmful();
        plan(BOB, seed, false);
        plan(BOB, seed, true);
        plan(ALICE, 1, true);
        playToReward();
        computeAll(5);
        (, uint256 spoiler,,) = contributionOf(0);
        (, uint256 repairer,,) = contributionOf(1);
        assertTrue(spoiler < t.stake, "to spoil costs");
        assertTrue(repairer > t.stake, "to repair pays");
        int256 saved = lossAfter(0) - lossAfter(2);
        int256 joint = floorDiv(int256(uint256(t.roundPay)) * saved, lossScale());
        int256 earned = int256(spoiler + repairer) - 2 * int256(uint256(t.stake));
        // Each of the two is rounded down.
        assertTrue(earned == joint || earned == joint - 1, "their joint improvement");
    }

    /// @dev No label, however wrong, costs its contributor more than the stake, over all rounds.
    function test_fuzz_theWorstPossibleLabelIsPaidInFullByItsStake(uint256 seed) public {
        IPredictionMarket.Terms memory t = smallTerms();
        t.groupSize = 1;
        t.stake = t.roundPay;
        t.parts = 2;
        t.partSize = 1;
        newMarket(t, 0);
        makeParts(seed);
        offer();
        draw();
        revealParts(true);
        // The very example that is scored, with its wrong label, several times.
        (bytes[] memory features, uint8[] memory right) = scored();
        for (uint256 i; i < 4; ++i) {
            entries.push(Entry(BOB, features[0], 1 - right[0], bytes32(i)));
        }
        playToReward();
        Outcome memory expected = naive();
        uint256 before = address(this).balance;
        computeAll(7);
        check(expected, address(this).balance - before);
        assertEq(address(this).balance - before, bounty(), "the provider wins nothing by it");
    }

    function test_whoRefusesPaymentBlocksNobodyAndReentryGetsNothing() public {
        openMarket();
        Trickster refuser = new Trickster{value: 1 ether}(task, true);
        Trickster reenterer = new Trickster{value: 1 ether}(task, false);
        plan(address(refuser), 1, true);
        plan(address(reenterer), 2, true);
        plan(ALICE, 3, true);
        for (uint256 i; i < 3; ++i) {
            joinAs(i);
        }
        endJoining();
        Entry memory e = entries[0];
        refuser.reveal(0, e.features, e.label, e.salt);
        e = entries[1];
        reenterer.reveal(1, e.features, e.label, e.salt);
        revealAs(2);
        revealParts(false);
        computeAll(5);
        (, uint256 owed,,) = contributionOf(0);
        claimAll();
        assertEq(task.credit(address(refuser)), owed * GWEI, "kept for who refused");
        assertEq(reenterer.payments(), 1, "paid once");
        assertEq(reenterer.succeeded(), 0, "and not again");
        assertEq(address(task).balance, owed * GWEI, "all else is paid");
    }

    // Terms.

    function test_fuzz_termsUnpackToWhatWasPacked(IPredictionMarket.Terms memory t) public pure {
        uint256[2] memory words = MarketTerms.pack(t);
        bytes memory unpacked = abi.encode(MarketTerms.unpack(words[0], words[1]));
        assertTrue(keccak256(unpacked) == keccak256(abi.encode(t)), "the same");
    }

    function test_termsThatCannotBeAreRefused() public {
        for (uint256 field; field < 13; ++field) {
            if (field == 7) continue;
            IPredictionMarket.Terms memory t = smallTerms();
            if (field == 0) t.stake = 9_999_999;
            if (field == 1) t.roundPay = 0;
            if (field == 2) t.rounds = 0;
            if (field == 3) t.groupSize = 0;
            if (field == 4) t.parts = 1;
            if (field == 5) t.shownParts = 5;
            if (field == 6) t.partSize = 0;
            if (field == 8) t.maxContributions = 0;
            if (field == 9) t.showTime = 1 hours - 1;
            if (field == 10) t.joinTime = 3650 days + 1;
            if (field == 11) t.revealTime = 0;
            if (field == 12) t.answerTime = 0;
            refuseTerms(t, field);
        }
        IPredictionMarket.Terms memory none = smallTerms();
        none.shownParts = 0;
        refuseTerms(none, 5);
        // 48 samples of 512 features do not fit in a contract's code.
        dimensions = 512;
        none = smallTerms();
        none.partSize = 48;
        refuseTerms(none, 6);
        none.partSize = 47;
        newMarket(none, 0);
    }

    /// @dev Scoring one part must fit in a transaction, whatever the model.
    function test_partsThatAreTooMuchWorkAreRefused() public {
        Rules memory rules = taskRules;
        labels = 8;
        dimensions = 512;
        IPredictionMarket.Terms memory t = smallTerms();
        t.partSize = 24;
        newMarket(t, 0);
        t.partSize = 25;
        rules.dimensions = 512;
        rules.terms = MarketTerms.pack(t);
        rules.starter = Features.digest(starter);
        address target = implementation();
        vm.expectRevert(abi.encodeWithSelector(ITask.WrongTerms.selector, 6));
        factory.create(target, rules, cardOf(8), starter, 600);
    }

    function test_spareBitsOfTheTermsAreZero() public {
        Rules memory rules = taskRules;
        address target = implementation();
        for (uint256 i; i < 2; ++i) {
            rules.terms = MarketTerms.pack(smallTerms());
            rules.terms[i] |= 1 << (i == 0 ? 240 : 32);
            rules.starter = Features.digest(starter);
            vm.expectRevert(abi.encodeWithSelector(ITask.WrongTerms.selector, 13));
            factory.create(target, rules, cardOf(2), starter, uint64(500 + i));
        }
    }

    function test_hashesWordsAndContributionsCanBeRead() public {
        assertEq(task.partHashes().length, 0, "none before the offer");
        assertEq(task.frozenWords().length, 0, "none before the computation");
        openMarket();
        assertTrue(keccak256(task.partHashes()) == keccak256(abi.encodePacked(hashes())), "hashes");
        crowd(3, 0);
        playToReward();
        task.advance(new bytes[](0), 1);
        (uint256[] memory words,,) = task.model();
        assertTrue(
            keccak256(task.frozenWords()) == keccak256(abi.encodePacked(words)), "frozen words"
        );
        assertEq(task.contributions(1, 1).length, 1, "one");
        assertEq(task.contributions(2, 9).length, 1, "the rest");
        assertEq(task.contributions(9, 9).length, 0, "none");
    }

    /// @dev For the page about markets: what people earn, in a market of a likely shape.
    function test_payoffsOfAnExample() public {
        IPredictionMarket.Terms memory t = smallTerms();
        t.rounds = 25;
        t.roundPay = 40_000_000;
        t.stake = 40_000_000;
        t.groupSize = 1;
        t.parts = 10;
        t.partSize = 10;
        newMarket(t, 0);
        openMarket();
        for (uint256 i; i < 10; ++i) {
            plan(i == 4 ? BOB : ALICE, 700 + i, i != 4);
        }
        playToReward();
        Outcome memory expected = naive();
        uint256 before = address(this).balance;
        computeAll(50);
        check(expected, address(this).balance - before);
        assertTrue(address(this).balance - before < bounty(), "the bounty was used");
        assertTrue(expected.balances[4] < t.stake, "the wrong label lost");
        assertTrue(expected.balances[4] > t.stake - t.roundPay, "and not all");
    }

    /// @dev A model of more words than a contract's code holds could not be put back.
    function test_modelsThatCannotBeCopiedAreRefused() public {
        address huge = address(new HugeModel(address(factory)));
        Rules memory rules = taskRules;
        rules.starter = Features.digest(starter);
        vm.expectRevert(abi.encodeWithSelector(IPredictionMarket.ModelTooLarge.selector, 768, 767));
        factory.create(huge, rules, cardOf(2), starter, 77);
    }

    // Helpers.

    function implementation() private view returns (address) {
        return factory.page(0, 1)[0].implementation;
    }

    function draw(uint256 seed, uint256 number) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, number)));
    }

    function person(uint256 seed) private pure returns (address) {
        return seed % 3 == 0 ? ALICE : seed % 3 == 1 ? BOB : CAROL;
    }

    /// @dev Plans so many contributions; every `wrong`th label is wrong, if not 0.
    function crowd(uint256 count, uint256 wrong) private {
        for (uint256 i; i < count; ++i) {
            plan(person(i), 50 + i, wrong == 0 || i % wrong != wrong - 1);
        }
    }

    function passSteps() private view returns (uint256) {
        uint256 evaluations = entries.length + 1;
        return evaluations * terms.parts + 2 * entries.length + 2;
    }

    function assertPhase(IPredictionMarket.Phase phase) private view {
        assertEq(uint256(task.state().phase), uint256(phase), "phase");
    }

    /// @dev Balances, statuses, model, provider's payment, destroyed stakes, and nothing left.
    function check(Outcome memory expected, uint256 providerGot) private {
        int256 spent;
        uint256 hidden;
        for (uint256 i; i < entries.length; ++i) {
            (address who, uint256 balance,, IPredictionMarket.Status status) = contributionOf(i);
            if (who == address(0)) {
                ++hidden;
                continue;
            }
            assertEq(balance, expected.balances[i], "balance");
            bool alive = status == IPredictionMarket.Status.Alive;
            assertTrue(alive == expected.alive[i], "dropped or not");
            spent += int256(balance) - int256(uint256(terms.stake));
        }
        (uint256[] memory words,,) = task.model();
        assertSameModel(words, expected.words, "model");
        uint256 cap = bounty();
        assertEq(providerGot, spent > 0 ? cap - uint256(spent) * GWEI : cap, "the provider's rest");
        assertEq(
            address(0xdEaD).balance,
            hidden * stake() + (spent < 0 ? uint256(-spent) * GWEI : 0),
            "destroyed"
        );
        for (uint256 i; i < entries.length; ++i) {
            (address who, uint256 balance,,) = contributionOf(i);
            if (who == address(0)) continue;
            uint256 before = who.balance;
            task.claim(one(i));
            assertEq(who.balance - before, balance * GWEI, "paid");
        }
        assertEq(address(task).balance, 0, "nothing stays");
    }

    function cancelAndCheck(uint256 burned) private {
        uint256 before = address(this).balance;
        task.cancel();
        uint256 lost = (bounty() * burned) / 256;
        assertEq(address(this).balance - before, bounty() - lost, "the bounty comes back");
        assertEq(address(task).balance, 0, "nothing stays");
        assertPhase(IPredictionMarket.Phase.Cancelled);
    }

    function refusePart(uint256 index, bytes memory part, bytes memory reason) private {
        bytes memory call = abi.encodeCall(IPredictionMarket.revealPart, (index, part));
        refuse(address(this), 0, call, reason);
    }

    function malformed(bytes memory part, uint256 samples) private {
        unacceptable(
            part, abi.encodeWithSelector(IPredictionMarket.MalformedPart.selector, samples)
        );
    }

    /// @dev A market all of whose parts are these bytes.
    function unacceptable(bytes memory part, bytes memory reason) private {
        newMarket(smallTerms(), 0);
        delete parts;
        for (uint256 i; i < 5; ++i) {
            parts.push(part);
        }
        offer();
        draw();
        for (uint256 i; i < 5; ++i) {
            if (isDrawn(i)) refusePart(i, part, reason);
        }
    }

    function refuseReveal(address who, uint256 index, Entry memory e, bytes memory reason) private {
        bytes memory call =
            abi.encodeCall(IPredictionMarket.reveal, (index, e.features, e.label, e.salt));
        refuse(who, 0, call, reason);
    }

    function refuseAdvance(bytes[] memory features, uint256 steps, bytes memory reason) private {
        refuse(BOB, 0, abi.encodeCall(IPredictionMarket.advance, (features, steps)), reason);
    }

    function refuseTerms(IPredictionMarket.Terms memory t, uint256 field) private {
        Rules memory rules = taskRules;
        rules.dimensions = uint16(dimensions);
        rules.terms = MarketTerms.pack(t);
        uint256[] memory words = randomWords(labels, dimensions, 0);
        rules.starter = Features.digest(words);
        address target = implementation();
        vm.expectRevert(abi.encodeWithSelector(ITask.WrongTerms.selector, field));
        factory.create(target, rules, cardOf(2), words, uint64(1000 + field));
    }

    /// @dev A part of one example, as a provider opens it.
    function partWith(bytes memory features_, uint8 label) private pure returns (bytes memory) {
        return abi.encodePacked(bytes32(0), uint16(features_.length), label, features_);
    }

    /// @dev A text whose wrong label, learnt first, makes the model worse on the scored examples.
    function harmful() private returns (uint256 seed) {
        (bytes[] memory features, uint8[] memory right) = scored();
        for (seed = 900;; ++seed) {
            Pupil pupil = freshPupil();
            int256 before = pupil.loss(features, right);
            Sample memory s = sampleOf(seed);
            pupil.teach(s.features, (s.label + 1) % labels);
            int256 spoilt = pupil.loss(features, right);
            pupil.teach(s.features, s.label);
            if (spoilt > before && pupil.loss(features, right) < spoilt) return seed;
        }
    }

    /// @dev Of the model after the first `count` contributions.
    function lossAfter(uint256 count) private returns (int256) {
        (bytes[] memory features, uint8[] memory right) = scored();
        Pupil pupil = freshPupil();
        for (uint256 i; i < count; ++i) {
            pupil.teach(entries[i].features, entries[i].label);
        }
        return pupil.loss(features, right);
    }

    function lossScale() private view returns (int256) {
        uint256 examples = uint256(terms.parts - terms.shownParts) * terms.partSize;
        return 4 * int256(task.logit()) * int256(examples * terms.groupSize);
    }
}
