// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Records} from "../../src/incentives/Records.sol";

/// @notice The least that a staked contribution can cost: 21,000, its calldata, one new slot for the
/// record, the event with the features. No model, no rules, no proxy. What `npm run bench:gas` calls
/// the floor.
contract Floor {
    event SampleAdded(
        bytes32 indexed key,
        address indexed contributor,
        uint8 indexed label,
        uint40 deposit,
        bytes features
    );

    function submit(bytes calldata features, uint8 label, uint128, uint128) external payable {
        bytes32 key = Records.key(features, label);
        Records.store(key, uint256(uint160(msg.sender)) | msg.value << 160 | block.timestamp << 200);
        emit SampleAdded(key, msg.sender, label, uint40(msg.value), features);
    }
}
