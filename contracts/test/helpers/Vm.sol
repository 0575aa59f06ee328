// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice What a call cost, as a transaction of its own.
struct Gas {
    uint64 gasLimit;
    uint64 gasTotalUsed;
    uint64 gasMemoryUsed;
    int64 gasRefunded;
    uint64 gasRemaining;
}

/// @notice The few of Forge's cheat codes that these tests use.
interface Vm {
    function warp(uint256 time) external;
    function roll(uint256 blockNumber) external;
    function deal(address who, uint256 amount) external;
    function store(address target, bytes32 slot, bytes32 value) external;
    function load(address target, bytes32 slot) external view returns (bytes32 value);
    function prank(address sender) external;
    function expectRevert(bytes calldata reason) external;
    function expectRevert(bytes4 selector) external;
    function expectEmit(address emitter) external;
    function snapshotGasLastCall(string calldata group, string calldata name)
        external
        returns (uint256);
    function snapshotValue(string calldata group, string calldata name, uint256 value) external;
    function deployCode(string calldata artifact) external returns (address deployed);
    function deployCode(string calldata artifact, bytes calldata arguments)
        external
        returns (address deployed);
    function lastCallGas() external view returns (Gas memory);
    function toString(uint256 value) external pure returns (string memory);
    function readFile(string calldata path) external view returns (string memory);
    function parseJsonBytes(string calldata json, string calldata key)
        external
        pure
        returns (bytes memory);
    function parseJsonUint(string calldata json, string calldata key)
        external
        pure
        returns (uint256);
}

Vm constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
