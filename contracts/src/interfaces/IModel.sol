// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice A model over small integer features, read for free.
/// @dev Features come as bytes: feature + 128, one byte each, `dimensions` of them. A model with a
/// sparse tail takes ids after them, two bytes each.
interface IModel {
    /// @notice Not exactly `dimensions` bytes, or no length that a tail can give.
    error WrongLength(uint256 expected, uint256 given);

    /// @notice A byte is 0. It would mean -128, which an 8-bit encoder cannot mirror as +128.
    error FeatureOutOfRange();

    /// @notice The squared length of the features is above what an honest encoder gives.
    error NormTooLarge(uint256 squaredNorm, uint256 maximum);

    /// @notice The task has no label of this number.
    error UnknownLabel(uint256 label, uint256 labels);

    /// @notice A word of the starter model holds a weight outside its bounds.
    error WeightOutOfRange(uint256 word);

    /// @notice The label the model gives now, and each label's score.
    /// @return label The best score's label; the lowest such label in a tie.
    /// @return scores One per label; a difference of `logit()` is one logit.
    function predict(bytes calldata features)
        external
        view
        returns (uint8 label, int256[] memory scores);

    /// @notice `predict` for many.
    function predictMany(bytes[] calldata features)
        external
        view
        returns (uint8[] memory labels, int256[][] memory scores);

    /// @notice All that a client needs to mirror the model.
    /// @return words The model's storage words; layout in the model.
    /// @return stats Packed counters; layout in `Stats`.
    /// @return averages The words of the averaged model; none if the task keeps no averages.
    function model()
        external
        view
        returns (uint256[] memory words, uint256 stats, uint256[] memory averages);

    /// @notice The difference of scores that stands for one logit.
    function logit() external view returns (uint256);
}
