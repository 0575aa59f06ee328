// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IDepositRefundTake} from "../../src/interfaces/IDepositRefundTake.sol";
import {IModel} from "../../src/interfaces/IModel.sol";
import {Rules} from "../../src/interfaces/ITask.sol";
import {PackedVector} from "../../src/libraries/PackedVector.sol";
import {DepositTerms} from "../../src/types/DepositTerms.sol";
import {Stats} from "../../src/types/Stats.sol";
import {Base} from "../helpers/Base.sol";
import {Features} from "../helpers/Features.sol";
import {vm} from "../helpers/Vm.sol";
import {OpenCentroid} from "../exact/OpenModels.sol";

/// @notice The model of centroids against the same thing done one number at a time.
contract NearestCentroidTest is Base {
    uint256 private constant SAMPLE = 64;
    uint256 private constant FULL = 512 * 64;

    /// @dev One label, the slow way.
    struct Naive {
        int256[] sums;
        uint256 count;
        uint256 halvings;
    }

    address private implementation;

    function setUp() public override {
        super.setUp();
        implementation = address(new OpenCentroid(address(factory)));
    }

    function test_startsAsItsWordsSay() public {
        uint256[] memory words = starter(3, 64, 100, 640);
        OpenCentroid task = newCentroid(3, 64, words);
        (uint256[] memory live, uint256 stats, uint256[] memory averages) = task.model();
        assertEq(keccak(live), keccak(words), "words");
        assertEq(averages.length, 0, "no averages");
        assertEq(Stats.wrap(stats).samplesSeen(), 500, "seen");
        assertEq(task.logit(), 4096, "logit");
    }

    function test_wordCounts() public {
        // Tasks open only when all words are there.
        uint256[4] memory dimensions = [uint256(32), 64, 96, 512];
        for (uint256 i; i < 4; ++i) {
            uint256[] memory words = starter(8, dimensions[i], 10, SAMPLE);
            (, bool open) = newCentroid(8, dimensions[i], words).progress();
            assertTrue(open, "open");
            assertEq(words.length, 8 * Features.wordsOf(dimensions[i]), "words");
        }
    }

    /// @dev After a few samples the centroid is their mean, up to the rounding of features to 32.
    function test_centroidIsTheMean() public {
        OpenCentroid task = newCentroid(2, 64, starter(2, 64, 0, 0));
        int256[] memory total = new int256[](64);
        for (uint256 n = 1; n <= 60; ++n) {
            int256[] memory features = Features.random(n, 64, 40);
            task.learn(Features.pack(features), 1);
            for (uint256 i; i < 64; ++i) {
                total[i] += features[i];
            }
        }
        Naive memory own = read(task, 1, 64);
        assertEq(own.count, 60 * SAMPLE, "count");
        int256 off;
        for (uint256 i; i < 64; ++i) {
            int256 difference = 32 * own.sums[i] - total[i];
            // Each of 60 roundings is off by less than 32, and the dither makes them cancel.
            assertTrue(difference < 700 && difference > -700, "mean");
            off += difference;
        }
        assertTrue(off < 6000 && off > -6000, "unbiased");
        assertEq(read(task, 0, 64).count, 0, "the other label");
    }

    function test_scoresAreDistances() public {
        OpenCentroid task = newCentroid(2, 64, starter(2, 64, 0, 0));
        bytes memory near = Features.pack(filled(64, 30));
        bytes memory far = Features.pack(filled(64, -30));
        // A label without samples scores 0: as far as |x|^2.
        (, int256[] memory scores) = task.predict(near);
        assertEq(scores[0], 0, "untaught");
        for (uint256 i; i < 64; ++i) {
            task.learn(variant(30, i), 1);
            task.learn(variant(-30, i), 0);
        }
        (uint8 label, int256[] memory after_) = task.predict(near);
        assertEq(label, 1, "near");
        (label,) = task.predict(far);
        assertEq(label, 0, "far");
        // |x|^2 = 57600, at no distance; and four times that away.
        assertTrue(after_[1] > 55_000 && after_[1] < 60_000, "no distance");
        assertTrue(after_[0] > -185_000 && after_[0] < -160_000, "distance");
        assertEq(task.margin(near, 1), after_[1] - after_[0], "margin");
    }

    function test_countReachesItsLimitAndIsHalved() public {
        OpenCentroid task = newCentroid(2, 32, starter(2, 32, 0, FULL - 1));
        task.learn(variantOf(32, 20, 1), 0);
        Naive memory own = read(task, 0, 32);
        assertEq(own.count, (FULL - 1 + SAMPLE) / 2, "count");
        assertEq(own.halvings, 1, "halvings");
        assertEq(read(task, 1, 32).count, FULL - 1, "the other label keeps its own");
    }

    /// @dev The same direction again and again: sums reach their bound, are halved, and never leave.
    function test_pushingOneWayStaysInside() public {
        OpenCentroid task = newCentroid(2, 32, starter(2, 32, 0, 0));
        for (uint256 n; n < 400; ++n) {
            int256[] memory features = new int256[](32);
            features[0] = 127;
            features[1] = -127;
            features[2 + n % 30] = int256(n % 7);
            task.learn(Features.pack(features), 0);
        }
        Naive memory own = read(task, 0, 32);
        assertTrue(own.halvings > 1, "halved");
        assertTrue(own.sums[0] > 200 && own.sums[0] < 480, "up");
        assertTrue(own.sums[1] < -200 && own.sums[1] > -480, "down");
        // The centroid is where it was pushed.
        int256 centroid = 2048 * own.sums[0] / int256(own.count);
        assertTrue(centroid > 120 && centroid < 134, "centroid");
    }

    function test_learnManyFeatures() public {
        assertLearns(1, 2, 512, 0);
        assertLearns(2, 8, 512, 1);
    }

    function testFuzz_learn(uint256 seed, uint8 shape, uint8 kind) public {
        (uint256 labels, uint256 dimensions) = shapeOf(shape);
        assertLearns(seed, labels, dimensions, kind);
    }

    function assertLearns(uint256 seed, uint256 labels, uint256 dimensions, uint8 kind) private {
        uint256 count = kind % 3 == 0 ? FULL - 1 : seed % FULL;
        uint256[] memory words = starter(labels, dimensions, kind % 2 == 0 ? 479 : 100, count);
        OpenCentroid task = newCentroid(labels, dimensions, words);
        Naive[] memory naive = readAll(task, labels, dimensions);
        for (uint256 n; n < 3; ++n) {
            int256[] memory features = draw(uint256(keccak256(abi.encode(seed, n))), dimensions, n);
            bytes memory packed = Features.pack(features);
            uint256 label = (seed >> n) % labels;
            assertScores(task, naive, features);
            uint256 lesson = task.learn(packed, label);
            assertEq(lesson, 0x8000 | naive[label].halvings, "lesson");
            move(naive[label], features, 1, 0);
            assertSame(task, naive, dimensions);
        }
    }

    /// @dev Without halving `_unlearn` is exact, whatever was learnt in between.
    function testFuzz_unlearnIsExact(uint256 seed, uint8 shape) public {
        (uint256 labels, uint256 dimensions) = shapeOf(shape);
        uint256[] memory words = starter(labels, dimensions, 400, SAMPLE * 100);
        OpenCentroid with = newCentroid(labels, dimensions, words);
        OpenCentroid without = newCentroid(labels, dimensions, words);
        bytes memory odd = Features.pack(draw(seed, dimensions, 1));
        uint256 label = seed % labels;
        uint256 lesson = with.learn(odd, label);
        for (uint256 n = 2; n < 6; ++n) {
            bytes memory packed = Features.pack(draw(seed ^ n, dimensions, n));
            with.learn(packed, (seed >> n) % labels);
            without.learn(packed, (seed >> n) % labels);
        }
        with.unlearn(odd, label, lesson);
        (uint256[] memory words_,,) = with.model();
        (uint256[] memory expected,,) = without.model();
        assertEq(keccak(words_), keccak(expected), "as if never learnt");
    }

    /// @dev After halvings that both went through, sums are at most 1 too large and counts exact.
    function testFuzz_unlearnAfterHalving(uint256 seed, uint8 halvings) public {
        halvings = 1 + halvings % 5;
        uint256[] memory words = starter(2, 64, 200, SAMPLE * 100);
        OpenCentroid with = newCentroid(2, 64, words);
        OpenCentroid without = newCentroid(2, 64, words);
        int256[] memory features = draw(seed, 64, 0);
        // The first sum is what `halve` pushes; the odd sample leaves it alone.
        features[0] = 0;
        bytes memory odd = Features.pack(features);
        uint256 lesson = with.learn(odd, 1);
        for (uint256 h; h < halvings; ++h) {
            halve(with, h);
            halve(without, h);
        }
        with.unlearn(odd, 1, lesson);
        Naive memory own = read(with, 1, 64);
        Naive memory expected = read(without, 1, 64);
        assertEq(own.halvings, halvings, "halvings");
        assertEq(own.halvings, expected.halvings, "the same halvings");
        for (uint256 i; i < 64; ++i) {
            int256 off = own.sums[i] - expected.sums[i];
            assertTrue(halvings < 4 ? off == 0 || off == 1 : off >= -1 && off <= 1, "sums");
        }
        // Nothing is taken out any more after more than three.
        uint256 left = halvings < 4 ? 0 : SAMPLE >> halvings;
        assertEq(own.count, expected.count + left, "count");
    }

    /// @dev Taking out everything leaves nothing.
    function test_unlearnAll() public {
        OpenCentroid task = newCentroid(2, 64, starter(2, 64, 0, 0));
        (uint256[] memory before,,) = task.model();
        uint256[] memory lessons = new uint256[](20);
        for (uint256 n; n < 20; ++n) {
            lessons[n] = task.learn(variant(30, n), n % 2);
        }
        for (uint256 n; n < 20; ++n) {
            task.unlearn(variant(30, n), n % 2, lessons[n]);
        }
        (uint256[] memory after_,,) = task.model();
        assertEq(keccak(after_), keccak(before), "nothing left");
    }

    /// @dev A count cannot fall below 0, and the lesson 0 does nothing.
    function test_unlearnWithoutSamples() public {
        OpenCentroid task = newCentroid(2, 64, starter(2, 64, 100, 10));
        bytes memory features = variant(30, 1);
        (uint256[] memory before,,) = task.model();
        task.unlearn(features, 1, 0);
        (uint256[] memory same,,) = task.model();
        assertEq(keccak(same), keccak(before), "lesson 0");
        task.unlearn(features, 1, 0x8000);
        assertEq(read(task, 1, 64).count, 0, "count");
    }

    function testFuzz_average(uint256 seed, uint8 shape, uint8 firstPart, uint8 secondPart) public {
        (uint256 labels, uint256 dimensions) = shapeOf(shape);
        OpenCentroid task =
            newCentroid(labels, dimensions, starter(labels, dimensions, 479, seed % FULL));
        task.average(64);
        (uint256[] memory words,, uint256[] memory means) = task.model();
        assertEq(keccak(means), keccak(words), "the whole way");
        uint256[2] memory parts = [1 + uint256(firstPart) % 64, 1 + uint256(secondPart) % 64];
        for (uint256 n; n < 2; ++n) {
            task.learn(Features.pack(draw(seed ^ n, dimensions, n)), seed % labels);
            pass(1 hours);
            task.average(parts[n]);
            uint256[] memory before = means;
            (words,, means) = task.model();
            for (uint256 k; k < labels; ++k) {
                bytes32 dither = keccak256(abi.encode(clock, k));
                assertMixed(before, words, means, k, dimensions, parts[n], dither);
            }
        }
    }

    /// @dev Halfway between two steps the scores of both models are mixed.
    function testFuzz_averageMargin(uint256 seed, uint8 part) public {
        part %= 65;
        OpenCentroid task = newCentroid(3, 64, starter(3, 64, 300, seed % FULL));
        task.average(64);
        Naive[] memory mean = readAll(task, 3, 64);
        for (uint256 n; n < 5; ++n) {
            task.learn(Features.pack(draw(seed ^ n, 64, 0)), seed % 3);
        }
        Naive[] memory live = readAll(task, 3, 64);
        int256[] memory features = draw(seed ^ 99, 64, 0);
        int256[3] memory scores;
        for (uint256 k; k < 3; ++k) {
            int256 mixed = score(mean[k], features) * int256(64 - uint256(part));
            mixed += score(live[k], features) * int256(uint256(part));
            scores[k] = mixed >> 6;
        }
        int256 rival = scores[1] > scores[2] ? scores[1] : scores[2];
        bytes memory packed = Features.pack(features);
        assertEq(task.averageMargin(packed, 0, part), scores[0] - rival, "margin");
    }

    /// @dev A task with an averaged judge takes this model, and the average starts as the starter.
    function test_averagedJudge() public {
        Rules memory rules = standardRules();
        rules.terms = DepositTerms.pack(judgedTerms());
        uint256[] memory words = starter(2, 64, 100, SAMPLE);
        address task = create(implementation, rules, 2, words);
        (,, uint256[] memory means) = OpenCentroid(task).model();
        assertEq(keccak(means), keccak(words), "average");
    }

    function test_wordsComeAndGo() public {
        OpenCentroid task = newCentroid(2, 64, starter(2, 64, 100, SAMPLE));
        (uint256[] memory words, uint256 stats,) = task.model();
        task.learn(variant(30, 1), 0);
        for (uint256 i; i < words.length; ++i) {
            task.setWord(i, words[i]);
            assertEq(task.wordAt(i), words[i], "word");
        }
        (uint256[] memory again, uint256 statsNow,) = task.model();
        assertEq(keccak(again), keccak(words), "words");
        assertEq(statsNow, stats + 1, "stats stay");
    }

    // What is refused.

    function test_refusesFeatures() public {
        OpenCentroid task = newCentroid(2, 64, starter(2, 64, 100, SAMPLE));
        (uint256[] memory before, uint256 stats,) = task.model();
        bytes memory good = variant(30, 1);
        bytes memory short_ = new bytes(63);
        refuse(task, short_, 0, abi.encodeWithSelector(IModel.WrongLength.selector, 64, 63));
        bytes memory long_ = bytes.concat(good, bytes1(0x80));
        refuse(task, long_, 0, abi.encodeWithSelector(IModel.WrongLength.selector, 64, 65));
        bytes memory zero = variant(30, 1);
        zero[5] = 0;
        refuse(task, zero, 0, abi.encodeWithSelector(IModel.FeatureOutOfRange.selector));
        bytes memory large = Features.pack(filled(64, 33));
        bytes memory reason = abi.encodeWithSelector(IModel.NormTooLarge.selector, 69_696, 66_560);
        refuse(task, large, 0, reason);
        vm.expectRevert(abi.encodeWithSelector(IModel.UnknownLabel.selector, 2, 2));
        task.learn(good, 2);
        (uint256[] memory after_, uint256 statsNow,) = task.model();
        assertEq(keccak(after_), keccak(before), "nothing changed");
        assertEq(statsNow, stats, "nor the stats");
    }

    function test_refusesStarterWords() public {
        uint256[] memory words = starter(2, 96, 100, SAMPLE);
        // A sum of 480: lower byte 0xe0, upper bits 3.
        words[1] |= 0xe0;
        words[1] &= ~uint256(0x1f);
        words[0] |= 3 << 4;
        refuseWords(96, words, 1);

        // A count of 512 samples; something above it; a lace in another block; bits of no feature.
        uint256[4] memory places = [uint256(0), 0, 3, 8];
        uint256[4] memory laces = [FULL, 1 << 16, 1, 0];
        for (uint256 i; i < 4; ++i) {
            words = starter(2, 96, 100, SAMPLE);
            words[places[i]] = PackedVector.withLace(words[places[i]], laces[i]);
            if (i == 3) words[8] |= 1;
            refuseWords(96, words, places[i]);
        }

        words = starter(2, 96, 479, FULL - 1);
        newCentroid(2, 96, words);
    }

    /// @dev An incentive's own calls work with this model: submit, wait, refund.
    function test_refundThroughTheIncentive() public {
        OpenCentroid task = newCentroid(2, 64, starter(2, 64, 0, 0));
        bytes memory features = variant(30, 1);
        uint256 price = task.deposit();
        vm.prank(ALICE);
        task.submit{value: price}(features, 1, uint128(price), uint128(clock));
        assertEq(read(task, 1, 64).count, SAMPLE, "learnt");
        pass(2 days);
        uint256 had = ALICE.balance;
        vm.prank(ALICE);
        task.refund(features, 1);
        assertEq(ALICE.balance - had, price, "refunded");
    }

    // Gas of whole transactions but for `predict`, which is a call; printed for the README.

    function test_gas() public {
        uint256[4] memory labels = [uint256(2), 4, 2, 4];
        uint256[4] memory dimensions = [uint256(64), 64, 512, 512];
        for (uint256 i; i < 4; ++i) {
            OpenCentroid task =
                newCentroid(labels[i], dimensions[i], starter(labels[i], dimensions[i], 100, 6400));
            string memory name = string.concat(
                "labels: ", vm.toString(labels[i]), ", features: ", vm.toString(dimensions[i])
            );
            submit(task, variantOf(dimensions[i], 30, 1));
            pass(1 days);
            bytes memory next = variantOf(dimensions[i], 30, 2);
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
            task.average(64);
            pass(1 days);
            task.average(1);
            emit log_named_uint(string.concat(name, ", a step of the average"), lastGas());
        }
    }

    event log_named_uint(string what, uint256 gas);

    function lastGas() private view returns (uint256) {
        return vm.lastCallGas().gasTotalUsed;
    }

    function submit(OpenCentroid task, bytes memory features) private {
        uint256 price = task.deposit();
        vm.prank(ALICE);
        task.submit{value: price}(features, 1, uint128(price), uint128(clock));
    }

    // Helpers.

    function newCentroid(uint256 labels, uint256 dimensions, uint256[] memory words)
        private
        returns (OpenCentroid)
    {
        Rules memory rules = standardRules();
        rules.dimensions = uint16(dimensions);
        rules.terms = DepositTerms.pack(paperTerms());
        return OpenCentroid(create(implementation, rules, labels, words));
    }

    /// @dev Random sums up to `reach`, and the same count for all labels.
    function starter(uint256 labels, uint256 dimensions, uint256 reach, uint256 count)
        private
        pure
        returns (uint256[] memory words)
    {
        uint256 size = Features.wordsOf(dimensions);
        words = Features.packWeights(
            Features.random(labels + dimensions, labels * dimensions, reach), dimensions
        );
        for (uint256 k; k < labels; ++k) {
            words[k * size] = PackedVector.withLace(words[k * size], count);
        }
    }

    function refuse(OpenCentroid task, bytes memory features, uint256 label, bytes memory reason)
        private
    {
        vm.expectRevert(reason);
        task.learn(features, label);
        vm.expectRevert(reason);
        task.predict(features);
    }

    function refuseWords(uint256 dimensions, uint256[] memory words, uint256 index) private {
        Rules memory rules = standardRules();
        rules.dimensions = uint16(dimensions);
        rules.terms = DepositTerms.pack(paperTerms());
        rules.starter = Features.digest(words);
        vm.expectRevert(abi.encodeWithSelector(IModel.WeightOutOfRange.selector, index));
        factory.create(implementation, rules, cardOf(2), words, uint64(index + words[index] % 1e9));
    }

    /// @dev Halves label 1 by a push of its first sum over the bound, in two tasks alike.
    function halve(OpenCentroid task, uint256 n) private {
        uint256 word = task.wordAt(Features.wordsOf(64) + 1);
        // 477: lower byte 0xdd with upper bits 3; one feature of 127 adds 3 or 4.
        task.setWord(Features.wordsOf(64) + 1, word & (type(uint256).max >> 8) | 0xdd << 248);
        uint256 high = task.wordAt(Features.wordsOf(64));
        task.setWord(Features.wordsOf(64), high & ~(uint256(3) << 252) | 3 << 252);
        int256[] memory features = new int256[](64);
        features[0] = 127;
        features[1] = int256(n);
        task.learn(Features.pack(features), 1);
    }

    function read(OpenCentroid task, uint256 label, uint256 dimensions)
        private
        view
        returns (Naive memory own)
    {
        (uint256[] memory words,,) = task.model();
        own.sums = new int256[](dimensions);
        for (uint256 i; i < dimensions; ++i) {
            own.sums[i] = Features.weightAt(words, label, i, dimensions);
        }
        uint256 lace = PackedVector.lace(words[label * Features.wordsOf(dimensions)]);
        (own.count, own.halvings) = (lace & 0xffff, lace >> 16);
    }

    function readAll(OpenCentroid task, uint256 labels, uint256 dimensions)
        private
        view
        returns (Naive[] memory all)
    {
        all = new Naive[](labels);
        for (uint256 k; k < labels; ++k) {
            all[k] = read(task, k, dimensions);
        }
    }

    /// @dev The rule as it is written down, for one label.
    function move(Naive memory own, int256[] memory features, int256 sign, uint256 halvings)
        private
        pure
    {
        bytes32 dither = keccak256(Features.pack(features));
        bool large;
        for (uint256 i; i < features.length; ++i) {
            int256 step = (8 * features[i] + ditherAt(dither, i)) >> (8 + halvings);
            own.sums[i] += sign * step;
            large = large || own.sums[i] >= 480 || own.sums[i] <= -480;
        }
        own.count += SAMPLE;
        if (!large && own.count < FULL) return;
        for (uint256 i; i < features.length; ++i) {
            own.sums[i] >>= 1;
        }
        own.count >>= 1;
        own.halvings = (own.halvings + 1) % 256;
    }

    /// @dev 2 x.c - |c|^2 with c = 2048 s / count.
    function score(Naive memory own, int256[] memory features) private pure returns (int256) {
        if (own.count == 0) return 0;
        int256 count = int256(own.count);
        int256 sum;
        for (uint256 i; i < features.length; ++i) {
            sum += 2 * features[i] * 2048 * own.sums[i] * count;
            sum -= 2048 * own.sums[i] * 2048 * own.sums[i];
        }
        return sum / (count * count);
    }

    function assertScores(OpenCentroid task, Naive[] memory naive, int256[] memory features)
        private
        view
    {
        (uint8 label, int256[] memory scores) = task.predict(Features.pack(features));
        uint256 best;
        for (uint256 k; k < naive.length; ++k) {
            assertEq(scores[k], score(naive[k], features), "score");
            if (scores[k] > scores[best]) best = k;
        }
        assertEq(label, best, "label");
    }

    function assertSame(OpenCentroid task, Naive[] memory naive, uint256 dimensions) private view {
        for (uint256 k; k < naive.length; ++k) {
            Naive memory own = read(task, k, dimensions);
            assertEq(own.count, naive[k].count, "count");
            assertEq(own.halvings, naive[k].halvings, "halvings");
            for (uint256 i; i < dimensions; ++i) {
                assertEq(own.sums[i], naive[k].sums[i], "sum");
                assertTrue(own.sums[i] < 480 && own.sums[i] > -480, "inside");
            }
        }
    }

    function assertMixed(
        uint256[] memory before,
        uint256[] memory words,
        uint256[] memory means,
        uint256 label,
        uint256 dimensions,
        uint256 part,
        bytes32 dither
    ) private pure {
        for (uint256 i; i < dimensions; ++i) {
            int256 sum = int256(64 - part) * (Features.weightAt(before, label, i, dimensions) + 512);
            sum += int256(part) * (Features.weightAt(words, label, i, dimensions) + 512);
            int256 expected = (sum + ditherAt(dither, i) % 64) / 64 - 512;
            assertEq(Features.weightAt(means, label, i, dimensions), expected, "mean");
        }
        uint256 at_ = label * Features.wordsOf(dimensions);
        uint256 count = (64 - part) * (PackedVector.lace(before[at_]) & 0xffff);
        count += part * (PackedVector.lace(words[at_]) & 0xffff) + uint8(dither[31]) % 64;
        assertEq(PackedVector.lace(means[at_]), count / 64, "mean count");
    }

    /// @dev Byte i of the hash, which is turned by a byte for every 32 features.
    function ditherAt(bytes32 dither, uint256 i) private pure returns (int256) {
        return int256(uint256(uint8(dither[(i % 32 + i / 32) % 32])));
    }

    /// @dev Many features are left to tests of their own: naive sums are slow.
    function shapeOf(uint8 shape) private pure returns (uint256 labels, uint256 dimensions) {
        labels = [uint256(2), 2, 3, 3, 8, 2][shape % 6];
        dimensions = [uint256(32), 64, 64, 96, 32, 160][shape % 6];
    }

    /// @dev Ordinary samples, and ones with features at the ends of the range.
    function draw(uint256 seed, uint256 dimensions, uint256 kind)
        private
        pure
        returns (int256[] memory features)
    {
        if (kind % 2 == 0) return Features.random(seed, dimensions, 40);
        features = new int256[](dimensions);
        for (uint256 i; i < dimensions / 16; ++i) {
            uint256 place = uint256(keccak256(abi.encode(seed, i)));
            features[place % dimensions] = place >> 255 == 0 ? int256(127) : -127;
        }
    }

    function filled(uint256 dimensions, int256 value) private pure returns (int256[] memory x) {
        x = new int256[](dimensions);
        for (uint256 i; i < dimensions; ++i) {
            x[i] = value;
        }
    }

    function variant(int256 value, uint256 n) private pure returns (bytes memory) {
        return variantOf(64, value, n);
    }

    /// @dev The same value everywhere but in one place, so that no two samples are the same.
    function variantOf(uint256 dimensions, int256 value, uint256 n)
        private
        pure
        returns (bytes memory)
    {
        int256[] memory x = filled(dimensions, value);
        x[n % dimensions] = value / 2;
        return Features.pack(x);
    }

    function keccak(uint256[] memory words) private pure returns (uint256) {
        return uint256(keccak256(abi.encodePacked(words)));
    }
}
