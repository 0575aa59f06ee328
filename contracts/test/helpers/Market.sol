// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trainer} from "../../src/Trainer.sol";
import {IPredictionMarket} from "../../src/interfaces/IPredictionMarket.sol";
import {Rules} from "../../src/interfaces/ITask.sol";
import {MarginPerceptron} from "../../src/models/MarginPerceptron.sol";
import {PredictionMarketPerceptron} from "../../src/tasks/PredictionMarketTasks.sol";
import {MarketTerms} from "../../src/types/MarketTerms.sol";
import {PackedRules} from "../../src/types/Rules.sol";
import {Stats} from "../../src/types/Stats.sol";
import {Base} from "./Base.sol";
import {Features} from "./Features.sol";
import {vm} from "./Vm.sol";

/// @notice The model alone, for computing what a market should have computed.
contract Pupil is MarginPerceptron {
    constructor(address factory) Trainer(factory) {}

    function teach(bytes calldata features, uint256 label) external {
        (Stats stats,) = _learn(_rules(), _stats(), features, label);
        _saveStats(stats.withLastUpdate(block.timestamp));
    }

    /// @notice Sum of clip(2T - m, 0, 4T).
    function loss(bytes[] calldata features, uint8[] calldata labels)
        external
        view
        returns (int256 sum)
    {
        PackedRules packed = _rules();
        int256 one = _logit(packed);
        for (uint256 i; i < labels.length; ++i) {
            int256 x = 2 * one - _margin(packed, features[i], labels[i]);
            sum += x < 0 ? int256(0) : x > 4 * one ? 4 * one : x;
        }
    }

    function _checkTerms(PackedRules, uint256, uint256) internal pure override {}

    function _onOpen(PackedRules) internal override {}
}

