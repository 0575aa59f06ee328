// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPredictionMarket} from "../../src/interfaces/IPredictionMarket.sol";
import {MarketPlay} from "../helpers/Market.sol";
import {vm} from "../helpers/Vm.sol";
import {Built} from "../helpers/Built.sol";

/// @notice Gas of a market's transactions, 21,000 and calldata included. See `GasTest`.
contract MarketGasTest is MarketPlay {
    /// @dev The most gas of a transaction: EIP-7825.
    uint256 private constant TRANSACTION_CAP = 16_777_216;

    string private group;

    function setUp() public override {
        super.setUp();
        factory = Built.factory();
        marketImplementation =
            Built.released("PredictionMarketTasks", "PredictionMarketPerceptron", factory);
    }

    function test_gasOfAMarketOf100ContributionsAnd300Samples() public {
        group = "prediction-market-64";
        IPredictionMarket.Terms memory t = smallTerms();
        t.parts = 33;
        t.shownParts = 3;
        t.partSize = 10;
        t.groupSize = 10;
        t.rounds = 25;
        t.roundPay = 40_000_000;
        t.stake = 4_000_000;
        t.maxContributions = 100;
        newMarket(t, 0);
        begin();
        for (uint256 i; i < 100; ++i) {
            plan(i % 10 == 9 ? BOB : ALICE, 500 + i, i % 10 != 9);
        }
        joinMeasured();
        endJoining();
        for (uint256 i; i < 100; ++i) {
            revealAs(i);
            if (i == 1) save("reveal a contribution");
        }
        answer();

        bytes[] memory none = new bytes[](0);
        task.advance(none, 1);
        save("keep the starter model");
        task.advance(none, 1);
        save("score a part of 10, alone");
        task.advance(none, 11);
        uint256 more = gasUsed();
        vm.snapshotValue(group, "score one sample", (more - 21_000) / 110);
        task.advance(none, 18);
        bytes[] memory ten = nextFeatures(10);
        task.advance(ten, 10);
        save("learn ten contributions");

        uint256 total;
        uint256 pieces;
        while (task.state().phase == IPredictionMarket.Phase.Rewarding) {
            (bytes[] memory features, uint256 steps) = groupPiece();
            task.advance(features, steps);
            uint256 used = gasUsed();
            assertTrue(used < TRANSACTION_CAP, "below the cap");
            total += used;
            ++pieces;
        }
        vm.snapshotValue(group, "whole computation, but for its beginning", total);
        vm.snapshotValue(group, "its transactions", pieces);
        vm.snapshotValue(group, "its passes", computation().pass);
        task.claim(one(uint256(0)));
        save("claim");
    }

    /// @dev The largest part and the largest model: a step of theirs is still far below the cap.
    function test_gasOfTheLargestSteps() public {
        group = "prediction-market-512-8-labels";
        labels = 8;
        dimensions = 512;
        IPredictionMarket.Terms memory t = smallTerms();
        t.parts = 2;
        t.partSize = 24;
        t.groupSize = 1;
        t.stake = t.roundPay;
        newMarket(t, 0);
        makeParts(1);
        offer();
        draw();
        revealLast(true);
        save("show a part of 24");
        assertTrue(gasUsed() < TRANSACTION_CAP, "show");
        plan(ALICE, 1, true);
        plan(BOB, 2, false);
        for (uint256 i; i < 2; ++i) {
            joinAs(i);
        }
        endJoining();
        for (uint256 i; i < 2; ++i) {
            revealAs(i);
        }
        revealLast(false);
        save("open a part of 24");
        assertTrue(gasUsed() < TRANSACTION_CAP, "open");
        bytes[] memory none = new bytes[](0);
        task.advance(none, 1);
        save("keep the starter model");
        assertTrue(gasUsed() < TRANSACTION_CAP, "freeze");
        task.advance(none, 1);
        save("score a part of 24");
        assertTrue(gasUsed() < TRANSACTION_CAP, "score");
        while (task.state().phase == IPredictionMarket.Phase.Rewarding) {
            bool restores = computation().step == IPredictionMarket.Step.Restore;
            piece(1);
            if (restores) save("put the starter model back");
            assertTrue(gasUsed() < TRANSACTION_CAP, "a step");
        }
    }

    function begin() private {
        makeParts(1);
        offer();
        save("offer");
        draw();
        save("draw");
        revealLast(true);
        save("show a part of 10");
    }

    function joinMeasured() private {
        for (uint256 i; i < 100; ++i) {
            joinAs(i);
            if (i == 1) save("join");
        }
    }

    function answer() private {
        revealLast(false);
        save("open a part of 10");
        vm.snapshotValue(group, "open, per sample", gasUsed() / terms.partSize);
    }

    /// @dev The next group and its scoring in one transaction; or whatever needs no features.
    function groupPiece() private view returns (bytes[] memory features, uint256 steps) {
        IPredictionMarket.Computation memory c = computation();
        if (c.step != IPredictionMarket.Step.Learn) return (new bytes[](0), 200);
        features = nextFeatures(terms.groupSize - c.members);
        uint256 seen;
        for (uint256 i = c.next; i < entries.length && seen < features.length; ++i) {
            (,,, IPredictionMarket.Status status) = contributionOf(i);
            if (status == IPredictionMarket.Status.Alive) ++seen;
            ++steps;
        }
        // Behind the last group, what is not alive is stepped over.
        return (features, steps == 0 ? 200 : steps + terms.parts - terms.shownParts);
    }

    /// @dev `revealParts`, with no other call after the last of them.
    function revealLast(bool drawn) private {
        uint256 last;
        for (uint256 i; i < parts.length; ++i) {
            if (isDrawn(i) == drawn) last = i;
        }
        for (uint256 i; i < last; ++i) {
            if (isDrawn(i) == drawn) task.revealPart(i, parts[i]);
        }
        task.revealPart(last, parts[last]);
    }

    function gasUsed() private view returns (uint256) {
        return vm.lastCallGas().gasTotalUsed;
    }

    function save(string memory name) private {
        vm.snapshotGasLastCall(group, name);
    }
}
