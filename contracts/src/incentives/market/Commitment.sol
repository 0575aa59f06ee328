// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {SSTORE2} from "solady/utils/SSTORE2.sol";
import {IPredictionMarket} from "../../interfaces/IPredictionMarket.sol";
import {PackedRules} from "../../types/Rules.sol";
import {MarketBase} from "./MarketBase.sol";

/// @notice What the provider does: the offer, the draw, revealing parts of the test set, and the end
/// of a market that came to nothing. Paper, section III-B, phase 1 and the beginning of phase 3.
abstract contract Commitment is MarketBase {
    /// @dev Blocks from the offer to the one whose hash draws.
    uint256 private constant DRAW_DELAY = 4;

    /// @inheritdoc IPredictionMarket
    function offer(bytes32[] calldata parts) external payable {
        unchecked {
            if (_stats().lastUpdate() == 0) revert TaskNotOpen();
            (PackedRules packed, Terms memory t, Market memory market) = _enter(Phase.Offering);
            _requireProvider();
            if (parts.length != t.parts) revert WrongPartCount(t.parts, parts.length);

            market.stage = Stage.Offered;
            market.offeredAt = uint40(block.timestamp);
            market.drawBlock = uint48(block.number + DRAW_DELAY);
            _market = market;
            bytes memory list = new bytes(parts.length << 5);
            assembly ("memory-safe") {
                calldatacopy(add(list, 32), parts.offset, mload(list))
            }
            _hashes = SSTORE2.write(list);
            emit Offered(market.drawBlock);
            _pay(packed, msg.sender, _collect(packed, _bounty(t) * packed.unit()));
        }
    }

    /// @inheritdoc IPredictionMarket
    function draw() external {
        (, Terms memory t, Market memory market) = _enter(Phase.Drawing);
        if (block.number <= market.drawBlock) revert DrawTooEarly(market.drawBlock);
        bytes32 seed = keccak256(abi.encode(blockhash(market.drawBlock), address(this)));

        uint256 drawn = _choose(seed, t.parts, t.shownParts);
        _drawn = drawn;
        _market.stage = Stage.Drawn;
        emit Drawn(drawn);
    }

    /// @inheritdoc IPredictionMarket
    function revealPart(uint256 index, bytes calldata part_) external {
        unchecked {
            (PackedRules packed, Terms memory t) = _marketTerms();
            Market memory market = _market;
            (Phase phase,) = _phase(market, t);
            bool showing = phase == Phase.Showing;
            if (!showing && phase != Phase.Answering) revert WrongPhase(phase);
            if (index >= t.parts) revert PartUnknown(index);
            if (showing != (_drawn >> index & 1 == 1)) revert PartNotDue(index);
            uint256 revealedParts = _revealedParts;
            if (revealedParts >> index & 1 == 1) revert PartKnown(index);
            _checkPart(packed, t, index, part_);

            _revealedParts = revealedParts | 1 << index;
            ++market.partsRevealed;
            if (showing) {
                emit PartShown(index, part_);
                if (market.partsRevealed == t.shownParts) _open(market);
            } else {
                _parts[index] = SSTORE2.write(part_);
                emit PartOpened(index);
                if (market.partsRevealed == t.parts - t.shownParts) _startReward(market, t);
            }
            _market = market;
        }
    }

    /// @inheritdoc IPredictionMarket
    function cancel() external {
        (PackedRules packed, Terms memory t) = _marketTerms();
        Market memory market = _market;
        (Phase phase,) = _phase(market, t);
        bool opened = phase == Phase.Deserted;
        if (phase == Phase.Offering || (phase > Phase.Failed && !opened)) revert WrongPhase(phase);
        _requireProvider();

        _market.stage = Stage.Cancelled;
        emit Cancelled();
        uint256 bounty = _bounty(t) * packed.unit();
        uint256 lost = opened ? 0 : (bounty * t.cancelBurn) >> 8;
        _burn(packed, lost + _forfeited(market, t) * packed.unit());
        _pay(packed, msg.sender, bounty - lost);
    }

    /// @dev All contributions are revealed and the whole test set is known.
    function _startReward(Market memory market, Terms memory t) internal virtual;

    function _open(Market memory market) private view {
        market.stage = Stage.Open;
        market.openedAt = uint40(block.timestamp);
        market.partsRevealed = 0;
    }

    function _requireProvider() private view {
        address provider = _creator();
        if (msg.sender != provider) revert NotProvider(provider);
    }

    /// @dev Refuses bytes that were not committed to, and samples that could not be scored.
    function _checkPart(PackedRules packed, Terms memory t, uint256 index, bytes calldata part_)
        private
        view
    {
        unchecked {
            bytes memory hash = SSTORE2.read(_hashes, index << 5, (index + 1) << 5);
            if (keccak256(part_) != bytes32(hash)) revert WrongPart(index);
            if (part_.length > MAX_CODE) revert PartTooLarge(part_.length, MAX_CODE);
            uint256 offset = SALT;
            uint256 samples;
            for (; offset + SAMPLE_HEADER <= part_.length; ++samples) {
                uint256 from = offset + SAMPLE_HEADER;
                offset = from + uint16(bytes2(part_[offset:]));
                if (offset > part_.length) revert MalformedPart(samples);
                uint256 label = uint8(part_[from - 1]);
                if (label >= packed.labels()) revert MalformedPart(samples);
                _checkFeatures(packed, part_[from:offset]);
            }
            if (offset != part_.length || samples != t.partSize) revert MalformedPart(samples);
        }
    }

    /// @dev `count` of `total`, every choice as likely as any other: for each of the last `count`
    /// places take one at random up to it or, if that is taken already, the place itself.
    function _choose(bytes32 seed, uint256 total, uint256 count)
        private
        pure
        returns (uint256 chosen)
    {
        unchecked {
            for (uint256 last = total - count; last < total; ++last) {
                uint256 bit = 1 << uint256(keccak256(abi.encode(seed, last))) % (last + 1);
                chosen |= chosen & bit == 0 ? bit : 1 << last;
            }
        }
    }
}
