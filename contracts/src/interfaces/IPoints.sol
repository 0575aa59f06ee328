// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Points and badges, no money: the gamified incentive of Harris & Waggoner 2019, section
/// III-A. What counts is not what somebody sent but what the model, once it had time to hear others,
/// still agrees with.
///
/// A sample is features and a label; its key is `keccak256(features ‖ label)`, label as one byte.
/// Everything here can be read by anyone, and nothing can be moved, sold or taken away.
interface IPoints {
    /// @notice The rules of one task, as `PointTerms` packs them. Times in seconds.
    struct Terms {
        /// @dev From a contribution until it can be validated; 1 to 3,650 days.
        uint32 wait;
        /// @dev Over how long the model is averaged that decides; 0: the model of the moment.
        uint32 judgeTime;
        /// @dev One contribution in this time, all people together, is let in for ever; at most a
        /// day. 0: no limit.
        uint32 interval;
        /// @dev How many may come at once after a quiet time; at least 1 where there is a limit.
        /// Times `interval` at most 3,650 days.
        uint16 burst;
    }

    /// @notice A sample was accepted and taught to the model.
    /// @param correction Whether the model gave another label before.
    /// @param features The bytes given, so that anyone can have the sample validated later.
    event SampleAdded(
        bytes32 indexed key,
        address indexed contributor,
        uint8 indexed label,
        bool correction,
        bytes features
    );

    /// @notice `SampleAdded` for each sample of a batch, in one event, since an event each would be a
    /// tenth of what the sample costs. Its key is the hash of its features and label.
    /// @param labels A byte a sample.
    /// @param features All samples' features, one behind the other, all of the same length.
    event SamplesAdded(address indexed contributor, bytes labels, bytes features);

    /// @notice The model agrees after the wait: the contributor has a point more.
    event SampleValidated(bytes32 indexed key, address indexed contributor);

    /// @notice Somebody earned badges, in bits as in `Person`.
    event BadgesEarned(address indexed contributor, uint256 badges);

    /// @notice The transaction came later than its sender wanted.
    error DeadlinePassed(uint256 deadline, uint256 time);

    /// @notice This text already has a contribution with this label.
    error SampleExists(bytes32 key);

    /// @notice No contribution has these features and this label.
    error SampleUnknown(bytes32 key);

    /// @notice The sample has its point already.
    error SampleCounted(bytes32 key);

    /// @notice The waiting time is not over.
    error TooEarly(uint256 until, uint256 time);

    /// @notice The model holds another label right now, so there is no point now.
    error ModelDisagrees();

    /// @notice More contributions came than the task takes; the next one fits in at `from`.
    error TooMany(uint256 from, uint256 time);

    /// @notice `labels` has another length than there are samples in `features`.
    error WrongBatch(uint256 features, uint256 labels);

    /// @notice A task without deposits names no token.
    error NoTokenPlease(address token);

    /// @notice Contributes a sample: records it and teaches the model.
    /// @param features As the model takes them.
    /// @param label The right label in the sender's eyes.
    /// @param deadline Last second at which the sender wants this.
    function submit(bytes calldata features, uint8 label, uint128 deadline) external;

    /// @notice `submit` for many, in order: records and model become what they would by one call
    /// after another.
    /// @param features All samples' features, one behind the other, all of the same length.
    /// @param labels A byte a sample.
    function submitMany(bytes calldata features, bytes calldata labels, uint128 deadline) external;

    /// @notice Gives the contributor a point, if the wait is over and the judge gives the sample's
    /// label. Anyone may call it, for anyone's sample: it can only help, and only once.
    function validate(bytes calldata features, uint8 label) external;

    /// @notice Raw records, 0 where there is none; layout in `PointSample`.
    function samples(bytes32[] calldata keys) external view returns (uint256[] memory records);

    /// @notice What people have earned; layout in `Person`.
    function people(address[] calldata who) external view returns (uint256[] memory persons);
}
