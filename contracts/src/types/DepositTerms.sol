// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IDepositRefundTake} from "../interfaces/IDepositRefundTake.sol";

/// @notice The terms of a deposit/refund/take task in two words; units in `IDepositRefundTake.Terms`.
///
/// | first     | field          | second    | field         |
/// |-----------|----------------|-----------|---------------|
/// |   0 -  39 | depositWeight  |   0 -  31 | priceInterval |
/// |  40 -  79 | minimumDeposit |  32 -  47 | priceLevel    |
/// |  80 - 111 | refundWait     |  48 -  63 | priceStep     |
/// | 112 - 143 | challengeWait  |  64       | sweepBurns    |
/// | 144 - 175 | creatorWait    |           |               |
/// | 176 - 207 | sweepWait      |           |               |
/// | 208 - 239 | judgeTime      |           |               |
/// | 240 - 247 | zone           |           |               |
/// | 248 - 255 | takerShare     |           |               |
library DepositTerms {
    function pack(IDepositRefundTake.Terms memory terms)
        internal
        pure
        returns (uint256[2] memory words)
    {
        words[0] = uint256(terms.depositWeight) | uint256(terms.minimumDeposit) << 40
            | uint256(terms.refundWait) << 80 | uint256(terms.challengeWait) << 112
            | uint256(terms.creatorWait) << 144 | uint256(terms.sweepWait) << 176
            | uint256(terms.judgeTime) << 208 | uint256(terms.zone) << 240
            | uint256(terms.takerShare) << 248;
        words[1] = uint256(terms.priceInterval) | uint256(terms.priceLevel) << 32
            | uint256(terms.priceStep) << 48 | (terms.sweepBurns ? 1 << 64 : 0);
    }

    function unpack(uint256 first, uint256 second)
        internal
        pure
        returns (IDepositRefundTake.Terms memory)
    {
        return IDepositRefundTake.Terms({
            depositWeight: uint40(first),
            minimumDeposit: uint40(first >> 40),
            refundWait: uint32(first >> 80),
            challengeWait: uint32(first >> 112),
            creatorWait: uint32(first >> 144),
            sweepWait: uint32(first >> 176),
            judgeTime: uint32(first >> 208),
            zone: uint8(first >> 240),
            takerShare: uint8(first >> 248),
            priceInterval: uint32(second),
            priceLevel: uint16(second >> 32),
            priceStep: uint16(second >> 48),
            sweepBurns: second >> 64 != 0
        });
    }
}
