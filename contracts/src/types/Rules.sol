// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice What every task fixes for ever, whatever its model and incentive: the first word of a
/// clone's immutable arguments.
///
/// | bits      | field        |                                                              |
/// |-----------|--------------|--------------------------------------------------------------|
/// |   0 - 159 | token        | what deposits are paid in: an ERC-20, or 0 for ether         |
/// | 160 - 175 | dimensions   | dense features a sample: a multiple of 32, at most 512       |
/// | 176 - 183 | labels       | 2 to 8                                                       |
/// | 184 - 191 | unitExponent | amounts are counted in 10^unitExponent wei (9: gwei)         |
/// | 192 - 223 | samplesSeen  | how many samples the starter model stands for                |
/// | 224 - 255 | spare        |                                                              |
type PackedRules is uint256;

using RulesLibrary for PackedRules global;

library RulesLibrary {
    function pack(
        address token_,
        uint16 dimensions_,
        uint8 labels_,
        uint8 unitExponent_,
        uint32 samplesSeen_
    ) internal pure returns (PackedRules) {
        return PackedRules.wrap(
            uint256(uint160(token_)) | uint256(dimensions_) << 160 | uint256(labels_) << 176
                | uint256(unitExponent_) << 184 | uint256(samplesSeen_) << 192
        );
    }

    function token(PackedRules rules) internal pure returns (address) {
        return address(uint160(PackedRules.unwrap(rules)));
    }

    function dimensions(PackedRules rules) internal pure returns (uint256) {
        return uint16(PackedRules.unwrap(rules) >> 160);
    }

    function labels(PackedRules rules) internal pure returns (uint256) {
        return uint8(PackedRules.unwrap(rules) >> 176);
    }

    function unitExponent(PackedRules rules) internal pure returns (uint256) {
        return uint8(PackedRules.unwrap(rules) >> 184);
    }

    /// @return Wei (or the token's smallest units) that an amount is counted in.
    function unit(PackedRules rules) internal pure returns (uint256) {
        unchecked {
            return 10 ** rules.unitExponent();
        }
    }

    function samplesSeen(PackedRules rules) internal pure returns (uint256) {
        return uint32(PackedRules.unwrap(rules) >> 192);
    }

    /// @return Weight vectors of a linear model: two labels share one (label 1 minus label 0).
    function vectors(PackedRules rules) internal pure returns (uint256) {
        uint256 count = rules.labels();
        return count == 2 ? 1 : count;
    }
}
