// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IArbitrable, IArbitrator} from "../../src/interfaces/IArbitrator.sol";
import {IBondedChallenge} from "../../src/interfaces/IBondedChallenge.sol";
import {BondedChallengePerceptron} from "../../src/tasks/BondedChallengeTasks.sol";
import {Claim, ClaimLibrary} from "../../src/types/Claim.sol";
import {BondBase, Coin, Court} from "../helpers/BondBase.sol";
import {vm} from "../helpers/Vm.sol";

/// @notice An arbitrator that is asked, that refuses, lies, calls back or stays silent.
contract ClaimArbitrationTest is BondBase {
    BondedChallengePerceptron private task;
    Court private court;
    bytes private features;
    bytes32 private key;

    function setUp() public override {
        super.setUp();
        court = new Court();
        task = newBondTask(courtTerms(court), 3, 32, address(0));
        features = sampleOf(1, 32);
        key = claimKey(features);
        fund();
    }

    function test_askingFreezesTheClaim() public {
        disputed();
        vm.prank(DAVE);
        vm.expectEmit(address(task));
        emit IBondedChallenge.ArbitrationRequested(key, DAVE, 1);
        task.requestArbitration{value: 0.01 ether}(key, 16 * B);

        assertEq(address(court).balance, 0.01 ether, "the arbitrator is paid");
        assertEq(court.choices(), 3, "a choice a label");
        assertTrue(keccak256(court.extraData()) == keccak256(abi.encode(7, 5)), "court, jurors");
        (, address asker, uint256 ruling) = task.disputeOf(key);
        assertEq(asker, DAVE, "asker");
        assertEq(ruling, 0, "no ruling yet");
        assertEq(task.finalAt(key), clock + 90 days, "frozen");
        assertEq(task.bondToChallenge(key), 0, "no challenge");
        pass(80 days);
        bytes memory inside = abi.encodeWithSelector(IBondedChallenge.InArbitration.selector, key);
        refused(BOB, 1 ether, challenging(1, 32 * B), inside);
        refused(BOB, 0.01 ether, asking(type(uint40).max), inside);
        refused(
            BOB,
            0,
            settlement(),
            abi.encodeWithSelector(IBondedChallenge.TooEarly.selector, clock + 10 days, clock)
        );
    }

    function test_askingRefuses() public {
        bytes memory unknown = abi.encodeWithSelector(IBondedChallenge.ClaimUnknown.selector, key);
        refused(BOB, 0.01 ether, asking(B), unknown);
        Stake[] memory ladder = ladderOf(4);
        submitStake(task, features, ladder[0]);
        for (uint256 i = 1; i <= 4; ++i) {
            refused(
                BOB,
                0.01 ether,
                asking(16 * B),
                abi.encodeWithSelector(IBondedChallenge.TooFewChallenges.selector, 4, i - 1)
            );
            challengeStake(task, key, ladder[i]);
        }
        refused(
            BOB,
            0.01 ether,
            asking(8 * B),
            abi.encodeWithSelector(IBondedChallenge.BondMoved.selector, 16 * B, 8 * B)
        );
        bytes4 wrongCost = IBondedChallenge.WrongArbitrationCost.selector;
        refused(
            BOB,
            0.01 ether - 1,
            asking(16 * B),
            abi.encodeWithSelector(wrongCost, 0.01 ether, 0.01 ether - 1)
        );
        refused(
            BOB,
            0.01 ether + 1,
            asking(16 * B),
            abi.encodeWithSelector(wrongCost, 0.01 ether, 0.01 ether + 1)
        );
        pass(3 days);
        refused(
            BOB,
            0.01 ether,
            asking(16 * B),
            abi.encodeWithSelector(IBondedChallenge.AlreadyFinal.selector, clock, clock)
        );
        task.settle(features, historyOf(ladder));
        refused(
            BOB,
            0.01 ether,
            asking(16 * B),
            abi.encodeWithSelector(IBondedChallenge.ClaimClosed.selector, key)
        );
    }

    function test_aTaskWithoutArbitratorHasNobodyToAsk() public {
        task = newBondTask(bondTerms(), 3, 32, address(0));
        disputed();
        bytes memory none = abi.encodeWithSelector(IBondedChallenge.NoArbitrator.selector);
        refused(BOB, 0.01 ether, asking(16 * B), none);
        refused(
            BOB,
            0,
            ruling(0, 0),
            abi.encodeWithSelector(IBondedChallenge.NotArbitrator.selector, address(0))
        );
    }

    /// @dev A jump to the highest bond there is must not keep the arbitrator out.
    function test_whoStakesAllThereIsCanBeTakenToTheArbitratorAtOnce() public {
        vm.deal(BOB, 3000 ether);
        submitStake(task, features, Stake(ALICE, 1, B, false));
        challengeStake(task, key, Stake(BOB, 0, type(uint40).max, false));
        ask(ALICE);
        court.give(task, 1, 2);
        uint256 before = ALICE.balance;
        uint256[] memory history = new uint256[](1);
        history[0] = uint256(uint160(ALICE)) + uint256(B) * 2 ** 160 + 2 ** 200;
        task.settle(features, history);
        // Alice's own bond, and half of Bob's for asking and for having been right.
        uint256 prize = uint256(type(uint40).max) / 2;
        assertEq(ALICE.balance - before, (B + prize) * 1 gwei, "all is Alice's");
    }

    /// @dev Whatever the ruling, stakes are paid as a slow computation says.
    function testFuzz_rulings(uint8 ruled, uint256 seed) public {
        ruled %= 4;
        Stake[] memory ladder = ladderOf(4);
        for (uint256 i = 1; i < 5; ++i) {
            // Any other label than the one before.
            uint256 draw = uint256(keccak256(abi.encode(seed, i)));
            ladder[i].label = uint8((ladder[i - 1].label + 1 + draw % 2) % 3);
        }
        play(task, features, ladder);
        ask(DAVE);
        pass(10 days);
        vm.expectEmit(address(task));
        emit IArbitrable.Ruling(IArbitrator(address(court)), 1, ruled);
        court.give(task, 1, ruled);
        assertEq(task.finalAt(key), clock, "final at once");
        assertEq(Claim.wrap(recordOf()).status(), ClaimLibrary.RULED, "ruled");

        uint8 label = ruled == 0 ? ladder[4].label : ruled - 1;
        (uint256[] memory paid, uint256 burned) = naivePayout(ladder, label, 128, ruled != 0);
        uint256[2] memory before = [DAVE.balance, NOBODY.balance];
        task.settle(features, historyOf(ladder));
        for (uint256 i; i < 5; ++i) {
            uint256 expected = 10 ether + paid[i] * 1 gwei - uint256(ladder[i].bond) * 1 gwei;
            assertEq(ladder[i].who.balance, expected, "stake");
        }
        assertEq(DAVE.balance - before[0], paid[5] * 1 gwei, "who asked");
        assertEq(NOBODY.balance - before[1], burned * 1 gwei, "destroyed");
        assertEq(address(task).balance, 0, "all is paid");
        assertEq(Claim.wrap(recordOf()).label(), label, "label");
        (uint256 history, address asker, uint256 left) = task.disputeOf(key);
        assertEq(history + uint160(asker) + left, 0, "forgotten");
    }

    /// @dev The document's numbers: 1 + 2 + 4 + 8 + 16 bonds, labels 0 and 1 in turn, so that label 0
    /// is the last. Each ruling in hundredths of a bond: five stakes, the asker, destroyed.
    function test_rulingTable() public {
        int256[7][4] memory table = [
            [int256(50), -200, 250, -800, 200, 0, 500],
            [int256(50), -200, 250, -800, 200, 0, 500],
            [int256(-100), 150, -400, 500, -1600, 400, 1050],
            [int256(-100), -200, -400, -800, -1600, 1550, 1550]
        ];
        for (uint8 ruled; ruled < 4; ++ruled) {
            features = sampleOf(40 + ruled, 32);
            key = claimKey(features);
            uint256[2] memory before = [DAVE.balance, NOBODY.balance];
            disputed();
            ask(DAVE);
            court.give(task, ruled + 1, ruled);
            task.settle(features, historyOf(ladderOf(4)));
            int256 bond = int256(uint256(B) * 1 gwei);
            for (uint256 i; i < 5; ++i) {
                int256 won = int256(address(uint160(0x7000 + i)).balance) - 10 ether;
                assertEq(won * 100 / bond, table[ruled][i], "stake");
            }
            int256 asked = int256(DAVE.balance) + 0.01 ether - int256(before[0]);
            assertEq(asked * 100 / bond, table[ruled][5], "who asked");
            int256 burned = int256(NOBODY.balance - before[1]);
            assertEq(burned * 100 / bond, table[ruled][6], "destroyed");
        }
    }

    /// @dev A label that an arbitrator brings in is learnt only if somebody showed the text for it.
    function test_aRulingCorrectsTheModel() public {
        Stake[] memory ladder = ladderOf(4);
        ladder[1].shown = true;
        play(task, features, ladder);
        ask(DAVE);
        court.give(task, 1, 2);
        vm.expectEmit(address(task));
        emit IBondedChallenge.LabelFell(key, 0, true);
        task.settle(features, historyOf(ladder));

        features = sampleOf(2, 32);
        key = claimKey(features);
        play(task, features, ladder);
        ask(DAVE);
        court.give(task, 2, 3);
        vm.expectEmit(address(task));
        emit IBondedChallenge.LabelFell(key, 0, false);
        task.settle(features, historyOf(ladder));
    }

    /// @dev One person in every part, the asker included: half of what is lost is gone all the same.
    function testFuzz_selfDealingWithAnArbitratorCosts(uint8 ruled) public {
        ruled %= 4;
        Stake[] memory ladder = ladderOf(4);
        uint256 lost;
        for (uint256 i; i < 5; ++i) {
            ladder[i].who = ALICE;
            if (ladder[i].label != (ruled == 0 ? 0 : ruled - 1)) lost += ladder[i].bond;
        }
        uint256 before = ALICE.balance;
        play(task, features, ladder);
        ask(ALICE);
        court.give(task, 1, ruled);
        task.settle(features, historyOf(ladder));
        uint256 cost = before - ALICE.balance - 0.01 ether;
        assertTrue(cost * 2 >= lost * 1 gwei, "half is gone");
        assertTrue(cost * 2 >= uint256(B) * 1 gwei, "and at least half of the smallest bond");
    }

    // Arbitrators that do not behave.

    function test_onlyTheArbitratorRulesAndOnce() public {
        disputed();
        ask(DAVE);
        refused(
            ALICE,
            0,
            ruling(1, 1),
            abi.encodeWithSelector(IBondedChallenge.NotArbitrator.selector, address(court))
        );
        bytes4 unknown = IBondedChallenge.DisputeUnknown.selector;
        refused(address(court), 0, ruling(2, 1), abi.encodeWithSelector(unknown, 2));
        refused(
            address(court),
            0,
            ruling(1, 4),
            abi.encodeWithSelector(IBondedChallenge.UnknownRuling.selector, 4, 3)
        );
        court.give(task, 1, 1);
        refused(address(court), 0, ruling(1, 2), abi.encodeWithSelector(unknown, 1));
        bytes memory inside = abi.encodeWithSelector(IBondedChallenge.InArbitration.selector, key);
        refused(BOB, 1 ether, challenging(1, 32 * B), inside);
        task.settle(features, historyOf(ladderOf(4)));
        refused(address(court), 0, ruling(1, 2), abi.encodeWithSelector(unknown, 1));
    }

    function test_silenceLocksNothingForEver() public {
        Stake[] memory ladder = disputed();
        ask(DAVE);
        pass(90 days - 1);
        refused(
            BOB,
            0,
            settlement(),
            abi.encodeWithSelector(IBondedChallenge.TooEarly.selector, clock + 1, clock)
        );
        pass(1);
        refused(
            address(court),
            0,
            ruling(1, 2),
            abi.encodeWithSelector(IBondedChallenge.DisputeUnknown.selector, 1)
        );
        task.settle(features, historyOf(ladder));
        assertEq(Claim.wrap(recordOf()).label(), 0, "the last label wins");
        assertEq(ladder[4].who.balance, 10 ether + 2 * uint256(B) * 1 gwei, "as without a request");
        assertEq(address(task).balance, 0, "all is paid");
    }

    function test_aNumberGivenTwiceIsRefused() public {
        court.setAlways(9);
        disputed();
        ask(DAVE);
        bytes32 first = key;
        features = sampleOf(2, 32);
        key = claimKey(features);
        disputed();
        refused(
            DAVE,
            0.01 ether,
            asking(16 * B),
            abi.encodeWithSelector(IBondedChallenge.DisputeExists.selector, 9)
        );
        court.give(task, 9, 2);
        assertEq(task.finalAt(first), clock, "the first one's dispute");
    }

    function test_anArbitratorThatCallsBackChangesNothing() public {
        for (uint256 i; i < 4; ++i) {
            features = sampleOf(60 + i, 32);
            key = claimKey(features);
            disputed();
            bytes[4] memory calls =
                [ruling(i + 1, 2), settlement(), asking(16 * B), challenging(1, 32 * B)];
            court.setAgain(calls[i]);
            ask(DAVE);
            assertEq(court.succeeded(), 0, "it got nowhere");
            assertEq(Claim.wrap(recordOf()).status(), ClaimLibrary.ASKED, "asked");
        }
    }

    function test_anArbitratorThatFailsLeavesTheClaimAsItWas() public {
        disputed();
        court.setCost(type(uint256).max);
        refused(
            DAVE,
            0.01 ether,
            asking(16 * B),
            abi.encodeWithSelector(
                IBondedChallenge.WrongArbitrationCost.selector, type(uint256).max, 0.01 ether
            )
        );
        pass(3 days);
        task.settle(features, historyOf(ladderOf(4)));
        assertEq(address(task).balance, 0, "settled without it");
    }

    function test_aTaskOfTokensPaysTheArbitratorInEther() public {
        Coin coin = new Coin();
        task = newBondTask(courtTerms(court), 3, 32, address(coin));
        Stake[] memory ladder = ladderOf(4);
        for (uint256 i; i < 5; ++i) {
            coin.mint(ladder[i].who, uint256(ladder[i].bond) * 1 gwei);
            vm.prank(ladder[i].who);
            coin.approve(address(task), type(uint256).max);
            vm.prank(ladder[i].who);
            if (i == 0) task.submit(features, 0, ladder[0].bond, clock, 0);
            else task.challenge(key, uint8(i % 2), ladder[i].bond, type(uint40).max, clock, 0);
        }
        ask(DAVE);
        assertEq(address(task).balance, 0, "no ether stays");
        court.give(task, 1, 2);
        task.settle(features, historyOf(ladder));
        assertEq(coin.balanceOf(DAVE), 4 * uint256(B) * 1 gwei, "who asked");
        assertEq(coin.balanceOf(address(task)), 0, "all is paid");
    }

    // Helpers.

    /// @dev 1, 2, 4, ... bonds, each by another person with 10 ether, labels 0 and 1 in turn.
    function ladderOf(uint256 raises) private pure returns (Stake[] memory ladder) {
        ladder = new Stake[](raises + 1);
        for (uint256 i; i <= raises; ++i) {
            address who = address(uint160(0x7000 + i));
            ladder[i] = Stake(who, uint8(i % 2), uint40(uint256(B) << i), false);
        }
    }

    /// @dev Gives those of a ladder of five 10 ether each, whatever they had.
    function fund() private {
        for (uint256 i; i < 5; ++i) {
            vm.deal(address(uint160(0x7000 + i)), 10 ether);
        }
    }

    function disputed() private returns (Stake[] memory ladder) {
        fund();
        ladder = ladderOf(4);
        play(task, features, ladder);
    }

    function ask(address who) private {
        vm.prank(who);
        task.requestArbitration{value: 0.01 ether}(key, type(uint40).max);
    }

    function recordOf() private view returns (uint256) {
        return recordOf(task, key);
    }

    function asking(uint40 most) private view returns (bytes memory) {
        return abi.encodeCall(IBondedChallenge.requestArbitration, (key, most));
    }

    function challenging(uint8 label, uint40 bond) private view returns (bytes memory) {
        return abi.encodeCall(
            IBondedChallenge.challenge,
            (key, label, bond, type(uint40).max, type(uint256).max, bytes32(0))
        );
    }

    function settlement() private view returns (bytes memory) {
        return abi.encodeCall(IBondedChallenge.settle, (features, historyOf(ladderOf(4))));
    }

    function ruling(uint256 id, uint256 ruled) private pure returns (bytes memory) {
        return abi.encodeCall(IArbitrable.rule, (id, ruled));
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
        (uint256 history, address asker, uint256 ruled) = task.disputeOf(key);
        uint256 held = address(task).balance;
        return
            keccak256(abi.encode(recordOf(), history, asker, ruled, held, address(court).balance));
    }
}
