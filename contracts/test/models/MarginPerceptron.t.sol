// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DepositRefundTakePerceptron} from "../../src/DepositRefundTakePerceptron.sol";
import {IModel} from "../../src/interfaces/IModel.sol";
import {Rules} from "../../src/interfaces/ITask.sol";
import {Stats} from "../../src/types/Stats.sol";
import {Base} from "../helpers/Base.sol";
import {Features} from "../helpers/Features.sol";
import {vm} from "../helpers/Vm.sol";

/// @notice The learning rule, on tasks whose weights are chosen so that the outcome is known.
contract MarginPerceptronTest is Base {
    function test_tiesGoToTheLowestLabel() public {
        bytes memory features = Features.pack(Features.random(1, 32, 40));
        (uint8 label, int256[] memory scores) = taskOf(2, 0, 0).predict(features);
        assertEq(label, 0, "two labels");
        assertEq(scores.length, 2, "a score each");
        (label,) = taskOf(5, 0, 0).predict(features);
        assertEq(label, 0, "five labels");
    }

    function test_theSecondOfTwoLabelsHasTheScore() public {
        int256[] memory x = filled(10);
        (uint8 label, int256[] memory scores) = taskOf(2, 7, 0).predict(Features.pack(x));
        assertEq(label, 1, "positive");
        assertEq(scores[0], 0, "label 0");
        assertEq(scores[1], 32 * 7 * 10, "label 1");
        (label, scores) = taskOf(2, -7, 3).predict(Features.pack(x));
        assertEq(label, 0, "negative");
        assertEq(scores[1], -32 * 7 * 10 + 64 * 3, "with its bias");
    }

    function test_predictManyIsPredictForEach() public {
        DepositRefundTakePerceptron task = newTask(3, 64, 3000);
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

    /// @dev With all features 32 and weights w, the score is 1024 w: margins to the unit of 64.
    function test_learnsFromMarginsOfMinusThreeToOneLogit() public {
        assertTrue(learns(256, 0, 1), "margin T");
        assertTrue(!learns(256, 1, 1), "above T");
        assertTrue(learns(768, 0, 0), "margin -3 T");
        assertTrue(!learns(768, 1, 0), "below -3 T");
        assertTrue(learns(0, 0, 0) && learns(0, 0, 1), "margin 0");
    }

    function test_stepsShrinkByHalfPowersOfTwo() public {
        uint32[8] memory seen = [uint32(0), 26, 27, 117, 118, 500, 2000, 1_000_000];
        int256[8] memory rates = [int256(64), 64, 45, 45, 32, 23, 11, 1];
        for (uint256 i; i < 8; ++i) {
            DepositRefundTakePerceptron task = taskOf(2, 0, 0, seen[i]);
            submitAs(ALICE, task, Features.pack(filled(16)), 1);
            (uint256[] memory words, uint256 stats,) = task.model();
            assertEq(Features.weightAt(words, 5), (rates[i] * 16 + 8) >> 4, "weight");
            assertEq(Stats.wrap(stats).bias(0), rates[i] * 4, "bias");
            assertEq(Stats.wrap(stats).samplesSeen(), uint256(seen[i]) + 1, "seen");
            assertEq(Stats.wrap(stats).contributions(), 1, "contributions");
        }
    }

    function test_theTrueLabelAndItsBestRivalMove() public {
        int16[] memory biases = new int16[](4);
        (biases[1], biases[3]) = (5, 9);
        DepositRefundTakePerceptron task = make(4, new int256[](128), biases, 0);
        submitAs(ALICE, task, Features.pack(filled(16)), 1);
        (uint256[] memory words, uint256 stats,) = task.model();
        assertEq(Features.weightAt(words, 0), 0, "label 0 stays");
        assertEq(Features.weightAt(words, 32), 64, "label 1 comes closer");
        assertEq(Features.weightAt(words, 64), 0, "label 2 stays");
        assertEq(Features.weightAt(words, 96), -64, "label 3, the best rival, goes away");
        assertEq(Stats.wrap(stats).bias(1), 5 + 256, "its bias, too");
        assertEq(Stats.wrap(stats).bias(3), 9 - 256, "and the rival's");
    }

    function test_allHalvesWhenAWeightReachesTheLimit() public {
        int256[] memory weights = new int256[](96);
        weights[40] = 16383;
        weights[41] = -7;
        weights[5] = 101;
        int16[] memory biases = new int16[](3);
        biases[2] = -33;
        DepositRefundTakePerceptron task = make(3, weights, biases, 0);
        int256[] memory x = new int256[](32);
        x[8] = 1;
        submitAs(ALICE, task, Features.pack(x), 1);
        (uint256[] memory words, uint256 stats,) = task.model();
        assertEq(Features.weightAt(words, 40), (16383 + 4) >> 1, "the large one");
        assertEq(Features.weightAt(words, 41), -4, "rounded down");
        assertEq(Features.weightAt(words, 5), 50, "another vector");
        assertEq(Features.weightAt(words, 8), (0 - 4) >> 1, "the rival's");
        assertEq(Stats.wrap(stats).bias(2), -17, "biases, too");
        assertEq(Stats.wrap(stats).bias(1), 128, "after the step");
    }

    /// @dev The score is 10 * 1 - 64 * 16383 + 105 * 10,000 = 1,498: label 0 is wrong by little,
    /// so the bias steps down from -16383 by 256 and out of its bounds.
    function test_aBiasAtTheLimitHalvesToo() public {
        int256[] memory weights = new int256[](32);
        weights[3] = 10;
        weights[4] = 10_000;
        int16[] memory biases = new int16[](1);
        biases[0] = -16383;
        DepositRefundTakePerceptron task = make(2, weights, biases, 0);
        int256[] memory x = new int256[](32);
        (x[3], x[4]) = (1, 105);
        submitAs(ALICE, task, Features.pack(x), 0);
        (uint256[] memory words, uint256 stats,) = task.model();
        assertEq(Stats.wrap(stats).bias(0), (-16383 - 256) >> 1, "the bias");
        assertEq(Features.weightAt(words, 3), (10 - 4) >> 1, "the weights with it");
    }

    function test_refusesWhatNoEncoderGives() public {
        DepositRefundTakePerceptron task = taskOf(2, 0, 0);
        expectRefusal(task, new bytes(31), 0, IModel.WrongLength.selector, 32, 31);
        expectRefusal(task, new bytes(33), 0, IModel.WrongLength.selector, 32, 33);
        expectRefusal(task, new bytes(0), 0, IModel.WrongLength.selector, 32, 0);
        expectRefusal(task, Features.pack(filled(1)), 2, IModel.UnknownLabel.selector, 2, 2);

        int256[] memory x = filled(32);
        task.predict(Features.pack(x));
        (x[0], x[1]) = (39, 38);
        // 30 * 1024 + 39^2 + 38^2 = 33,685; the limit is 1040 * 32 = 33,280.
        expectRefusal(task, Features.pack(x), 0, IModel.NormTooLarge.selector, 33_685, 33_280);
        (x[0], x[1]) = (-36, 35);
        task.predict(Features.pack(x));

        x = filled(0);
        x[31] = -128;
        uint256 price = task.deposit();
        vm.expectRevert(IModel.FeatureOutOfRange.selector);
        task.submit{value: price}(Features.pack(x), 0, uint128(price), uint128(clock));
    }

    /// @dev The worst that anyone may send, over and over, on a model at the edge: weights stay in.
    function test_noSamplePushesAWeightOut() public {
        int256[] memory weights = new int256[](64);
        for (uint256 i; i < 64; ++i) {
            weights[i] = i % 2 == 0 ? int256(16383) : -16383;
        }
        DepositRefundTakePerceptron task = make64(weights);
        for (uint256 i; i < 40; ++i) {
            int256[] memory x = new int256[](64);
            // Four features at the end of the range are all the norm cap leaves room for. Two go with
            // their weights and two against, so that the score stays where samples are learnt.
            for (uint256 j; j < 4; ++j) {
                uint256 place = (4 * i + j) % 64;
                x[place] = (place % 2 == 0) == (j < 2) ? int256(127) : -127;
            }
            x[(4 * i + 10) % 64] = int256(i);
            pass(1 days);
            submitAs(ALICE, task, Features.pack(x), 1);
            submitAs(ALICE, task, Features.pack(x), 0);
            (uint256[] memory words,,) = task.model();
            for (uint256 j; j < 64; ++j) {
                int256 weight = Features.weightAt(words, j);
                assertTrue(weight < 16384 && weight > -16384, "inside");
            }
            if (i == 0) assertEq(Features.weightAt(words, 20), 8191, "halved with all the others");
        }
    }

    function learns(int256 weight, int16 bias, uint8 label) private returns (bool) {
        DepositRefundTakePerceptron task = taskOf(2, weight, bias);
        (uint256[] memory before,,) = task.model();
        submitAs(ALICE, task, Features.pack(filled(32)), label);
        (uint256[] memory words,,) = task.model();
        return words[0] != before[0];
    }

    function expectRefusal(
        DepositRefundTakePerceptron task,
        bytes memory features,
        uint8 label,
        bytes4 selector,
        uint256 first,
        uint256 second
    ) private {
        uint256 price = task.deposit();
        vm.expectRevert(abi.encodeWithSelector(selector, first, second));
        task.submit{value: price}(features, label, uint128(price), uint128(clock));
    }

    function filled(int256 value) private pure returns (int256[] memory x) {
        x = new int256[](32);
        for (uint256 i; i < 32; ++i) {
            x[i] = value;
        }
    }

    function taskOf(uint256 labels, int256 weight, int16 bias)
        private
        returns (DepositRefundTakePerceptron)
    {
        return taskOf(labels, weight, bias, 0);
    }

    /// @dev 32 features, all weights equal.
    function taskOf(uint256 labels, int256 weight, int16 bias, uint32 seen)
        private
        returns (DepositRefundTakePerceptron)
    {
        uint256 vectors = labels == 2 ? 1 : labels;
        int256[] memory weights = new int256[](32 * vectors);
        int16[] memory biases = new int16[](vectors);
        for (uint256 i; i < weights.length; ++i) {
            weights[i] = weight;
        }
        biases[0] = bias;
        return make(labels, weights, biases, seen);
    }

    function make64(int256[] memory weights) private returns (DepositRefundTakePerceptron) {
        Rules memory rules = standardRules();
        uint256[] memory words = Features.packWeights(weights);
        return DepositRefundTakePerceptron(
            factory.create(rules, cardOf(2), words, new int16[](1), 0, bytes32(++_salt))
        );
    }

    uint256 private _salt;

    function make(uint256 labels, int256[] memory weights, int16[] memory biases, uint32 seen)
        private
        returns (DepositRefundTakePerceptron)
    {
        Rules memory rules = standardRules();
        rules.dimensions = 32;
        uint256[] memory words = Features.packWeights(weights);
        return DepositRefundTakePerceptron(
            factory.create(rules, cardOf(labels), words, biases, seen, bytes32(++_salt))
        );
    }
}
