// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice A linear model over small integer features, read for free.
/// @dev Features come as bytes: feature + 128, one byte each, `dimensions` of them.
interface IModel {
    /// @notice Not exactly `dimensions` bytes.
    error WrongLength(uint256 expected, uint256 given);

    /// @notice A byte is 0. It would mean -128, which an 8-bit encoder cannot mirror as +128.
    error FeatureOutOfRange();

    /// @notice The squared length of the features is above what an honest encoder gives.
    error NormTooLarge(uint256 squaredNorm, uint256 maximum);

    /// @notice The task has no label of this number.
    error UnknownLabel(uint256 label, uint256 labels);

    /// @notice The starter model has not one weight word per 16 weights, or not one bias per vector.
    error WrongModelSize(uint256 words, uint256 biases);

    /// @notice A starter weight or bias is 16384 or more in size.
    error WeightOutOfRange();

    /// @notice The starter model claims to have seen more than a million samples.
    error TooManySamples(uint256 samples);

    /// @notice The label the model gives now, and each label's score.
    /// @return label The best score's label; the lowest such label in a tie.
    /// @return scores One per label; `8 * 1024 * dimensions` is one logit. With two labels the
    /// first is always 0.
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
    /// @return weights Packed words, vector after vector; layout in `PackedVector`.
    /// @return stats Packed counters and biases; layout in `Stats`.
    /// @return packedRules Packed rules; layout in `Rules`.
    function model()
        external
        view
        returns (uint256[] memory weights, uint256 stats, uint256 packedRules);
}