/// @notice One market, played by a provider (the contract itself) and others.
abstract contract MarketPlay is Base {
    uint256 internal constant GWEI = 1 gwei;

    struct Sample {
        bytes features;
        uint8 label;
    }

    struct Entry {
        address who;
        bytes features;
        uint8 label;
        bytes32 salt;
    }

    PredictionMarketPerceptron internal task;
    IPredictionMarket.Terms internal terms;
    uint256 internal labels = 2;
    uint256 internal dimensions = 64;
    uint256[] internal starter;
    Rules internal taskRules;
    address internal marketImplementation;
    address private _pupil;

    /// @dev The block number; see `clock`.
    uint256 internal height = 1000;

    bytes[] internal parts;
    Sample[] internal testSet;
    Entry[] internal entries;

    /// @dev The provider is paid.
    receive() external payable virtual {}

    function setUp() public virtual override {
        super.setUp();
        vm.roll(height);
        marketImplementation = address(new PredictionMarketPerceptron(address(factory)));
        _pupil = address(new Pupil(address(factory)));
    }

    /// @dev 5 parts of 4 samples, one shown; 5 rounds of 0.02 ether, stakes of 0.01 ether, groups of 2.
    function smallTerms() internal pure returns (IPredictionMarket.Terms memory t) {
        t.stake = 10_000_000;
        t.roundPay = 20_000_000;
        t.rounds = 5;
        t.groupSize = 2;
        t.parts = 5;
        t.shownParts = 1;
        t.partSize = 4;
        t.cancelBurn = 26;
        t.maxContributions = 20;
        t.showTime = 1 days;
        t.joinTime = 7 days;
        t.revealTime = 2 days;
        t.answerTime = 3 days;
    }

    /// @dev A task that has learnt nothing yet, or weights below `size`.
    function newMarket(IPredictionMarket.Terms memory t, uint256 size) internal {
        terms = t;
        starter = randomWords(labels, dimensions, size);
        Rules memory rules = standardRules();
        rules.dimensions = uint16(dimensions);
        rules.samplesSeen = 0;
        rules.terms = MarketTerms.pack(t);
        taskRules = rules;
        task = PredictionMarketPerceptron(create(marketImplementation, rules, labels, starter));
    }

    function freshPupil() internal returns (Pupil) {
        return Pupil(create(_pupil, taskRules, labels, starter));
    }

    function rollBlocks(uint256 count) internal {
        height += count;
        vm.roll(height);
    }

    function bounty() internal view returns (uint256) {
        return uint256(terms.rounds) * terms.roundPay * GWEI;
    }

    function stake() internal view returns (uint256) {
        return uint256(terms.stake) * GWEI;
    }

    /// @dev A text and its right label by a teacher that no model knows.
    function sampleOf(uint256 seed) internal view returns (Sample memory sample) {
        int256[] memory x = Features.random(seed, dimensions, 45);
        sample.features = Features.pack(x);
        int256 best = type(int256).min;
        for (uint256 k; k < labels; ++k) {
            int256[] memory teacher = Features.random(1e6 + k, dimensions, 45);
            int256 score;
            for (uint256 i; i < dimensions; ++i) {
                score += teacher[i] * x[i];
            }
            if (score > best) (best, sample.label) = (score, uint8(k));
        }
    }

    /// @dev All parts of a test set, from a seed.
    function makeParts(uint256 seed) internal {
        delete parts;
        delete testSet;
        for (uint256 p; p < terms.parts; ++p) {
            bytes memory part = abi.encodePacked(keccak256(abi.encode("salt", seed, p)));
            for (uint256 i; i < terms.partSize; ++i) {
                Sample memory s = sampleOf(uint256(keccak256(abi.encode(seed, p, i))));
                testSet.push(s);
                part = abi.encodePacked(part, uint16(s.features.length), s.label, s.features);
            }
            parts.push(part);
        }
    }

    function hashes() internal view returns (bytes32[] memory list) {
        list = new bytes32[](parts.length);
        for (uint256 i; i < list.length; ++i) {
            list[i] = keccak256(parts[i]);
        }
    }

    function offer() internal {
        task.offer{value: bounty()}(hashes());
    }

    function draw() internal {
        rollBlocks(5);
        task.draw();
    }

    function isDrawn(uint256 index) internal view returns (bool) {
        return (task.state().drawn >> index) & 1 == 1;
    }

    /// @dev Reveals all drawn parts, or all others.
    function revealParts(bool drawn) internal {
        for (uint256 i; i < parts.length; ++i) {
            if (isDrawn(i) == drawn) task.revealPart(i, parts[i]);
        }
    }

    /// @dev From the offer to where people can join.
    function openMarket() internal {
        makeParts(1);
        offer();
        draw();
        revealParts(true);
    }

    function plan(address who, uint256 seed, bool honest) internal returns (uint256 index) {
        Sample memory s = sampleOf(seed);
        if (!honest) s.label = uint8((s.label + 1) % labels);
        entries.push(Entry(who, s.features, s.label, keccak256(abi.encode("entry", seed, who))));
        return entries.length - 1;
    }

    function commitmentOf(Entry memory entry) internal view returns (bytes32) {
        return keccak256(
            abi.encode(address(task), entry.who, keccak256(entry.features), entry.label, entry.salt)
        );
    }

    function one(bytes32 value) internal pure returns (bytes32[] memory list) {
        list = new bytes32[](1);
        list[0] = value;
    }

    function one(uint256 value) internal pure returns (uint256[] memory list) {
        list = new uint256[](1);
        list[0] = value;
    }

    function joinAs(uint256 index) internal {
        Entry memory entry = entries[index];
        vm.prank(entry.who);
        task.join{value: stake()}(one(commitmentOf(entry)));
    }

    function revealAs(uint256 index) internal {
        Entry memory entry = entries[index];
        vm.prank(entry.who);
        task.reveal(index, entry.features, entry.label, entry.salt);
    }

    /// @dev Everyone planned joins and reveals, and the provider opens the test set.
    function playToReward() internal {
        for (uint256 i; i < entries.length; ++i) {
            joinAs(i);
        }
        endJoining();
        for (uint256 i; i < entries.length; ++i) {
            revealAs(i);
        }
        revealParts(false);
    }

    function endJoining() internal {
        if (task.state().phase == IPredictionMarket.Phase.Joining) pass(terms.joinTime);
    }

    function computation() internal view returns (IPredictionMarket.Computation memory c) {
        uint256 word = task.computation()[0];
        c.step = IPredictionMarket.Step(uint8(word));
        c.pass = uint8(word >> 8);
        c.roundsLeft = uint8(word >> 16);
        c.playable = uint8(word >> 24);
        c.members = uint8(word >> 32);
        c.part = uint8(word >> 40);
        c.next = uint16(word >> 48);
        c.group = uint16(word >> 64);
        c.alive = uint16(word >> 80);
        c.lowest = uint56(word >> 96);
        c.owed = uint64(word >> 152);
    }

    function contributionOf(uint256 index)
        internal
        view
        returns (address who, uint256 balance, uint8 label, IPredictionMarket.Status status)
    {
        uint256 word = task.contributions(index, 1)[0][1];
        who = address(uint160(word));
        balance = uint56(word >> 160);
        label = uint8(word >> 216);
        status = IPredictionMarket.Status(uint8(word >> 224));
    }

    /// @dev Features of at most `most` contributions to be learnt next.
    function nextFeatures(uint256 most) internal view returns (bytes[] memory list) {
        IPredictionMarket.Computation memory c = computation();
        list = new bytes[](most);
        if (c.step != IPredictionMarket.Step.Learn) c.next = 0;
        uint256 count;
        for (uint256 i = c.next; i < entries.length && count < most; ++i) {
            (,,, IPredictionMarket.Status status) = contributionOf(i);
            if (status == IPredictionMarket.Status.Alive) list[count++] = entries[i].features;
        }
        assembly ("memory-safe") {
            mstore(list, count)
        }
    }

    /// @dev One piece: a contribution to learn, if one is due, and up to `steps` steps.
    function piece(uint256 steps) internal {
        bool learns = computation().step == IPredictionMarket.Step.Learn;
        bytes[] memory features = nextFeatures(learns ? 1 : 0);
        if (!learns || features.length == 0) return task.advance(features, steps);
        // The next that is alive may be behind others that are skipped: one step each.
        uint256 skips;
        for (uint256 i = computation().next;; ++i) {
            (,,, IPredictionMarket.Status status) = contributionOf(i);
            if (status == IPredictionMarket.Status.Alive) break;
            ++skips;
        }
        task.advance(features, skips + steps);
    }

    /// @dev The whole computation in pieces of so many steps.
    function computeAll(uint256 steps) internal returns (uint256 pieces) {
        while (task.state().phase == IPredictionMarket.Phase.Rewarding) {
            piece(steps);
            ++pieces;
        }
    }

    function claimAll() internal {
        uint256 count;
        uint256[] memory list = new uint256[](entries.length);
        for (uint256 i; i < entries.length; ++i) {
            (address who,,, IPredictionMarket.Status status) = contributionOf(i);
            if (who != address(0) && status != IPredictionMarket.Status.Paid) list[count++] = i;
        }
        assembly ("memory-safe") {
            mstore(list, count)
        }
        task.claim(list);
    }

    struct Outcome {
        uint256[] balances;
        bool[] alive;
        uint256[] words;
        /// @dev Spent in the round that spent most, in units.
        int256 dearest;
    }

    /// @dev The paper's rule as it is written: round after round, each from a fresh model.
    function naive() internal returns (Outcome memory o) {
        uint256 count = entries.length;
        o.balances = new uint256[](count);
        o.alive = new bool[](count);
        for (uint256 i; i < count; ++i) {
            o.balances[i] = terms.stake;
            (,,, IPredictionMarket.Status status) = contributionOf(i);
            o.alive[i] = status != IPredictionMarket.Status.Committed;
        }
        o.words = starter;
        uint256 cost = (uint256(terms.roundPay) + terms.groupSize - 1) / terms.groupSize;
        for (uint256 round; round < terms.rounds; ++round) {
            o.words = naiveRound(o);
            if (round + 1 == terms.rounds) break;
            for (uint256 i; i < count; ++i) {
                if (o.balances[i] < cost) o.alive[i] = false;
            }
        }
    }

    struct Round {
        Pupil pupil;
        bytes[] features;
        uint8[] right;
        int256 scale;
        int256 before;
        int256 spent;
        uint256[] members;
        uint256 size;
    }

    function naiveRound(Outcome memory o) private returns (uint256[] memory words) {
        Round memory r;
        r.pupil = freshPupil();
        (r.features, r.right) = scored();
        r.scale = 4 * int256(r.pupil.logit()) * int256(r.right.length * terms.groupSize);
        r.before = r.pupil.loss(r.features, r.right);
        r.members = new uint256[](terms.groupSize);
        for (uint256 i; i < entries.length; ++i) {
            if (!o.alive[i]) continue;
            r.pupil.teach(entries[i].features, entries[i].label);
            r.members[r.size++] = i;
            if (r.size == terms.groupSize) naiveGroup(o, r);
        }
        if (r.size > 0) naiveGroup(o, r);
        if (r.spent > o.dearest) o.dearest = r.spent;
        (words,,) = r.pupil.model();
    }

    function naiveGroup(Outcome memory o, Round memory r) private view {
        int256 later = r.pupil.loss(r.features, r.right);
        int256 pay = floorDiv(int256(uint256(terms.roundPay)) * (r.before - later), r.scale);
        r.before = later;
        for (uint256 i; i < r.size; ++i) {
            uint256 member = r.members[i];
            o.balances[member] = uint256(int256(o.balances[member]) + pay);
            r.spent += pay;
        }
        r.size = 0;
    }

    /// @dev The samples of the parts that were not drawn.
    function scored() internal view returns (bytes[] memory features, uint8[] memory right) {
        uint256 count = uint256(terms.parts - terms.shownParts) * terms.partSize;
        features = new bytes[](count);
        right = new uint8[](count);
        uint256 drawn = task.state().drawn;
        uint256 k;
        for (uint256 i; i < testSet.length; ++i) {
            if ((drawn >> (i / terms.partSize)) & 1 == 1) continue;
            features[k] = testSet[i].features;
            right[k++] = testSet[i].label;
        }
    }

    function floorDiv(int256 a, int256 b) internal pure returns (int256 q) {
        q = a / b;
        if (q * b > a) --q;
    }

    /// @dev Weights and biases without the counters.
    function assertSameModel(uint256[] memory actual, uint256[] memory expected, string memory what)
        internal
        view
    {
        uint256 vectors = labels == 2 ? 1 : labels;
        for (uint256 v; v < vectors; ++v) {
            assertEq(
                Features.biasAt(actual, v, dimensions),
                Features.biasAt(expected, v, dimensions),
                what
            );
            for (uint256 i; i < dimensions; ++i) {
                assertEq(
                    Features.weightAt(actual, v, i, dimensions),
                    Features.weightAt(expected, v, i, dimensions),
                    what
                );
            }
        }
    }

    /// @dev Everything of the market that a refused call must leave alone.
    function fingerprint() internal view returns (bytes32) {
        (uint256[] memory words, uint256 stats,) = task.model();
        return keccak256(
            abi.encode(
                task.state(),
                task.computation(),
                task.contributions(0, type(uint256).max),
                words,
                stats,
                address(task).balance,
                task.partHashes(),
                task.frozenWords()
            )
        );
    }

    /// @dev The call fails with this error and changes nothing.
    function refuse(address who, uint256 value, bytes memory data, bytes memory reason) internal {
        bytes32 before = fingerprint();
        vm.prank(who);
        (bool ok, bytes memory result) = address(task).call{value: value}(data);
        assertTrue(!ok, "the call was not refused");
        if (keccak256(result) != keccak256(reason)) revert OtherError(result, reason);
        assertTrue(fingerprint() == before, "a refused call changed something");
    }

    error OtherError(bytes actual, bytes expected);

    function wrongPhase(IPredictionMarket.Phase phase) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IPredictionMarket.WrongPhase.selector, phase);
    }

    function toString(uint256 value) internal pure returns (string memory) {
        return vm.toString(value);
    }
}
