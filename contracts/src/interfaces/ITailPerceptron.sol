// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice A margin perceptron with a sparse tail: beside its dense features a text names up to
/// eight of 4,096 buckets, each for a word or a pair of words that is rare enough to say something.
/// @dev Features come as bytes: `dimensions` bytes of feature + 128, then the ids of the buckets, two
/// bytes each, high byte first, each id larger than the one before it. An id must not count twice.
///
/// A bucket names its words: most ids can be turned back into a word that the text has. Only for
/// texts that may be public.
interface ITailPerceptron {
    /// @notice An id is no bucket's.
    error IdOutOfRange(uint256 id, uint256 buckets);

    /// @notice An id is not larger than the one before it.
    error IdsNotAscending(uint256 previous, uint256 id);

    /// @notice The squared length of the dense features is below what an honest encoder gives: ids
    /// with no text behind them.
    error NormTooSmall(uint256 squaredNorm, uint256 minimum);
}
