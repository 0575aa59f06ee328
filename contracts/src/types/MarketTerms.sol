// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPredictionMarket} from "../interfaces/IPredictionMarket.sol";

/// @notice The terms of a prediction market in two words; units in `IPredictionMarket.Terms`.
///
/// | first     | field            | second    | field      |
/// |-----------|------------------|-----------|------------|
/// |   0 -  39 | stake            |   0 -  31 | answerTime |
/// |  40 -  79 | roundPay         |           |            |
/// |  80 -  87 | rounds           |           |            |
/// |  88 -  95 | groupSize        |           |            |
/// |  96 - 103 | parts            |           |            |
/// | 104 - 111 | shownParts       |           |            |
/// | 112 - 119 | partSize         |           |            |
/// | 120 - 127 | cancelBurn       |           |            |
/// | 128 - 143 | maxContributions |           |            |
/// | 144 - 175 | showTime         |           |            |
/// | 176 - 207 | joinTime         |           |            |
/// | 208 - 239 | revealTime       |           |            |
library MarketTerms {
    function pack(IPredictionMarket.Terms memory terms)
        internal
        pure
        returns (uint256[2] memory words)
    {
        words[0] = uint256(terms.stake) | uint256(terms.roundPay) << 40 | uint256(terms.rounds)
            << 80 | uint256(terms.groupSize) << 88 | uint256(terms.parts) << 96
            | uint256(terms.shownParts) << 104 | uint256(terms.partSize) << 112
            | uint256(terms.cancelBurn) << 120 | uint256(terms.maxContributions) << 128
            | uint256(terms.showTime) << 144 | uint256(terms.joinTime) << 176
            | uint256(terms.revealTime) << 208;
        words[1] = uint256(terms.answerTime);
    }

    function unpack(uint256 first, uint256 second)
        internal
        pure
        returns (IPredictionMarket.Terms memory)
    {
        return IPredictionMarket.Terms({
            stake: uint40(first),
            roundPay: uint40(first >> 40),
            rounds: uint8(first >> 80),
            groupSize: uint8(first >> 88),
            parts: uint8(first >> 96),
            shownParts: uint8(first >> 104),
            partSize: uint8(first >> 112),
            cancelBurn: uint8(first >> 120),
            maxContributions: uint16(first >> 128),
            showTime: uint32(first >> 144),
            joinTime: uint32(first >> 176),
            revealTime: uint32(first >> 208),
            answerTime: uint32(second)
        });
    }
}
