// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {Trainer} from "../Trainer.sol";
import {IModel} from "../interfaces/IModel.sol";
import {PackedVector} from "../libraries/PackedVector.sol";
import {PackedRules} from "../types/Rules.sol";
import {Stats, StatsLibrary} from "../types/Stats.sol";

/// @notice A perceptron that also learns from samples it got right by less than a margin, and
/// ignores those that contradict it strongly.
///
/// With N2 = 1024 * dimensions and T = 8 * N2 (one logit):
/// - score of a vector = sum of weight * feature + 64 * bias; margin = score of the sample's label
///   minus the best other score;
/// - learn if -3 T <= margin <= T;
/// - the sample's label moves by (m x + 8) >> 4 towards the features, the best rival as much away;
///   two labels share one vector. m = 64 / sqrt(1 + n / 64), n samples seen, as a half power of 2;
/// - once any weight or bias reaches 16384 in size, all are halved.
abstract contract MarginPerceptron is Trainer, IModel {
    /// @dev Constant input of the biases.
    int256 private constant BIAS_INPUT = 64;

    /// @dev Weights and biases stay below this in size.
    int256 private constant WEIGHT_LIMIT = 16384;

    uint256 private constant MAX_STARTER_SAMPLES = 1_000_000;

    /// @dev 64, 45, 32, ... 1: byte h is 64 * 2^(-h/2), rounded, at least 1.
    uint256 private constant RATES =
        0x402d2017100b0806040302010101010101010101010101010101010101010101;

    /// @dev 8 labels * 512 features / 16 weights a slot.
    uint256[256] private _weights;

    /// @inheritdoc IModel
    function predict(bytes calldata features)
        public
        view
        returns (uint8 label, int256[] memory scores)
    {
        PackedRules packed = _rules();
        (uint256 reversed, uint256 sum) = _read(packed, features);
        scores = _scores(packed, _stats, reversed, sum);
        label = uint8(_best(scores, type(uint256).max));
    }

    /// @inheritdoc IModel
    function predictMany(bytes[] calldata features)
        external
        view
        returns (uint8[] memory labels, int256[][] memory scores)
    {
        labels = new uint8[](features.length);
        scores = new int256[][](features.length);
        for (uint256 i; i < features.length; ++i) {
            (labels[i], scores[i]) = predict(features[i]);
        }
    }

    /// @inheritdoc IModel
    function model()
        external
        view
        returns (uint256[] memory weights, uint256 stats, uint256 packedRules)
    {
        PackedRules packed = _rules();
        weights = new uint256[](_words(packed));
        for (uint256 i; i < weights.length; ++i) {
            weights[i] = _weights[i];
        }
        return (weights, Stats.unwrap(_stats), PackedRules.unwrap(packed));
    }

    /// @inheritdoc Trainer
    function _start(
        PackedRules packed,
        uint256[] calldata weights,
        int16[] calldata biases,
        uint256 samplesSeen
    ) internal override returns (Stats stats) {
        if (weights.length != _words(packed) || biases.length != packed.vectors()) {
            revert WrongModelSize(weights.length, biases.length);
        }
        if (samplesSeen > MAX_STARTER_SAMPLES) revert TooManySamples(samplesSeen);
        for (uint256 i; i < weights.length; ++i) {
            if (PackedVector.outside(weights[i]) != 0) revert WeightOutOfRange();
            _weights[i] = weights[i];
        }
        stats = StatsLibrary.begin(samplesSeen, block.timestamp);
        for (uint256 i; i < biases.length; ++i) {
            if (_tooLarge(biases[i])) revert WeightOutOfRange();
            stats = stats.moveBias(i, biases[i]);
        }
    }

    /// @inheritdoc Trainer
    function _learn(PackedRules packed, Stats stats, bytes calldata features, uint256 label)
        internal
        override
        returns (Stats)
    {
        if (label >= packed.labels()) revert UnknownLabel(label, packed.labels());
        (uint256 reversed, uint256 sum) = _read(packed, features);
        if (packed.labels() == 2) {
            int256 score = _score(packed, stats, 0, reversed, sum);
            if (_teaches(packed, label == 1 ? score : -score)) {
                stats = _step(packed, stats, features, 0, type(uint256).max, label == 0);
            }
        } else {
            int256[] memory scores = _scores(packed, stats, reversed, sum);
            uint256 rival = _best(scores, label);
            if (_teaches(packed, scores[label] - scores[rival])) {
                stats = _step(packed, stats, features, label, rival, false);
            }
        }
        return stats;
    }

    /// @inheritdoc Trainer
    function _predict(PackedRules packed, Stats stats, bytes calldata features)
        internal
        view
        override
        returns (uint256)
    {
        (uint256 reversed, uint256 sum,,) = PackedVector.load(features);
        if (packed.labels() == 2) {
            return _score(packed, stats, 0, reversed, sum) > 0 ? 1 : 0;
        }
        return _best(_scores(packed, stats, reversed, sum), type(uint256).max);
    }

    /// @dev Refuses features that no honest encoder gives.
    function _read(PackedRules packed, bytes calldata features)
        private
        pure
        returns (uint256 reversed, uint256 sum)
    {
        unchecked {
            uint256 dimensions = packed.dimensions();
            if (features.length != dimensions) revert WrongLength(dimensions, features.length);
            uint256 squares;
            uint256 zeros;
            (reversed, sum, squares, zeros) = PackedVector.load(features);
            // Sum of (byte - 128)^2. The limit is N2 * 65 / 64: one 64th above the norm that
            // encoders aim at, so that one sample pushes no further than another.
            uint256 norm = squares + (dimensions << 14) - (sum << 8);
            if (zeros != 0) revert FeatureOutOfRange();
            if (norm > dimensions * 1040) revert NormTooLarge(norm, dimensions * 1040);
        }
    }

    /// @dev Moves the vector `to` (back if `away`) and, with three labels or more, `from` away.
    function _step(
        PackedRules packed,
        Stats stats,
        bytes calldata features,
        uint256 to,
        uint256 from,
        bool away
    ) private returns (Stats) {
        unchecked {
            uint256 rate = _rate(stats.samplesSeen());
            // (rate * 64 + 8) >> 4
            int256 biasStep = int256(rate << 2);
            uint256 out = PackedVector.step(_slot(packed, to), features, rate, away);
            stats = stats.moveBias(to, away ? -biasStep : biasStep);
            bool halve = _tooLarge(stats.bias(to));
            if (from != type(uint256).max) {
                out |= PackedVector.step(_slot(packed, from), features, rate, true);
                stats = stats.moveBias(from, -biasStep);
                halve = halve || _tooLarge(stats.bias(from));
            }
            if (out == 0 && !halve) return stats;
            PackedVector.halve(_slot(packed, 0), _words(packed));
            return stats.halveBiases();
        }
    }

    /// @dev One per label; two labels share a vector, whose score is label 1's, label 0 having 0.
    function _scores(PackedRules packed, Stats stats, uint256 reversed, uint256 sum)
        private
        view
        returns (int256[] memory scores)
    {
        uint256 labels = packed.labels();
        scores = new int256[](labels);
        if (labels == 2) {
            scores[1] = _score(packed, stats, 0, reversed, sum);
            return scores;
        }
        for (uint256 k; k < labels; ++k) {
            scores[k] = _score(packed, stats, k, reversed, sum);
        }
    }

    function _score(PackedRules packed, Stats stats, uint256 vector, uint256 reversed, uint256 sum)
        private
        view
        returns (int256)
    {
        unchecked {
            int256 product =
                PackedVector.dot(_slot(packed, vector), reversed, packed.dimensions() >> 5, sum);
            return product + BIAS_INPUT * stats.bias(vector);
        }
    }

    /// @dev The best score's label, `except` one; the lowest in a tie.
    function _best(int256[] memory scores, uint256 except) private pure returns (uint256 best) {
        best = except == 0 ? 1 : 0;
        for (uint256 k = best + 1; k < scores.length; ++k) {
            if (k != except && scores[k] > scores[best]) best = k;
        }
    }

    /// @dev Whether a sample with this margin moves the model: -3 T <= margin <= T.
    function _teaches(PackedRules packed, int256 margin) private pure returns (bool) {
        unchecked {
            int256 logit = int256(packed.dimensions() << 13);
            return margin <= logit && margin >= -3 * logit;
        }
    }

    /// @dev m = 64 / sqrt(1 + n / 64), to the nearest half power of 2. 181 / 128 is sqrt(2): the
    /// whole logarithm of (1 + n / 64) * sqrt(2) is the nearest whole logarithm of 1 + n / 64.
    function _rate(uint256 samplesSeen) private pure returns (uint256) {
        unchecked {
            uint256 h = FixedPointMathLib.log2(((samplesSeen + 64) * 181) >> 13);
            return uint8(bytes32(RATES)[h]);
        }
    }

    function _tooLarge(int256 weight) private pure returns (bool) {
        return weight >= WEIGHT_LIMIT || weight <= -WEIGHT_LIMIT;
    }

    /// @dev Storage words of the whole model.
    function _words(PackedRules packed) private pure returns (uint256) {
        return packed.vectors() * (packed.dimensions() >> 4);
    }

    /// @dev First storage slot of a vector.
    function _slot(PackedRules packed, uint256 vector) private pure returns (uint256 slot) {
        assembly ("memory-safe") {
            slot := _weights.slot
        }
        unchecked {
            slot += vector * (packed.dimensions() >> 4);
        }
    }
}
