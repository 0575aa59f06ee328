// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Card, Rules} from "./ITask.sol";

/// @notice Makes tasks: minimal clones of one implementation, rules and card in their own code.
/// Nobody owns it and nothing in it can be changed or stopped.
interface ITrainerFactory {
    struct Entry {
        address trainer;
        address creator;
        uint256 blockNumber;
    }

    event TrainerCreated(
        address indexed trainer, address indexed creator, bytes32 indexed encoderId
    );

    /// @notice 2 to 8 labels.
    error WrongLabelCount(uint256 labels);

    /// @notice A multiple of 32, at least 32 and at most 512.
    error WrongDimensions(uint256 dimensions);

    /// @notice `1 <= refundWait < sweepWait <= 10 years`.
    error WrongWaits(uint256 refundWait, uint256 sweepWait);

    /// @notice `minimumDepositGwei >= 1` and `60 * depositWeightGwei` fits 40 bits.
    error WrongDeposits(uint256 depositWeightGwei, uint256 minimumDepositGwei);

    /// @notice A name is empty.
    error EmptyName();

    /// @notice A text of the card is too long. Bytes, not characters.
    error TextTooLong(uint256 length, uint256 maximum);

    /// @notice Creates a task with a starter model.
    /// @param weights Packed words, vector after vector (layout in `PackedVector`): one vector for
    /// two labels (label 1 minus label 0), else one per label.
    /// @param biases One per vector.
    /// @param samplesSeen How many samples the starter model stands for; the more, the smaller its
    /// first steps.
    /// @param salt Chosen by the creator; the same creator, rules, card and salt give the same
    /// address on every network.
    function create(
        Rules calldata rules,
        Card calldata card,
        uint256[] calldata weights,
        int16[] calldata biases,
        uint32 samplesSeen,
        bytes32 salt
    ) external returns (address trainer);

    /// @notice Where `create` would put a task.
    function addressOf(address creator, Rules calldata rules, Card calldata card, bytes32 salt)
        external
        view
        returns (address trainer);

    /// @notice The contract that every task is a clone of.
    function implementation() external view returns (address);

    /// @notice How many tasks there are.
    function count() external view returns (uint256);

    /// @notice At most `size` tasks from number `from` on, oldest first.
    function page(uint256 from, uint256 size) external view returns (Entry[] memory entries);

    /// @notice Block in which this factory made the task; 0 if it did not.
    function createdAt(address trainer) external view returns (uint256 blockNumber);
}
