// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trainer} from "../Trainer.sol";
import {IPredictionMarket} from "../interfaces/IPredictionMarket.sol";
import {MarketTerms} from "../types/MarketTerms.sol";
import {PackedRules} from "../types/Rules.sol";
import {Reward} from "./market/Reward.sol";

/// @notice The prediction market. Rules and reasons in `IPredictionMarket`; the phases are in
/// `market/`.
abstract contract PredictionMarket is Reward {
    uint256 private constant LEAST_TIME = 1 hours;
    uint256 private constant MOST_TIME = 3650 days;

    /// @dev Labels times features that scoring one part may take: one third of what a transaction
    /// can do with the perceptron, so that slower models have room.
    uint256 private constant MOST_WORK = 98304;

    /// @inheritdoc IPredictionMarket
    function state() external view returns (State memory s) {
        (, Terms memory t) = _marketTerms();
        Market memory market = _market;
        (s.phase, s.until) = _phase(market, t);
        s.drawBlock = market.drawBlock;
        s.drawn = _drawn;
        s.revealedParts = _revealedParts;
        s.committed = market.committed;
        s.revealed = market.revealed;
    }

    /// @inheritdoc IPredictionMarket
    function partHashes() external view returns (bytes memory) {
        return _read(_hashes);
    }

    /// @inheritdoc IPredictionMarket
    function part(uint256 index) external view returns (bytes memory) {
        return _read(_parts[index]);
    }

    /// @inheritdoc IPredictionMarket
    function contributions(uint256 from, uint256 size)
        external
        view
        returns (uint256[2][] memory list)
    {
        unchecked {
            uint256 total = _market.committed;
            if (from > total) from = total;
            if (size > total - from) size = total - from;
            list = new uint256[2][](size);
            for (uint256 i; i < size; ++i) {
                Contribution storage contribution = _contributions[from + i];
                uint256[2] memory words = list[i];
                assembly ("memory-safe") {
                    mstore(words, sload(contribution.slot))
                    mstore(add(words, 32), sload(add(contribution.slot, 1)))
                }
            }
        }
    }

    /// @inheritdoc Trainer
    function _checkTerms(PackedRules packed, uint256 first, uint256 second) internal pure override {
        unchecked {
            Terms memory t = MarketTerms.unpack(first, second);
            _check(t.roundPay != 0, 1);
            _check(t.rounds != 0, 2);
            _check(t.groupSize != 0, 3);
            // Nobody may owe more than the stake: then sabotage and repair by two accounts would pay.
            _check(t.stake >= _costOfRound(t), 0);
            _check(t.parts > 1, 4);
            _check(t.shownParts != 0 && t.shownParts < t.parts, 5);
            // A part that cannot be opened would cost the provider the bounty.
            uint256 size = SALT + t.partSize * (SAMPLE_HEADER + packed.dimensions());
            uint256 work = t.partSize * packed.labels() * packed.dimensions();
            _check(t.partSize != 0 && size <= MAX_CODE && work <= MOST_WORK, 6);
            _check(t.maxContributions != 0, 8);
            _checkTime(t.showTime, 9);
            _checkTime(t.joinTime, 10);
            _checkTime(t.revealTime, 11);
            _checkTime(t.answerTime, 12);
            _check(second >> 32 | first >> 240 == 0, 13);
            uint256 words = _wordCount(packed);
            if (words > MAX_CODE >> 5) revert ModelTooLarge(words, MAX_CODE >> 5);
        }
    }

    /// @inheritdoc Trainer
    function _onOpen(PackedRules packed) internal override {}

    function _checkTime(uint256 time, uint256 field) private pure {
        _check(time >= LEAST_TIME && time <= MOST_TIME, field);
    }

    function _check(bool fine, uint256 field) private pure {
        if (!fine) revert WrongTerms(field);
    }
}
