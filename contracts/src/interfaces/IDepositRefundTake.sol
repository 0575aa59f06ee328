// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Deposit, refund, take: the self-assessment incentive of Harris & Waggoner 2019, section
/// III-C. The model that people train is also the judge of their samples.
///
/// A sample is features and a label; its key is `keccak256(features ‖ label)`, label as one byte.
/// The paper's own setting: `priceInterval`, `challengeWait`, `judgeTime`, `zone` and `takerShare` 0.
interface IDepositRefundTake {
    /// @notice The rules of one task, as `DepositTerms` packs them. Times in seconds, amounts in the task's units.
    struct Terms {
        /// @dev Paper price one hour after the last contribution; 60 times this must fit 40 bits.
        /// 0 where the bucket prices.
        uint40 depositWeight;
        /// @dev The price never falls below this; at least 1.
        uint40 minimumDeposit;
        /// @dev From a contribution until it can be refunded or reported; at least 1.
        uint32 refundWait;
        /// @dev From a report until it can be taken; 0: a report takes at once.
        uint32 challengeWait;
        /// @dev From a contribution until the creator may sweep; at least an hour after the first
        /// moment at which the contributor can claim.
        uint32 creatorWait;
        /// @dev From a contribution until anybody may sweep; not before the creator.
        uint32 sweepWait;
        /// @dev Over how long the model is averaged that decides; 0: the model of the moment.
        uint32 judgeTime;
        /// @dev Refund as long as the model contradicts by less than this many 64ths of a logit.
        uint8 zone;
        /// @dev 256ths of a wrong sample's deposit for the first who reports it, the rest is
        /// destroyed; 0: the paper's share, by validated contributions.
        uint8 takerShare;
        /// @dev Seconds that one contribution fills the price bucket with; 0: the paper's price.
        uint32 priceInterval;
        /// @dev Contributions that the bucket holds before the price rises.
        uint16 priceLevel;
        /// @dev Contributions above that which double the price; at least 1 with a bucket.
        uint16 priceStep;
        /// @dev A sweep destroys what is left, instead of paying it to whoever sweeps.
        bool sweepBurns;
    }

    /// @notice A sample was accepted and taught to the model.
    /// @param deposit In the task's units.
    /// @param features The bytes given, so that anyone can settle the sample later.
    event SampleAdded(
        bytes32 indexed key,
        address indexed contributor,
        uint8 indexed label,
        uint40 deposit,
        bytes features
    );

    /// @notice `SampleAdded` for each sample of a batch, in one event, since an event each would be a
    /// tenth of what the sample costs. Its key is the hash of its features and label.
    /// @param labels A byte a sample.
    /// @param features All samples' features, one behind the other, all of the same length.
    event SamplesAdded(address indexed contributor, bytes labels, bytes features);

    /// @notice The contributor got back what was left of the deposit.
    event SampleRefunded(bytes32 indexed key);

    /// @notice Somebody reported a sample, and may take from it after the challenge period.
    event SampleReported(bytes32 indexed key, address indexed reporter);

    /// @notice The report fell: the model gives the sample's label again.
    event ReportFell(bytes32 indexed key, address indexed reporter);

    /// @notice A reporter took part of a deposit.
    event SampleTaken(bytes32 indexed key, address indexed reporter, uint256 amount);

    /// @notice Somebody swept what nobody had claimed in time.
    event SampleSwept(bytes32 indexed key, address indexed sweeper, uint256 amount);

    /// @notice The transaction came later than its sender wanted.
    error DeadlinePassed(uint256 deadline, uint256 time);

    /// @notice The price rose above what the sender allowed.
    error DepositTooHigh(uint256 price, uint256 maxDeposit);

    /// @notice This text already has a contribution with this label, open or settled.
    error SampleExists(bytes32 key);

    /// @notice No contribution has these features and this label.
    error SampleUnknown(bytes32 key);

    /// @notice The sample is settled: 2 refunded, 3 taken, 4 swept.
    error SampleClosed(uint256 status);

    /// @notice The waiting time is not over.
    error TooEarly(uint256 until, uint256 time);

    /// @notice Only the contributor can have the refund.
    error NotContributor(address contributor);

    /// @notice The model holds another label right now, so there is no refund now.
    error ModelDisagrees();

    /// @notice The model gives this very label now, or nearly so, so there is nothing to report.
    error ModelAgrees();

    /// @notice Contributors cannot report their own sample.
    error OwnSample();

    /// @notice Only those with a refunded contribution of their own may report.
    error NothingValidated();

    /// @notice This reporter has reported the sample before, or somebody's report is under challenge.
    error AlreadyReported();

    /// @notice Nobody, or somebody else, reported this sample.
    error NotReporter(address reporter);

    /// @notice `labels` has another length than there are samples in `features`.
    error WrongBatch(uint256 features, uint256 labels);

    /// @notice Contributes a sample: deposits the current price and teaches the model.
    /// @param features As the model takes them.
    /// @param label The right label in the sender's eyes.
    /// @param maxDeposit The most that may be kept, in wei (or the token's smallest units). What is
    /// sent above the price comes back.
    /// @param deadline Last second at which the sender wants this.
    /// @dev With 128-bit amounts this function's selector is the lowest, so that the dispatcher,
    /// which compares one after another, finds it first: 330 gas less for the most frequent call.
    function submit(bytes calldata features, uint8 label, uint128 maxDeposit, uint128 deadline)
        external
        payable;

    /// @notice `submit` for many, in order: prices, records and model become what they would by one
    /// call after another.
    /// @param features All samples' features, one behind the other, all of the same length.
    /// @param labels A byte a sample.
    /// @param maxDeposit The most that may be kept for all together.
    function submitMany(
        bytes calldata features,
        bytes calldata labels,
        uint128 maxDeposit,
        uint128 deadline
    ) external payable;

    /// @notice Pays the contributor what is left of the deposit, if the wait is over and the judge
    /// does not contradict the label. Counts as a validated contribution.
    function refund(bytes calldata features, uint8 label) external;

    /// @notice Claims a part of a wrong sample's deposit. Without a challenge period it is paid at
    /// once; with one, `take` pays it.
    /// @param proof Key of a refunded contribution of the sender's. Where reports are paid by the
    /// number of those it is not needed.
    function report(bytes calldata features, uint8 label, bytes32 proof) external;

    /// @notice After the challenge period: pays the reporter, if the judge still contradicts the
    /// label; otherwise the report falls.
    function take(bytes calldata features, uint8 label) external;

    /// @notice After `creatorWait` the creator, after `sweepWait` anybody: takes or destroys what
    /// nobody claimed, so that nothing stays locked.
    function sweep(bytes calldata features, uint8 label) external;

    /// @notice Price of a contribution in this block, in wei (or the token's smallest units).
    function deposit() external view returns (uint256);

    /// @notice Price at a time, if no contribution comes before.
    function depositAt(uint256 time) external view returns (uint256);

    /// @notice Raw records, 0 where there is none; layout in `Sample`.
    function samples(bytes32[] calldata keys) external view returns (uint256[] memory records);

    /// @notice Who reported a sample that is under challenge, and when.
    function reportOf(bytes32 key) external view returns (address reporter, uint256 time);

    /// @notice Refunded contributions of one person, where reports are paid by them.
    function validated(address contributor) external view returns (uint256);

    /// @notice Whether somebody has taken from a sample, where several may.
    function reported(bytes32 key, address reporter) external view returns (bool);

    /// @notice What decides about reports and payments of one person, in one call.
    function standing(address who)
        external
        view
        returns (uint256 validatedCount, uint256 totalValidated, uint256 creditWei);
}
