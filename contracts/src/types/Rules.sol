// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The rules of one task as they sit in the first word of a clone's immutable arguments.
///
/// | bits      | field              | unit    |
/// |-----------|--------------------|---------|
/// |   0 -  39 | depositWeight      | gwei    |
/// |  40 -  79 | minimumDeposit     | gwei    |
/// |  80 - 111 | refundWait         | seconds |
/// | 112 - 143 | sweepWait          | seconds |
/// | 144 - 159 | dimensions         |         |
/// | 160 - 167 | labels             |         |
type PackedRules is uint256;

using RulesLibrary for PackedRules global;

library RulesLibrary {
    function pack(
        uint40 depositWeightGwei_,
        uint40 minimumDepositGwei_,
        uint32 refundWait_,
        uint32 sweepWait_,
        uint16 dimensions_,
        uint8 labels_
    ) internal pure returns (PackedRules) {
        return PackedRules.wrap(
            uint256(depositWeightGwei_) | uint256(minimumDepositGwei_) << 40 | uint256(refundWait_)
                << 80 | uint256(sweepWait_) << 112 | uint256(dimensions_) << 144 | uint256(labels_)
                << 160
        );
    }

    function depositWeightGwei(PackedRules rules) internal pure returns (uint256) {
        return uint40(PackedRules.unwrap(rules));
    }

    function minimumDepositGwei(PackedRules rules) internal pure returns (uint256) {
        return uint40(PackedRules.unwrap(rules) >> 40);
    }

    function refundWait(PackedRules rules) internal pure returns (uint256) {
        return uint32(PackedRules.unwrap(rules) >> 80);
    }

    function sweepWait(PackedRules rules) internal pure returns (uint256) {
        return uint32(PackedRules.unwrap(rules) >> 112);
    }

    function dimensions(PackedRules rules) internal pure returns (uint256) {
        return uint16(PackedRules.unwrap(rules) >> 144);
    }

    function labels(PackedRules rules) internal pure returns (uint256) {
        return uint8(PackedRules.unwrap(rules) >> 160);
    }

    /// @return Weight vectors of the model: two labels share one (label 1 minus label 0).
    function vectors(PackedRules rules) internal pure returns (uint256) {
        uint256 count = rules.labels();
        return count == 2 ? 1 : count;
    }
}
