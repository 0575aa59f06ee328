// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {Trainer} from "../Trainer.sol";
import {BitPlanes} from "../libraries/BitPlanes.sol";
import {PackedRules} from "../types/Rules.sol";
import {Stats} from "../types/Stats.sol";
import {Model} from "./Model.sol";

/// @notice Naive Bayes over signs: of each feature only counts whether it is negative, and each label
/// has an estimate of how often it is not. For every 64 features a label costs one word of storage to
/// read and two to teach, and only the sample's own label is touched: the cheaper beside other models
/// the more labels and features there are, and less accurate.
///
/// - Score of a label = 128 log2(n + 1) + the sum over all features of 64 log2 p, with n the label's
///   samples and p the estimate, in four bits, of what the feature shows (`BitPlanes`). Features are
///   not independent of each other, so that what they say together counts half: T = 128 log2(e).
/// - A sample moves the estimates of its label towards its signs, by 2^-4 of the rest of the way at
///   first, by 2^-8 from the 120th on. Estimates have four more bits for that. The steps are all or
///   nothing, by chance: the hash of the features draws a number for each, and estimates below it
///   move. Whatever is taught, they stay between 0 and 1.
/// - Once a label has 4096 samples the counts of all labels are halved, rounding down.
///
/// `_unlearn` draws the same numbers and moves the same estimates back, as far as can be seen. Of a
/// sample just learnt it restores all estimates but those that equal their number now, one in 16 at
/// first and one in 256 later: whether they moved a coin decides, and they may be off by one step.
/// From the 120th sample of a label on a step is 1/256, and no estimate is off by more than that
/// whatever was learnt in between. Counts are exact unless they were halved in between.
///
/// Words: first the counts, 16 bits a label, label 0's from bit 128 on, and 0 below. Then label after
/// label and chunk after chunk of 64 features an upper and a lower word in the layout of `BitPlanes`.
abstract contract NaiveBayes is Model {
    /// @dev Counts are below this.
    uint256 private constant FULL = 4096;

    /// @dev Where the counts lie above the stats.
    uint256 private constant COUNTS_AT = 128;

    uint256 private constant STATS = type(uint128).max;

    /// @dev Bits that no count has, and those of counts.
    uint256 private constant TOO_MANY = uint256(0xf000f000f000f000f000f000f000f000) << COUNTS_AT;
    uint256 private constant COUNTS = uint256(0x0fff0fff0fff0fff0fff0fff0fff0fff) << COUNTS_AT;

    /// @dev Counts and stats, then 8 labels * 8 chunks * 2 words.
    uint256[129] private _words;

    /// @inheritdoc Trainer
    function _stats() internal view override returns (Stats) {
        return Stats.wrap(_words[0] & STATS);
    }

    /// @inheritdoc Trainer
    function _saveStats(Stats stats) internal override {
        _words[0] = _words[0] & ~STATS | Stats.unwrap(stats);
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
            uint256 counts = _words[0];
            uint256 from = _stepOf(_countIn(counts, label));
            _move(packed, features, label, from, false);
            counts += 1 << (COUNTS_AT + (label << 4));
            if (_countIn(counts, label) == FULL) {
                // The lowest bit of a count shifts into the lane below, where the mask drops it.
                counts = counts & STATS | counts >> 1 & COUNTS;
            }
            _words[0] = counts;
            return (stats.addSeen(), from + 1);
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
            _move(packed, features, label, lesson - 1, true);
            uint256 counts = _words[0];
            if (_countIn(counts, label) != 0) {
                _words[0] = counts - (1 << (COUNTS_AT + (label << 4)));
            }
            return stats;
        }
    }

    /// @inheritdoc Trainer
    /// @dev No averages are kept, and an incentive that wants one refuses this model. The model as it
    /// is stands for its own average.
    function _averageMargin(PackedRules packed, bytes calldata features, uint256 label, uint256)
        internal
        view
        virtual
        override
        returns (int256)
    {
        return _margin(packed, features, label);
    }

    /// @inheritdoc Trainer
    function _average(PackedRules, uint256) internal virtual override {}

    /// @inheritdoc Trainer
    function _hasAverage() internal pure virtual override returns (bool) {
        return false;
    }

    /// @inheritdoc Trainer
    function _logit(PackedRules) internal pure override returns (int256) {
        return 185;
    }

    /// @inheritdoc Trainer
    function _wordCount(PackedRules packed) internal pure virtual override returns (uint256) {
        unchecked {
            return 1 + (packed.labels() * _chunks(packed) << 1);
        }
    }

    /// @inheritdoc Trainer
    /// @dev Levels may be anything; what belongs to no label or to no feature must be 0.
    function _setStarterWord(PackedRules packed, uint256 index, uint256 word)
        internal
        virtual
        override
    {
        unchecked {
            bool bad;
            if (index == 0) {
                bad = word & STATS | word & TOO_MANY != 0
                    || word >> COUNTS_AT >> (packed.labels() << 4) != 0;
            } else {
                uint256 chunk = ((index - 1) >> 1) % _chunks(packed);
                bad = word & ~BitPlanes.used(packed.dimensions(), chunk) != 0;
            }
            if (bad) revert WeightOutOfRange(index);
            _words[index] = word;
        }
    }

    /// @inheritdoc Trainer
    function _word(uint256 index) internal view virtual override returns (uint256) {
        return index == 0 ? _words[0] & ~STATS : _words[index];
    }

    /// @inheritdoc Trainer
    function _setWord(uint256 index, uint256 word) internal virtual override {
        _words[index] = index == 0 ? word & ~STATS | _words[0] & STATS : word;
    }

    /// @inheritdoc Model
    function _scores(PackedRules packed, bytes calldata features)
        internal
        view
        virtual
        override
        returns (int256[] memory scores)
    {
        unchecked {
            uint256[] memory negative = BitPlanes.negatives(features);
            uint256 counts = _words[0];
            scores = new int256[](packed.labels());
            for (uint256 k; k < scores.length; ++k) {
                uint256 likelihood = BitPlanes.agreement(_slot(packed, k), negative);
                scores[k] = int256(likelihood + _prior(_countIn(counts, k)));
            }
        }
    }

    /// @inheritdoc Model
    function _averageWords(PackedRules) internal view virtual override returns (uint256[] memory) {}

    /// @dev Moves a label's estimates towards the features' signs, or back again.
    function _move(
        PackedRules packed,
        bytes calldata features,
        uint256 label,
        uint256 from,
        bool back
    ) private {
        unchecked {
            uint256 seed = uint256(keccak256(features));
            uint256 slot = _slot(packed, label);
            uint256[] memory negative = BitPlanes.negatives(features);
            for (uint256 i; i < negative.length; ++i) {
                uint256 used = BitPlanes.used(packed.dimensions(), i);
                uint256 upper = _draw(seed, i, 0) & used;
                uint256 lower = _draw(seed, i, 1) & used;
                if (back) {
                    uint256 coins = _draw(seed, i, 2);
                    BitPlanes.drop(slot, negative[i], upper, lower, from, coins);
                } else {
                    BitPlanes.raise(slot, negative[i], upper, lower, from);
                }
                slot += 2;
            }
        }
    }

    function _draw(uint256 seed, uint256 chunk, uint256 use) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, chunk, use)));
    }

    /// @dev A step of 2^-4 for the first 8 samples of a label, then half as much for each time as
    /// many again: from the 24th, 56th and 120th on; as 2^-8 times 2^(what is returned).
    function _stepOf(uint256 count) private pure returns (uint256) {
        unchecked {
            uint256 times = FixedPointMathLib.log2((count + 8) >> 3);
            return times > 4 ? 0 : 4 - times;
        }
    }

    /// @dev 128 log2(n + 1), the logarithm straight between powers of 2.
    function _prior(uint256 count) private pure returns (uint256) {
        unchecked {
            uint256 whole = FixedPointMathLib.log2(count + 1);
            return (whole << 7) + ((count + 1) << 7 >> whole) - 128;
        }
    }

    function _countIn(uint256 counts, uint256 label) private pure returns (uint256) {
        unchecked {
            return uint16(counts >> COUNTS_AT >> (label << 4));
        }
    }

    /// @dev Chunks of 64 features.
    function _chunks(PackedRules packed) private pure returns (uint256) {
        unchecked {
            return (packed.dimensions() + 63) >> 6;
        }
    }

    /// @dev First storage slot of a label's planes.
    function _slot(PackedRules packed, uint256 label) private pure returns (uint256 slot) {
        unchecked {
            assembly ("memory-safe") {
                slot := _words.slot
            }
            return slot + 1 + (label * _chunks(packed) << 1);
        }
    }
}
