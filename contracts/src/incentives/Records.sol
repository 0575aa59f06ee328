// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Where samples are kept: the record of a key lies in the storage slot of that number. A
/// mapping would hash once more to the same end: keys are hashes of a multiple of 32 bytes and one
/// or more (a label, ids), mappings' slots of exactly 64 bytes.
library Records {
    /// @notice keccak256(features ‖ label). Within a task no two samples share the same bytes.
    function key(bytes calldata features, uint256 label) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, features.offset, features.length)
            mstore8(add(free, features.length), label)
            hash := keccak256(free, add(features.length, 1))
        }
    }

    function load(bytes32 key_) internal view returns (uint256 record) {
        assembly ("memory-safe") {
            record := sload(key_)
        }
    }

    function store(bytes32 key_, uint256 record) internal {
        assembly ("memory-safe") {
            sstore(key_, record)
        }
    }

    /// @notice Many at once; 0 where there is none.
    function loadMany(bytes32[] calldata keys) internal view returns (uint256[] memory records) {
        records = new uint256[](keys.length);
        for (uint256 i; i < keys.length; ++i) {
            records[i] = load(keys[i]);
        }
    }
}
