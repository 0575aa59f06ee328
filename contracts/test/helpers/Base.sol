// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DepositRefundTakePerceptron} from "../../src/DepositRefundTakePerceptron.sol";
import {TrainerFactory} from "../../src/TrainerFactory.sol";
import {Card, Label, Rules} from "../../src/interfaces/ITask.sol";
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

    /// @dev The time. The optimiser takes block.timestamp for constant within a function, so tests
    /// that pass time must not read it.
    uint256 internal clock;

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

    function standardRules() internal pure returns (Rules memory) {
        return Rules({
            encoderId: keccak256("encoder"),
            dimensions: 64,
            refundWait: 1 days,
            sweepWait: 30 days,
            depositWeightGwei: 400_000,
            minimumDepositGwei: 100_000
        });
    }

    function cardOf(uint256 labels) internal pure returns (Card memory card) {
        card.name = "Task";
        card.description = "What it is about";
        card.labels = new Label[](labels);
        for (uint256 i; i < labels; ++i) {
            card.labels[i] = Label(string(abi.encodePacked("label ", bytes1(uint8(48 + i)))), "");
        }
    }

    /// @dev Random weights below `size`; zero biases; 500 samples seen.
    function newTask(uint256 labels, uint256 dimensions, uint256 size)
        internal
        returns (DepositRefundTakePerceptron)
    {
        Rules memory rules = standardRules();
        rules.dimensions = uint16(dimensions);
        uint256 vectors = labels == 2 ? 1 : labels;
        int256[] memory weights = Features.random(labels, vectors * dimensions, size);
        return DepositRefundTakePerceptron(
            factory.create(
                rules,
                cardOf(labels),
                Features.packWeights(weights),
                new int16[](vectors),
                500,
                bytes32(0)
            )
        );
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
