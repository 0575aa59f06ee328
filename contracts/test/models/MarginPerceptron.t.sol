// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModel} from "../../src/interfaces/IModel.sol";
import {Rules} from "../../src/interfaces/ITask.sol";
import {Stats} from "../../src/types/Stats.sol";
import {Base} from "../helpers/Base.sol";
import {Features} from "../helpers/Features.sol";
import {OpenPerceptron} from "../exact/OpenModels.sol";
import {vm} from "../helpers/Vm.sol";

/// @notice The learning rule at each of its bounds, and against a model written one number at a time.
contract MarginPerceptronTest is Base {
    address private implementation;

    /// @dev The naive model.
    struct Naive {
        uint256 labels;
        uint256 dimensions;
        int256[] weights;
        int256[] biases;
        uint256 seen;
        uint256 halvings;
    }

    function setUp() public override {
        super.setUp();
        implementation = address(new OpenPerceptron(address(factory)));
    }

    function test_tiesGoToTheLowestLabel() public {
        bytes memory features = Features.pack(Features.random(1, 32, 40));
        (uint8 label, int256[] memory scores) = taskOf(2, 0, 0, 0).predict(features);
        assertEq(label, 0, "two labels");
        assertEq(scores.length, 2, "a score each");
        (label,) = taskOf(5, 0, 0, 0).predict(features);
        assertEq(label, 0, "five labels");
    }

    function test_theSecondOfTwoLabelsHasTheScore() public {
        bytes memory x = Features.pack(filled(10));
        (uint8 label, int256[] memory scores) = taskOf(2, 7, 0, 0).predict(x);
        assertEq(label, 1, "positive");
        assertEq(scores[0], 0, "label 0");
        assertEq(scores[1], 32 * 7 * 10, "label 1");
        (label, scores) = taskOf(2, -7, 3, 0).predict(x);
        assertEq(label, 0, "negative");
        assertEq(scores[1], -32 * 7 * 10 + 4 * 3, "with its bias");
        assertEq(taskOf(2, 0, 0, 0).logit(), 512 * 32, "a logit");
    }

    function test_predictManyIsPredictForEach() public {
        OpenPerceptron task =
            OpenPerceptron(create(implementation, rulesOf(64, 0), 3, randomWords(3, 64, 479)));
        bytes[] memory many = new bytes[](3);
        for (uint256 i; i < 3; ++i) {
            many[i] = Features.pack(Features.random(i, 64, 45));
        }
        (uint8[] memory labels, int256[][] memory scores) = task.predictMany(many);
        for (uint256 i; i < 3; ++i) {
            (uint8 label, int256[] memory expected) = task.predict(many[i]);
            assertEq(labels[i], label, "label");
            for (uint256 k; k < 3; ++k) {
                assertEq(scores[i][k], expected[k], "score");
            }
        }
    }

    /// @dev With all features 32 and weights w, the score is 1024 w: margins to the unit of 4.
    function test_learnsFromMarginsOfMinusThreeToOneLogit() public {
        assertTrue(learns(16, 0, 1), "margin T");
        assertTrue(!learns(16, 1, 1), "above T");
        assertTrue(learns(48, 0, 0), "margin -3 T");
        assertTrue(!learns(48, 1, 0), "below -3 T");
        assertTrue(learns(0, 0, 0) && learns(0, 0, 1), "margin 0");
    }

    function test_stepsShrinkByHalfPowersOfTwo() public {
        uint32[8] memory seen = [uint32(0), 26, 27, 117, 118, 500, 2000, 1_000_000];
        int256[8] memory rates = [int256(32), 32, 23, 23, 16, 11, 6, 1];
        for (uint256 i; i < 8; ++i) {
            OpenPerceptron task = taskOf(2, 0, 0, seen[i]);
            task.learn(Features.pack(filled(16)), 1);
            (uint256[] memory words, uint256 stats,) = task.model();
            assertEq(Features.biasAt(words, 0, 32), rates[i] * 4, "bias");
            assertEq(Stats.wrap(stats).samplesSeen(), uint256(seen[i]) + 1, "seen");
        }
    }

    /// @dev The hash of the features decides what is rounded up: each by its own byte.
    function test_theDitherRounds() public {
        OpenPerceptron task = taskOf(2, 0, 0, 1_000_000);
        bytes memory x = Features.pack(filled(16));
        task.learn(x, 1);
        (uint256[] memory words,,) = task.model();
        bytes32 hash = keccak256(x);
        uint256 up;
        for (uint256 i; i < 32; ++i) {
            bool over = uint8(hash[i]) + 16 >= 256;
            assertEq(Features.weightAt(words, 0, i, 32), over ? int256(1) : int256(0), "weight");
            if (over) ++up;
        }
        assertTrue(up < 32, "not all");
    }

    function test_onlyTheTrueLabelAndItsBestRivalMove() public {
        int256[] memory biases = new int256[](4);
        (biases[1], biases[3]) = (5, 9);
        OpenPerceptron task = make(4, 32, new int256[](128), biases, 0);
        task.learn(Features.pack(filled(16)), 1);
        (uint256[] memory words,,) = task.model();
        assertEq(Features.biasAt(words, 0, 32), 0, "label 0 stays");
        assertEq(Features.biasAt(words, 1, 32), 5 + 128, "label 1 comes closer");
        assertEq(Features.biasAt(words, 2, 32), 0, "label 2 stays");
        assertEq(Features.biasAt(words, 3, 32), 9 - 128, "label 3, the best rival, goes away");
        for (uint256 i; i < 32; ++i) {
            assertEq(Features.weightAt(words, 0, i, 32), 0, "label 0's weights stay");
            int256 moved = Features.weightAt(words, 1, i, 32);
            assertTrue(moved == 2 || moved == 3, "32 * 16 / 256, rounded by the dither");
            assertEq(Features.weightAt(words, 3, i, 32), -moved, "the rival's by as much");
        }
    }

    /// @dev A weight of 478 and a step of one or two: halving begins exactly at 480.
    function test_halvesOnceAWeightReaches480() public {
        for (int256 start = 475; start < 480; ++start) {
            int256[] memory weights = new int256[](96);
            (weights[40], weights[41], weights[5]) = (start, -7, 101);
            int256[] memory biases = new int256[](3);
            biases[2] = -33;
            OpenPerceptron task = make(3, 32, weights, biases, 0);
            int256[] memory x = new int256[](32);
            x[8] = 20;
            bytes memory packed = Features.pack(x);
            int256 change = (32 * 20 + int256(uint256(uint8(keccak256(packed)[8])))) >> 8;
            task.learn(packed, 1);
            (uint256[] memory words, uint256 stats,) = task.model();
            bool large = start + change >= 480;
            assertEq(Stats.wrap(stats).halvings(), large ? 1 : 0, "halvings");
            int256 expected = start + change;
            assertEq(
                Features.weightAt(words, 1, 8, 32),
                large ? expected >> 1 : expected,
                "the large one"
            );
            assertEq(
                Features.weightAt(words, 1, 9, 32), large ? int256(-4) : int256(-7), "rounded down"
            );
            assertEq(Features.weightAt(words, 0, 5, 32), large ? int256(50) : int256(101), "others");
            assertEq(
                Features.biasAt(words, 2, 32), large ? int256(-17) : int256(-33), "biases, too"
            );
        }
    }

    function test_halvesOnceABiasReachesItsLimit() public {
        for (uint256 i; i < 2; ++i) {
            // The score is 4 b + 127 * 4 * 129 = 4 * 127 * 129 + 4 b, in reach of a step of 128.
            int256[] memory weights = new int256[](32);
            weights[3] = -479;
            weights[4] = -37;
            int256[] memory biases = new int256[](1);
            biases[0] = i == 0 ? int256(16383 - 128) : int256(16384 - 128);
            int256[] memory x = new int256[](32);
            (x[3], x[4]) = (127, 120);
            OpenPerceptron task = make(2, 32, weights, biases, 0);
            task.learn(Features.pack(x), 1);
            (uint256[] memory words, uint256 stats,) = task.model();
            assertEq(Stats.wrap(stats).halvings(), i, "halvings");
            assertEq(Features.biasAt(words, 0, 32), i == 0 ? int256(16383) : int256(8192), "bias");
        }
    }

    function test_refusesWhatNoEncoderGives() public {
        OpenPerceptron task = taskOf(2, 0, 0, 0);
        uint256[3] memory lengths = [uint256(31), 33, 0];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IModel.WrongLength.selector, 32, lengths[i]));
            task.learn(new bytes(lengths[i]), 0);
            vm.expectRevert(abi.encodeWithSelector(IModel.WrongLength.selector, 32, lengths[i]));
            task.predict(new bytes(lengths[i]));
        }
        vm.expectRevert(abi.encodeWithSelector(IModel.UnknownLabel.selector, 2, 2));
        task.learn(Features.pack(filled(1)), 2);
        int256[] memory x = filled(32);
        task.predict(Features.pack(x));
        (x[0], x[1]) = (39, 38);
        // 30 * 1024 + 39^2 + 38^2 = 33,685; the limit is 1040 * 32 = 33,280.
        vm.expectRevert(abi.encodeWithSelector(IModel.NormTooLarge.selector, 33_685, 33_280));
        task.learn(Features.pack(x), 0);
        (x[0], x[1]) = (-36, 35);
        task.predict(Features.pack(x));
        x = filled(0);
        x[31] = -128;
        vm.expectRevert(IModel.FeatureOutOfRange.selector);
        task.learn(Features.pack(x), 0);
    }

    function test_refusesStarterWords() public {
        // 64 features of 2 labels: one high word, two low ones.
        int256[] memory weights = new int256[](64);
        int256[] memory biases = new int256[](1);
        for (uint256 i; i < 2; ++i) {
            weights[40] = i == 0 ? int256(480) : int256(-480);
            refuses(Features.packWeights(weights, biases, 64), 2);
            weights[40] = i == 0 ? int256(479) : int256(-479);
            make(2, 64, weights, biases, 0);
            weights[3] = i == 0 ? int256(480) : int256(-480);
            refuses(Features.packWeights(weights, biases, 64), 1);
            weights[3] = 0;
            biases[0] = i == 0 ? int256(16384) : int256(-16384);
            refuses(Features.packWeights(weights, biases, 64), 0);
            biases[0] = i == 0 ? int256(16383) : int256(-16383);
            make(2, 64, weights, biases, 0);
        }
        // Counters are not the creator's to set, nor anything else in the lace.
        uint256[] memory words = Features.packWeights(new int256[](64), new int256[](1), 64);
        words[0] |= 4;
        refuses(words, 0);
    }

    /// @dev Weights, biases and halvings after some samples are those of the naive model; forgetting
    /// them in any order gives back the start, exactly if nothing was halved.
    function testFuzz_equalsANaiveModelAndUnlearns(uint256 seed) public {
        Naive memory naive = begin(seed);
        OpenPerceptron task =
            make(naive.labels, naive.dimensions, naive.weights, naive.biases, uint32(naive.seen));
        Naive memory start = begin(seed);
        bytes[] memory xs = new bytes[](4);
        uint256[] memory lessons = new uint256[](4);
        for (uint256 i; i < 4; ++i) {
            int256[] memory x = Features.random(seed ^ (i + 1), naive.dimensions, 30);
            xs[i] = Features.pack(x);
            uint256 label = labelOf(seed, i, naive.labels);
            bool learnt = teach(naive, x, xs[i], label);
            lessons[i] = task.learn(xs[i], label);
            assertTrue((lessons[i] != 0) == learnt, "lesson");
            assertTrue(lessons[i] >> 16 == 0, "16 bits");
            same(task, naive);
        }
        for (uint256 i = 4; i > 0; --i) {
            uint256 j = (i + seed % 4) % 4;
            task.unlearn(xs[j], labelOf(seed, j, naive.labels), lessons[j]);
        }
        (, uint256 stats,) = task.model();
        if (Stats.wrap(stats).halvings() == 0) same(task, start);
    }

    /// @dev Learning beyond a halving and forgetting: within the unit for each of the moves.
    function test_unlearnsAcrossAHalvingToTheUnit() public {
        int256[] memory weights = new int256[](64);
        (weights[0], weights[1]) = (475, -333);
        OpenPerceptron task = make(2, 64, weights, new int256[](1), 0);
        int256[] memory x = Features.random(5, 64, 30);
        x[0] = -40;
        bytes memory first = Features.pack(x);
        uint256 lesson = task.learn(first, 1);
        // A second sample makes the weight too large.
        int256[] memory y = new int256[](64);
        y[0] = 60;
        y[1] = 84;
        task.learn(Features.pack(y), 1);
        task.learn(Features.pack(y), 1);
        (uint256[] memory before, uint256 stats,) = task.model();
        assertEq(Stats.wrap(stats).halvings(), 1, "halved once");
        task.unlearn(first, 1, lesson);
        (uint256[] memory words,,) = task.model();
        bytes32 dither = keccak256(first);
        for (uint256 i; i < 64; ++i) {
            int256 change =
                (32 * x[i] + int256(uint256(uint8(dither[(i % 32 + i / 32) % 32])))) >> 8;
            int256 moved = Features.weightAt(before, 0, i, 64) - Features.weightAt(words, 0, i, 64);
            int256 off = 2 * moved - change;
            assertTrue(off >= -1 && off <= 1, "half of the move, to the unit");
        }
        assertEq(Features.biasAt(before, 0, 64) - Features.biasAt(words, 0, 64), 64, "bias");
    }

    /// @dev The averaged model after some steps, and its margins, as computed one number at a time.
    function testFuzz_averagesAreNaiveAverages(uint256 seed) public {
        Naive memory naive = begin(seed);
        OpenPerceptron task =
            make(naive.labels, naive.dimensions, naive.weights, naive.biases, uint32(naive.seen));
        (,, uint256[] memory averages) = task.model();
        assertEq(averages.length, 0, "none yet");
        task.average(64);
        int256[] memory means = copy(naive.weights);
        int256[] memory biases = copy(naive.biases);
        for (uint256 i; i < 3; ++i) {
            int256[] memory x = Features.random(seed ^ (i + 9), naive.dimensions, 30);
            uint256 label = labelOf(seed, i, naive.labels);
            teach(naive, x, Features.pack(x), label);
            task.learn(Features.pack(x), label);
            pass(1 days);
            uint256 part = 1 + (seed >> (3 * i)) % 64;
            task.average(part);
            mix(naive, means, biases, part);
        }
        (,, averages) = task.model();
        for (uint256 v; v < biases.length; ++v) {
            assertEq(Features.biasAt(averages, v, naive.dimensions), biases[v], "bias");
            for (uint256 i; i < naive.dimensions; ++i) {
                assertEq(
                    Features.weightAt(averages, v, i, naive.dimensions),
                    means[v * naive.dimensions + i],
                    "average"
                );
            }
        }
        checkMargins(task, naive, means, biases, seed);
    }

    function checkMargins(
        OpenPerceptron task,
        Naive memory naive,
        int256[] memory means,
        int256[] memory biases,
        uint256 seed
    ) private view {
        int256[] memory x = Features.random(~seed, naive.dimensions, 30);
        Naive memory averaged = Naive(naive.labels, naive.dimensions, means, biases, 0, 0);
        int256[] memory live = scoresOf(naive, x);
        int256[] memory old = scoresOf(averaged, x);
        uint256 part = seed % 65;
        uint256 label = seed % naive.labels;
        bytes memory packed = Features.pack(x);
        assertEq(task.margin(packed, label), marginOf(live, label), "live margin");
        for (uint256 k; k < live.length; ++k) {
            live[k] = (old[k] * int256(64 - part) + live[k] * int256(part)) >> 6;
        }
        int256 mixed = marginOf(live, label);
        assertEq(task.averageMargin(packed, label, part), mixed, "averaged margin");
    }

    // The naive model.

    function begin(uint256 seed) private pure returns (Naive memory naive) {
        uint8[3] memory counts = [2, 3, 5];
        naive.labels = counts[seed % 3];
        naive.dimensions = 32 * (1 + seed / 3 % 3);
        uint256 vectors = naive.labels == 2 ? 1 : naive.labels;
        uint256 size = seed / 9 % 2 == 0 ? 60 : 479;
        naive.weights = Features.random(seed, vectors * naive.dimensions, size);
        naive.biases = Features.random(~seed, vectors, 3000);
        naive.seen = seed / 18 % 3000;
    }

    function labelOf(uint256 seed, uint256 i, uint256 labels) private pure returns (uint256) {
        return (seed >> (64 + 8 * i)) % labels;
    }

    function teach(Naive memory naive, int256[] memory x, bytes memory packed, uint256 label)
        private
        pure
        returns (bool)
    {
        int256[] memory scores = scoresOf(naive, x);
        int256 margin = marginOf(scores, label);
        int256 one = 512 * int256(naive.dimensions);
        if (margin > one || margin < -3 * one) return false;
        int256 rate = rateOf(naive.seen++);
        if (naive.labels == 2) {
            move(naive, 0, x, packed, label == 1 ? rate : -rate);
        } else {
            move(naive, label, x, packed, rate);
            move(naive, rivalOf(scores, label), x, packed, -rate);
        }
        bool large;
        for (uint256 i; i < naive.weights.length; ++i) {
            if (naive.weights[i] >= 480 || naive.weights[i] <= -480) large = true;
        }
        for (uint256 i; i < naive.biases.length; ++i) {
            if (naive.biases[i] >= 16384 || naive.biases[i] <= -16384) large = true;
        }
        if (!large) return true;
        ++naive.halvings;
        for (uint256 i; i < naive.weights.length; ++i) {
            naive.weights[i] >>= 1;
        }
        for (uint256 i; i < naive.biases.length; ++i) {
            naive.biases[i] >>= 1;
        }
        return true;
    }

    /// @param rate Below 0: away.
    function move(
        Naive memory naive,
        uint256 vector,
        int256[] memory x,
        bytes memory packed,
        int256 rate
    ) private pure {
        bytes32 dither = keccak256(packed);
        int256 size = rate < 0 ? -rate : rate;
        for (uint256 i; i < naive.dimensions; ++i) {
            int256 change = size * x[i] + int256(uint256(uint8(dither[(i % 32 + i / 32) % 32])));
            change >>= 8;
            naive.weights[vector * naive.dimensions + i] += rate < 0 ? -change : change;
        }
        naive.biases[vector] += 4 * rate;
    }

    /// @dev 32 / sqrt(1 + n / 64), as the nearest half power of 2, rounded, at least 1.
    function rateOf(uint256 seen) private pure returns (int256) {
        uint8[10] memory rates = [32, 23, 16, 11, 8, 6, 4, 3, 2, 1];
        for (uint256 h; h < 9; ++h) {
            // Below 2^(h + 1/2), with 181 / 128 for the root of 2.
            if ((seen + 64) * 181 < uint256(16384) << h) return int256(uint256(rates[h]));
        }
        return 1;
    }

    function scoresOf(Naive memory naive, int256[] memory x)
        private
        pure
        returns (int256[] memory scores)
    {
        scores = new int256[](naive.labels);
        for (uint256 v; v < naive.biases.length; ++v) {
            int256 score = 4 * naive.biases[v];
            for (uint256 i; i < naive.dimensions; ++i) {
                score += naive.weights[v * naive.dimensions + i] * x[i];
            }
            scores[naive.labels == 2 ? 1 : v] = score;
        }
    }

    function rivalOf(int256[] memory scores, uint256 label) private pure returns (uint256 rival) {
        rival = label == 0 ? 1 : 0;
        for (uint256 k; k < scores.length; ++k) {
            if (k != label && scores[k] > scores[rival]) rival = k;
        }
    }

    function marginOf(int256[] memory scores, uint256 label) private pure returns (int256) {
        return scores[label] - scores[rivalOf(scores, label)];
    }

    function mix(Naive memory naive, int256[] memory means, int256[] memory biases, uint256 part)
        private
        view
    {
        for (uint256 v; v < biases.length; ++v) {
            bytes32 dither = keccak256(abi.encode(clock, v));
            for (uint256 i; i < naive.dimensions; ++i) {
                uint256 place = v * naive.dimensions + i;
                int256 sum = means[place] * int256(64 - part) + naive.weights[place] * int256(part);
                sum += int256(uint256(uint8(dither[(i % 32 + i / 32) % 32])) % 64);
                means[place] = sum >> 6;
            }
            biases[v] = (biases[v] * int256(64 - part) + naive.biases[v] * int256(part) + 32) >> 6;
        }
    }

    function same(OpenPerceptron task, Naive memory naive) private view {
        (uint256[] memory words, uint256 stats,) = task.model();
        assertEq(Stats.wrap(stats).halvings(), naive.halvings, "halvings");
        for (uint256 v; v < naive.biases.length; ++v) {
            assertEq(Features.biasAt(words, v, naive.dimensions), naive.biases[v], "bias");
            for (uint256 i; i < naive.dimensions; ++i) {
                assertEq(
                    Features.weightAt(words, v, i, naive.dimensions),
                    naive.weights[v * naive.dimensions + i],
                    "weight"
                );
            }
        }
    }

    function learns(int256 weight, int256 bias, uint8 label) private returns (bool) {
        OpenPerceptron task = taskOf(2, weight, bias, 0);
        (uint256[] memory before,,) = task.model();
        uint256 lesson = task.learn(Features.pack(filled(32)), label);
        (uint256[] memory words,,) = task.model();
        assertTrue((lesson != 0) == (words[1] != before[1]), "lesson");
        return lesson != 0;
    }

    function refuses(uint256[] memory words, uint256 word) private {
        Rules memory rules = rulesOf(64, 0);
        rules.starter = Features.digest(words);
        vm.expectRevert(abi.encodeWithSelector(IModel.WeightOutOfRange.selector, word));
        factory.create(implementation, rules, cardOf(2), words, 0);
    }

    function filled(int256 value) private pure returns (int256[] memory x) {
        x = new int256[](32);
        for (uint256 i; i < 32; ++i) {
            x[i] = value;
        }
    }

    function copy(int256[] memory from) private pure returns (int256[] memory to) {
        to = new int256[](from.length);
        for (uint256 i; i < from.length; ++i) {
            to[i] = from[i];
        }
    }

    /// @dev 32 features, all weights equal; `bias` is the first vector's.
    function taskOf(uint256 labels, int256 weight, int256 bias, uint32 seen)
        private
        returns (OpenPerceptron)
    {
        uint256 vectors = labels == 2 ? 1 : labels;
        int256[] memory weights = new int256[](32 * vectors);
        int256[] memory biases = new int256[](vectors);
        for (uint256 i; i < weights.length; ++i) {
            weights[i] = weight;
        }
        biases[0] = bias;
        return make(labels, 32, weights, biases, seen);
    }

    function rulesOf(uint256 dimensions, uint32 seen) private pure returns (Rules memory rules) {
        rules = standardRules();
        rules.dimensions = uint16(dimensions);
        rules.samplesSeen = seen;
    }

    function make(
        uint256 labels,
        uint256 dimensions,
        int256[] memory weights,
        int256[] memory biases,
        uint32 seen
    ) private returns (OpenPerceptron) {
        uint256[] memory words = Features.packWeights(weights, biases, dimensions);
        return OpenPerceptron(create(implementation, rulesOf(dimensions, seen), labels, words));
    }
}
