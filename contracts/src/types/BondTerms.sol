// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IBondedChallenge} from "../interfaces/IBondedChallenge.sol";

/// @notice The terms of a bonded-challenge task in two words; units in `IBondedChallenge.Terms`.
///
/// | first     | field           | second    | field      |
/// |-----------|-----------------|-----------|------------|
/// |   0 -  39 | minimumBond     |   0 - 159 | arbitrator |
/// |  40 -  71 | quietTime       | 160 - 255 | 0          |
/// |  72 -  79 | multiplier      |           |            |
/// |  80 -  87 | winnerShare     |           |            |
/// |  88 -  95 | arbitrationFrom |           |            |
/// |  96 - 127 | arbitrationTime |           |            |
/// | 128 - 159 | court           |           |            |
/// | 160 - 175 | jurors          |           |            |
/// | 176 - 255 | 0               |           |            |
library BondTerms {
    function pack(IBondedChallenge.Terms memory terms)
        internal
        pure
        returns (uint256[2] memory words)
    {
        words[0] = uint256(terms.minimumBond) | uint256(terms.quietTime) << 40
            | uint256(terms.multiplier) << 72 | uint256(terms.winnerShare) << 80
            | uint256(terms.arbitrationFrom) << 88 | uint256(terms.arbitrationTime) << 96
            | uint256(terms.court) << 128 | uint256(terms.jurors) << 160;
        words[1] = uint256(uint160(terms.arbitrator));
    }

    function unpack(uint256 first, uint256 second)
        internal
        pure
        returns (IBondedChallenge.Terms memory)
    {
        return IBondedChallenge.Terms({
            minimumBond: minimumBond(first),
            quietTime: uint32(first >> 40),
            multiplier: uint8(first >> 72),
            winnerShare: uint8(first >> 80),
            arbitrationFrom: uint8(first >> 88),
            arbitrationTime: uint32(first >> 96),
            court: uint32(first >> 128),
            jurors: uint16(first >> 160),
            arbitrator: address(uint160(second))
        });
    }

    function minimumBond(uint256 first) internal pure returns (uint40) {
        return uint40(first);
    }

    function quietTime(uint256 first) internal pure returns (uint256) {
        return uint32(first >> 40);
    }

    function multiplier(uint256 first) internal pure returns (uint256) {
        return uint8(first >> 72);
    }

    function winnerShare(uint256 first) internal pure returns (uint256) {
        return uint8(first >> 80);
    }

    function arbitrationFrom(uint256 first) internal pure returns (uint256) {
        return uint8(first >> 88);
    }

    function arbitrationTime(uint256 first) internal pure returns (uint256) {
        return uint32(first >> 96);
    }

    /// @return What Kleros reads as the court and the least number of jurors.
    function extraData(uint256 first) internal pure returns (bytes memory) {
        return abi.encode(uint256(uint32(first >> 128)), uint256(uint16(first >> 160)));
    }
}
