// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPoints} from "../interfaces/IPoints.sol";

/// @notice The terms of a points task; units in `IPoints.Terms`. The second word is 0.
///
/// | first     | field     |
/// |-----------|-----------|
/// |   0 -  31 | wait      |
/// |  32 -  63 | judgeTime |
/// |  64 -  95 | interval  |
/// |  96 - 111 | burst     |
library PointTerms {
    function pack(IPoints.Terms memory terms) internal pure returns (uint256[2] memory words) {
        words[0] = uint256(terms.wait) | uint256(terms.judgeTime) << 32 | uint256(terms.interval)
            << 64 | uint256(terms.burst) << 96;
    }

    function unpack(uint256 first) internal pure returns (IPoints.Terms memory) {
        return IPoints.Terms({
            wait: uint32(first),
            judgeTime: uint32(first >> 32),
            interval: uint32(first >> 64),
            burst: uint16(first >> 96)
        });
    }
}
