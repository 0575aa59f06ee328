// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Deposit, refund, take: the self-assessment incentive of Harris & Waggoner 2019, section
/// III-C. The model that people train is also the judge of their samples.
///
/// A sample is features and a label; its key is `keccak256(features ‖ label)`, label as one byte.
interface IDepositRefundTake {
    /// @notice A sample was accepted and taught to the model.
    /// @param features The bytes given, so that anyone can settle the sample later.
    event SampleAdded(
        bytes32 indexed key,
        address indexed contributor,
        uint8 indexed label,
        uint40 depositGwei,
        bytes features
    );

    /// @notice The contributor got back what was left of the deposit.
    event SampleRefunded(bytes32 indexed key, address indexed contributor, uint256 amount);

    /// @notice A reporter took part of a deposit.
    /// @param portion 256ths of the deposit.
    event SampleReported(
        bytes32 indexed key, address indexed reporter, uint256 portion, uint256 amount
    );

    /// @notice Somebody took what nobody had claimed in time.
    event SampleSwept(bytes32 indexed key, address indexed sweeper, uint256 amount);

    /// @notice A payment was refused by its receiver and is kept for them.
    event Credited(address indexed receiver, uint256 amount);

    /// @notice Kept payments were withdrawn.
    event Withdrawn(address indexed receiver, address indexed to, uint256 amount);

    /// @notice The transaction came later than its sender wanted.
    error DeadlinePassed(uint256 deadline, uint256 time);

    /// @notice The price rose above what the sender allowed. Wei.
    error DepositTooHigh(uint256 price, uint256 maxDeposit);

    /// @notice Less was sent than the price. Wei.
    error DepositTooLow(uint256 price, uint256 sent);

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

    /// @notice The model gives another label now, so there is no refund now.
    error ModelDisagrees(uint256 predicted);

    /// @notice The model gives this very label now, so there is nothing to report.
    error ModelAgrees();

    /// @notice Contributors cannot report their own sample.
    error OwnSample();

    /// @notice Only those with at least one refunded contribution of their own may report.
    error NothingValidated();

    /// @notice Each reporter can report a sample once.
    error AlreadyReported();

    /// @notice There is no payment kept for the sender.
    error NothingToWithdraw();

    /// @notice The receiver refused the payment.
    error PaymentRefused();

    /// @notice Contributes a sample: deposits the current price and teaches the model.
    /// @param features `dimensions` bytes, feature + 128 each.
    /// @param label The right label in the sender's eyes.
    /// @param maxDeposit The most that may be kept of what is sent, in wei; the rest comes back.
    /// @param deadline Last second at which the sender wants this.
    /// @dev With 128-bit amounts this function's selector is the lowest, so that the dispatcher,
    /// which compares one after another, finds it first: 330 gas less for the most frequent call.
    function submit(bytes calldata features, uint8 label, uint128 maxDeposit, uint128 deadline)
        external
        payable;

    /// @notice Pays the contributor what is left of the deposit, if the wait is over and the model
    /// gives the sample's label now. Counts as a validated contribution.
    function refund(bytes calldata features, uint8 label) external;

    /// @notice Pays the reporter a part of a wrong sample's deposit, in proportion to the reporter's
    /// share of all validated contributions, at least one 256th, at most what is left.
    function report(bytes calldata features, uint8 label) external;

    /// @notice Pays anyone what nobody claimed in `sweepWait`, so that nothing stays locked.
    function sweep(bytes calldata features, uint8 label) external;

    /// @notice Pays out what an earlier payment to the sender could not deliver.
    /// @param to Where to; a contract that refuses payments can name another address.
    function withdraw(address payable to) external;

    /// @notice Price of a contribution in this block, in wei.
    function deposit() external view returns (uint256);

    /// @notice Price at a time, in wei, if no contribution comes before.
    function depositAt(uint256 time) external view returns (uint256);

    /// @notice Raw records, 0 where there is none; layout in `Sample`.
    function samples(bytes32[] calldata keys) external view returns (uint256[] memory records);

    /// @notice Refunded contributions of one person.
    function validated(address contributor) external view returns (uint256);

    /// @notice Whether somebody has reported a sample.
    function reported(bytes32 key, address reporter) external view returns (bool);

    /// @notice Wei kept for somebody who refused a payment.
    function credit(address receiver) external view returns (uint256);

    /// @notice What decides about reports and payments of one person, in one call.
    function standing(address who)
        external
        view
        returns (uint256 validatedCount, uint256 totalValidated, uint256 creditWei);
}
