// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {Trainer} from "../Trainer.sol";
import {PackedVector} from "../libraries/PackedVector.sol";
import {PackedRules} from "../types/Rules.sol";
import {Stats} from "../types/Stats.sol";
import {Model} from "./Model.sol";

/// @notice A perceptron that also learns from samples it got right by less than a margin, and
/// ignores those that contradict it strongly.
///
/// With D dimensions and T = 512 D (one logit):
/// - score of a vector = sum of weight * feature + 4 * bias; margin = score of the sample's label
///   minus the best other score;
/// - learn if -3 T <= margin <= T;
/// - the sample's label moves by floor((m x + dither) / 256) towards the features, the best rival as
///   much away, their biases by 4 m; two labels share one vector. m = 32 / sqrt(1 + n / 64), n
///   samples learnt from, as a half power of 2. The dither is the hash of the features, a byte for each:
///   on average nothing is lost to rounding, however small the step;
/// - once any weight reaches 480 or any bias 16384 in size, all are halved.
///
/// Words: vector after vector in the layout of `PackedVector`, first feature words first. The lace
/// of a vector's first high word has its bias in bits 96 to 111 (+ 32768); in that of the first
/// vector are all the `Stats`.
abstract contract MarginPerceptron is Model {
    /// @dev Constant input of the biases.
    int256 private constant BIAS_INPUT = 4;

    /// @dev Biases stay below this in size.
    int256 private constant BIAS_LIMIT = 16384;

    /// @dev Where a bias lies in the lace.
    uint256 private constant BIAS_AT = 96;

    /// @dev 32, 23, 16, ... 1: byte h is 32 * 2^(-h/2), rounded, at least 1.
    uint256 private constant RATES =
        0x2017100b08060403020101010101010101010101010101010101010101010101;

    /// @dev From this h on the rate is 1.
    uint256 private constant SLOWEST = 9;

    /// @dev 8 labels * 24 words for 512 features.
    uint256[192] private _weights;

    /// @dev The same, averaged over time.
    uint256[192] private _means;

    /// @inheritdoc Trainer
    function _stats() internal view override returns (Stats) {
        return Stats.wrap(PackedVector.lace(_load(_weightSlot())));
    }

    /// @inheritdoc Trainer
    function _saveStats(Stats stats) internal override {
        uint256 slot = _weightSlot();
        _store(slot, PackedVector.withLace(_load(slot), Stats.unwrap(stats)));
    }

    /// @inheritdoc Trainer
    function _checkFeatures(PackedRules packed, bytes calldata features)
        internal
        view
        virtual
        override
    {
        _read(packed, features);
    }

    /// @inheritdoc Trainer
    function _learn(PackedRules packed, Stats stats, bytes calldata features, uint256 label)
        internal
        virtual
        override
        returns (Stats, uint256 lesson)
    {
        if (label >= packed.labels()) revert UnknownLabel(label, packed.labels());
        (uint256 rival, int256 margin) = _rivalOf(packed, stats, features, label);
        if (!_teaches(packed, margin)) return (stats, 0);
        uint256 h = _rateIndex(stats.samplesSeen());
        lesson = (h + 1) | rival << 4 | stats.halvings() << 8;
        stats = _move(packed, stats, features, label, rival, _moveOf(features, packed, h));
        return (stats.addSeen(), lesson);
    }

    /// @inheritdoc Trainer
    function _unlearn(
        PackedRules packed,
        Stats stats,
        bytes calldata features,
        uint256 label,
        uint256 lesson
    ) internal virtual override returns (Stats) {
        unchecked {
            if (lesson == 0) return stats;
            PackedVector.Move memory move = _moveOf(features, packed, (lesson & 0xf) - 1);
            move.away = true;
            move.halvings = uint8(stats.halvings() - (lesson >> 8));
            return _move(packed, stats, features, label, (lesson >> 4) & 0xf, move);
        }
    }

    /// @inheritdoc Trainer
    function _averageMargin(
        PackedRules packed,
        bytes calldata features,
        uint256 label,
        uint256 part
    ) internal view virtual override returns (int256) {
        unchecked {
            (uint256 reversed, uint256 sum,,) = PackedVector.load(features, packed.dimensions());
            int256[] memory scores = _linearScores(_meanSlot(), packed, reversed, sum);
            if (part == 0) return _marginOf(scores, label);
            int256[] memory live = _linearScores(_weightSlot(), packed, reversed, sum);
            for (uint256 k; k < scores.length; ++k) {
                scores[k] = (scores[k] * int256(64 - part) + live[k] * int256(part)) >> 6;
            }
            return _marginOf(scores, label);
        }
    }

    /// @inheritdoc Trainer
    function _average(PackedRules packed, uint256 part) internal virtual override {
        unchecked {
            uint256 words = packed.dimensions() >> 5;
            uint256 size = PackedVector.size(words);
            uint256 from = _weightSlot();
            uint256 to = _meanSlot();
            for (uint256 k; k < packed.vectors(); ++k) {
                uint256 dither = uint256(keccak256(abi.encode(block.timestamp, k)));
                PackedVector.approach(to, from, words, part, dither);
                int256 bias = _biasAt(from);
                int256 mean = _biasAt(to);
                mean = (mean * int256(64 - part) + bias * int256(part) + 32) >> 6;
                _setBias(to, mean);
                (from, to) = (from + size, to + size);
            }
        }
    }

    /// @inheritdoc Trainer
    function _hasAverage() internal pure virtual override returns (bool) {
        return true;
    }

    /// @inheritdoc Trainer
    function _logit(PackedRules packed) internal pure override returns (int256) {
        return int256(packed.dimensions() << 9);
    }

    /// @inheritdoc Trainer
    function _wordCount(PackedRules packed) internal pure virtual override returns (uint256) {
        return _denseWords(packed);
    }

    /// @inheritdoc Trainer
    /// @dev A low word is checked together with its high word, which came before. Of the lace only
    /// the bias may be there.
    function _setStarterWord(PackedRules packed, uint256 index, uint256 word)
        internal
        virtual
        override
    {
        unchecked {
            _weights[index] = word;
            uint256 within = index % PackedVector.size(packed.dimensions() >> 5);
            if (within % 3 != 0) {
                uint256 high = _weights[index - within % 3];
                if (PackedVector.outside(word, within % 3 == 1 ? high >> 4 : high)) {
                    revert WeightOutOfRange(index);
                }
                return;
            }
            uint256 lace = PackedVector.lace(word);
            if (within == 0) {
                int256 bias = Stats.wrap(lace).bias();
                if (bias >= BIAS_LIMIT || bias <= -BIAS_LIMIT) revert WeightOutOfRange(index);
                lace &= ~(uint256(0xffff) << BIAS_AT);
            }
            if (lace != 0) revert WeightOutOfRange(index);
        }
    }

    /// @inheritdoc Trainer
    function _word(uint256 index) internal view virtual override returns (uint256) {
        return _weights[index];
    }

    /// @inheritdoc Trainer
    function _setWord(uint256 index, uint256 word) internal virtual override {
        if (index != 0) {
            _weights[index] = word;
            return;
        }
        // The counters stay, but the bias and the halvings are the model's.
        Stats then_ = Stats.wrap(PackedVector.lace(word));
        Stats stats = Stats.wrap(PackedVector.lace(_weights[index])).withBias(then_.bias());
        stats = stats.withHalvings(then_.halvings());
        _weights[index] = PackedVector.withLace(word, Stats.unwrap(stats));
    }

    /// @inheritdoc Model
    function _scores(PackedRules packed, bytes calldata features)
        internal
        view
        virtual
        override
        returns (int256[] memory)
    {
        (uint256 reversed, uint256 sum,,) = PackedVector.load(features, packed.dimensions());
        return _linearScores(_weightSlot(), packed, reversed, sum);
    }

    /// @inheritdoc Model
    function _averageWords(PackedRules packed)
        internal
        view
        virtual
        override
        returns (uint256[] memory words)
    {
        // No word of a stored vector is 0: a weight of 0 is stored as 512.
        if (_means[0] == 0) return words;
        words = new uint256[](_denseWords(packed));
        for (uint256 i; i < words.length; ++i) {
            words[i] = _means[i];
        }
    }

    /// @dev The best other label, and how far the label's score is above that one's. The features
    /// are checked.
    /// @param stats Hold the first vector's bias, which the caller need not have saved.
    function _rivalOf(PackedRules packed, Stats stats, bytes calldata features, uint256 label)
        private
        view
        returns (uint256 rival, int256 margin)
    {
        unchecked {
            (uint256 reversed, uint256 sum,) = _read(packed, features);
            if (packed.labels() == 2) {
                margin = _score(_weightSlot(), packed, reversed, sum, stats.bias());
                return (1 - label, label == 0 ? -margin : margin);
            }
            int256[] memory scores =
                _linearScores(_weightSlot(), packed, reversed, sum, stats.bias());
            rival = _best(scores, label);
            margin = scores[label] - scores[rival];
        }
    }

    /// @dev Whether a sample with this margin moves the model: -3 T <= margin <= T.
    function _teaches(PackedRules packed, int256 margin) internal pure returns (bool) {
        unchecked {
            int256 one = _logit(packed);
            return margin <= one && margin >= -3 * one;
        }
    }

    /// @dev h with m = 32 * 2^(-h/2), m the nearest half power of 2 to 32 / sqrt(1 + n / 64).
    /// 181 / 128 is sqrt(2): the whole logarithm of (1 + n / 64) * sqrt(2) is the nearest whole
    /// logarithm of 1 + n / 64.
    function _rateIndex(uint256 samplesSeen) internal pure returns (uint256 h) {
        unchecked {
            h = FixedPointMathLib.log2(((samplesSeen + 64) * 181) >> 13);
            if (h > SLOWEST) h = SLOWEST;
        }
    }

    function _moveOf(bytes calldata features, PackedRules packed, uint256 h)
        internal
        pure
        returns (PackedVector.Move memory move)
    {
        move.rate = uint8(bytes32(RATES)[h]);
        move.dither = uint256(keccak256(features[:packed.dimensions()]));
    }

    /// @dev Moves the label's vector (back if `move.away`) and its rival's the other way; with two
    /// labels there is one vector, label 1's.
    function _move(
        PackedRules packed,
        Stats stats,
        bytes calldata features,
        uint256 label,
        uint256 rival,
        PackedVector.Move memory move
    ) internal returns (Stats) {
        unchecked {
            bool back = move.away;
            bool large;
            if (packed.labels() == 2) {
                move.away = back != (label == 0);
                (stats, large) = _moveVector(packed, stats, features, 0, move);
            } else {
                bool other;
                (stats, large) = _moveVector(packed, stats, features, label, move);
                move.away = !back;
                (stats, other) = _moveVector(packed, stats, features, rival, move);
                large = large || other;
            }
            return large ? _halve(packed, stats) : stats;
        }
    }

    function _moveVector(
        PackedRules packed,
        Stats stats,
        bytes calldata features,
        uint256 vector,
        PackedVector.Move memory move
    ) private returns (Stats, bool large) {
        unchecked {
            uint256 slot = _slot(packed, vector);
            large = PackedVector.step(slot, features, packed.dimensions() >> 5, move) != 0;
            int256 change = int256(move.rate << 2) >> move.halvings;
            if (move.away) change = -change;
            int256 bias = (vector == 0 ? stats.bias() : _biasAt(slot)) + change;
            if (vector == 0) stats = stats.withBias(bias);
            else _setBias(slot, bias);
            return (stats, large || bias >= BIAS_LIMIT || bias <= -BIAS_LIMIT);
        }
    }

    function _halve(PackedRules packed, Stats stats) private returns (Stats) {
        unchecked {
            uint256 words = packed.dimensions() >> 5;
            for (uint256 k; k < packed.vectors(); ++k) {
                uint256 slot = _slot(packed, k);
                PackedVector.approach(slot, PackedVector.ZERO, words, 32, 0);
                if (k != 0) _setBias(slot, _biasAt(slot) >> 1);
            }
            return stats.withBias(stats.bias() >> 1).addHalving();
        }
    }

    /// @dev One per label; two labels share a vector, whose score is label 1's, label 0 having 0.
    function _linearScores(uint256 slot, PackedRules packed, uint256 reversed, uint256 sum)
        internal
        view
        returns (int256[] memory)
    {
        int256 bias = _biasAt(slot);
        return _linearScores(slot, packed, reversed, sum, bias);
    }

    /// @dev The same, `bias` being the first vector's: within a batch it is ahead of the stored one.
    function _linearScores(
        uint256 slot,
        PackedRules packed,
        uint256 reversed,
        uint256 sum,
        int256 bias
    ) internal view returns (int256[] memory scores) {
        unchecked {
            uint256 labels = packed.labels();
            scores = new int256[](labels);
            uint256 size = PackedVector.size(packed.dimensions() >> 5);
            for (uint256 k = labels == 2 ? 1 : 0;;) {
                scores[k] = _score(slot, packed, reversed, sum, bias);
                if (++k == labels) break;
                slot += size;
                bias = _biasAt(slot);
            }
        }
    }

    /// @dev Score of the vector at a slot.
    function _score(uint256 slot, PackedRules packed, uint256 reversed, uint256 sum, int256 bias)
        internal
        view
        returns (int256)
    {
        unchecked {
            uint256 words = packed.dimensions() >> 5;
            return PackedVector.dot(slot, reversed, words, sum) + BIAS_INPUT * bias;
        }
    }

    /// @dev Storage words of all vectors.
    function _denseWords(PackedRules packed) internal pure returns (uint256) {
        return packed.vectors() * PackedVector.size(packed.dimensions() >> 5);
    }

    /// @dev In the lace of a vector's first word.
    function _biasAt(uint256 slot) private view returns (int256) {
        unchecked {
            return int256(PackedVector.laceLane(_load(slot), BIAS_AT)) - 32768;
        }
    }

    function _setBias(uint256 slot, int256 bias) private {
        unchecked {
            uint256 lane = uint16(uint256(bias + 32768));
            _store(slot, PackedVector.withLaceLane(_load(slot), BIAS_AT, lane));
        }
    }

    /// @dev First storage slot of a vector.
    function _slot(PackedRules packed, uint256 vector) private pure returns (uint256) {
        unchecked {
            return _weightSlot() + vector * PackedVector.size(packed.dimensions() >> 5);
        }
    }

    function _weightSlot() internal pure returns (uint256 slot) {
        assembly ("memory-safe") {
            slot := _weights.slot
        }
    }

    function _meanSlot() internal pure returns (uint256 slot) {
        assembly ("memory-safe") {
            slot := _means.slot
        }
    }

    function _load(uint256 slot) private view returns (uint256 word) {
        assembly ("memory-safe") {
            word := sload(slot)
        }
    }

    function _store(uint256 slot, uint256 word) private {
        assembly ("memory-safe") {
            sstore(slot, word)
        }
    }
}
