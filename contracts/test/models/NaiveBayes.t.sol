// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {IModel} from "../../src/interfaces/IModel.sol";
import {ITask, Rules} from "../../src/interfaces/ITask.sol";
import {DepositTerms} from "../../src/types/DepositTerms.sol";
import {Stats} from "../../src/types/Stats.sol";
import {Base} from "../helpers/Base.sol";
import {Features} from "../helpers/Features.sol";
import {vm} from "../helpers/Vm.sol";
import {OpenBayes} from "../exact/OpenModels.sol";

/// @notice Naive Bayes over signs against the same thing done one number at a time.
contract NaiveBayesTest is Base {
    /// @dev ln 2 in 10^18ths.
    int256 private constant LN_2 = 693_147_180_559_945_309;

    /// @dev One label, the slow way.
    struct Naive {
        uint256[] levels;
        uint256 count;
    }

    address private implementation;

    function setUp() public override {
        super.setUp();
        implementation = address(new OpenBayes(address(factory)));
    }

    function test_startsAsItsWordsSay() public {
        uint256[] memory words = starter(3, 64, 1, 100);
        OpenBayes task = newBayes(3, 64, words);
        (uint256[] memory live, uint256 stats, uint256[] memory averages) = task.model();
        assertEq(keccak(live), keccak(words), "words");
        assertEq(averages.length, 0, "no averages");
        assertEq(Stats.wrap(stats).samplesSeen(), 500, "seen");
        assertEq(Stats.wrap(stats).lastUpdate(), clock, "opened");
        assertEq(stats >> 128, 0, "no counts among the stats");
        // 128 / ln 2, rounded.
        assertEq(task.logit(), 185, "logit");
    }

    function test_wordCounts() public {
        uint256[4] memory dimensions = [uint256(32), 64, 96, 512];
        uint256[4] memory chunks = [uint256(1), 1, 2, 8];
        for (uint256 i; i < 4; ++i) {
            uint256[] memory words = starter(8, dimensions[i], 1, 10);
            assertEq(words.length, 1 + 16 * chunks[i], "words");
            (, bool open) = newBayes(8, dimensions[i], words).progress();
            assertTrue(open, "open");
        }
    }

    /// @dev Scores are sums of rounded logarithms, whatever the packing.
    function testFuzz_scores(uint256 seed, uint8 shape) public {
        (uint256 labels, uint256 dimensions) = shapeOf(shape);
        OpenBayes task =
            newBayes(labels, dimensions, starter(labels, dimensions, seed, seed % 4096));
        Naive[] memory naive = readAll(task, labels, dimensions);
        assertScores(task, naive, draw(seed, dimensions, 0));
        assertScores(task, naive, draw(seed, dimensions, 1));
    }

    function test_extremeScores() public {
        uint256[] memory words = starter(2, 512, 1, 0);
        // Label 0 is sure that all features are negative, label 1 that none is.
        for (uint256 i = 1; i < words.length; ++i) {
            words[i] = i < 17 ? 0 : type(uint256).max;
        }
        OpenBayes task = newBayes(2, 512, words);
        (uint8 label, int256[] memory scores) = task.predict(Features.pack(filled(512, 20)));
        assertEq(label, 1, "label");
        assertEq(scores[0], 0, "no agreement");
        assertEq(scores[1], 512 * 317, "full agreement");
        (label, scores) = task.predict(Features.pack(filled(512, -20)));
        assertEq(label, 0, "the other label");
        assertEq(scores[0], 512 * 317, "full agreement the other way round");
    }

    /// @dev The prior is 128 log2(n + 1), straight between powers of 2.
    function test_prior() public {
        uint256[6] memory counts = [uint256(0), 1, 2, 100, 1023, 4095];
        for (uint256 i; i < 6; ++i) {
            uint256[] memory words = starter(2, 32, 1, 0);
            // Label 0 has no samples, label 1 some; all levels are the same.
            words[0] = counts[i] << 144;
            (words[3], words[4]) = (words[1], words[2]);
            OpenBayes task = newBayes(2, 32, words);
            int256 prior = task.margin(Features.pack(filled(32, 1)), 1);
            int256 exact = 128 * FixedPointMathLib.lnWad(int256(counts[i] + 1) * 1e18) / LN_2;
            assertTrue(prior <= exact + 1 && prior >= exact - 12, "prior");
            assertEq(prior, int256(priorOf(counts[i])), "the formula");
        }
    }

    function test_stepsGrowSmaller() public {
        uint256[10] memory counts = [uint256(0), 7, 8, 23, 24, 55, 56, 119, 120, 4094];
        uint256[10] memory steps = [uint256(16), 16, 8, 8, 4, 4, 2, 2, 1, 1];
        for (uint256 i; i < 10; ++i) {
            OpenBayes task = newBayes(2, 64, starter(2, 64, i, counts[i]));
            Naive memory before = read(task, 0, 64);
            task.learn(Features.pack(filled(64, 20)), 0);
            Naive memory after_ = read(task, 0, 64);
            bool moved;
            for (uint256 k; k < 64; ++k) {
                uint256 change = after_.levels[k] - before.levels[k];
                assertTrue(change == 0 || change == steps[i], "step");
                moved = moved || change != 0;
            }
            assertTrue(moved, "something moved");
        }
    }

    function test_learnManyFeatures() public {
        assertLearns(1, 2, 512, 3);
        assertLearns(2, 8, 512, 4095);
    }

    function testFuzz_learn(uint256 seed, uint8 shape, uint16 count) public {
        (uint256 labels, uint256 dimensions) = shapeOf(shape);
        // Small counts, where steps are large, are as likely as large ones.
        assertLearns(seed, labels, dimensions, count & 1 == 0 ? count % 128 : count % 4096);
    }

    function assertLearns(uint256 seed, uint256 labels, uint256 dimensions, uint256 count) private {
        OpenBayes task = newBayes(labels, dimensions, starter(labels, dimensions, seed, count));
        Naive[] memory naive = readAll(task, labels, dimensions);
        assertScores(task, naive, draw(seed, dimensions, 0));
        for (uint256 n; n < 2; ++n) {
            int256[] memory features = draw(uint256(keccak256(abi.encode(seed, n))), dimensions, n);
            uint256 label = (seed >> n) % labels;
            uint256 from = stepOf(naive[label].count);
            assertEq(task.learn(Features.pack(features), label), from + 1, "lesson");
            learn(naive, features, label, from);
            assertSame(task, naive, dimensions);
        }
    }

    /// @dev The bits of one chunk are no business of another label or chunk.
    function test_learnTouchesItsLabelOnly() public {
        OpenBayes task = newBayes(3, 96, starter(3, 96, 1, 10));
        (uint256[] memory before,,) = task.model();
        task.learn(Features.pack(draw(1, 96, 0)), 1);
        (uint256[] memory after_,,) = task.model();
        assertEq(after_[0], before[0] + (1 << 144), "count");
        for (uint256 i = 1; i < before.length; ++i) {
            bool own = i >= 5 && i < 9;
            if (!own) assertEq(after_[i], before[i], "other label");
        }
        assertEq(after_[7] & (uint256(type(uint32).max) * (1 + (1 << 64))), 0, "no feature");
    }

    function test_countsAreHalvedTogether() public {
        uint256[] memory words = starter(3, 32, 1, 0);
        words[0] = 4095 << 128 | 1001 << 144 | uint256(4095) << 160;
        OpenBayes task = newBayes(3, 32, words);
        (, uint256 stats,) = task.model();
        task.learn(Features.pack(draw(1, 32, 0)), 0);
        assertEq(read(task, 0, 32).count, 2048, "first");
        assertEq(read(task, 1, 32).count, 500, "second");
        assertEq(read(task, 2, 32).count, 2047, "third");
        (, uint256 statsNow,) = task.model();
        assertEq(statsNow, stats + 1, "stats stay");
    }

    /// @dev The same sample's direction for ever: levels go to the ends and stay there.
    function test_pushingOneWayStaysInside() public {
        OpenBayes task = newBayes(2, 32, starter(2, 32, 1, 0));
        for (uint256 n; n < 1000; ++n) {
            int256[] memory features = filled(32, 1 + int256(n % 20));
            features[31] = -1 - int256(n / 20 % 30);
            features[30] = 1 + int256(n / 600);
            task.learn(Features.pack(features), 0);
        }
        Naive memory own = read(task, 0, 32);
        for (uint256 i; i < 31; ++i) {
            assertTrue(own.levels[i] > 245, "up");
        }
        assertTrue(own.levels[31] < 10, "down");
    }

    /// @dev Levels come to stand for how often features are 0 or more.
    function test_levelsAreFrequencies() public {
        OpenBayes task = newBayes(2, 64, starter(2, 64, 1, 0));
        for (uint256 n; n < 1200; ++n) {
            uint256 draws = uint256(keccak256(abi.encode(n)));
            int256[] memory features = new int256[](64);
            for (uint256 i; i < 64; ++i) {
                // A quarter of the even features and three quarters of the odd ones.
                bool up = (draws >> (4 * i)) % 4 < (i % 2 == 0 ? 1 : 3);
                features[i] = up ? int256(20) : -20;
            }
            task.learn(Features.pack(features), 1);
        }
        Naive memory own = read(task, 1, 64);
        uint256[2] memory means;
        for (uint256 i; i < 64; ++i) {
            means[i % 2] += own.levels[i];
        }
        // 32 levels with a spread of about 7 each.
        assertTrue(means[0] / 32 > 58 && means[0] / 32 < 69, "a quarter");
        assertTrue(means[1] / 32 > 186 && means[1] / 32 < 197, "three quarters");
    }

    /// @dev At once: all is as before but where a level equals its number, and there one step at most.
    function testFuzz_unlearnAtOnce(uint256 seed, uint8 shape, uint16 count) public {
        (uint256 labels, uint256 dimensions) = shapeOf(shape);
        count = count & 1 == 0 ? count % 128 : count % 4095;
        OpenBayes task = newBayes(labels, dimensions, starter(labels, dimensions, seed, count));
        uint256 label = seed % labels;
        Naive memory before = read(task, label, dimensions);
        int256[] memory features = draw(seed, dimensions, 0);
        uint256 lesson = task.learn(Features.pack(features), label);
        Naive memory taught = read(task, label, dimensions);
        task.unlearn(Features.pack(features), label, lesson);
        Naive memory after_ = read(task, label, dimensions);
        bytes32 hash = keccak256(Features.pack(features));
        uint256 from = lesson - 1;
        for (uint256 i; i < dimensions; ++i) {
            uint256 agreement = agreementOf(taught.levels[i], features[i]);
            uint256 off = distance(after_.levels[i], before.levels[i]);
            if (agreement >> from == numberAt(hash, i) >> from) {
                assertTrue(off == 0 || off == 1 << from, "one step");
            } else {
                assertEq(off, 0, "exact");
            }
        }
        assertEq(after_.count, before.count, "count");
    }

    /// @dev Later, when all steps are 1/256: no level is off by more, whatever was learnt between.
    function testFuzz_unlearnLater(uint256 seed, uint8 shape) public {
        (uint256 labels, uint256 dimensions) = shapeOf(shape);
        uint256[] memory words = starter(labels, dimensions, seed, 1000);
        OpenBayes with = newBayes(labels, dimensions, words);
        OpenBayes without = newBayes(labels, dimensions, words);
        bytes memory odd = Features.pack(draw(seed, dimensions, 1));
        uint256 label = seed % labels;
        uint256 lesson = with.learn(odd, label);
        for (uint256 n = 2; n < 6; ++n) {
            bytes memory packed = Features.pack(draw(seed ^ n, dimensions, n));
            with.learn(packed, label);
            without.learn(packed, label);
        }
        with.unlearn(odd, label, lesson);
        Naive memory own = read(with, label, dimensions);
        Naive memory expected = read(without, label, dimensions);
        for (uint256 i; i < dimensions; ++i) {
            assertTrue(distance(own.levels[i], expected.levels[i]) <= 1, "level");
        }
        assertEq(own.count, expected.count, "count");
    }

    /// @dev However often, taking out moves nothing beyond the ends and no count below 0.
    function test_unlearnWithoutSamples() public {
        OpenBayes task = newBayes(2, 96, starter(2, 96, 1, 3));
        (uint256[] memory before,,) = task.model();
        bytes memory features = Features.pack(draw(1, 96, 0));
        task.unlearn(features, 1, 0);
        (uint256[] memory same,,) = task.model();
        assertEq(keccak(same), keccak(before), "lesson 0");
        for (uint256 n; n < 300; ++n) {
            int256[] memory drawn = filled(96, 20);
            (drawn[n % 96], drawn[n / 96]) = (10, 15);
            task.unlearn(Features.pack(drawn), 1, 1 + n % 5);
        }
        Naive memory own = read(task, 1, 96);
        assertEq(own.count, 0, "count");
        for (uint256 i; i < 96; ++i) {
            assertTrue(own.levels[i] < 32, "down and not around");
        }
        (uint256[] memory words,,) = task.model();
        // The words of label 1's second chunk, and the other label's.
        assertEq(
            (words[7] | words[8]) & (uint256(type(uint32).max) * (1 + (1 << 64))), 0, "no feature"
        );
        assertEq(words[1], before[1], "the other label");
    }

    function test_wordsComeAndGo() public {
        OpenBayes task = newBayes(2, 64, starter(2, 64, 1, 100));
        (uint256[] memory words, uint256 stats,) = task.model();
        task.learn(Features.pack(draw(1, 64, 0)), 0);
        for (uint256 i; i < words.length; ++i) {
            task.setWord(i, words[i] | (i == 0 ? 12_345 : 0));
            assertEq(task.wordAt(i), words[i], "word");
        }
        (uint256[] memory again, uint256 statsNow,) = task.model();
        assertEq(keccak(again), keccak(words), "words");
        assertEq(statsNow, stats + 1, "stats stay");
    }

    /// @dev There is no average: the model as it is stands for it, and nothing moves.
    function test_noAverage() public {
        OpenBayes task = newBayes(2, 64, starter(2, 64, 1, 100));
        bytes memory features = Features.pack(draw(1, 64, 0));
        assertEq(task.averageMargin(features, 1, 32), task.margin(features, 1), "margin");
        task.average(64);
        (,, uint256[] memory averages) = task.model();
        assertEq(averages.length, 0, "averages");
    }

    // What is refused.

    function test_refusesAnAveragedJudge() public {
        Rules memory rules = standardRules();
        rules.terms = DepositTerms.pack(judgedTerms());
        uint256[] memory words = starter(2, 64, 1, 100);
        rules.starter = Features.digest(words);
        vm.expectRevert(abi.encodeWithSelector(ITask.WrongTerms.selector, 6));
        factory.create(implementation, rules, cardOf(2), words, 1);
    }

    function test_refusesFeatures() public {
        OpenBayes task = newBayes(2, 64, starter(2, 64, 1, 100));
        (uint256[] memory before, uint256 stats,) = task.model();
        bytes memory good = Features.pack(filled(64, 30));
        bytes memory short_ = new bytes(63);
        refuse(task, short_, abi.encodeWithSelector(IModel.WrongLength.selector, 64, 63));
        bytes memory long_ = bytes.concat(good, bytes1(0x80));
        refuse(task, long_, abi.encodeWithSelector(IModel.WrongLength.selector, 64, 65));
        bytes memory zero = Features.pack(filled(64, 30));
        zero[63] = 0;
        refuse(task, zero, abi.encodeWithSelector(IModel.FeatureOutOfRange.selector));
        bytes memory large = Features.pack(filled(64, 33));
        refuse(task, large, abi.encodeWithSelector(IModel.NormTooLarge.selector, 69_696, 66_560));
        vm.expectRevert(abi.encodeWithSelector(IModel.UnknownLabel.selector, 2, 2));
        task.learn(good, 2);
        (uint256[] memory after_, uint256 statsNow,) = task.model();
        assertEq(keccak(after_), keccak(before), "nothing changed");
        assertEq(statsNow, stats, "nor the stats");
    }

    function test_refusesStarterWords() public {
        // Stats; a count of 4096; one of a label that is not there; bits of no feature.
        uint256[6] memory places = [uint256(0), 0, 0, 0, 3, 4];
        uint256[6] memory bits = [
            uint256(1),
            uint256(1) << 127,
            4096 << 144,
            uint256(1) << 160,
            uint256(1) << 31,
            uint256(1) << (192 + 31)
        ];
        for (uint256 i; i < 6; ++i) {
            uint256[] memory words = starter(2, 96, 1, 0);
            words[places[i]] |= bits[i];
            Rules memory rules = standardRules();
            rules.dimensions = 96;
            rules.terms = DepositTerms.pack(paperTerms());
            rules.starter = Features.digest(words);
            vm.expectRevert(abi.encodeWithSelector(IModel.WeightOutOfRange.selector, places[i]));
            factory.create(implementation, rules, cardOf(2), words, uint64(i));
        }
        newBayes(2, 96, starter(2, 96, 1, 4095));
        newBayes(8, 32, starter(8, 32, 1, 4095));
    }

    /// @dev An incentive's own calls work with this model: submit, wait, refund.
    function test_refundThroughTheIncentive() public {
        OpenBayes task = newBayes(2, 64, starter(2, 64, 1, 0));
        bytes memory features = Features.pack(draw(1, 64, 0));
        (uint8 label,) = task.predict(features);
        uint256 price = task.deposit();
        vm.prank(ALICE);
        task.submit{value: price}(features, label, uint128(price), uint128(clock));
        (, uint256 stats,) = task.model();
        assertEq(Stats.wrap(stats).samplesSeen(), 501, "seen");
        assertEq(read(task, label, 64).count, 1, "learnt");
        pass(2 days);
        uint256 had = ALICE.balance;
        vm.prank(ALICE);
        task.refund(features, label);
        assertEq(ALICE.balance - had, price, "refunded");
    }

    // Gas of whole transactions but for `predict`, which is a call; printed for the README.

    function test_gas() public {
        uint256[4] memory labels = [uint256(2), 4, 2, 4];
        uint256[4] memory dimensions = [uint256(64), 64, 512, 512];
        for (uint256 i; i < 4; ++i) {
            OpenBayes task =
                newBayes(labels[i], dimensions[i], starter(labels[i], dimensions[i], 1, 200));
            string memory name = string.concat(
                "labels: ", vm.toString(labels[i]), ", features: ", vm.toString(dimensions[i])
            );
            submit(task, Features.pack(draw(1, dimensions[i], 0)));
            pass(1 days);
            bytes memory next = Features.pack(draw(2, dimensions[i], 0));
            submit(task, next);
            emit log_named_uint(string.concat(name, ", submit"), lastGas());
            (uint8 label,) = task.predict(next);
            emit log_named_uint(string.concat(name, ", predict"), lastGas());
            pass(2 days);
            if (label == 1) {
                vm.prank(ALICE);
                task.refund(next, 1);
                emit log_named_uint(string.concat(name, ", refund"), lastGas());
            }
        }
    }

    event log_named_uint(string what, uint256 gas);

    function lastGas() private view returns (uint256) {
        return vm.lastCallGas().gasTotalUsed;
    }

    function submit(OpenBayes task, bytes memory features) private {
        uint256 price = task.deposit();
        vm.prank(ALICE);
        task.submit{value: price}(features, 1, uint128(price), uint128(clock));
    }

    // Helpers.

    function newBayes(uint256 labels, uint256 dimensions, uint256[] memory words)
        private
        returns (OpenBayes)
    {
        Rules memory rules = standardRules();
        rules.dimensions = uint16(dimensions);
        rules.terms = DepositTerms.pack(paperTerms());
        return OpenBayes(create(implementation, rules, labels, words));
    }

    /// @dev Random levels, and the same count for all labels.
    function starter(uint256 labels, uint256 dimensions, uint256 seed, uint256 count)
        private
        pure
        returns (uint256[] memory words)
    {
        uint256 chunks = (dimensions + 63) / 64;
        words = new uint256[](1 + 2 * labels * chunks);
        for (uint256 k; k < labels; ++k) {
            words[0] |= count << (128 + 16 * k);
            for (uint256 i; i < dimensions; ++i) {
                uint256 level = uint8(uint256(keccak256(abi.encode(seed, k, i))));
                for (uint256 bit; bit < 8; ++bit) {
                    (uint256 word, uint256 shift) = place(k, i, bit, dimensions);
                    words[word] |= ((level >> bit) & 1) << shift;
                }
            }
        }
    }

    /// @dev Where a bit of a level is.
    function place(uint256 label, uint256 i, uint256 bit, uint256 dimensions)
        private
        pure
        returns (uint256 word, uint256 shift)
    {
        uint256 chunks = (dimensions + 63) / 64;
        word = 1 + 2 * (label * chunks + i / 64) + (bit < 4 ? 1 : 0);
        shift = 64 * (bit % 4) + 63 - i % 64;
    }

    function read(OpenBayes task, uint256 label, uint256 dimensions)
        private
        view
        returns (Naive memory own)
    {
        (uint256[] memory words,,) = task.model();
        own.levels = new uint256[](dimensions);
        own.count = uint16(words[0] >> (128 + 16 * label));
        for (uint256 i; i < dimensions; ++i) {
            for (uint256 bit; bit < 8; ++bit) {
                (uint256 word, uint256 shift) = place(label, i, bit, dimensions);
                own.levels[i] |= ((words[word] >> shift) & 1) << bit;
            }
        }
    }

    function readAll(OpenBayes task, uint256 labels, uint256 dimensions)
        private
        view
        returns (Naive[] memory all)
    {
        all = new Naive[](labels);
        for (uint256 k; k < labels; ++k) {
            all[k] = read(task, k, dimensions);
        }
    }

    /// @dev The rule as it is written down.
    function learn(Naive[] memory all, int256[] memory features, uint256 label, uint256 from)
        private
        pure
    {
        bytes32 hash = keccak256(Features.pack(features));
        uint256[] memory levels = all[label].levels;
        for (uint256 i; i < features.length; ++i) {
            uint256 agreement = agreementOf(levels[i], features[i]);
            if (agreement >> from < numberAt(hash, i) >> from) agreement += 1 << from;
            assertTrue(agreement < 256, "no overflow");
            levels[i] = agreementOf(agreement, features[i]);
        }
        if (++all[label].count < 4096) return;
        for (uint256 k; k < all.length; ++k) {
            all[k].count /= 2;
        }
    }

    /// @dev The number that the hash draws for a feature: four bits of each of two words.
    function numberAt(bytes32 hash, uint256 i) private pure returns (uint256 number) {
        for (uint256 use; use < 2; ++use) {
            uint256 drawn = uint256(keccak256(abi.encode(hash, i / 64, use)));
            for (uint256 plane; plane < 4; ++plane) {
                uint256 bit = (drawn >> (64 * plane + 63 - i % 64)) & 1;
                number |= bit << (plane + (use == 0 ? 4 : 0));
            }
        }
    }

    function agreementOf(uint256 level, int256 feature) private pure returns (uint256) {
        return feature < 0 ? 255 - level : level;
    }

    function stepOf(uint256 count) private pure returns (uint256) {
        if (count < 8) return 4;
        if (count < 24) return 3;
        if (count < 56) return 2;
        return count < 120 ? 1 : 0;
    }

    function priorOf(uint256 count) private pure returns (uint256 prior) {
        uint256 power = 1;
        while (2 * power <= count + 1) {
            power *= 2;
            prior += 128;
        }
        prior += 128 * (count + 1 - power) / power;
    }

    /// @dev 64 log2(2 u + 1), rounded: the table itself is in the library in another form.
    function logarithm(uint256 upper) private pure returns (uint256) {
        int256 exact = 64 * FixedPointMathLib.lnWad(int256(2 * upper + 1) * 1e18);
        return uint256((exact + LN_2 / 2) / LN_2);
    }

    function assertScores(OpenBayes task, Naive[] memory naive, int256[] memory features)
        private
        view
    {
        uint256[16] memory table;
        for (uint256 u; u < 16; ++u) {
            table[u] = logarithm(u);
        }
        (uint8 label, int256[] memory scores) = task.predict(Features.pack(features));
        uint256 best;
        for (uint256 k; k < naive.length; ++k) {
            uint256 score = priorOf(naive[k].count);
            for (uint256 i; i < features.length; ++i) {
                score += table[agreementOf(naive[k].levels[i], features[i]) / 16];
            }
            assertEq(scores[k], int256(score), "score");
            if (scores[k] > scores[best]) best = k;
        }
        assertEq(label, best, "label");
    }

    function assertSame(OpenBayes task, Naive[] memory naive, uint256 dimensions) private view {
        for (uint256 k; k < naive.length; ++k) {
            Naive memory own = read(task, k, dimensions);
            assertEq(own.count, naive[k].count, "count");
            assertEq(keccak(own.levels), keccak(naive[k].levels), "levels");
        }
    }

    function refuse(OpenBayes task, bytes memory features, bytes memory reason) private {
        vm.expectRevert(reason);
        task.learn(features, 0);
        vm.expectRevert(reason);
        task.predict(features);
    }

    /// @dev Many features are left to tests of their own: naive sums are slow.
    function shapeOf(uint8 shape) private pure returns (uint256 labels, uint256 dimensions) {
        labels = [uint256(2), 2, 3, 3, 8, 2][shape % 6];
        dimensions = [uint256(32), 64, 64, 96, 32, 160][shape % 6];
    }

    /// @dev Ordinary samples, and ones with zeros and features at the ends of the range.
    function draw(uint256 seed, uint256 dimensions, uint256 kind)
        private
        pure
        returns (int256[] memory features)
    {
        if (kind % 2 == 0) return Features.random(seed, dimensions, 40);
        features = Features.random(seed, dimensions, 1);
        features[seed % dimensions] = 127;
        features[(seed % dimensions + 1) % dimensions] = -127;
    }

    function filled(uint256 dimensions, int256 value) private pure returns (int256[] memory x) {
        x = new int256[](dimensions);
        for (uint256 i; i < dimensions; ++i) {
            x[i] = value;
        }
    }

    function distance(uint256 a, uint256 b) private pure returns (uint256) {
        return a > b ? a - b : b - a;
    }

    function keccak(uint256[] memory words) private pure returns (uint256) {
        return uint256(keccak256(abi.encodePacked(words)));
    }
}
