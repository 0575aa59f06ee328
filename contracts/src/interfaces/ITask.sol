// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice A class that a text can belong to. Its place in the card is its number.
struct Label {
    /// @dev 1 to 32 bytes.
    string name;
    /// @dev At most 200 bytes: when this label is the right one.
    string definition;
}

/// @notice What people read before they trust a task.
struct Card {
    /// @dev 1 to 64 bytes.
    string name;
    /// @dev At most 512 bytes.
    string description;
    /// @dev 2 to 8.
    Label[] labels;
}

/// @notice What holds for a task for ever.
struct Rules {
    /// @dev Which encoder makes texts into features; not checked by the contract.
    bytes32 encoderId;
    /// @dev Features per sample: a multiple of 32, at most 512.
    uint16 dimensions;
    /// @dev Seconds from a contribution until it can be refunded or reported; at least 1.
    uint32 refundWait;
    /// @dev Seconds until anyone may sweep what is left; more than `refundWait`.
    uint32 sweepWait;
    /// @dev Price one hour after the last contribution; 60 times this must fit 40 bits.
    uint40 depositWeightGwei;
    /// @dev The price never falls below this; at least 1.
    uint40 minimumDepositGwei;
}

/// @notice What every task has, whatever its model and its incentive.
interface ITask {
    /// @notice Only the factory that made the implementation may give a clone its first model, once.
    error NotFactory();

    /// @notice This is no task: the implementation itself, or a clone the factory did not make.
    error NotATask();

    /// @notice What holds for this task for ever.
    function rules() external view returns (Rules memory rules, address creator, uint8 labels);

    /// @notice Name, description and labels. Strings are their creator's words: show, do not trust.
    function card() external view returns (Card memory);
}
