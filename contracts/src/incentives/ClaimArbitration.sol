// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IArbitrable, IArbitrator} from "../interfaces/IArbitrator.sol";
import {IBondedChallenge} from "../interfaces/IBondedChallenge.sol";
import {Cashier} from "../payments/Cashier.sol";
import {BondTerms} from "../types/BondTerms.sol";
import {Claim, ClaimLibrary, History} from "../types/Claim.sol";
import {PackedRules} from "../types/Rules.sol";

/// @notice The part of `BondedChallenge` that has to do with an arbitrator, and the records that both
/// parts use.
/// @dev The arbitrator decides about labels of claims that people bring to it, and by that who wins
/// there. It never holds a bond, and one that calls back or stays silent changes nothing else: the
/// last bond wins in the end.
abstract contract ClaimArbitration is Cashier, IBondedChallenge, IArbitrable {
    /// @dev The highest bond that a record can hold.
    uint256 internal constant MAX_BOND = type(uint40).max;

    /// @dev A mapping, for people pass keys: a record in the slot of the key's own number would let
    /// them name the slots of weights and credits, and have those taken for claims.
    mapping(bytes32 key => Claim) private _claims;

    /// @dev All stakes but the last, of disputed claims only.
    mapping(bytes32 key => History) internal _histories;

    mapping(uint256 disputeId => bytes32 key) private _disputes;

    /// @dev Who asked, and the ruling from bit 160 on.
    mapping(bytes32 key => uint256) private _arbitrations;

    /// @inheritdoc IBondedChallenge
    function requestArbitration(bytes32 key, uint128 maxPreviousBond) external payable {
        (PackedRules packed, uint256 first, uint256 second) = _terms();
        if (second == 0) revert NoArbitrator();
        Claim claim = _contested(key, first, maxPreviousBond);
        uint256 made = _histories[key].count();
        uint256 needed = BondTerms.arbitrationFrom(first);
        // Whoever stakes all that can be staked must not have the last word by that.
        bool raisable = claim.bond() * BondTerms.multiplier(first) <= MAX_BOND;
        if (made < needed && raisable) revert TooFewChallenges(needed, made);
        IArbitrator arbitrator = IArbitrator(address(uint160(second)));
        bytes memory extraData = BondTerms.extraData(first);
        // Exactly the cost: an excess of ether could not be kept for anybody in a task of tokens.
        uint256 cost = arbitrator.arbitrationCost(extraData);
        if (msg.value != cost) revert WrongArbitrationCost(cost, msg.value);

        _put(key, claim.withStatus(ClaimLibrary.ASKED, block.timestamp));
        _arbitrations[key] = uint256(uint160(msg.sender));
        uint256 disputeId = arbitrator.createDispute{value: cost}(packed.labels(), extraData);
        if (_disputes[disputeId] != 0) revert DisputeExists(disputeId);
        _disputes[disputeId] = key;
        emit ArbitrationRequested(key, msg.sender, disputeId);
    }

    /// @inheritdoc IArbitrable
    /// @dev Pays nobody, so that no receiver can stop a ruling; `settle` does.
    function rule(uint256 disputeId, uint256 ruling) external {
        (PackedRules packed, uint256 first, uint256 second) = _terms();
        if (msg.sender != address(uint160(second))) {
            revert NotArbitrator(address(uint160(second)));
        }
        bytes32 key = _disputes[disputeId];
        Claim claim = _load(key);
        if (claim.status() != ClaimLibrary.ASKED || block.timestamp >= _finalTime(claim, first)) {
            revert DisputeUnknown(disputeId);
        }
        if (ruling > packed.labels()) revert UnknownRuling(ruling, packed.labels());
        delete _disputes[disputeId];
        _arbitrations[key] |= ruling << 160;
        _put(key, claim.withStatus(ClaimLibrary.RULED, block.timestamp));
        emit Ruling(IArbitrator(msg.sender), disputeId, ruling);
    }

    /// @inheritdoc IBondedChallenge
    function disputeOf(bytes32 key)
        public
        view
        returns (uint256 history, address asker, uint256 ruling)
    {
        uint256 word = _arbitrations[key];
        return (History.unwrap(_histories[key]), address(uint160(word)), word >> 160);
    }

    /// @dev The label that a final claim ends with, and who is paid as if they had raised with it: who
    /// asked the arbitrator, if that changed the label.
    function _outcome(bytes32 key, Claim claim)
        internal
        view
        returns (uint256 label, address asker)
    {
        label = claim.label();
        if (claim.status() != ClaimLibrary.RULED) return (label, asker);
        uint256 ruling;
        (, asker, ruling) = disputeOf(key);
        if (ruling != 0) label = ruling - 1;
    }

    /// @dev Forgets what only an open dispute needs.
    function _closeDispute(bytes32 key) internal {
        _histories[key] = History.wrap(0);
        delete _arbitrations[key];
    }

    /// @dev The record of a text, refused unless its label can be contested now.
    function _contested(bytes32 key, uint256 first, uint256 maxPreviousBond)
        internal
        view
        returns (Claim claim)
    {
        claim = _unsettled(key);
        if (claim.status() > ClaimLibrary.DISPUTED) revert InArbitration(key);
        uint256 end = _finalTime(claim, first);
        if (block.timestamp >= end) revert AlreadyFinal(end, block.timestamp);
        if (claim.bond() > maxPreviousBond) revert BondMoved(claim.bond(), maxPreviousBond);
    }

    function _unsettled(bytes32 key) internal view returns (Claim claim) {
        claim = _load(key);
        if (claim.status() == 0) revert ClaimUnknown(key);
        if (claim.status() == ClaimLibrary.SETTLED) revert ClaimClosed(key);
    }

    /// @dev When the label of an unsettled claim is final as things stand.
    function _finalTime(Claim claim, uint256 first) internal pure returns (uint256) {
        unchecked {
            uint256 status = claim.status();
            if (status <= ClaimLibrary.DISPUTED) {
                return claim.since() + BondTerms.quietTime(first);
            }
            if (status == ClaimLibrary.ASKED) {
                return claim.since() + BondTerms.arbitrationTime(first);
            }
            return claim.since();
        }
    }

    function _load(bytes32 key) internal view returns (Claim) {
        return _claims[key];
    }

    function _put(bytes32 key, Claim claim) internal {
        _claims[key] = claim;
    }
}
