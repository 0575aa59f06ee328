// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Card, ITask, Label, Rules} from "../src/interfaces/ITask.sol";
import {ITrainerFactory} from "../src/interfaces/ITrainerFactory.sol";
import {DepositRefundTakePerceptron} from "../src/tasks/DepositRefundTakeTasks.sol";
import {DepositTerms} from "../src/types/DepositTerms.sol";
import {Base} from "./helpers/Base.sol";
import {Features} from "./helpers/Features.sol";
import {vm} from "./helpers/Vm.sol";

contract TrainerFactoryTest is Base {
    address private implementation;

    function setUp() public override {
        super.setUp();
        implementation = address(new DepositRefundTakePerceptron(address(factory)));
    }

    function test_aTaskKeepsItsRulesAndCard() public {
        Rules memory rules = rulesFor(zeros(3));
        (rules.token, rules.unitExponent, rules.samplesSeen) = (CAROL, 3, 1_000_000);
        Card memory card = cardOf(3);
        card.uri = "ipfs://card";
        card.labels[2].definition = unicode"Mehr als ein Wort – 语";
        address expected = factory.addressOf(ALICE, implementation, rules, card, 7);
        vm.expectEmit(address(factory));
        emit ITrainerFactory.TrainerCreated(expected, ALICE, rules.encoderId, implementation);
        vm.prank(ALICE);
        address trainer = factory.create(implementation, rules, card, zeros(3), 7);
        assertEq(trainer, expected, "address");
        (Rules memory kept, address creator) = factory.rulesOf(trainer);
        assertTrue(keccak256(abi.encode(kept)) == keccak256(abi.encode(rules)), "rules");
        assertEq(creator, ALICE, "creator");
        Card memory told = factory.cardOf(trainer);
        assertTrue(keccak256(abi.encode(told)) == keccak256(abi.encode(card)), "card");
    }

    function test_addressesCommitToEverything() public {
        Rules memory rules = rulesFor(zeros(2));
        Card memory card = cardOf(2);
        address first = factory.create(implementation, rules, card, zeros(2), 0);
        vm.expectRevert(abi.encodeWithSelector(ITrainerFactory.TaskExists.selector, first));
        factory.create(implementation, rules, card, zeros(2), 0);
        assertTrue(factory.addressOf(ALICE, implementation, rules, card, 0) != first, "creator");
        assertTrue(
            factory.addressOf(address(this), ALICE, rules, card, 0) != first, "implementation"
        );
        assertTrue(
            factory.addressOf(address(this), implementation, rules, card, 1) != first, "salt"
        );
        rules.starter = 0;
        assertTrue(
            factory.addressOf(address(this), implementation, rules, card, 0) != first, "starter"
        );
        vm.expectRevert(abi.encodeWithSelector(ITrainerFactory.NoImplementation.selector, ALICE));
        factory.create(ALICE, rules, card, zeros(2), 0);
    }

    function test_uploadsInPiecesAndResumes() public {
        uint256[] memory words = randomWords(3, 64, 100);
        Rules memory rules = rulesFor(words);
        DepositRefundTakePerceptron task = DepositRefundTakePerceptron(
            factory.create(implementation, rules, cardOf(3), part(words, 0, 2), 0)
        );
        checkProgress(task, 2, false);
        vm.prank(ALICE);
        vm.expectRevert(ITask.TaskNotOpen.selector);
        task.submit{value: 1 ether}(Features.pack(new int256[](64)), 0, 1 ether, uint128(clock));

        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ITrainerFactory.NotCreator.selector, address(this)));
        factory.upload(address(task), 2, part(words, 2, 3));
        vm.expectRevert(abi.encodeWithSelector(ITrainerFactory.WrongPlace.selector, 2, 0));
        factory.upload(address(task), 0, part(words, 0, 2));
        vm.expectRevert(abi.encodeWithSelector(ITask.TooManyWords.selector, 10, 9));
        factory.upload(address(task), 2, new uint256[](8));
        vm.expectRevert(abi.encodeWithSelector(ITrainerFactory.UnknownTask.selector, ALICE));
        factory.upload(ALICE, 0, words);

        factory.upload(address(task), 2, new uint256[](0));
        factory.upload(address(task), 2, part(words, 2, 3));
        checkProgress(task, 5, false);
        vm.expectEmit(address(task));
        emit ITask.TaskOpened();
        factory.upload(address(task), 5, part(words, 5, 4));
        (, bool open) = task.progress();
        assertTrue(open, "open");
        (uint256[] memory stored,,) = task.model();
        for (uint256 v; v < 3; ++v) {
            for (uint256 i; i < 64; ++i) {
                assertEq(
                    Features.weightAt(stored, v, i, 64),
                    Features.weightAt(words, v, i, 64),
                    "weight"
                );
            }
        }
        (uint256 done,) = task.progress();
        vm.expectRevert(ITask.TaskIsOpen.selector);
        factory.upload(address(task), done, new uint256[](0));
    }

    function test_onlyTheFactoryUploads() public {
        DepositRefundTakePerceptron task = newTask(2, 64, 100);
        vm.expectRevert(ITask.NotFactory.selector);
        task.upload(zeros(2));
        vm.expectRevert(ITask.NotFactory.selector);
        DepositRefundTakePerceptron(implementation).upload(zeros(2));
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
        vm.expectRevert(abi.encodeWithSelector(ITrainerFactory.UnknownTask.selector, ALICE));
        factory.rulesOf(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ITrainerFactory.UnknownTask.selector, ALICE));
        factory.cardOf(ALICE);
    }

    function test_pagesOneCreatorsTasksNewestFirst() public {
        Rules memory rules = rulesFor(zeros(2));
        address[2] memory creators = [ALICE, BOB];
        for (uint64 i; i < 7; ++i) {
            // 0, 1, 3, 4, 6 are Alice's.
            vm.prank(creators[i % 3 == 2 ? 1 : 0]);
            factory.create(implementation, rules, cardOf(2), zeros(2), i);
        }
        checkPageOf(ALICE, type(uint256).max, 3, [uint256(6), 4, 3], 3);
        checkPageOf(ALICE, 3, 3, [uint256(1), 0, 0], 2);
        checkPageOf(ALICE, 0, 3, [uint256(0), 0, 0], 0);
        checkPageOf(BOB, 5, 3, [uint256(2), 0, 0], 1);
        checkPageOf(BOB, type(uint256).max, 1, [uint256(5), 0, 0], 1);
        checkPageOf(CAROL, type(uint256).max, 3, [uint256(0), 0, 0], 0);
    }

    function test_refusesRules() public {
        uint16[5] memory dimensions = [uint16(0), 16, 48, 544, 65_504];
        for (uint256 i; i < 5; ++i) {
            Rules memory rules = rulesFor(zeros(2));
            rules.dimensions = dimensions[i];
            refuses(rules, abi.encodeWithSelector(ITask.WrongDimensions.selector, dimensions[i]));
        }
        Rules memory wrong = rulesFor(zeros(2));
        wrong.samplesSeen = 1_000_001;
        refuses(wrong, abi.encodeWithSelector(ITask.TooManySamples.selector, 1_000_001));
        wrong = rulesFor(zeros(2));
        wrong.unitExponent = 19;
        refuses(wrong, abi.encodeWithSelector(ITask.WrongUnit.selector, 19));
        wrong = rulesFor(zeros(2));
        bytes32 given = wrong.starter;
        wrong.starter = bytes32(uint256(1));
        refuses(wrong, abi.encodeWithSelector(ITask.WrongStarter.selector, 1, given));
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
        card.uri = text(201);
        refuses(card, tooLong(201, 200));
        card = cardOf(2);
        card.labels[1].name = text(33);
        refuses(card, tooLong(33, 32));
        card = cardOf(2);
        card.labels[0].definition = text(201);
        refuses(card, tooLong(201, 200));
    }

    function test_takesTheLargestCardAndModel() public {
        Card memory card = Card(text(64), text(512), text(200), new Label[](8));
        for (uint256 i; i < 8; ++i) {
            card.labels[i] = Label(text(32), text(200));
        }
        uint256[] memory words = randomWords(8, 512, 479);
        Rules memory rules = rulesFor(words);
        rules.dimensions = 512;
        address trainer = factory.create(implementation, rules, card, words, 0);
        Card memory told = factory.cardOf(trainer);
        assertTrue(keccak256(abi.encode(told)) == keccak256(abi.encode(card)), "card");
        (, bool open) = ITask(trainer).progress();
        assertTrue(open, "open");
    }

    function refuses(Rules memory rules, bytes memory reason) private {
        vm.expectRevert(reason);
        factory.create(implementation, rules, cardOf(2), zeros(2), 0);
        assertEq(factory.count(), 0, "nothing listed");
    }

    function refuses(Card memory card, bytes memory reason) private {
        Rules memory rules = rulesFor(zeros(2));
        vm.expectRevert(reason);
        factory.create(implementation, rules, card, zeros(2), 0);
    }

    function checkProgress(ITask task, uint256 words, bool open) private view {
        (uint256 done, bool isOpen) = task.progress();
        assertEq(done, words, "words");
        assertTrue(isOpen == open, "open");
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
            assertTrue(entries[i].implementation.code.length != 0, "implementation");
        }
    }

    function checkPageOf(
        address creator,
        uint256 before,
        uint256 size,
        uint256[3] memory expected,
        uint256 count
    ) private view {
        (ITrainerFactory.Entry[] memory entries, uint256[] memory numbers) =
            factory.pageOf(creator, before, size);
        assertEq(numbers.length, count, "numbers");
        assertEq(entries.length, count, "entries");
        for (uint256 i; i < count; ++i) {
            assertEq(numbers[i], expected[i], "number");
            assertEq(entries[i].creator, creator, "creator");
            assertEq(entries[i].trainer, factory.page(expected[i], 1)[0].trainer, "trainer");
            assertEq(entries[i].implementation, implementation, "implementation");
        }
    }

    function rulesFor(uint256[] memory words) private pure returns (Rules memory rules) {
        rules = standardRules();
        rules.terms = DepositTerms.pack(paperTerms());
        rules.starter = Features.digest(words);
    }

    function zeros(uint256 labels) private pure returns (uint256[] memory) {
        return Features.packWeights(new int256[](64 * (labels == 2 ? 1 : labels)), 64);
    }

    function part(uint256[] memory words, uint256 from, uint256 count)
        private
        pure
        returns (uint256[] memory some)
    {
        some = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            some[i] = words[from + i];
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
}
