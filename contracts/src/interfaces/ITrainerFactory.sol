// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Card, Rules} from "./ITask.sol";

/// @notice Makes tasks: minimal clones of an implementation, rules and card in their own code, and
/// lists them. Nobody owns it and nothing in it can be changed or stopped.
/// @dev Anyone can have clones made of any implementation. Which ones to trust, people decide by the
/// implementation's address, which commits to its code. A clone's address commits to implementation,
/// creator, rules and card.
interface ITrainerFactory {
    struct Entry {
        address trainer;
        uint256 blockNumber;
        address implementation;
        address creator;
    }

    event TrainerCreated(
        address indexed trainer,
        address indexed creator,
        bytes32 indexed encoderId,
        address implementation
    );

    /// @notice There is no contract at the implementation's address.
    error NoImplementation(address implementation);

    /// @notice The same creator made this very task before; another salt makes another one.
    error TaskExists(address trainer);

    /// @notice This factory made no such task.
    error UnknownTask(address trainer);

    /// @notice Only who created the task may go on uploading its starter model.
    error NotCreator(address creator);

    /// @notice 2 to 8 labels.
    error WrongLabelCount(uint256 labels);

    /// @notice A name is empty.
    error EmptyName();

    /// @notice A text of the card is too long. Bytes, not characters.
    error TextTooLong(uint256 length, uint256 maximum);

    /// @notice Creates a task with a starter model, or with its first words.
    /// @param implementation What the task will be a clone of: incentive and model.
    /// @param words Of the starter model, in the model's layout, from the first on. As long as words
    /// are missing, nobody can contribute, and the creator goes on with `upload`.
    /// @param salt Chosen by the creator; the same creator, implementation, rules, card and salt give
    /// the same address on every network.
    function create(
        address implementation,
        Rules calldata rules,
        Card calldata card,
        uint256[] calldata words,
        uint64 salt
    ) external returns (address trainer);

    /// @notice Adds the next words of a starter model.
    /// @param from How many there are already, so that no words are added twice.
    function upload(address trainer, uint256 from, uint256[] calldata words) external;

    /// @notice `upload` found another number of words.
    error WrongPlace(uint256 expected, uint256 given);

    /// @notice Where `create` would put a task.
    function addressOf(
        address creator,
        address implementation,
        Rules calldata rules,
        Card calldata card,
        uint64 salt
    ) external view returns (address trainer);

    /// @notice What holds for a task for ever, from its own code.
    /// @param trainer A task of this factory.
    function rulesOf(address trainer) external view returns (Rules memory rules, address creator);

    /// @notice Name, description, labels. Strings are their creator's words: show, do not trust.
    /// @param trainer A task of this factory.
    function cardOf(address trainer) external view returns (Card memory);

    /// @notice How many tasks there are.
    function count() external view returns (uint256);

    /// @notice At most `size` tasks from number `from` on, oldest first.
    function page(uint256 from, uint256 size) external view returns (Entry[] memory entries);

    /// @notice At most `size` tasks of one creator, newest first.
    /// @param before Only tasks before this number, or all with the highest number there is.
    /// @return entries The tasks.
    /// @return numbers Their places in the list of all tasks, for the next call's `before`.
    function pageOf(address creator, uint256 before, uint256 size)
        external
        view
        returns (Entry[] memory entries, uint256[] memory numbers);

    /// @notice Block in which this factory made the task; 0 if it did not.
    function createdAt(address trainer) external view returns (uint256 blockNumber);
}
