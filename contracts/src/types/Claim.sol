// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The record of one text, a single slot: who stands for which label with which bond.
///
/// | bits      | field  |                                                                    |
/// |-----------|--------|--------------------------------------------------------------------|
/// |   0 - 159 | staker | who gave the last label                                            |
/// | 160 - 199 | bond   | theirs, in the task's units                                        |
/// | 200 - 202 | label  | theirs; of a settled claim the final one                           |
/// | 203       | shown  | whether they published the hash of the text                        |
/// | 204 - 235 | since  | seconds; the last label, the request to the arbitrator, the ruling |
/// | 236 - 251 | lesson | how the model learnt the first label (`Trainer._learn`)            |
/// | 252 - 255 | status | see the constants; 0 for a text never used                         |
///
/// The first four fields alone are a *stake*, as it is hashed into the history and replayed.
/// A settled record is kept, not zeroed: a text gets one label for ever.
type Claim is uint256;

using ClaimLibrary for Claim global;

library ClaimLibrary {
    uint256 internal constant OPEN = 1;
    /// @dev Challenged at least once.
    uint256 internal constant DISPUTED = 2;
    /// @dev Before the arbitrator; nobody can raise.
    uint256 internal constant ASKED = 3;
    uint256 internal constant RULED = 4;
    uint256 internal constant SETTLED = 5;

    uint256 private constant STAKE = (1 << 204) - 1;
    uint256 private constant LABEL = uint256(7) << 200;
    uint256 private constant SINCE = uint256(type(uint32).max) << 204;
    uint256 private constant STATUS = uint256(0xf) << 252;

    /// @dev A stake alone. The caller bounds the bond to 40 bits and the label to 3.
    function stake(address staker_, uint256 bond_, uint256 label_, bool shown_)
        internal
        pure
        returns (Claim)
    {
        return Claim.wrap(
            uint256(uint160(staker_)) | bond_ << 160 | label_ << 200 | (shown_ ? 1 << 203 : 0)
        );
    }

    /// @dev A new record on a stake.
    function open(Claim stake_, uint256 time, uint256 lesson_) internal pure returns (Claim) {
        return Claim.wrap(
            Claim.unwrap(stake_) | uint256(uint32(time)) << 204 | lesson_ << 236 | OPEN << 252
        );
    }

    function staker(Claim claim) internal pure returns (address) {
        return address(uint160(Claim.unwrap(claim)));
    }

    function bond(Claim claim) internal pure returns (uint256) {
        return uint40(Claim.unwrap(claim) >> 160);
    }

    function label(Claim claim) internal pure returns (uint256) {
        return (Claim.unwrap(claim) >> 200) & 7;
    }

    function shown(Claim claim) internal pure returns (bool) {
        return (Claim.unwrap(claim) >> 203) & 1 != 0;
    }

    function since(Claim claim) internal pure returns (uint256) {
        return uint32(Claim.unwrap(claim) >> 204);
    }

    function lesson(Claim claim) internal pure returns (uint256) {
        return uint16(Claim.unwrap(claim) >> 236);
    }

    function status(Claim claim) internal pure returns (uint256) {
        return Claim.unwrap(claim) >> 252;
    }

    /// @dev The last stake by itself.
    function lastStake(Claim claim) internal pure returns (Claim) {
        return Claim.wrap(Claim.unwrap(claim) & STAKE);
    }

    /// @dev The same text with another stake on it.
    function raise(Claim claim, Claim stake_, uint256 time) internal pure returns (Claim) {
        Claim next = Claim.wrap(Claim.unwrap(claim) & ~STAKE | Claim.unwrap(stake_));
        return next.withStatus(DISPUTED, time);
    }

    function withStatus(Claim claim, uint256 status_) internal pure returns (Claim) {
        return Claim.wrap(Claim.unwrap(claim) & ~STATUS | status_ << 252);
    }

    function withStatus(Claim claim, uint256 status_, uint256 time) internal pure returns (Claim) {
        uint256 rest = Claim.unwrap(claim) & ~(STATUS | SINCE);
        return Claim.wrap(rest | uint256(uint32(time)) << 204 | status_ << 252);
    }

    function settle(Claim claim, uint256 label_) internal pure returns (Claim) {
        return Claim.wrap(Claim.unwrap(claim) & ~LABEL | label_ << 200).withStatus(SETTLED);
    }
}

/// @notice All stakes of a text but the last in 256 bits: `word' = hash(word ‖ stake)`, whose lowest
/// byte is replaced by the number of stakes. 0 before the first challenge.
type History is uint256;

using HistoryLibrary for History global;

library HistoryLibrary {
    uint256 private constant COUNT = 0xff;

    /// @return How many challenges there were. With 40-bit bonds that double there are at most 39.
    function count(History history) internal pure returns (uint256) {
        return History.unwrap(history) & COUNT;
    }

    function add(History history, Claim stake) internal pure returns (History next) {
        assembly ("memory-safe") {
            mstore(0, history)
            mstore(32, stake)
            let total := and(add(history, 1), COUNT)
            next := or(and(keccak256(0, 64), not(COUNT)), total)
        }
    }

    /// @dev The history that these stakes make.
    function made(uint256[] calldata stakes) internal pure returns (History history) {
        for (uint256 i; i < stakes.length; ++i) {
            history = history.add(Claim.wrap(stakes[i]));
        }
    }
}
