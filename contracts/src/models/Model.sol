// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trainer} from "../Trainer.sol";
import {IModel} from "../interfaces/IModel.sol";
import {PackedVector} from "../libraries/PackedVector.sol";
import {PackedRules} from "../types/Rules.sol";
import {Stats} from "../types/Stats.sol";

/// @notice What all models share: reading them from outside, and finding the best score.
abstract contract Model is Trainer, IModel {
    /// @dev For `_best`: no label is excepted.
    uint256 internal constant NONE = type(uint256).max;

    /// @inheritdoc IModel
    function predict(bytes calldata features)
        public
        view
        returns (uint8 label, int256[] memory scores)
    {
        PackedRules packed = _rules();
        _checkFeatures(packed, features);
        scores = _scores(packed, features);
        label = uint8(_best(scores, NONE));
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
        returns (uint256[] memory words, uint256 stats, uint256[] memory averages)
    {
        PackedRules packed = _rules();
        words = new uint256[](_wordCount(packed));
        for (uint256 i; i < words.length; ++i) {
            words[i] = _word(i);
        }
        return (words, Stats.unwrap(_stats()), _averageWords(packed));
    }

    /// @inheritdoc IModel
    function logit() external view returns (uint256) {
        return uint256(_logit(_rules()));
    }

    /// @dev One score per label for features that `_checkFeatures` accepts.
    function _scores(PackedRules packed, bytes calldata features)
        internal
        view
        virtual
        returns (int256[] memory);

    /// @dev Words of the averaged model; none where the model keeps no averages.
    function _averageWords(PackedRules packed) internal view virtual returns (uint256[] memory);

    /// @inheritdoc Trainer
    function _predict(PackedRules packed, bytes calldata features)
        internal
        view
        virtual
        override
        returns (uint256)
    {
        return _best(_scores(packed, features), NONE);
    }

    /// @inheritdoc Trainer
    function _margin(PackedRules packed, bytes calldata features, uint256 label)
        internal
        view
        virtual
        override
        returns (int256)
    {
        return _marginOf(_scores(packed, features), label);
    }

    /// @inheritdoc Trainer
    function _checkShape(PackedRules) internal view virtual override {}

    /// @inheritdoc Trainer
    function _leastWords(PackedRules packed) internal pure virtual override returns (uint256) {
        return _wordCount(packed);
    }

    /// @dev Refuses dense features that no honest encoder gives. All it returns is as
    /// `PackedVector.load` gives it.
    function _read(PackedRules packed, bytes calldata features)
        internal
        pure
        returns (uint256 reversed, uint256 sum, uint256 norm)
    {
        unchecked {
            uint256 dimensions = packed.dimensions();
            if (features.length != dimensions) revert WrongLength(dimensions, features.length);
            uint256 zeros;
            (reversed, sum, norm, zeros) = PackedVector.load(features, dimensions);
            if (zeros != 0) revert FeatureOutOfRange();
            // N2 * 65 / 64 with N2 = 1024 D: one 64th above the norm that encoders aim at, so that
            // one sample pushes no further than another.
            if (norm > dimensions * 1040) revert NormTooLarge(norm, dimensions * 1040);
        }
    }

    /// @dev The best score's label, `except` one; the lowest in a tie.
    function _best(int256[] memory scores, uint256 except) internal pure returns (uint256 best) {
        best = except == 0 ? 1 : 0;
        for (uint256 k = best + 1; k < scores.length; ++k) {
            if (k != except && scores[k] > scores[best]) best = k;
        }
    }

    /// @dev A label's score minus the best other one.
    function _marginOf(int256[] memory scores, uint256 label) internal pure returns (int256) {
        unchecked {
            return scores[label] - scores[_best(scores, label)];
        }
    }
}
