// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice A court as ERC-792 describes it, as far as a task asks it.
interface IArbitrator {
    /// @notice Opens a dispute with answers 1 to `choices`; 0 stands for a refusal to rule.
    /// @param extraData Which court and how many jurors, as the arbitrator reads it.
    function createDispute(uint256 choices, bytes calldata extraData)
        external
        payable
        returns (uint256 disputeId);

    /// @notice Wei that `createDispute` costs now.
    function arbitrationCost(bytes calldata extraData) external view returns (uint256 cost);
}

/// @notice What an ERC-792 arbitrator calls back.
interface IArbitrable {
    /// @notice The arbitrator has decided.
    event Ruling(IArbitrator indexed arbitrator, uint256 indexed disputeId, uint256 ruling);

    /// @notice Gives a ruling. Only the arbitrator of the dispute.
    function rule(uint256 disputeId, uint256 ruling) external;
}
