// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {TrainerFactory} from "../../src/TrainerFactory.sol";
import {IDepositRefundTake} from "../../src/interfaces/IDepositRefundTake.sol";
import {Card, Label, Rules} from "../../src/interfaces/ITask.sol";
import {DepositRefundTakePerceptron} from "../../src/tasks/DepositRefundTakeTasks.sol";
import {DepositTerms} from "../../src/types/DepositTerms.sol";
import {Features} from "./Features.sol";
import {vm} from "./Vm.sol";

/// @notice What tests of whole tasks share: a factory, rules, people, and assertions.
abstract contract Base {
    uint256 internal constant START = 1_800_000_000;
    address internal constant ALICE = address(0xA11CE);
    address internal constant BOB = address(0xB0B);
    address internal constant CAROL = address(0xCA401);

    /// @dev Tells Forge that this is a test.
    bool public constant IS_TEST = true;

    TrainerFactory internal factory;

    /// @dev What tasks of deposits are clones of; 0: one compiled with the test.
    address internal depositImplementation;

    /// @dev The time. The optimiser takes block.timestamp for constant within a function, so tests
    /// that pass time must not read it.
    uint256 internal clock;

    /// @dev Makes every task another one.
    uint64 private _salt;

    function setUp() public virtual {
        setTime(START);
        factory = new TrainerFactory();
        vm.deal(ALICE, 1000 ether);
        vm.deal(BOB, 1000 ether);
        vm.deal(CAROL, 1000 ether);
    }

    function setTime(uint256 time) internal {
        clock = time;
        vm.warp(time);
    }

    function pass(uint256 time) internal {
        setTime(clock + time);
    }

    /// @dev 64 features, ether in gwei, 500 samples seen. The starter's hash and the terms are open.
    function standardRules() internal pure returns (Rules memory rules) {
        rules.encoderId = keccak256("encoder");
        rules.dimensions = 64;
        rules.samplesSeen = 500;
        rules.unitExponent = 9;
    }

    /// @dev The paper's own setting.
    function paperTerms() internal pure returns (IDepositRefundTake.Terms memory terms) {
        terms.depositWeight = 400_000;
        terms.minimumDeposit = 100_000;
        terms.refundWait = 1 days;
        terms.creatorWait = 30 days;
        terms.sweepWait = 40 days;
    }

    /// @dev What simulation recommends: averaged judge, zone, challenge period, small share, bucket.
    function judgedTerms() internal pure returns (IDepositRefundTake.Terms memory terms) {
        terms.minimumDeposit = 100_000;
        terms.refundWait = 1 days;
        terms.challengeWait = 1 days;
        terms.creatorWait = 30 days;
        terms.sweepWait = 30 days;
        terms.judgeTime = 30 days;
        terms.zone = 16;
        terms.takerShare = 26;
        terms.priceInterval = 432;
        terms.priceLevel = 50;
        terms.priceStep = 25;
        terms.sweepBurns = true;
    }

    function cardOf(uint256 labels) internal pure returns (Card memory card) {
        card.name = "Task";
        card.description = "What it is about";
        card.labels = new Label[](labels);
        for (uint256 i; i < labels; ++i) {
            card.labels[i] = Label(string(abi.encodePacked("label ", bytes1(uint8(48 + i)))), "");
        }
    }

    /// @dev A task of any implementation with a starter model in its own words.
    function create(
        address implementation,
        Rules memory rules,
        uint256 labels,
        uint256[] memory words
    ) internal returns (address) {
        rules.starter = Features.digest(words);
        return factory.create(implementation, rules, cardOf(labels), words, ++_salt);
    }

    /// @dev Starter words of a perceptron: random weights below `size`, at most 479.
    function randomWords(uint256 labels, uint256 dimensions, uint256 size)
        internal
        pure
        returns (uint256[] memory)
    {
        uint256 vectors = labels == 2 ? 1 : labels;
        return Features.packWeights(Features.random(labels, vectors * dimensions, size), dimensions);
    }

    function newDepositTask(
        IDepositRefundTake.Terms memory terms,
        uint256 labels,
        uint256 dimensions,
        uint256 size
    ) internal returns (DepositRefundTakePerceptron) {
        Rules memory rules = standardRules();
        rules.dimensions = uint16(dimensions);
        rules.terms = DepositTerms.pack(terms);
        uint256[] memory words = randomWords(labels, dimensions, size);
        address implementation = depositImplementation;
        if (implementation == address(0)) {
            implementation = address(new DepositRefundTakePerceptron(address(factory)));
        }
        return DepositRefundTakePerceptron(create(implementation, rules, labels, words));
    }

    /// @dev Random weights below `size`; zero biases; 500 samples seen; the paper's setting.
    function newTask(uint256 labels, uint256 dimensions, uint256 size)
        internal
        returns (DepositRefundTakePerceptron)
    {
        return newDepositTask(paperTerms(), labels, dimensions, size);
    }

    /// @dev Whoever submits pays exactly the price.
    function submitAs(
        address who,
        DepositRefundTakePerceptron task,
        bytes memory features,
        uint8 label
    ) internal returns (uint256 price) {
        price = task.deposit();
        vm.prank(who);
        task.submit{value: price}(features, label, uint128(price), uint128(clock));
    }

    function keyOf(bytes memory features, uint8 label) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(features, label));
    }

    function recordOf(DepositRefundTakePerceptron task, bytes32 key)
        internal
        view
        returns (uint256)
    {
        bytes32[] memory keys = new bytes32[](1);
        keys[0] = key;
        return task.samples(keys)[0];
    }

    function assertEq(uint256 actual, uint256 expected, string memory what) internal pure {
        if (actual != expected) revert Unequal(what, int256(actual), int256(expected));
    }

    function assertEq(int256 actual, int256 expected, string memory what) internal pure {
        if (actual != expected) revert Unequal(what, actual, expected);
    }

    function assertEq(address actual, address expected, string memory what) internal pure {
        assertEq(uint256(uint160(actual)), uint256(uint160(expected)), what);
    }

    function assertTrue(bool condition, string memory what) internal pure {
        if (!condition) revert Untrue(what);
    }

    error Unequal(string what, int256 actual, int256 expected);
    error Untrue(string what);
}
