// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";

/// @notice The price of a contribution (Harris & Waggoner 2019, section III-C): high when the model
/// has just changed, falling with the square root of the time since.
library DepositPrice {
    /// @notice `weight * 60 / sqrt(elapsed)`, rounded up to a whole gwei, at least `minimumGwei`.
    /// @param weightGwei Price one hour (3600 s = 60^2 s) after the last contribution.
    /// @param elapsed Seconds since the last contribution; 0 counts as 1.
    function gweiAfter(uint256 weightGwei, uint256 minimumGwei, uint256 elapsed)
        internal
        pure
        returns (uint256 price)
    {
        unchecked {
            if (elapsed == 0) elapsed = 1;
            // 32 binary places on both sides: whole seconds alone would make the price jump.
            uint256 root = FixedPointMathLib.sqrt(elapsed << 64);
            price = (weightGwei * (60 << 32) + root - 1) / root;
            if (price < minimumGwei) price = minimumGwei;
        }
    }
}
