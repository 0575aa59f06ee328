// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {BondedChallengePerceptron} from "../../src/tasks/BondedChallengeTasks.sol";
import {BondBase} from "../helpers/BondBase.sol";
import {vm} from "../helpers/Vm.sol";
import {Built} from "../helpers/Built.sol";

/// @notice Gas of bonded challenges, whole transactions, 64 features and two labels.
contract BondGasTest is BondBase {
    string private constant GROUP = "bonded-challenge";

    function setUp() public override {
        super.setUp();
        factory = Built.factory();
        bondImplementation = BondedChallengePerceptron(
            Built.released("BondedChallengeTasks", "BondedChallengePerceptron", factory)
        );
    }

    function test_gas() public {
        BondedChallengePerceptron task = newBondTask(bondTerms(), 2, 64, address(0), 188);
        // On every network somebody has burnt something before.
        vm.deal(NOBODY, 1);
        // The first contribution of all touches nothing new, but is not what people usually pay.
        submitStake(task, sampleOf(9999, 64), Stake(ALICE, 0, B, false));

        (bytes memory sure, uint8 label) = sample(task, 0, true);
        submitStake(task, sure, Stake(ALICE, label, B, false));
        vm.snapshotGasLastCall(GROUP, "submit, model agrees");
        (bytes memory unsure, uint8 other) = sample(task, 0, false);
        submitStake(task, unsure, Stake(ALICE, other, B, true));
        vm.snapshotGasLastCall(GROUP, "submit, model learns, text shown");
        batch(task, 16);
        vm.snapshotGasLastCall(GROUP, "submitMany, 16");

        Stake[] memory ladder = new Stake[](4);
        for (uint256 i; i < 4; ++i) {
            address who = i % 2 == 0 ? BOB : CAROL;
            uint8 side = i % 2 == 0 ? other : 1 - other;
            ladder[i] = Stake(who, side, uint40(uint256(B) << i), true);
        }
        (bytes memory once,) = sample(task, 500, false);
        submitStake(task, once, ladder[0]);
        challengeStake(task, claimKey(once), ladder[1]);
        vm.snapshotGasLastCall(GROUP, "challenge, the first");
        (bytes memory hidden,) = sample(task, 700, false);
        ladder[1].shown = false;
        submitStake(task, hidden, ladder[0]);
        challengeStake(task, claimKey(hidden), ladder[1]);
        ladder[1].shown = true;
        (bytes memory thrice,) = sample(task, 900, false);
        submitStake(task, thrice, ladder[0]);
        for (uint256 i = 1; i < 4; ++i) {
            challengeStake(task, claimKey(thrice), ladder[i]);
        }
        vm.snapshotGasLastCall(GROUP, "challenge, a later one");

        pass(3 days);
        task.settle(sure, new uint256[](0));
        vm.snapshotGasLastCall(GROUP, "settle, undisputed");
        Stake[] memory short = new Stake[](2);
        (short[0], short[1]) = (ladder[0], ladder[1]);
        task.settle(once, historyOf(short));
        vm.snapshotGasLastCall(GROUP, "settle after 1 challenge, unlearn and relearn");
        task.settle(hidden, historyOf(short));
        vm.snapshotGasLastCall(GROUP, "settle after 1 challenge, unlearn only");
        task.settle(thrice, historyOf(ladder));
        vm.snapshotGasLastCall(GROUP, "settle after 3 challenges, unlearn and relearn");
        bytes32[] memory keys = new bytes32[](16);
        for (uint256 i; i < 16; ++i) {
            keys[i] = claimKey(sampleOf(2000 + i, 64));
        }
        task.release(keys);
        vm.snapshotGasLastCall(GROUP, "release, 16 of one person");
    }

    function batch(BondedChallengePerceptron task, uint256 count) private {
        bytes memory features;
        bytes memory labels;
        for (uint256 i; i < count; ++i) {
            features = bytes.concat(features, sampleOf(2000 + i, 64));
            labels = bytes.concat(labels, bytes1(uint8(i % 2)));
        }
        uint256 price = count * B * 1 gwei;
        vm.prank(ALICE);
        task.submitMany{value: price}(features, labels, B, clock, new bytes32[](0));
    }

    /// @dev Features that the model is sure of with its label, or that teach it with another one.
    function sample(BondedChallengePerceptron task, uint256 seed, bool sure)
        private
        view
        returns (bytes memory features, uint8 label)
    {
        int256 logit = int256(task.logit());
        for (uint256 i = seed;; ++i) {
            features = sampleOf(i, 64);
            int256[] memory scores;
            (label, scores) = task.predict(features);
            int256 margin = scores[label] - scores[1 - label];
            if (sure && margin > logit) return (features, label);
            if (!sure && label == 1 && margin > logit / 2 && margin < 2 * logit) {
                return (features, 0);
            }
        }
    }
}
