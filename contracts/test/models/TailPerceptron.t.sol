// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {IDepositRefundTake} from "../../src/interfaces/IDepositRefundTake.sol";
import {IModel} from "../../src/interfaces/IModel.sol";
import {ITailPerceptron} from "../../src/interfaces/ITailPerceptron.sol";
import {ITask, Rules} from "../../src/interfaces/ITask.sol";
import {DepositRefundTakePerceptron} from "../../src/tasks/DepositRefundTakeTasks.sol";
import {DepositTerms} from "../../src/types/DepositTerms.sol";
import {Features} from "../helpers/Features.sol";
import {NaiveTail} from "../helpers/NaiveTail.sol";
import {OpenTail, TailBase} from "../helpers/TailTasks.sol";
import {vm} from "../helpers/Vm.sol";

/// @notice The sparse tail: scores, learning, unlearning, halving, limits, starter models, refusals.
contract TailPerceptronTest is TailBase {
    // Scores

    function test_aValueCountsSixteenfold() public {
        uint256[] memory words = withTail(zeroWords(2, 64), 2);
        uint256 tail = words.length - 256;
        setValue(words, tail, 2, 7, 0, 100);
        setValue(words, tail, 2, 8, 0, -30);
        setValue(words, tail, 2, 4095, 0, LIMIT);
        OpenTail task = newTail(2, 64, 0, words);
        int256[] memory x = draw(1, 64);
        assertEq(scoreOf(task, sampleOf(x, list()), 1), 0, "no ids");
        assertEq(scoreOf(task, sampleOf(x, list(7)), 1), 1600, "one");
        assertEq(scoreOf(task, sampleOf(x, list(7, 8)), 1), 16 * 70, "two in a word");
        assertEq(scoreOf(task, sampleOf(x, list(8, 4095)), 1), 16 * (LIMIT - 30), "the last");
        assertEq(scoreOf(task, sampleOf(x, list(6, 9)), 1), 0, "neighbours");
        (uint8 label,) = task.predict(sampleOf(x, list(8)));
        assertEq(label, 0, "negative is label 0");
    }

    function test_eachLabelHasItsValue() public {
        uint256[4] memory counts = [uint256(3), 4, 5, 8];
        for (uint256 c; c < 4; ++c) {
            uint256 labels = counts[c];
            uint256[] memory words = withTail(zeroWords(labels, 32), labels);
            uint256 tail = words.length - 256 * lanesOf(labels);
            for (uint256 k; k < labels; ++k) {
                setValue(words, tail, labels, 1001, k, 10 * int256(k) - 25);
                setValue(words, tail, labels, 1002, k, -LIMIT);
            }
            OpenTail task = newTail(labels, 32, 0, words);
            (, int256[] memory scores) = task.predict(sampleOf(draw(1, 32), list(1001)));
            for (uint256 k; k < labels; ++k) {
                assertEq(scores[k], 16 * (10 * int256(k) - 25), "value");
            }
        }
    }

    function test_marginsCountTheTail() public {
        uint256[] memory words = withTail(zeroWords(3, 64), 3);
        uint256 tail = words.length - 1024;
        setValue(words, tail, 3, 9, 1, 50);
        setValue(words, tail, 3, 9, 2, 20);
        OpenTail task = newTail(3, 64, 0, words);
        (int256 live, int256 mean) = task.marginOf(sampleOf(draw(1, 64), list(9)), 2);
        assertEq(live, 16 * (20 - 50), "margin");
        assertEq(mean, live, "without averages, the same");
        task.average(64);
        (,, uint256[] memory averages) = task.model();
        assertEq(averages.length, 0, "no averages");
    }

    // Learning

    function test_learningMovesTheLabelAndItsRivalByFourM() public {
        OpenTail task = newTail(4, 64, 0, zeroWords(4, 64));
        task.teach(sampleOf(draw(1, 64), list(16, 17)), 2);
        for (uint256 id = 15; id < 19; ++id) {
            int256 value = id == 16 || id == 17 ? int256(128) : int256(0);
            assertEq(valueAt(task, 4, 64, id, 2), value, "label");
            assertEq(valueAt(task, 4, 64, id, 0), -value, "rival");
            assertEq(valueAt(task, 4, 64, id, 1), 0, "another");
            assertEq(valueAt(task, 4, 64, id, 3), 0, "and another");
        }
    }

    function test_twoLabelsShareAValue() public {
        OpenTail task = newTail(2, 64, 26, zeroWords(2, 64));
        task.teach(sampleOf(draw(1, 64), list(31, 32)), 1);
        assertEq(valueAt(task, 2, 64, 31, 0), 128, "towards label 1");
        assertEq(valueAt(task, 2, 64, 32, 0), 128, "in the next word, too");
        // The 28th sample is the first of the next rate: 23.
        task.teach(sampleOf(draw(1, 64), list(32)), 0);
        assertEq(valueAt(task, 2, 64, 31, 0), 128, "stays");
        assertEq(valueAt(task, 2, 64, 32, 0), 128 - 92, "towards label 0");
    }

    /// @dev Without ids it is the margin perceptron, to the bit.
    function test_withoutIdsItIsTheMarginPerceptron() public {
        uint256[3] memory counts = [uint256(2), 3, 8];
        for (uint256 c; c < 3; ++c) {
            uint256 labels = counts[c];
            DepositRefundTakePerceptron dense = newTask(labels, 64, 470);
            OpenTail task = newTail(labels, 64, 500, randomWords(labels, 64, 470));
            for (uint256 i; i < 20; ++i) {
                bytes memory x = Features.pack(draw(i, 64));
                uint8 label = uint8(i % labels);
                pass(1 days);
                submitAs(ALICE, dense, x, label);
                task.submit{value: task.deposit()}(x, label, type(uint128).max, uint128(clock));
                (uint256[] memory words, uint256 stats,) = task.model();
                (uint256[] memory expected, uint256 expectedStats,) = dense.model();
                assertEq(stats, expectedStats, "stats");
                for (uint256 w; w < words.length; ++w) {
                    assertEq(words[w], w < expected.length ? expected[w] : 0, "word");
                }
            }
        }
    }

    /// @dev A value at its limit and one against it: the score stays where samples teach.
    function test_valuesStopAtTheirLimit() public {
        for (uint256 labels = 2; labels < 4; ++labels) {
            uint256[] memory words = withTail(zeroWords(labels, 64), labels);
            uint256 tail = words.length - 256 * lanesOf(labels);
            uint256 vector = labels == 2 ? 0 : 1;
            setValue(words, tail, labels, 40, vector, LIMIT - 100);
            setValue(words, tail, labels, 41, vector, -LIMIT);
            OpenTail task = newTail(labels, 64, 0, words);
            uint256 lesson = task.teach(sampleOf(draw(1, 64), list(40, 41)), 1);
            assertTrue(lesson != 0, "learnt");
            assertEq(valueAt(task, labels, 64, 40, vector), LIMIT, "stopped");
            assertEq(valueAt(task, labels, 64, 41, vector), 128 - LIMIT, "the other went on");
            // What was cut off when it stopped is not known any more.
            task.unteach(sampleOf(draw(1, 64), list(40, 41)), 1, lesson);
            assertEq(valueAt(task, labels, 64, 40, vector), LIMIT - 128, "unlearnt in full");
            assertEq(valueAt(task, labels, 64, 41, vector), -LIMIT, "unlearnt");
            task.teach(sampleOf(draw(2, 64), list(40, 41)), labels == 2 ? 0 : 2);
            assertTrue(valueAt(task, labels, 64, 41, vector) >= -LIMIT, "stopped below");
        }
    }

    // Halving

    /// @dev A weight at the edge halves everything with the next sample; no value is written for it.
    function test_halvingReachesEveryValueAndWritesNone() public {
        (OpenTail task, bytes memory sample) = atTheEdge();
        uint256 before = task.word(3 + 187);
        uint256 lesson = task.teach(sample, 1);
        assertTrue(lesson != 0, "learnt");
        assertEq(task.counters().halvings(), 1, "halved");
        assertEq(task.word(3 + 187), before, "not written");
        assertEq(valueAt(task, 2, 64, 3000, 0), 50, "but half as large");
        assertEq(valueAt(task, 2, 64, 3001, 0), -51, "rounded down");
        assertEq(valueAt(task, 2, 64, 20, 0), (7 + 128) >> 1, "after the step");
        assertEq(valueAt(task, 2, 64, 2000, 0), 0, "a word never written");
        assertEq(scoreOfIds(task, list(3000, 3001)), 16 * (50 - 51), "the score");

        // A step in the same word writes what halving has left.
        lesson = task.teach(sampleOf(draw(2, 64), list(3001)), 1);
        assertTrue(lesson != 0, "learnt again");
        assertEq(task.word(3 + 187) >> 240, 1, "written");
        assertEq(valueAt(task, 2, 64, 3000, 0), 50, "neighbour");
        assertEq(valueAt(task, 2, 64, 3001, 0), -51 + 128, "moved");
        assertEq(scoreOfIds(task, list(3000, 3001)), 16 * (50 - 51 + 128), "the score");
    }

    function test_unlearningAfterAHalvingTakesHalfBack() public {
        (OpenTail task, bytes memory sample) = atTheEdge();
        uint256 lesson = task.teach(sample, 1);
        task.unteach(sample, 1, lesson);
        assertEq(valueAt(task, 2, 64, 20, 0), 7 >> 1, "as if it had never been there");
        assertEq(valueAt(task, 2, 64, 3000, 0), 50, "another");
    }

    /// @dev Two that come to the same: the task halves the model as samples come, or words were
    /// written by a model halved before.
    function testFuzz_wordsAreRightHoweverFarBehind(uint256 seed, uint8 first, uint8 count) public {
        OpenTail task = newTail(2, 64, 0, zeroWords(2, 64));
        count %= 20;
        int256[] memory values = Features.random(seed, 16, uint256(LIMIT));
        uint256[] memory words = new uint256[](1);
        for (uint256 i; i < 16; ++i) {
            setValue(words, 0, 2, i, 0, values[i]);
        }
        task.setCounters(task.counters().withHalvings(uint256(first) + count));
        task.setWord(3, words[0] | uint256(first) << 240);
        for (uint256 i; i < 16; ++i) {
            assertEq(scoreOfIds(task, list(i)), 16 * (values[i] >> count), "read");
        }
        if (task.teach(sampleOf(draw(1, 64), list(5)), 1) == 0) return;
        assertEq(task.word(3) >> 240, uint8(first + uint256(count)), "written now");
        for (uint256 i; i < 16; ++i) {
            int256 moved = (values[i] >> count) + (i == 5 ? int256(128) : int256(0));
            if (moved > LIMIT) moved = LIMIT;
            assertEq(scoreOfIds(task, list(i)), 16 * moved, "written");
        }
    }

    // Unlearning

    /// @dev Taken out in any order, nothing is left of samples.
    function testFuzz_unlearningIsExact(uint256 seed, uint8 labelSeed, uint8 shift) public {
        uint256 labels = labelCount(labelSeed);
        uint256[] memory words = randomWords(labels, 64, 200);
        OpenTail task = newTail(labels, 64, uint32(seed % 3000), words);
        bytes[] memory samples = new bytes[](6);
        uint256[] memory lessons = new uint256[](6);
        uint256 learnt;
        for (uint256 i; i < 6; ++i) {
            samples[i] = sampleOf(draw(seed ^ i, 64), idsOf(seed, i));
            lessons[i] = task.teach(samples[i], i % labels);
            if (lessons[i] != 0) ++learnt;
        }
        for (uint256 i; i < 6; ++i) {
            uint256 j = (i * 5 + shift) % 6;
            task.unteach(samples[j], j % labels, lessons[j]);
        }
        assertEq(task.counters().halvings(), 0, "not halved");
        uint256 seen = task.counters().samplesSeen();
        (uint256[] memory after_,,) = task.model();
        for (uint256 v; v < vectorsOf(labels); ++v) {
            for (uint256 i; i < 64; ++i) {
                int256 weight = Features.weightAt(after_, v, i, 64);
                assertEq(weight, Features.weightAt(words, v, i, 64), "weight");
            }
            assertEq(Features.biasAt(after_, v, 64), 0, "bias");
        }
        for (uint256 w = words.length; w < after_.length; ++w) {
            assertEq(after_[w], 0, "tail");
        }
        assertEq(seen, seed % 3000 + learnt, "those it learnt from");
    }

    /// @dev Lessons of 0, no samples, change nothing.
    function test_unlearningWhatWasNotLearntChangesNothing() public {
        OpenTail task = newTail(3, 64, 0, zeroWords(3, 64));
        bytes32 before = hashOf(task);
        task.unteach(sampleOf(draw(1, 64), list(1)), 1, 0);
        assertTrue(hashOf(task) == before, "unchanged");
    }

    // Against a naive model

    function testFuzz_equalsTheNaiveModel(
        uint256 seed,
        uint8 labelSeed,
        uint8 size,
        uint8 kind,
        uint16 seen
    ) public {
        Pair memory pair = pairOf(seed, labelSeed, size, kind, seen);
        uint256[] memory lessons = new uint256[](10);
        for (uint256 i; i < 10; ++i) {
            uint256 what = uint256(keccak256(abi.encode(seed, i, "what")));
            uint256 label = what % pair.labels;
            if (i > 3 && what % 5 == 0) {
                uint256 j = (what >> 8) % i;
                unteachBoth(pair, seed, j, lessons[j]);
                lessons[j] = 0;
                continue;
            }
            lessons[i] = teachBoth(pair, seed, i, label);
        }
        compare(pair, seed);
    }

    /// @dev Samples that push one way: halvings come, many of them.
    function test_equalsTheNaiveModelThroughManyHalvings() public {
        for (uint256 labels = 2; labels < 4; ++labels) {
            Pair memory pair = pairOf(labels, uint8(labels - 2), 1, 1, 0);
            for (uint256 round; round < 8; ++round) {
                // Weights at the edge again, in both.
                edge(pair, round);
                for (uint256 i; i < 3; ++i) {
                    teachBoth(pair, labels, 3 * round + i, (round + i) % labels);
                }
            }
            assertTrue(pair.task.counters().halvings() > 4, "halved");
            compare(pair, labels);
        }
    }

    // A batch

    /// @dev The first label's bias and the halvings are in the stats, which a batch keeps in memory.
    function test_aBatchIsTheSameOneByOne() public {
        uint256[3] memory counts = [uint256(2), 4, 8];
        for (uint256 c; c < 3; ++c) {
            uint256 labels = counts[c];
            int256[] memory weights = Features.random(c, vectorsOf(labels) * 64, 100);
            for (uint256 i = 5; i < weights.length; i += 8) {
                weights[i] = 479;
            }
            uint256[] memory words = Features.packWeights(weights, 64);
            OpenTail single = newTail(labels, 64, 0, words);
            OpenTail batch = newTail(labels, 64, 0, words);
            bytes memory all;
            bytes memory chosen;
            pass(1 days);
            for (uint256 i; i < 12; ++i) {
                bytes memory sample = sampleOf(draw(i, 64), eight(3 * i, 17));
                bytes1 label = bytes1(uint8(i % labels));
                (all, chosen) = (bytes.concat(all, sample), bytes.concat(chosen, label));
                vm.prank(ALICE);
                single.submit{value: 1 ether}(sample, uint8(label), 1 ether, uint128(clock));
            }
            vm.prank(ALICE);
            batch.submitMany{value: 12 ether}(all, chosen, 12 ether, uint128(clock));
            assertTrue(batch.counters().halvings() != 0, "halved within");
            assertTrue(hashOf(batch) == hashOf(single), "the same");
        }
    }

    // A model and back

    function test_wordsComeBack() public {
        (OpenTail task, bytes memory sample) = atTheEdge();
        (uint256[] memory words,,) = task.model();
        task.teach(sample, 1);
        (uint256[] memory other,,) = task.model();
        for (uint256 i; i < words.length; ++i) {
            if (other[i] != words[i]) task.setWord(i, words[i]);
        }
        assertEq(task.counters().halvings(), 0, "halvings are the model's");
        assertEq(task.counters().samplesSeen(), 1, "samples seen are not");
        assertEq(valueAt(task, 2, 64, 20, 0), 7, "moved one");
        assertEq(valueAt(task, 2, 64, 3001, 0), -101, "another");
    }

    // Starter models

    function test_starterWordsOfTheTailMayBeLeftOut() public {
        uint256[] memory dense = randomWords(3, 64, 300);
        OpenTail task = newTail(3, 64, 0, dense);
        (uint256 done, bool open) = task.progress();
        assertTrue(open, "dense words only");
        (uint256[] memory words,,) = task.model();
        assertEq(words.length, dense.length + 1024, "all words are told");

        uint256[] memory some = withTail(dense, 3);
        setValue(some, dense.length, 3, 8, 2, -5);
        assembly {
            mstore(some, add(mload(dense), 3))
        }
        task = newTail(3, 64, 0, some);
        (done, open) = task.progress();
        assertTrue(open, "some words of the tail");
        assertEq(valueAt(task, 3, 64, 8, 2), -5, "value");
    }

    function test_aWholeStarterModel() public {
        uint256[] memory words = withTail(randomWords(8, 32, 300), 8);
        uint256 tail = words.length - 2048;
        for (uint256 id = 1; id < 4096; id += 409) {
            for (uint256 k; k < 8; ++k) {
                setValue(words, tail, 8, id, k, int256(id) * (int256(k) - 3));
            }
        }
        OpenTail task = newTail(8, 32, 0, words);
        for (uint256 id = 1; id < 4096; id += 409) {
            for (uint256 k; k < 8; ++k) {
                assertEq(valueAt(task, 8, 32, id, k), int256(id) * (int256(k) - 3), "value");
            }
        }
    }

    function test_anUploadGoesOnInTheTail() public {
        uint256[] memory words = withTail(zeroWords(2, 64), 2);
        setValue(words, 3, 2, 4095, 0, 77);
        Rules memory rules = rulesOf(64, 0);
        rules.starter = Features.digest(words);
        uint256[] memory first = new uint256[](100);
        for (uint256 i; i < 100; ++i) {
            first[i] = words[i];
        }
        OpenTail task = OpenTail(factory.create(openTail(), rules, cardOf(2), first, 1));
        (uint256 done, bool isOpen) = task.progress();
        assertEq(done, 100, "so far");
        assertTrue(!isOpen, "the tail is not complete");
        uint256[] memory rest = new uint256[](words.length - 100);
        for (uint256 i; i < rest.length; ++i) {
            rest[i] = words[100 + i];
        }
        factory.upload(address(task), 100, rest);
        assertEq(valueAt(task, 2, 64, 4095, 0), 77, "the last");
    }

    function test_refusesStarterWordsOfNoTail() public {
        refuseWord(2, uint256(1) << 240, "halved before");
        refuseWord(2, uint256(1) << 255, "spare bits");
        refuseWord(2, 0x4000, "the smallest number of a lane");
        refuseWord(2, uint256(0x4000) << 225, "in the last lane");
        refuseWord(3, uint256(1) << 45, "a fourth label");
        refuseWord(5, uint256(1) << 75, "a sixth label");
        refuseWord(7, uint256(1) << 225, "an eighth label");
    }

    function test_refusesTooManyAndWrongWords() public {
        uint256[] memory words = new uint256[](3 + 256 + 1);
        uint256[] memory dense = zeroWords(2, 64);
        (words[0], words[1], words[2]) = (dense[0], dense[1], dense[2]);
        refuseCreation(2, words, abi.encodeWithSelector(ITask.TooManyWords.selector, 260, 259));
        address open = openTail();
        words = withTail(dense, 2);
        Rules memory rules = rulesOf(64, 0);
        rules.starter = keccak256("another");
        bytes32 digest = Features.digest(words);
        vm.expectRevert(
            abi.encodeWithSelector(ITask.WrongStarter.selector, keccak256("another"), digest)
        );
        factory.create(open, rules, cardOf(2), words, 1);
    }

    function test_refusesAJudgeThatAverages() public {
        Rules memory rules = rulesOf(64, 0);
        rules.terms = DepositTerms.pack(averagingTerms());
        uint256[] memory words = zeroWords(2, 64);
        rules.starter = Features.digest(words);
        address open = openTail();
        vm.expectRevert(abi.encodeWithSelector(ITask.WrongTerms.selector, 6));
        factory.create(open, rules, cardOf(2), words, 1);
    }

    // Refusals of samples

    function test_refusesWrongLengths() public {
        OpenTail task = newTail(2, 64, 0, zeroWords(2, 64));
        bytes memory whole = sampleOf(draw(1, 64), eight(0, 1));
        uint256[8] memory lengths = [uint256(0), 1, 32, 63, 65, 79, 81, 82];
        for (uint256 i; i < 8; ++i) {
            bytes memory sample = new bytes(lengths[i]);
            for (uint256 j; j < lengths[i]; ++j) {
                sample[j] = j < whole.length ? whole[j] : bytes1(0xff);
            }
            bytes memory reason =
                abi.encodeWithSelector(IModel.WrongLength.selector, 64, lengths[i]);
            refuse(task, sample, 0, reason);
        }
        // 64, 66, ... 80 bytes are right.
        for (uint256 i; i < 9; ++i) {
            bytes memory sample = new bytes(64 + 2 * i);
            for (uint256 j; j < sample.length; ++j) {
                sample[j] = whole[j];
            }
            task.predict(sample);
        }
    }

    function test_refusesIdsOfNoBucket() public {
        OpenTail task = newTail(2, 64, 0, zeroWords(2, 64));
        uint256[3] memory outside = [uint256(4096), 32768, 65535];
        for (uint256 i; i < 3; ++i) {
            bytes memory reason =
                abi.encodeWithSelector(ITailPerceptron.IdOutOfRange.selector, outside[i], 4096);
            refuse(task, sampleOf(draw(1, 64), list(outside[i])), 0, reason);
            refuse(task, sampleOf(draw(1, 64), list(4095, outside[i])), 0, reason);
        }
        task.predict(sampleOf(draw(1, 64), list(0, 4095)));
    }

    function test_refusesIdsThatDoNotAscend() public {
        OpenTail task = newTail(4, 64, 0, zeroWords(4, 64));
        refuse(task, sampleOf(draw(1, 64), list(0, 0)), 0, orderError(0, 0));
        refuse(task, sampleOf(draw(1, 64), list(9, 8)), 0, orderError(9, 8));
        refuse(task, sampleOf(draw(1, 64), list(4095, 4095)), 0, orderError(4095, 4095));
        uint256[] memory ids = eight(10, 10);
        ids[7] = 70;
        refuse(task, sampleOf(draw(1, 64), ids), 0, orderError(70, 70));
    }

    function test_refusesTheDensePartAsTheMarginPerceptronDoes() public {
        OpenTail task = newTail(2, 64, 0, zeroWords(2, 64));
        bytes memory sample = sampleOf(draw(1, 64), list(5));
        refuse(task, sample, 2, abi.encodeWithSelector(IModel.UnknownLabel.selector, 2, 2));
        sample[63] = 0;
        refuse(task, sample, 0, abi.encodeWithSelector(IModel.FeatureOutOfRange.selector));
        sample = sampleOf(balanced(33, 64), list(5));
        bytes memory reason =
            abi.encodeWithSelector(IModel.NormTooLarge.selector, 33 * 33 * 64, 1040 * 64);
        refuse(task, sample, 0, reason);
    }

    function test_refusesTooLittleOfAText() public {
        OpenTail task = newTail(2, 64, 0, zeroWords(2, 64));
        refuse(task, sampleOf(ofNorm(26_239), list(5)), 0, weakError(26_239));
        refuse(task, sampleOf(ofNorm(26_239), list()), 0, weakError(26_239));
        refuse(task, sampleOf(new int256[](64), list(5)), 0, weakError(0));
        task.predict(sampleOf(ofNorm(26_240), list(5)));
    }

    // With the incentive

    function test_samplesWithIdsAreSettledLikeAnyOther() public {
        OpenTail task = newTail(2, 64, 500, zeroWords(2, 64));
        bytes memory sample = sampleOf(draw(1, 64), eight(7, 100));
        uint256 price = task.deposit();
        vm.prank(ALICE);
        task.submit{value: price}(sample, 1, uint128(price), uint128(clock));
        pass(2 days);
        uint256 before = ALICE.balance;
        vm.prank(ALICE);
        task.refund(sample, 1);
        assertEq(ALICE.balance, before + price, "paid back");
        // Other ids, another sample.
        bytes memory other = sampleOf(draw(1, 64), eight(8, 100));
        vm.expectRevert(
            abi.encodeWithSelector(IDepositRefundTake.SampleUnknown.selector, keyOf(other, 1))
        );
        task.refund(other, 1);
    }

    function test_theTailDecidesRefundsAndReports() public {
        uint256[] memory words = withTail(zeroWords(2, 64), 2);
        setValue(words, 3, 2, 9, 0, 1500);
        OpenTail task = newTail(2, 64, 500, words);
        bytes memory wrong = sampleOf(balanced(30, 64), list(9));
        bytes memory right = sampleOf(balanced(-30, 64), list(9));
        uint256 price = task.deposit();
        vm.prank(ALICE);
        task.submit{value: price}(wrong, 0, uint128(price), uint128(clock));
        pass(1 days);
        price = task.deposit();
        vm.prank(BOB);
        task.submit{value: price}(right, 1, uint128(price), uint128(clock));
        pass(2 days);
        vm.expectRevert(IDepositRefundTake.ModelDisagrees.selector);
        vm.prank(ALICE);
        task.refund(wrong, 0);
        vm.prank(BOB);
        task.refund(right, 1);
        uint256 before = BOB.balance;
        vm.prank(BOB);
        task.report(wrong, 0, 0);
        assertTrue(BOB.balance > before, "took it");
    }

    // Helpers

    struct Pair {
        OpenTail task;
        NaiveTail naive;
        uint256 labels;
        uint256 dimensions;
    }

    function pairOf(uint256 seed, uint8 labelSeed, uint8 size, uint8 kind, uint16 seen)
        private
        returns (Pair memory pair)
    {
        pair.labels = labelCount(labelSeed);
        pair.dimensions = 32 * (1 + uint256(size) % 3);
        uint256 count = vectorsOf(pair.labels) * pair.dimensions;
        int256[] memory weights = Features.random(seed, count, kind % 2 == 0 ? 200 : 479);
        pair.naive = new NaiveTail(pair.labels, pair.dimensions, seen);
        pair.naive.setWeights(weights);
        uint256[] memory dense = Features.packWeights(weights, pair.dimensions);
        uint256[] memory words = withTail(dense, pair.labels);
        for (uint256 i; kind % 3 != 0 && i < 16; ++i) {
            for (uint256 v; v < vectorsOf(pair.labels); ++v) {
                int256 value = Features.random(seed ^ (8 * i + v), 1, 400)[0];
                // Pairs near the limit, against each other.
                if (kind % 3 == 1) value = (i % 2 == 0 ? int256(1) : -1) * (LIMIT - value % 50);
                if (value > LIMIT) value = LIMIT;
                if (value < -LIMIT) value = -LIMIT;
                setValue(words, dense.length, pair.labels, poolId(seed, i), v, value);
                pair.naive.setValue(v, poolId(seed, i), value);
            }
        }
        // No more words than the pool needs.
        uint256 needed = dense.length + 500 * lanesOf(pair.labels) / 16 + 1;
        assembly {
            mstore(words, needed)
        }
        pair.task = newTail(pair.labels, pair.dimensions, seen, words);
    }

    /// @dev Sixteen ids, some next to each other.
    function poolId(uint256 seed, uint256 i) private pure returns (uint256) {
        return seed % 100 + i * (i < 8 ? 1 : 25);
    }

    /// @dev Up to eight from the pool, in pairs.
    function idsOf(uint256 seed, uint256 i) private pure returns (uint256[] memory ids) {
        uint256 draw_ = uint256(keccak256(abi.encode(seed, i, "ids")));
        ids = new uint256[](2 * (draw_ % 5));
        uint256 found;
        for (uint256 p; p < 8 && found < ids.length; ++p) {
            uint256 left = ids.length - found;
            bool last = 2 * (8 - p) == left;
            if (!last && (draw_ >> (8 + p)) & 1 == 0) continue;
            ids[found++] = poolId(seed, 2 * p);
            ids[found++] = poolId(seed, 2 * p + 1);
        }
        assembly {
            mstore(ids, found)
        }
    }

    function teachBoth(Pair memory pair, uint256 seed, uint256 i, uint256 label)
        private
        returns (uint256 lesson)
    {
        (int256[] memory x, uint256[] memory ids) =
            (draw(seed ^ i, pair.dimensions), idsOf(seed, i));
        (uint8 predicted, int256[] memory scores) = pair.task.predict(sampleOf(x, ids));
        int256[] memory expected = pair.naive.scoresOf(x, ids);
        for (uint256 k; k < pair.labels; ++k) {
            assertEq(scores[k], expected[k], "score");
            assertTrue(scores[predicted] >= expected[k], "the best");
        }
        lesson = pair.task.teach(sampleOf(x, ids), label);
        assertEq(pair.naive.teach(x, ids, label), lesson, "lesson");
        if (lesson != 0) lesson |= label << 32;
    }

    /// @param lesson With the label in bit 32 and up; 0 for none.
    function unteachBoth(Pair memory pair, uint256 seed, uint256 i, uint256 lesson) private {
        if (lesson == 0) return;
        (int256[] memory x, uint256[] memory ids) =
            (draw(seed ^ i, pair.dimensions), idsOf(seed, i));
        pair.task.unteach(sampleOf(x, ids), lesson >> 32, uint32(lesson));
        pair.naive.unteach(x, ids, lesson >> 32, uint32(lesson));
    }

    function compare(Pair memory pair, uint256 seed) private view {
        uint256 vectors = vectorsOf(pair.labels);
        uint256[] memory words = wordsOf(pair.task, vectors * Features.wordsOf(pair.dimensions));
        assertEq(pair.task.counters().halvings(), pair.naive.halvings(), "halvings");
        assertEq(pair.task.counters().samplesSeen(), pair.naive.samplesSeen(), "seen");
        for (uint256 v; v < vectors; ++v) {
            assertEq(Features.biasAt(words, v, pair.dimensions), pair.naive.biases(v), "bias");
            for (uint256 i; i < pair.dimensions; ++i) {
                int256 weight = Features.weightAt(words, v, i, pair.dimensions);
                assertEq(weight, pair.naive.weights(v, i), "weight");
            }
            for (uint256 i; i < 32; ++i) {
                // Those that may have been moved, and their neighbours.
                uint256 id = poolId(seed, i / 2) + i % 2;
                int256 value = valueAt(pair.task, pair.labels, pair.dimensions, id, v);
                assertEq(value, pair.naive.values(v, id), "value");
            }
        }
    }

    function wordsOf(OpenTail task, uint256 count) private view returns (uint256[] memory words) {
        words = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            words[i] = task.word(i);
        }
    }

    /// @dev Puts some weights of both at the edge; the lace stays.
    function edge(Pair memory pair, uint256 round) private {
        uint256 count = vectorsOf(pair.labels) * pair.dimensions;
        int256[] memory weights = new int256[](count);
        int256[] memory biases = new int256[](vectorsOf(pair.labels));
        for (uint256 i; i < count; ++i) {
            weights[i] = i % 2 == round % 2 ? int256(479) : -479;
        }
        for (uint256 v; v < biases.length; ++v) {
            biases[v] = pair.naive.biases(v);
        }
        pair.naive.setWeights(weights);
        uint256[] memory words = Features.packWeights(weights, biases, pair.dimensions);
        uint256 halvings = pair.task.counters().halvings();
        for (uint256 i; i < words.length; ++i) {
            pair.task.setWord(i, words[i]);
        }
        pair.task.setCounters(pair.task.counters().withHalvings(halvings));
    }

    /// @dev A weight of 479 that the sample pushes over the edge, and some values.
    function atTheEdge() private returns (OpenTail task, bytes memory sample) {
        int256[] memory weights = new int256[](64);
        weights[3] = 479;
        uint256[] memory dense = Features.packWeights(weights, 64);
        uint256[] memory words = withTail(dense, 2);
        setValue(words, 3, 2, 20, 0, 7);
        setValue(words, 3, 2, 3000, 0, 100);
        setValue(words, 3, 2, 3001, 0, -101);
        task = newTail(2, 64, 0, words);
        int256[] memory x = balanced(26, 64);
        x[3] = 16;
        sample = sampleOf(x, list(20));
    }

    /// @dev What ids add to a score.
    function scoreOfIds(OpenTail task, uint256[] memory ids) private view returns (int256) {
        int256[] memory x = draw(77, 64);
        return scoreOf(task, sampleOf(x, ids), 1) - scoreOf(task, sampleOf(x, list()), 1);
    }

    /// @dev 64 features: 60 of 20, and four more with the rest of the squares.
    function ofNorm(uint256 norm) private pure returns (int256[] memory x) {
        x = balanced(20, 64);
        uint256 rest = norm - 60 * 400;
        for (uint256 a; a * a <= rest; ++a) {
            for (uint256 b; a * a + b * b <= rest; ++b) {
                for (uint256 c; a * a + b * b + c * c <= rest; ++c) {
                    uint256 d = FixedPointMathLib.sqrt(rest - a * a - b * b - c * c);
                    if (a * a + b * b + c * c + d * d != rest) continue;
                    (x[0], x[1], x[2], x[3]) = (int256(a), int256(b), -int256(c), -int256(d));
                    return x;
                }
            }
        }
    }

    function scoreOf(OpenTail task, bytes memory sample, uint256 label)
        private
        view
        returns (int256)
    {
        (, int256[] memory scores) = task.predict(sample);
        return scores[label];
    }

    function labelCount(uint8 seed) private pure returns (uint256) {
        return 2 + uint256(seed) % 7;
    }

    /// @dev Whichever way a sample comes, it is refused for the reason, and nothing changes.
    function refuse(OpenTail task, bytes memory sample, uint8 label, bytes memory reason) private {
        bytes32 before = hashOf(task);
        uint256 price = task.deposit();
        if (label < 2) {
            vm.expectRevert(reason);
            task.predict(sample);
            bytes[] memory many = new bytes[](1);
            many[0] = sample;
            vm.expectRevert(reason);
            task.predictMany(many);
        }
        vm.expectRevert(reason);
        task.submit{value: price}(sample, label, uint128(price), uint128(clock));
        vm.expectRevert(reason);
        task.submitMany{value: price}(
            sample, abi.encodePacked(label), uint128(price), uint128(clock)
        );
        assertTrue(hashOf(task) == before, "unchanged");
        bytes32[] memory keys = new bytes32[](1);
        keys[0] = keyOf(sample, label);
        assertEq(task.samples(keys)[0], 0, "no record");
    }

    function refuseWord(uint256 labels, uint256 word, string memory what) private {
        uint256[] memory words = withTail(zeroWords(labels, 64), labels);
        uint256 dense = zeroWords(labels, 64).length;
        words[dense + 1] = word;
        bytes memory reason = abi.encodeWithSelector(IModel.WeightOutOfRange.selector, dense + 1);
        refuseCreation(labels, words, reason);
        // A word that is right, to show that it was the word.
        words[dense + 1] = 0x3fff;
        assertTrue(hashOf(newTail(labels, 64, 0, words)) != 0, what);
    }

    function refuseCreation(uint256 labels, uint256[] memory words, bytes memory reason) private {
        Rules memory rules = rulesOf(64, 0);
        rules.starter = Features.digest(words);
        address open = openTail();
        vm.expectRevert(reason);
        factory.create(open, rules, cardOf(labels), words, 1);
    }

    function orderError(uint256 previous, uint256 id) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITailPerceptron.IdsNotAscending.selector, previous, id);
    }

    function weakError(uint256 norm) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITailPerceptron.NormTooSmall.selector, norm, 26_240);
    }
}
