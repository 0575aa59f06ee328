// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trainer} from "../Trainer.sol";
import {PackedVector} from "../libraries/PackedVector.sol";
import {PackedRules} from "../types/Rules.sol";
import {Stats} from "../types/Stats.sol";
import {Model} from "./Model.sol";

/// @notice Each label has a centroid, the mean of its samples; the nearest one wins (the paper's own
/// example, sections 5 and 7).
///
/// A label's centroid is c = 32 s / n, with a vector s of sums and a count n:
/// - a sample adds floor((8 x + dither) / 256) to s and 1 to n: c becomes (n c + x) / (n + 1) with x
///   rounded to multiples of 32. The dither is the hash of the features, a byte for each: on average
///   nothing is lost to rounding;
/// - once n reaches 512 or any sum 480 in size, both are halved, which leaves c where it is. So no
///   sum leaves its lane whatever is taught, and a sample weighs at least 1/512: the mean is over
///   all samples at first, then over the last 256 to 512 (and half of those before, and so on), and
///   goes on following what people mean;
/// - score = 2 x.c - |c|^2, which is |x|^2 - |x - c|^2; 0 for a label without samples. Scores are
///   measured in T = 4096: squared distances grow with the spread of texts, about 45 a feature, and
///   hardly with the number of features.
///
/// `_unlearn` subtracts what the sample had added, so it is exact, bit for bit and whatever was
/// learnt in between, as long as the label was not halved in between. After h halvings it subtracts
/// the 2^h-th part: n is right to the unit and each sum at most 1 too large. After more than three a
/// sample has less than half a unit left in any sum, and nothing is subtracted.
///
/// Words: label after label one vector s in the layout of `PackedVector`; the lace of its first word
/// has n in 64ths (bits 0 to 14) and how often the label was halved, modulo 256 (bits 16 to 23).
abstract contract NearestCentroid is Model {
    /// @dev How much of a sample's features goes into the sums, in 256ths.
    uint256 private constant RATE = 8;

    /// @dev Counts are in 64ths, so that halving and unlearning lose nothing.
    uint256 private constant SAMPLE = 64;

    /// @dev At this count sums and count are halved.
    uint256 private constant FULL = 512 * SAMPLE;

    /// @dev After this many halvings nothing of a sample is left in the sums.
    uint256 private constant FORGOTTEN = 4;

    /// @dev Marks lessons, whose lower byte are the halvings when it was learnt.
    uint256 private constant LESSON = 1 << 15;

    /// @dev The upper two bits of a second low word's weights, in their high word.
    uint256 private constant LOWER_NIBBLES =
        0x0303030303030303030303030303030303030303030303030303030303030303;

    /// @dev 8 labels * 24 words for 512 features.
    uint256[192] private _sums;

    /// @dev The same, averaged over time.
    uint256[192] private _means;

    uint256 private _counters;

    /// @inheritdoc Trainer
    function _stats() internal view override returns (Stats) {
        return Stats.wrap(_counters);
    }

    /// @inheritdoc Trainer
    function _saveStats(Stats stats) internal override {
        _counters = Stats.unwrap(stats);
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
        unchecked {
            if (label >= packed.labels()) revert UnknownLabel(label, packed.labels());
            _read(packed, features);
            uint256 slot = _slot(packed, label);
            uint256 lace = PackedVector.lace(_load(slot));
            lesson = LESSON | lace >> 16;
            _move(packed, features, slot, lace + SAMPLE, _step(features));
            return (stats.addSeen(), lesson);
        }
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
            uint256 slot = _slot(packed, label);
            uint256 lace = PackedVector.lace(_load(slot));
            PackedVector.Move memory move = _step(features);
            move.away = true;
            move.halvings = uint8((lace >> 16) - lesson);
            if (move.halvings >= FORGOTTEN) return stats;
            uint256 share = SAMPLE >> move.halvings;
            uint256 count = uint16(lace);
            _move(packed, features, slot, lace - (count < share ? count : share), move);
            return stats;
        }
    }

    /// @inheritdoc Trainer
    /// @dev Between two steps of the average it is the scores that are mixed.
    function _averageMargin(
        PackedRules packed,
        bytes calldata features,
        uint256 label,
        uint256 part
    ) internal view virtual override returns (int256) {
        unchecked {
            int256[] memory scores = _scoresAt(_meanSlot(), packed, features);
            if (part == 0) return _marginOf(scores, label);
            int256[] memory live = _scoresAt(_sumSlot(), packed, features);
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
            uint256 from = _sumSlot();
            uint256 to = _meanSlot();
            for (uint256 k; k < packed.labels(); ++k) {
                uint256 dither = uint256(keccak256(abi.encode(block.timestamp, k)));
                PackedVector.approach(to, from, words, part, dither);
                // Rounded like the sums, so that the average of a still model comes to rest on it.
                uint256 count = _count(to) * (64 - part) + _count(from) * part + (dither & 0x3f);
                _store(to, PackedVector.withLace(_load(to), count >> 6));
                (from, to) = (from + size, to + size);
            }
        }
    }

    /// @inheritdoc Trainer
    function _hasAverage() internal pure virtual override returns (bool) {
        return true;
    }

    /// @inheritdoc Trainer
    function _logit(PackedRules) internal pure override returns (int256) {
        return 4096;
    }

    /// @inheritdoc Trainer
    function _wordCount(PackedRules packed) internal pure virtual override returns (uint256) {
        return packed.labels() * PackedVector.size(packed.dimensions() >> 5);
    }

    /// @inheritdoc Trainer
    /// @dev A low word is checked together with its high word, which came before. Of the lace only
    /// the count may be there, and what no feature uses must be 0.
    function _setStarterWord(PackedRules packed, uint256 index, uint256 word)
        internal
        virtual
        override
    {
        unchecked {
            _sums[index] = word;
            uint256 size = PackedVector.size(packed.dimensions() >> 5);
            uint256 within = index % size;
            if (within % 3 != 0) {
                uint256 high = _sums[index - within % 3];
                if (PackedVector.outside(word, within % 3 == 1 ? high >> 4 : high)) {
                    revert WeightOutOfRange(index);
                }
                return;
            }
            // A block of one low word leaves the lower nibbles of its high word empty.
            if (size - within == 2 && word & LOWER_NIBBLES != 0) revert WeightOutOfRange(index);
            uint256 lace = PackedVector.lace(word);
            if (lace >= (within == 0 ? FULL : 1)) revert WeightOutOfRange(index);
        }
    }

    /// @inheritdoc Trainer
    function _word(uint256 index) internal view virtual override returns (uint256) {
        return _sums[index];
    }

    /// @inheritdoc Trainer
    function _setWord(uint256 index, uint256 word) internal virtual override {
        _sums[index] = word;
    }

    /// @inheritdoc Model
    function _scores(PackedRules packed, bytes calldata features)
        internal
        view
        virtual
        override
        returns (int256[] memory)
    {
        return _scoresAt(_sumSlot(), packed, features);
    }

    /// @inheritdoc Model
    function _averageWords(PackedRules packed)
        internal
        view
        virtual
        override
        returns (uint256[] memory words)
    {
        // A sum is stored as 33 or more: of a stored vector not both its first words are 0.
        if (_means[0] | _means[1] == 0) return words;
        words = new uint256[](_wordCount(packed));
        for (uint256 i; i < words.length; ++i) {
            words[i] = _means[i];
        }
    }

    function _step(bytes calldata features) private pure returns (PackedVector.Move memory move) {
        move.rate = RATE;
        move.dither = uint256(keccak256(features));
    }

    /// @dev Moves a label's sums, and halves them where need be.
    /// @param lace What goes with the sums now.
    function _move(
        PackedRules packed,
        bytes calldata features,
        uint256 slot,
        uint256 lace,
        PackedVector.Move memory move
    ) private {
        unchecked {
            uint256 words = packed.dimensions() >> 5;
            uint256 large = PackedVector.step(slot, features, words, move);
            uint256 count = uint16(lace);
            if (large != 0 || count >= FULL) {
                PackedVector.approach(slot, PackedVector.ZERO, words, 32, 0);
                lace = count >> 1 | uint256(uint8((lace >> 16) + 1)) << 16;
            }
            _store(slot, PackedVector.withLace(_load(slot), lace));
        }
    }

    function _scoresAt(uint256 slot, PackedRules packed, bytes calldata features)
        private
        view
        returns (int256[] memory scores)
    {
        unchecked {
            uint256 words = packed.dimensions() >> 5;
            (uint256 reversed, uint256 sum,,) = PackedVector.load(features, packed.dimensions());
            scores = new int256[](packed.labels());
            for (uint256 k; k < scores.length; ++k) {
                scores[k] = _score(slot, words, reversed, sum);
                slot += PackedVector.size(words);
            }
        }
    }

    /// @dev With the count in 64ths c is 2048 s / count.
    function _score(uint256 slot, uint256 words, uint256 reversed, uint256 sum)
        private
        view
        returns (int256)
    {
        unchecked {
            int256 count = int256(_count(slot));
            if (count == 0) return 0;
            int256 norm = int256(PackedVector.norm(slot, words) << 22);
            int256 product = PackedVector.dot(slot, reversed, words, sum) << 12;
            return (product * count - norm) / (count * count);
        }
    }

    /// @dev How many samples a vector has, in 64ths.
    function _count(uint256 slot) private view returns (uint256) {
        return uint16(PackedVector.lace(_load(slot)));
    }

    /// @dev First storage slot of a label's sums.
    function _slot(PackedRules packed, uint256 label) private pure returns (uint256) {
        unchecked {
            return _sumSlot() + label * PackedVector.size(packed.dimensions() >> 5);
        }
    }

    function _sumSlot() private pure returns (uint256 slot) {
        assembly ("memory-safe") {
            slot := _sums.slot
        }
    }

    function _meanSlot() private pure returns (uint256 slot) {
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
