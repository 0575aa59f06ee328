// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DepositRefundTakePerceptron} from "../src/DepositRefundTakePerceptron.sol";
import {LibClone} from "solady/utils/LibClone.sol";
import {IModel} from "../src/interfaces/IModel.sol";
import {Card, ITask, Label, Rules} from "../src/interfaces/ITask.sol";
import {ITrainerFactory} from "../src/interfaces/ITrainerFactory.sol";
import {Base} from "./helpers/Base.sol";
import {Features} from "./helpers/Features.sol";
import {vm} from "./helpers/Vm.sol";

contract TrainerFactoryTest is Base {
    function test_aTaskKeepsItsRulesAndCard() public {
        Rules memory rules = standardRules();
        Card memory card = cardOf(3);
        card.labels[2].definition = unicode"Mehr als ein Wort – 语";
        address expected = factory.addressOf(ALICE, rules, card, bytes32(uint256(7)));
        vm.expectEmit(address(factory));
        emit ITrainerFactory.TrainerCreated(expected, ALICE, rules.encoderId);
        vm.prank(ALICE);
        address trainer = factory.create(rules, card, zeros(12), biases(3), 0, bytes32(uint256(7)));
        assertEq(trainer, expected, "address");

        (Rules memory kept, address creator, uint8 labels) =
            DepositRefundTakePerceptron(trainer).rules();
        assertTrue(keccak256(abi.encode(kept)) == keccak256(abi.encode(rules)), "rules");
        assertEq(creator, ALICE, "creator");
        assertEq(labels, 3, "labels");
        Card memory told = DepositRefundTakePerceptron(trainer).card();
        assertTrue(keccak256(abi.encode(told)) == keccak256(abi.encode(card)), "card");
    }

    function test_addressesBelongToTheirCreators() public {
        Rules memory rules = standardRules();
        assertTrue(
            factory.addressOf(ALICE, rules, cardOf(2), 0)
                != factory.addressOf(BOB, rules, cardOf(2), 0),
            "another creator"
        );
        newTask(2, 64, 100);
        vm.expectRevert(LibClone.DeploymentFailed.selector);
        this.again();
    }

    function again() external {
        newTask(2, 64, 100);
    }

    function test_listsWhatItMade() public {
        address[] memory made = new address[](5);
        for (uint256 i; i < 5; ++i) {
            vm.roll(100 + i);
            made[i] = address(newTask(2, 32 * (i + 1), 100));
            assertEq(factory.createdAt(made[i]), 100 + i, "block");
        }
        assertEq(factory.count(), 5, "count");
        assertEq(factory.createdAt(ALICE), 0, "not made here");
        checkPage(made, 0, 5, 5);
        checkPage(made, 3, 100, 2);
        checkPage(made, 5, 1, 0);
        checkPage(made, type(uint256).max, type(uint256).max, 0);
    }

    function test_onlyTheFactoryGivesTheFirstModel() public {
        DepositRefundTakePerceptron task = newTask(2, 64, 100);
        vm.expectRevert(ITask.NotFactory.selector);
        task.initialize(new uint256[](4), new int16[](1), 0);
        DepositRefundTakePerceptron implementation =
            DepositRefundTakePerceptron(factory.implementation());
        vm.expectRevert(ITask.NotFactory.selector);
        implementation.initialize(new uint256[](4), new int16[](1), 0);
    }

    function test_refusesRules() public {
        uint16[5] memory dimensions = [uint16(0), 16, 48, 544, 65_504];
        for (uint256 i; i < 5; ++i) {
            Rules memory rules = standardRules();
            rules.dimensions = dimensions[i];
            refuses(
                rules,
                abi.encodeWithSelector(ITrainerFactory.WrongDimensions.selector, dimensions[i])
            );
        }
        uint32[2][4] memory waits =
            [[uint32(0), 10], [uint32(10), 10], [uint32(11), 10], [uint32(1), 3651 days]];
        for (uint256 i; i < 4; ++i) {
            Rules memory rules = standardRules();
            (rules.refundWait, rules.sweepWait) = (waits[i][0], waits[i][1]);
            refuses(
                rules,
                abi.encodeWithSelector(
                    ITrainerFactory.WrongWaits.selector, waits[i][0], waits[i][1]
                )
            );
        }
        uint40[2][2] memory deposits = [[uint40(1), 0], [type(uint40).max / 60 + 1, 1]];
        for (uint256 i; i < 2; ++i) {
            Rules memory rules = standardRules();
            (rules.depositWeightGwei, rules.minimumDepositGwei) = (deposits[i][0], deposits[i][1]);
            refuses(
                rules,
                abi.encodeWithSelector(
                    ITrainerFactory.WrongDeposits.selector, deposits[i][0], deposits[i][1]
                )
            );
        }
    }

    function test_refusesCards() public {
        refuses(cardOf(1), abi.encodeWithSelector(ITrainerFactory.WrongLabelCount.selector, 1));
        refuses(cardOf(9), abi.encodeWithSelector(ITrainerFactory.WrongLabelCount.selector, 9));
        bytes memory empty = abi.encodeWithSelector(ITrainerFactory.EmptyName.selector);
        Card memory card = cardOf(2);
        card.name = "";
        refuses(card, empty);
        card = cardOf(2);
        card.labels[1].name = "";
        refuses(card, empty);

        card = cardOf(2);
        card.name = text(65);
        refuses(card, tooLong(65, 64));
        card = cardOf(2);
        card.description = text(513);
        refuses(card, tooLong(513, 512));
        card = cardOf(2);
        card.labels[1].name = text(33);
        refuses(card, tooLong(33, 32));
        card = cardOf(2);
        card.labels[0].definition = text(201);
        refuses(card, tooLong(201, 200));
    }

    function test_takesTheLargestCard() public {
        Card memory card = Card(text(64), text(512), new Label[](8));
        for (uint256 i; i < 8; ++i) {
            card.labels[i] = Label(text(32), text(200));
        }
        Rules memory rules = standardRules();
        rules.dimensions = 512;
        address trainer = factory.create(rules, card, zeros(256), biases(8), 0, 0);
        Card memory told = DepositRefundTakePerceptron(trainer).card();
        assertTrue(keccak256(abi.encode(told)) == keccak256(abi.encode(card)), "card");
    }

    function test_refusesStarterModels() public {
        refuses(
            new uint256[](3),
            biases(1),
            0,
            abi.encodeWithSelector(IModel.WrongModelSize.selector, 3, 1)
        );
        refuses(
            new uint256[](5),
            biases(1),
            0,
            abi.encodeWithSelector(IModel.WrongModelSize.selector, 5, 1)
        );
        refuses(
            zeros(4), biases(2), 0, abi.encodeWithSelector(IModel.WrongModelSize.selector, 4, 2)
        );
        refuses(
            zeros(4),
            biases(1),
            1_000_001,
            abi.encodeWithSelector(IModel.TooManySamples.selector, 1_000_001)
        );
        bytes memory range = abi.encodeWithSelector(IModel.WeightOutOfRange.selector);
        int16[2] memory large = [int16(16384), -16384];
        for (uint256 i; i < 2; ++i) {
            int16[] memory bias = biases(1);
            bias[0] = large[i];
            refuses(zeros(4), bias, 0, range);
            int256[] memory weights = new int256[](64);
            weights[63] = large[i];
            refuses(Features.packWeights(weights), biases(1), 0, range);
        }
        // Words of zero are lanes of -32768.
        refuses(new uint256[](4), biases(1), 0, range);
    }

    function refuses(Rules memory rules, bytes memory reason) private {
        vm.expectRevert(reason);
        factory.create(rules, cardOf(2), zeros(4), biases(1), 0, 0);
    }

    function refuses(Card memory card, bytes memory reason) private {
        vm.expectRevert(reason);
        factory.create(standardRules(), card, zeros(4), biases(1), 0, 0);
    }

    function refuses(
        uint256[] memory weights,
        int16[] memory bias,
        uint32 seen,
        bytes memory reason
    ) private {
        vm.expectRevert(reason);
        factory.create(standardRules(), cardOf(2), weights, bias, seen, 0);
    }

    function checkPage(address[] memory made, uint256 from, uint256 size, uint256 expected)
        private
        view
    {
        ITrainerFactory.Entry[] memory entries = factory.page(from, size);
        assertEq(entries.length, expected, "entries");
        for (uint256 i; i < expected; ++i) {
            assertEq(entries[i].trainer, made[from + i], "trainer");
            assertEq(entries[i].creator, address(this), "creator");
            assertEq(entries[i].blockNumber, 100 + from + i, "block");
        }
    }

    function tooLong(uint256 length, uint256 maximum) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITrainerFactory.TextTooLong.selector, length, maximum);
    }

    function text(uint256 length) private pure returns (string memory) {
        bytes memory characters = new bytes(length);
        for (uint256 i; i < length; ++i) {
            characters[i] = "x";
        }
        return string(characters);
    }

    function zeros(uint256 words) private pure returns (uint256[] memory) {
        return Features.packWeights(new int256[](16 * words));
    }

    function biases(uint256 count) private pure returns (int16[] memory) {
        return new int16[](count);
    }
}
