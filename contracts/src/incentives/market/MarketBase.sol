// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {SSTORE2} from "solady/utils/SSTORE2.sol";
import {IPredictionMarket} from "../../interfaces/IPredictionMarket.sol";
import {Cashier} from "../../payments/Cashier.sol";
import {MarketTerms} from "../../types/MarketTerms.sol";
import {PackedRules} from "../../types/Rules.sol";

/// @notice What the phases of a prediction market share: their storage, and which phase it is.
abstract contract MarketBase is Cashier, IPredictionMarket {
    /// @dev Bytes that a contract's code holds, behind the one that makes it no program.
    uint256 internal constant MAX_CODE = 24575;

    /// @dev Bytes of a part before its first sample.
    uint256 internal constant SALT = 32;

    /// @dev Bytes of a sample before its features: their length, the label.
    uint256 internal constant SAMPLE_HEADER = 3;

    /// @dev A block's hash can be read in so many blocks after it.
    uint256 internal constant HASH_LIFE = 256;

    /// @dev What was reached by a transaction. The phase follows from it and the time.
    enum Stage {
        None,
        Offered,
        Drawn,
        Open,
        Rewarding,
        Finished,
        Defaulted,
        Cancelled
    }

    /// @dev One slot.
    struct Market {
        Stage stage;
        uint40 offeredAt;
        uint48 drawBlock;
        /// @dev When people could join.
        uint40 openedAt;
        /// @dev When the last contribution that is allowed joined; 0 until then.
        uint40 closedAt;
        uint16 committed;
        uint16 revealed;
        /// @dev Parts revealed of those that are due in this phase.
        uint8 partsRevealed;
    }

    Market internal _market;

    /// @dev A contract whose code is the list of the parts' hashes.
    address internal _hashes;

    /// @dev A bit a part.
    uint256 internal _drawn;
    uint256 internal _revealedParts;

    /// @dev Contracts whose code is an opened part.
    mapping(uint256 index => address) internal _parts;

    mapping(uint256 index => Contribution) internal _contributions;

    function _marketTerms() internal view returns (PackedRules packed, Terms memory t) {
        uint256 first;
        uint256 second;
        (packed, first, second) = _terms();
        t = MarketTerms.unpack(first, second);
    }

    /// @dev What every call begins with. Refuses whatever is not for this phase.
    function _enter(Phase phase)
        internal
        view
        returns (PackedRules packed, Terms memory t, Market memory market)
    {
        (packed, t) = _marketTerms();
        market = _market;
        (Phase present,) = _phase(market, t);
        if (present != phase) revert WrongPhase(present);
    }

    /// @return until When it ends by itself; 0 if it does not.
    function _phase(Market memory market, Terms memory t)
        internal
        view
        returns (Phase, uint256 until)
    {
        unchecked {
            Stage stage = market.stage;
            if (stage == Stage.None) return (Phase.Offering, 0);
            if (stage == Stage.Open) return _openPhase(market, t);
            // The last stages and the last phases are the same.
            if (stage > Stage.Open) {
                return (Phase(uint8(stage) - uint8(Stage.Rewarding) + uint8(Phase.Rewarding)), 0);
            }
            until = uint256(market.offeredAt) + t.showTime;
            if (block.timestamp >= until) return (Phase.Failed, 0);
            if (stage == Stage.Drawn) return (Phase.Showing, until);
            if (block.number > market.drawBlock + HASH_LIFE) return (Phase.Failed, 0);
            return (Phase.Drawing, until);
        }
    }

    function _openPhase(Market memory market, Terms memory t)
        private
        view
        returns (Phase, uint256 until)
    {
        unchecked {
            until = market.closedAt;
            if (until == 0) {
                until = uint256(market.openedAt) + t.joinTime;
                if (block.timestamp < until) return (Phase.Joining, until);
            }
            until += t.revealTime;
            if (market.revealed < market.committed && block.timestamp < until) {
                return (Phase.Revealing, until);
            }
            if (market.revealed == 0) return (Phase.Deserted, 0);
            until += t.answerTime;
            if (block.timestamp < until) return (Phase.Answering, until);
            return (Phase.Overdue, 0);
        }
    }

    /// @dev Data kept as code; empty where there is none.
    function _read(address pointer) internal view returns (bytes memory data) {
        if (pointer != address(0)) data = SSTORE2.read(pointer);
    }

    /// @dev The whole bounty, in units.
    function _bounty(Terms memory t) internal pure returns (uint256) {
        unchecked {
            return uint256(t.rounds) * t.roundPay;
        }
    }

    /// @dev Stakes of contributions that were never revealed, in units. They are destroyed: neither
    /// the provider, who might keep people from revealing, nor other contributors may gain by them.
    function _forfeited(Market memory market, Terms memory t) internal pure returns (uint256) {
        unchecked {
            return uint256(market.committed - market.revealed) * t.stake;
        }
    }
}
