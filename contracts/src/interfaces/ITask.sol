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
    /// @dev At most 200 bytes: where more is said about the task; may be empty.
    string uri;
    /// @dev 2 to 8.
    Label[] labels;
}

/// @notice What holds for a task for ever, whatever its model and incentive.
struct Rules {
    /// @dev Which encoder makes texts into features; not checked by the contract.
    bytes32 encoderId;
    /// @dev Dense features per sample: a multiple of 32, at most 512.
    uint16 dimensions;
    /// @dev How many samples the starter model stands for, at most a million; the more, the smaller
    /// its first steps.
    uint32 samplesSeen;
    /// @dev The ERC-20 that deposits are paid in; 0 for ether.
    address token;
    /// @dev Amounts are counted in 10^unitExponent wei (or the token's smallest units); at most 18.
    uint8 unitExponent;
    /// @dev `keccak256(... keccak256(keccak256(0 ‖ word 0) ‖ word 1) ...)` over the starter model's words.
    bytes32 starter;
    /// @dev The incentive's own rules, packed as the incentive says.
    uint256[2] terms;
}

/// @notice What every task has, whatever its model and its incentive.
interface ITask {
    /// @notice The starter model is complete; contributions are accepted from now on.
    event TaskOpened();

    /// @notice Only the factory may set up a clone.
    error NotFactory();

    /// @notice The task has its whole starter model already.
    error TaskIsOpen();

    /// @notice The starter model is not complete yet, or this is no task at all: the implementation
    /// itself, or a clone the factory did not make.
    error TaskNotOpen();

    /// @notice More words than the model has.
    error TooManyWords(uint256 words, uint256 maximum);

    /// @notice All words are there, but they are not those that the rules name.
    error WrongStarter(bytes32 expected, bytes32 given);

    /// @notice A multiple of 32, at least 32 and at most what the model takes.
    error WrongDimensions(uint256 dimensions);

    /// @notice The model takes fewer labels than that.
    error WrongLabelCount(uint256 labels);

    /// @notice At most a million.
    error TooManySamples(uint256 samples);

    /// @notice At most 18.
    error WrongUnit(uint256 unitExponent);

    /// @notice The incentive's rules cannot be. `field` is the place of the offending one in the
    /// incentive's `Terms`, from 0.
    error WrongTerms(uint256 field);

    /// @notice Words of the starter model stored so far, and whether the task is open.
    function progress() external view returns (uint256 words, bool open);

    /// @notice Stores the next words of the starter model. Only the factory.
    function upload(uint256[] calldata words) external;
}
