// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DepositPrice} from "../../src/libraries/DepositPrice.sol";

/// @notice Opens the prices to tests.
contract OpenPrice {
    function afterTime(uint256 weight, uint256 minimum, uint256 elapsed)
        external
        pure
        returns (uint256)
    {
        return DepositPrice.afterTime(weight, minimum, elapsed);
    }

    function inBucket(uint256 base, uint256 busy, uint256 interval, uint256 level, uint256 step)
        external
        pure
        returns (uint256)
    {
        return DepositPrice.inBucket(base, busy, interval, level, step);
    }
}
