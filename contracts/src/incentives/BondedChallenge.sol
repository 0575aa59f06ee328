// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trainer} from "../Trainer.sol";
import {IBondedChallenge} from "../interfaces/IBondedChallenge.sol";
import {IModel} from "../interfaces/IModel.sol";
import {BondTerms} from "../types/BondTerms.sol";
import {Claim, ClaimLibrary, History, HistoryLibrary} from "../types/Claim.sol";
import {PackedRules} from "../types/Rules.sol";
import {Stats} from "../types/Stats.sol";
import {ClaimArbitration} from "./ClaimArbitration.sol";

/// @notice Bonded challenge. Rules in `IBondedChallenge`, reasons and worked numbers in
/// `docs/bonded-challenge.md`.
///
/// How a settlement shares out: stakes on the final label come back. Wrong stakes lie between right
/// ones, in gaps. Of each gap's bonds `winnerShare` is the prize of the right stake that ends the
/// gap, and the rest is destroyed. So no later stake can take away what an earlier one has won, and
/// people who raise against themselves lose at least half of what they lose to themselves.
abstract contract BondedChallenge is ClaimArbitration {
    uint256 private constant MAX_WAIT = 3650 days;

    /// @dev At least half of a wrong bond is destroyed. If a liar could get back more by overthrowing
    /// his own label, he would do so whenever he is found out, and bonds would deter nobody.
    uint256 private constant MAX_WINNER_SHARE = 128;

    /// @dev A raise below twice the bond would let people buy quiet time cheaply, and would win less
    /// than the stake before it: the prize of a gap must be worth at least that stake.
    uint256 private constant LEAST_MULTIPLIER = 2;

    /// @dev Takeover fee. Whoever was right before a gap is paid by whoever ends it: their own bond,
    /// as in Reality.eth, for they bore the risk first and wait again; but at most one part in so many
    /// of the prize. With the least multiplier the prize may be no more than that bond, and for
    /// nothing at all nobody would defend other people's labels.
    uint256 private constant TAKEOVER_PART = 2;

    /// @inheritdoc IBondedChallenge
    function submit(
        bytes calldata features,
        uint8 label,
        uint128 bond,
        uint256 deadline,
        bytes32 textHash
    ) external payable {
        _requireInTime(deadline);
        (PackedRules packed, uint256 first,) = _terms();
        _requireBond(first, bond);
        Stats before = _openStats();
        bytes32 key = keccak256(features);
        Stats stats = _add(packed, before, key, features, label, bond, textHash != 0);
        emit ClaimAdded(key, msg.sender, label, uint40(bond), textHash, features);
        _saveIfChanged(before, stats);
        _takeBonds(packed, bond);
    }

    /// @inheritdoc IBondedChallenge
    function submitMany(
        bytes calldata features,
        bytes calldata labels,
        uint128 bond,
        uint256 deadline,
        bytes32[] calldata textHashes
    ) external payable {
        _requireInTime(deadline);
        (PackedRules packed, uint256 first,) = _terms();
        _requireBond(first, bond);
        _addMany(packed, features, labels, bond, textHashes);
        _takeBonds(packed, labels.length * bond);
    }

    /// @inheritdoc IBondedChallenge
    function challenge(
        bytes32 key,
        uint8 label,
        uint128 bond,
        uint128 maxPreviousBond,
        uint256 deadline,
        bytes32 textHash
    ) external payable {
        _requireInTime(deadline);
        (PackedRules packed, uint256 first,) = _terms();
        Claim claim = _contested(key, first, maxPreviousBond);
        if (label >= packed.labels()) revert IModel.UnknownLabel(label, packed.labels());
        if (label == claim.label()) revert SameLabel(label);
        uint256 least = claim.bond() * BondTerms.multiplier(first);
        if (bond < least) revert BondTooLow(least, bond);
        if (bond > MAX_BOND) revert BondTooHigh(MAX_BOND, bond);

        _histories[key] = _histories[key].add(claim.lastStake());
        Claim stake = ClaimLibrary.stake(msg.sender, bond, label, textHash != 0);
        _put(key, claim.raise(stake, block.timestamp));
        emit ClaimChallenged(key, msg.sender, label, uint40(bond), textHash);
        _takeBonds(packed, bond);
    }

    /// @inheritdoc IBondedChallenge
    function settle(bytes calldata features, uint256[] calldata history) external {
        bytes32 key = keccak256(features);
        (PackedRules packed, uint256 first,) = _terms();
        Claim claim = _unsettled(key);
        uint256 end = _finalTime(claim, first);
        if (block.timestamp < end) revert TooEarly(end, block.timestamp);
        History given = HistoryLibrary.made(history);
        if (claim.status() == ClaimLibrary.OPEN) {
            if (history.length != 0) revert WrongHistory(0, History.unwrap(given));
            _close(key, claim, claim.label());
            _pay(packed, claim.staker(), claim.bond() * packed.unit());
            return;
        }
        uint256 expected = History.unwrap(_histories[key]);
        if (History.unwrap(given) != expected) {
            revert WrongHistory(expected, History.unwrap(given));
        }
        (uint256 label, address asker) = _outcome(key, claim);
        _closeDispute(key);
        _close(key, claim, label);
        _correct(packed, key, claim, features, history, label);
        _share(packed, first, claim, history, label, asker);
    }

    /// @inheritdoc IBondedChallenge
    function release(bytes32[] calldata keys) external {
        (PackedRules packed, uint256 first,) = _terms();
        // One payment for as many claims in a row as are the same person's.
        address staker;
        uint256 amount;
        for (uint256 i; i < keys.length; ++i) {
            Claim claim = _load(keys[i]);
            if (claim.status() != ClaimLibrary.OPEN) continue;
            if (block.timestamp < _finalTime(claim, first)) continue;
            _close(keys[i], claim, claim.label());
            if (claim.staker() != staker) {
                _pay(packed, staker, amount);
                (staker, amount) = (claim.staker(), 0);
            }
            amount += claim.bond() * packed.unit();
        }
        _pay(packed, staker, amount);
    }

    /// @inheritdoc IBondedChallenge
    function terms() external view returns (Terms memory) {
        (, uint256 first, uint256 second) = _terms();
        return BondTerms.unpack(first, second);
    }

    /// @inheritdoc IBondedChallenge
    function claims(bytes32[] calldata keys) external view returns (uint256[] memory records) {
        records = new uint256[](keys.length);
        for (uint256 i; i < keys.length; ++i) {
            records[i] = Claim.unwrap(_load(keys[i]));
        }
    }

    /// @inheritdoc IBondedChallenge
    function bondToChallenge(bytes32 key) external view returns (uint256 bond) {
        (, uint256 first,) = _terms();
        Claim claim = _load(key);
        uint256 status = claim.status();
        if (status == 0 || status > ClaimLibrary.DISPUTED) return 0;
        if (block.timestamp >= _finalTime(claim, first)) return 0;
        bond = claim.bond() * BondTerms.multiplier(first);
        if (bond > MAX_BOND) return 0;
    }

    /// @inheritdoc IBondedChallenge
    function finalAt(bytes32 key) external view returns (uint256) {
        (, uint256 first,) = _terms();
        Claim claim = _load(key);
        uint256 status = claim.status();
        return status == 0 || status == ClaimLibrary.SETTLED ? 0 : _finalTime(claim, first);
    }

    /// @inheritdoc Trainer
    function _checkTerms(PackedRules, uint256 first, uint256 second) internal pure override {
        Terms memory t = BondTerms.unpack(first, second);
        if (t.minimumBond == 0 || t.minimumBond > MAX_BOND / 256) revert WrongTerms(0);
        if (t.quietTime == 0 || t.quietTime > MAX_WAIT) revert WrongTerms(1);
        if (t.multiplier < LEAST_MULTIPLIER) revert WrongTerms(2);
        if (t.winnerShare > MAX_WINNER_SHARE) revert WrongTerms(3);
        bool arbitrated = t.arbitrator != address(0);
        if ((t.arbitrationFrom != 0) != arbitrated) revert WrongTerms(4);
        if ((t.arbitrationTime != 0) != arbitrated) revert WrongTerms(5);
        // Nothing may stay locked because an arbitrator is silent.
        if (t.arbitrationTime > MAX_WAIT) revert WrongTerms(5);
        if (t.court != 0 && !arbitrated) revert WrongTerms(6);
        if (t.jurors != 0 && !arbitrated) revert WrongTerms(7);
        if (first >> 176 != 0 || second >> 160 != 0) revert WrongTerms(9);
    }

    /// @inheritdoc Trainer
    function _onOpen(PackedRules) internal pure override {}

    /// @dev `_add` for many, and saves the stats.
    function _addMany(
        PackedRules packed,
        bytes calldata features,
        bytes calldata labels,
        uint256 bond,
        bytes32[] calldata textHashes
    ) private {
        unchecked {
            uint256 count = labels.length;
            bool shown = textHashes.length != 0;
            if (count == 0 || features.length % count != 0 || (shown && textHashes.length != count))
            {
                revert WrongBatch(features.length, count, textHashes.length);
            }
            Stats before = _openStats();
            Stats stats = before;
            uint256 length = features.length / count;
            for (uint256 i; i < count; ++i) {
                bytes calldata part = features[i * length:(i + 1) * length];
                bool known = shown && textHashes[i] != 0;
                stats = _add(packed, stats, keccak256(part), part, uint8(labels[i]), bond, known);
            }
            _saveIfChanged(before, stats);
            emit ClaimsAdded(msg.sender, uint40(bond), labels, textHashes, features);
        }
    }

    /// @dev Teaches and records one text. The caller saves the stats, takes the bond and tells of it.
    function _add(
        PackedRules packed,
        Stats stats,
        bytes32 key,
        bytes calldata features,
        uint256 label,
        uint256 bond,
        bool shown
    ) private returns (Stats) {
        if (Claim.unwrap(_load(key)) != 0) revert ClaimExists(key);
        uint256 lesson;
        (stats, lesson) = _learn(packed, stats, features, label);
        Claim stake = ClaimLibrary.stake(msg.sender, bond, label, shown);
        _put(key, stake.open(block.timestamp, lesson));
        // A label that the model knew anyway changes nothing that would have to be written.
        return lesson == 0 ? stats : stats.withLastUpdate(block.timestamp);
    }

    /// @dev The last thing that whoever stakes does: pays, and gets the excess back.
    /// @param bonds In units; each has 40 bits, so that no product overflows.
    function _takeBonds(PackedRules packed, uint256 bonds) private {
        unchecked {
            _pay(packed, msg.sender, _collect(packed, bonds * packed.unit()));
        }
    }

    function _close(bytes32 key, Claim claim, uint256 label) private {
        _put(key, claim.settle(label));
        emit ClaimSettled(key, uint8(label));
    }

    /// @dev If the first label fell: takes out what the model learnt from it, and teaches it the final
    /// one if somebody who stood for that has shown the text. Features that come from no text (forged
    /// ones) are only taken out. The sample was counted when it came and is not counted again.
    function _correct(
        PackedRules packed,
        bytes32 key,
        Claim claim,
        bytes calldata features,
        uint256[] calldata history,
        uint256 label
    ) private {
        uint256 fallen = Claim.wrap(history[0]).label();
        if (fallen == label) return;
        Stats stats = _unlearn(packed, _stats(), features, fallen, claim.lesson());
        bool shown = _isShown(claim, history, label);
        if (shown) (stats,) = _learn(packed, stats, features, label);
        _saveStats(stats);
        emit LabelFell(key, uint8(fallen), shown);
    }

    function _isShown(Claim claim, uint256[] calldata history, uint256 label)
        private
        pure
        returns (bool)
    {
        for (uint256 i; i < history.length; ++i) {
            Claim stake = Claim.wrap(history[i]);
            if (stake.label() == label && stake.shown()) return true;
        }
        return claim.label() == label && claim.shown();
    }

    /// @dev What a right stake is owed, and what a walk along the stakes has to know.
    struct Sharing {
        /// @dev The last right stake so far.
        Claim right;
        /// @dev What it is owed, in units.
        uint256 owed;
        /// @dev Bonds of the wrong stakes since.
        uint256 lost;
        uint256 burned;
    }

    /// @dev Pays all stakes. Everything about the claim is final by now.
    function _share(
        PackedRules packed,
        uint256 first,
        Claim claim,
        uint256[] calldata history,
        uint256 label,
        address asker
    ) private {
        uint256 share = BondTerms.winnerShare(first);
        Sharing memory sharing;
        for (uint256 i; i <= history.length; ++i) {
            Claim stake = i == history.length ? claim : Claim.wrap(history[i]);
            if (stake.label() != label) {
                sharing.lost += stake.bond();
                continue;
            }
            uint256 prize = _endGap(sharing, share);
            _payRight(packed, sharing);
            sharing.right = stake;
            sharing.owed = stake.bond() + prize;
        }
        // Wrong stakes can come last only by a ruling.
        if (sharing.lost != 0) _pay(packed, asker, _endGap(sharing, share) * packed.unit());
        _payRight(packed, sharing);
        _burn(packed, sharing.burned * packed.unit());
    }

    /// @dev Shares out the wrong stakes since the last right one.
    /// @return prize For whoever ends the gap, the takeover fee subtracted.
    function _endGap(Sharing memory sharing, uint256 share) private pure returns (uint256 prize) {
        prize = (sharing.lost * share) >> 8;
        sharing.burned += sharing.lost - prize;
        sharing.lost = 0;
        uint256 fee = prize / TAKEOVER_PART;
        uint256 bond = sharing.right.bond();
        if (fee > bond) fee = bond;
        sharing.owed += fee;
        prize -= fee;
    }

    function _payRight(PackedRules packed, Sharing memory sharing) private {
        _pay(packed, sharing.right.staker(), sharing.owed * packed.unit());
    }

    /// @param bond At most 128 bits.
    function _requireBond(uint256 first, uint256 bond) private pure {
        unchecked {
            uint256 least = BondTerms.minimumBond(first);
            if (bond < least) revert BondTooLow(least, bond);
            uint256 multiplier = BondTerms.multiplier(first);
            if (bond * multiplier > MAX_BOND) revert BondTooHigh(MAX_BOND / multiplier, bond);
        }
    }

    function _requireInTime(uint256 deadline) private view {
        if (block.timestamp > deadline) revert DeadlinePassed(deadline, block.timestamp);
    }

    function _openStats() private view returns (Stats stats) {
        stats = _stats();
        if (stats.lastUpdate() == 0) revert TaskNotOpen();
    }
}
