// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trainer} from "../Trainer.sol";
import {ITailPerceptron} from "../interfaces/ITailPerceptron.sol";
import {PackedTail} from "../libraries/PackedTail.sol";
import {PackedVector} from "../libraries/PackedVector.sol";
import {PackedRules} from "../types/Rules.sol";
import {Stats} from "../types/Stats.sol";
import {MarginPerceptron} from "./MarginPerceptron.sol";
import {Model} from "./Model.sol";

/// @notice The margin perceptron with a sparse tail. What ids are is told in `ITailPerceptron`.
///
/// Each bucket has a value per label, two labels sharing one as they share a vector. Beside the rule
/// of `MarginPerceptron`:
/// - score = dense score + 16 * sum of the ids' values;
/// - when the model learns, the label's value of each id grows by 4 m and the best rival's falls by as
///   much: both are those of a bias, whose input is 4 instead of 16. Eight ids move a score twice as
///   far as 64 dense features do;
/// - values stop at 16383 in size. They seldom get there: with the features in the middle, learning
///   ends when one id alone says T, at 32 D;
/// - when the dense weights are halved, so are all values, at no cost: see `PackedTail`;
/// - the dense features have at least 2/5 of the norm that encoders aim at. Of all texts and single
///   words tried, none gave less than 4/5; ids with nothing beside them would move a word and nothing
///   else.
///
/// Unlearning is exact in the tail, too, unless a value stopped at its limit.
///
/// Words: those of the dense part, then the tail's, bucket after bucket. A bucket has 1, 4 or 8
/// lanes of a word (2, up to 4, up to 8 labels): all its labels are read and written at once. The
/// tail's words of a starter model may be left out, from the end: they are 0.
///
/// There is no average: 4,096 buckets cannot be averaged in one transaction.
abstract contract TailPerceptron is MarginPerceptron, ITailPerceptron {
    uint256 private constant BUCKETS = 4096;

    uint256 private constant MAX_IDS = 8;

    /// @dev Bytes of an id.
    uint256 private constant ID_SIZE = 2;

    /// @dev What a value counts in a score.
    int256 private constant TAIL_INPUT = 16;

    /// @dev The least squared norm, for each dimension: 1024 is what encoders aim at.
    uint256 private constant LEAST_NORM = 410;

    /// @dev 4,096 buckets of 8 lanes.
    uint256[2048] private _tail;

    /// @inheritdoc Trainer
    function _checkFeatures(PackedRules packed, bytes calldata features)
        internal
        view
        virtual
        override
    {
        _readAll(packed, features);
    }

    /// @inheritdoc Trainer
    function _learn(PackedRules packed, Stats stats, bytes calldata features, uint256 label)
        internal
        virtual
        override
        returns (Stats, uint256 lesson)
    {
        if (label >= packed.labels()) revert UnknownLabel(label, packed.labels());
        (uint256 reversed, uint256 sum) = _readAll(packed, features);
        int256[] memory scores = _allScores(packed, stats, features, reversed, sum);
        uint256 rival = _best(scores, label);
        if (!_teaches(packed, scores[label] - scores[rival])) return (stats, 0);
        uint256 h = _rateIndex(stats.samplesSeen());
        lesson = (h + 1) | rival << 4 | stats.halvings() << 8;
        stats = _moveAll(packed, stats, features, label, rival, _moveOf(features, packed, h));
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
            return _moveAll(packed, stats, features, label, (lesson >> 4) & 0xf, move);
        }
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
        return _allScores(packed, _stats(), features, reversed, sum);
    }

    /// @inheritdoc Trainer
    function _hasAverage() internal pure virtual override returns (bool) {
        return false;
    }

    /// @inheritdoc Trainer
    function _average(PackedRules, uint256) internal virtual override {}

    /// @inheritdoc Trainer
    function _averageMargin(PackedRules packed, bytes calldata features, uint256 label, uint256)
        internal
        view
        virtual
        override
        returns (int256)
    {
        return _margin(packed, features, label);
    }

    /// @inheritdoc Model
    function _averageWords(PackedRules) internal view virtual override returns (uint256[] memory) {
        return new uint256[](0);
    }

    /// @inheritdoc Trainer
    function _wordCount(PackedRules packed) internal pure virtual override returns (uint256) {
        return _denseWords(packed) + BUCKETS * _lanes(packed) / PackedTail.LANES;
    }

    /// @inheritdoc Trainer
    function _leastWords(PackedRules packed) internal pure virtual override returns (uint256) {
        return _denseWords(packed);
    }

    /// @inheritdoc Trainer
    function _setStarterWord(PackedRules packed, uint256 index, uint256 word)
        internal
        virtual
        override
    {
        uint256 dense = _denseWords(packed);
        if (index < dense) return super._setStarterWord(packed, index, word);
        if (word == 0) return;
        if (!PackedTail.starts(word, _lanes(packed), packed.vectors())) {
            revert WeightOutOfRange(index);
        }
        _tail[index - dense] = word;
    }

    /// @inheritdoc Trainer
    function _word(uint256 index) internal view virtual override returns (uint256) {
        uint256 dense = _denseWords(_rules());
        return index < dense ? super._word(index) : _tail[index - dense];
    }

    /// @inheritdoc Trainer
    function _setWord(uint256 index, uint256 word) internal virtual override {
        uint256 dense = _denseWords(_rules());
        if (index < dense) super._setWord(index, word);
        else _tail[index - dense] = word;
    }

    /// @dev Refuses features that no honest encoder gives.
    /// @return reversed From `PackedVector.load`.
    /// @return sum From `PackedVector.load`.
    function _readAll(PackedRules packed, bytes calldata features)
        private
        pure
        returns (uint256 reversed, uint256 sum)
    {
        unchecked {
            uint256 dimensions = packed.dimensions();
            uint256 tail = features.length - dimensions;
            if (features.length < dimensions || tail > MAX_IDS * ID_SIZE || tail % ID_SIZE != 0) {
                revert WrongLength(dimensions, features.length);
            }
            uint256 norm;
            (reversed, sum, norm) = _read(packed, features[:dimensions]);
            if (norm < dimensions * LEAST_NORM) revert NormTooSmall(norm, dimensions * LEAST_NORM);
            _checkIds(features[dimensions:]);
        }
    }

    function _checkIds(bytes calldata ids) private pure {
        unchecked {
            uint256 previous;
            for (uint256 i; i < ids.length; i += ID_SIZE) {
                uint256 id = _idAt(ids, i);
                if (id >= BUCKETS) revert IdOutOfRange(id, BUCKETS);
                if (i != 0 && id <= previous) revert IdsNotAscending(previous, id);
                previous = id;
            }
        }
    }

    /// @dev One score per label, with the bias and the halvings that the stats tell: within a batch
    /// they are ahead of the stored ones.
    function _allScores(
        PackedRules packed,
        Stats stats,
        bytes calldata features,
        uint256 reversed,
        uint256 sum
    ) private view returns (int256[] memory scores) {
        unchecked {
            scores = _linearScores(_weightSlot(), packed, reversed, sum, stats.bias());
            uint256 halvings = stats.halvings();
            uint256 lanes = _lanes(packed);
            uint256 first = scores.length == 2 ? 1 : 0;
            for (uint256 i = packed.dimensions(); i < features.length; i += ID_SIZE) {
                uint256 lane = _idAt(features, i) * lanes;
                uint256 word = _tail[lane / PackedTail.LANES];
                if (word == 0) continue;
                lane %= PackedTail.LANES;
                for (uint256 k = first; k < scores.length; ++k) {
                    scores[k] += TAIL_INPUT * PackedTail.valueOf(word, lane + k - first, halvings);
                }
            }
        }
    }

    /// @dev Moves the tail first: the dense part may halve both.
    function _moveAll(
        PackedRules packed,
        Stats stats,
        bytes calldata features,
        uint256 label,
        uint256 rival,
        PackedVector.Move memory move
    ) private returns (Stats) {
        unchecked {
            int256 change = int256(move.rate << 2) >> move.halvings;
            if (move.away) change = -change;
            if (packed.labels() == 2 && label == 0) change = -change;
            for (uint256 i = packed.dimensions(); i < features.length; i += ID_SIZE) {
                uint256 lane = _idAt(features, i) * _lanes(packed);
                uint256 slot = lane / PackedTail.LANES;
                lane %= PackedTail.LANES;
                uint256 word = PackedTail.settled(_tail[slot], stats.halvings());
                if (packed.labels() == 2) {
                    word = PackedTail.moved(word, lane, change);
                } else {
                    word = PackedTail.moved(word, lane + label, change);
                    word = PackedTail.moved(word, lane + rival, -change);
                }
                _tail[slot] = word;
            }
            return _move(packed, stats, features, label, rival, move);
        }
    }

    /// @dev Lanes of a bucket.
    function _lanes(PackedRules packed) private pure returns (uint256) {
        uint256 labels = packed.labels();
        if (labels == 2) return 1;
        return labels <= 4 ? 4 : 8;
    }

    function _idAt(bytes calldata data, uint256 offset) private pure returns (uint256 id) {
        assembly ("memory-safe") {
            id := shr(240, calldataload(add(data.offset, offset)))
        }
    }
}
