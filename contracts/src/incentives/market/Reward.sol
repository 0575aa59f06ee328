// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {SSTORE2} from "solady/utils/SSTORE2.sol";
import {IPredictionMarket} from "../../interfaces/IPredictionMarket.sol";
import {PackedRules} from "../../types/Rules.sol";
import {Stats} from "../../types/Stats.sol";
import {Records} from "../Records.sol";
import {Commitment} from "./Commitment.sol";
import {Participation} from "./Participation.sol";

/// @notice Computes what contributions are worth, and pays. Paper, section III-B, phase 3.
///
/// The computation is a row of small steps; its place in it is `_computation`, one slot. A step
/// costs gas bounded by the terms (a part of the test set, a contribution, one copy of the model),
/// never by what others did, and a transaction does as many as its sender wants.
abstract contract Reward is Commitment, Participation {
    /// @dev What a step needs to know but does not change.
    struct Context {
        PackedRules packed;
        Terms terms;
        uint256 committed;
        uint256 drawn;
    }

    Computation private _computation;

    /// @dev At most 2^16 examples, T below 2^60: sums fit.
    Losses private _losses;

    /// @dev A contract whose code is the starter model's words.
    address private _frozen;

    /// @dev What a member of a group earns by each round of this pass, in units.
    mapping(uint256 group => int256) private _pays;

    /// @inheritdoc Commitment
    function _startReward(Market memory market, Terms memory t) internal override {
        unchecked {
            market.stage = Stage.Rewarding;
            Computation memory c;
            c.roundsLeft = t.rounds;
            c.playable = t.rounds;
            c.alive = market.revealed;
            c.owed = uint64(uint256(market.revealed) * t.stake);
            _computation = c;
        }
    }

    /// @inheritdoc IPredictionMarket
    function advance(bytes[] calldata features, uint256 maxSteps) external {
        unchecked {
            Context memory context;
            Market memory market;
            (context.packed, context.terms, market) = _enter(Phase.Rewarding);
            context.committed = market.committed;
            context.drawn = _drawn;
            Computation memory c = _computation;
            Losses memory losses = _losses;

            uint256 steps;
            uint256 used;
            for (; steps < maxSteps && c.step != Step.Done; ++steps) {
                if (c.step == Step.Learn) {
                    if (_isAlive(c.next)) {
                        if (used == features.length) break;
                        _learnNext(context, c, features[used++]);
                    }
                    _afterLearning(context, c);
                } else if (c.step == Step.Score) {
                    _scorePart(context, c, losses);
                } else if (c.step == Step.Settle) {
                    _settleNext(context, c);
                } else if (c.step == Step.Freeze) {
                    _freeze(context.packed);
                    c.step = Step.Score;
                } else {
                    _restore(context.packed);
                    losses.before = losses.initial;
                    c.step = c.alive == 0 ? Step.Done : Step.Learn;
                }
            }
            if (steps == 0) revert NothingToDo();
            if (used != features.length) revert TooManyFeatures(used, features.length);
            _computation = c;
            _losses = losses;
            if (c.step == Step.Done) _finish(context, market, c);
        }
    }

    /// @inheritdoc IPredictionMarket
    function expire() external {
        unchecked {
            (PackedRules packed, Terms memory t, Market memory market) = _enter(Phase.Overdue);
            _market.stage = Stage.Defaulted;
            uint256 share = _bounty(t) / market.revealed;
            emit Expired(share);
            _burn(packed, (_forfeited(market, t) + _bounty(t) % market.revealed) * packed.unit());
        }
    }

    /// @inheritdoc IPredictionMarket
    function claim(uint256[] calldata indices) external {
        unchecked {
            (PackedRules packed, Terms memory t) = _marketTerms();
            Market memory market = _market;
            (Phase phase,) = _phase(market, t);
            bool defaulted = phase == Phase.Defaulted;
            if (!defaulted && phase != Phase.Finished) revert WrongPhase(phase);
            uint256 share = defaulted ? _bounty(t) / market.revealed : 0;
            for (uint256 i; i < indices.length; ++i) {
                _markPaid(indices[i]);
            }
            for (uint256 i; i < indices.length; ++i) {
                Contribution storage contribution = _contributions[indices[i]];
                uint256 amount = (contribution.balance + share) * packed.unit();
                emit Claimed(indices[i], contribution.contributor, amount);
                _pay(packed, contribution.contributor, amount);
            }
        }
    }

    /// @inheritdoc IPredictionMarket
    function computation() external view returns (uint256[2] memory words) {
        assembly ("memory-safe") {
            mstore(words, sload(_computation.slot))
            mstore(add(words, 32), sload(_losses.slot))
        }
    }

    /// @inheritdoc IPredictionMarket
    function frozenWords() external view returns (bytes memory) {
        return _read(_frozen);
    }

    /// @inheritdoc IPredictionMarket
    /// @dev Called by the contract itself: the model takes calldata, and a part lies in code.
    function lossOf(bytes calldata part_) external view returns (uint256 loss) {
        unchecked {
            PackedRules packed = _rules();
            int256 one = _logit(packed);
            uint256 free;
            assembly ("memory-safe") {
                free := mload(0x40)
            }
            for (uint256 offset = SALT; offset < part_.length;) {
                uint256 from = offset + SAMPLE_HEADER;
                offset = from + uint16(bytes2(part_[offset:]));
                int256 doubt = 2 * one - _margin(packed, part_[from:offset], uint8(part_[from - 1]));
                if (doubt > 4 * one) doubt = 4 * one;
                if (doubt > 0) loss += uint256(doubt);
                // Nothing of a sample's is needed any more; memory would grow with each.
                assembly ("memory-safe") {
                    mstore(0x40, free)
                }
            }
        }
    }

    function _markPaid(uint256 index) private {
        Status status = _contributions[index].status;
        if (status == Status.Committed) revert NotRevealed(index);
        if (status == Status.Paid) revert AlreadyPaid(index);
        _contributions[index].status = Status.Paid;
    }

    function _isAlive(uint256 index) private view returns (bool) {
        return _contributions[index].status == Status.Alive;
    }

    function _learnNext(Context memory context, Computation memory c, bytes calldata features)
        private
    {
        unchecked {
            Contribution storage contribution = _contributions[c.next];
            if (Records.key(features, contribution.label) != contribution.digest) {
                revert WrongFeatures(c.next);
            }
            (Stats stats,) = _learn(context.packed, _stats(), features, contribution.label);
            _saveStats(stats.withLastUpdate(block.timestamp));
            if (c.members == 0 || contribution.balance < c.lowest) c.lowest = contribution.balance;
            ++c.members;
        }
    }

    /// @dev A group that is full, or the last one, is scored.
    function _afterLearning(Context memory context, Computation memory c) private pure {
        unchecked {
            ++c.next;
            bool last = c.next == context.committed;
            if (c.members == context.terms.groupSize || (last && c.members != 0)) {
                c.step = Step.Score;
            } else if (last) {
                _beginSettling(c);
            }
        }
    }

    function _scorePart(Context memory context, Computation memory c, Losses memory losses)
        private
    {
        unchecked {
            uint256 index = c.part;
            while (context.drawn >> index & 1 == 1) {
                ++index;
            }
            losses.sum += uint80(_lossOfPart(_parts[index]));
            do {
                ++index;
            } while (context.drawn >> index & 1 == 1);
            c.part = uint8(index);
            if (index < context.terms.parts) return;
            c.part = 0;
            if (c.members == 0) losses.initial = losses.sum;
            else _scoreGroup(context, c, losses);
            losses.before = losses.sum;
            losses.sum = 0;
            if (c.next == context.committed) _beginSettling(c);
            else c.step = Step.Learn;
        }
    }

    /// @dev Rounded down, so that a round never pays more than `roundPay`: losses telescope to at
    /// most the starter model's, 1, and a last group that is not full only makes that less.
    function _scoreGroup(Context memory context, Computation memory c, Losses memory losses)
        private
    {
        unchecked {
            Terms memory t = context.terms;
            uint256 examples = uint256(t.parts - t.shownParts) * t.partSize;
            int256 scale = 4 * _logit(context.packed) * int256(examples * t.groupSize);
            int256 saved = int256(uint256(losses.before)) - int256(uint256(losses.sum));
            int256 product = int256(uint256(t.roundPay)) * saved;
            int256 pay = product / scale;
            if (product % scale < 0) --pay;
            _pays[c.group] = pay;
            emit GroupScored(c.pass, c.group, pay);
            if (pay < 0) {
                // The first round after which the poorest member cannot pay another.
                uint256 rounds = (c.lowest - _costOfRound(t)) / uint256(-pay) + 1;
                if (rounds < c.playable) c.playable = uint8(rounds);
            }
            ++c.group;
            c.members = 0;
        }
    }

    function _beginSettling(Computation memory c) private pure {
        c.step = Step.Settle;
        c.next = 0;
        c.group = 0;
    }

    function _settleNext(Context memory context, Computation memory c) private {
        unchecked {
            if (_isAlive(c.next)) {
                Contribution storage contribution = _contributions[c.next];
                int256 earned = _pays[c.group] * int256(uint256(c.playable));
                uint256 balance = uint256(int256(uint256(contribution.balance)) + earned);
                c.owed = uint64(uint256(int256(uint256(c.owed)) + earned));
                contribution.balance = uint56(balance);
                if (balance < _costOfRound(context.terms) && c.playable < c.roundsLeft) {
                    contribution.status = Status.Dropped;
                    --c.alive;
                    emit Dropped(c.next);
                }
                ++c.members;
                if (c.members == context.terms.groupSize) {
                    c.members = 0;
                    ++c.group;
                }
            }
            ++c.next;
            if (c.next == context.committed) _endPass(c);
        }
    }

    function _endPass(Computation memory c) private {
        unchecked {
            emit PassEnded(c.pass, c.playable);
            ++c.pass;
            c.roundsLeft -= c.playable;
            c.playable = c.roundsLeft;
            c.next = 0;
            c.group = 0;
            c.members = 0;
            c.step = c.roundsLeft == 0 ? Step.Done : Step.Restore;
        }
    }

    /// @dev The provider gets the rest of the bounty. What contributors lost is destroyed: a test set
    /// on which all lose must not be a business.
    function _finish(Context memory context, Market memory market, Computation memory c) private {
        unchecked {
            Terms memory t = context.terms;
            _market.stage = Stage.Finished;
            int256 spent = int256(uint256(c.owed)) - int256(uint256(market.revealed) * t.stake);
            emit Finished(spent);
            uint256 lost = _forfeited(market, t);
            uint256 rest = _bounty(t);
            if (spent > 0) rest -= uint256(spent);
            else lost += uint256(-spent);
            _burn(context.packed, lost * context.packed.unit());
            _pay(context.packed, _creator(), rest * context.packed.unit());
        }
    }

    /// @dev The most that one round can take from a member of a group.
    function _costOfRound(Terms memory t) internal pure returns (uint256) {
        unchecked {
            return (uint256(t.roundPay) + t.groupSize - 1) / t.groupSize;
        }
    }

    function _freeze(PackedRules packed) private {
        unchecked {
            uint256 count = _wordCount(packed);
            bytes memory words = new bytes(count << 5);
            for (uint256 i; i < count; ++i) {
                uint256 word = _word(i);
                assembly ("memory-safe") {
                    mstore(add(words, shl(5, add(i, 1))), word)
                }
            }
            _frozen = SSTORE2.write(words);
        }
    }

    /// @dev The counters stay where they are, but for the samples seen, which set the step.
    function _restore(PackedRules packed) private {
        unchecked {
            bytes memory words = _read(_frozen);
            for (uint256 i; i < words.length >> 5; ++i) {
                uint256 word;
                assembly ("memory-safe") {
                    word := mload(add(words, shl(5, add(i, 1))))
                }
                _setWord(i, word);
            }
            uint256 others = Stats.unwrap(_stats()) & ~uint256(type(uint32).max);
            _saveStats(Stats.wrap(others | packed.samplesSeen()));
        }
    }

    /// @dev Hands code to `lossOf` as calldata.
    function _lossOfPart(address pointer) private view returns (uint256 loss) {
        bytes4 selector = this.lossOf.selector;
        assembly ("memory-safe") {
            let size := sub(extcodesize(pointer), 1)
            let data := mload(0x40)
            mstore(data, selector)
            mstore(add(data, 4), 32)
            mstore(add(data, 36), size)
            extcodecopy(pointer, add(data, 68), 1, size)
            if iszero(staticcall(gas(), address(), data, add(68, size), 0, 32)) {
                returndatacopy(data, 0, returndatasize())
                revert(data, returndatasize())
            }
            loss := mload(0)
        }
    }
}
