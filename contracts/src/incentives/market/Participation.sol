// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModel} from "../../interfaces/IModel.sol";
import {IPredictionMarket} from "../../interfaces/IPredictionMarket.sol";
import {PackedRules} from "../../types/Rules.sol";
import {Records} from "../Records.sol";
import {MarketBase} from "./MarketBase.sol";

/// @notice What contributors do: stake on hashes, then reveal what they stand for. Paper, section
/// III-B, phase 2.
///
/// The sender is in the hash, and the first reveal comes when nobody can join any more, so that
/// there is nothing to copy. The features are hidden as well as the label: which texts to label is
/// work, too.
abstract contract Participation is MarketBase {
    /// @inheritdoc IPredictionMarket
    function join(bytes32[] calldata commitments) external payable {
        unchecked {
            (PackedRules packed, Terms memory t, Market memory market) = _enter(Phase.Joining);
            uint256 count = commitments.length;
            if (count == 0) revert NothingGiven();
            uint256 from = market.committed;
            if (count > t.maxContributions - from) revert TooManyContributions(t.maxContributions);

            for (uint256 i; i < count; ++i) {
                _contributions[from + i].digest = commitments[i];
                emit Joined(from + i, msg.sender, commitments[i]);
            }
            market.committed = uint16(from + count);
            if (from + count == t.maxContributions) market.closedAt = uint40(block.timestamp);
            _market = market;
            _pay(packed, msg.sender, _collect(packed, count * t.stake * packed.unit()));
        }
    }

    /// @inheritdoc IPredictionMarket
    function reveal(uint256 index, bytes calldata features, uint8 label, bytes32 salt) external {
        (PackedRules packed, Terms memory t, Market memory market) = _enter(Phase.Revealing);
        if (_contributions[index].status != Status.Committed) revert AlreadyRevealed(index);
        bytes32 commitment =
            keccak256(abi.encode(address(this), msg.sender, keccak256(features), label, salt));
        if (_contributions[index].digest != commitment) revert WrongReveal(index);
        // What the computation will take without looking.
        if (label >= packed.labels()) revert IModel.UnknownLabel(label, packed.labels());
        _checkFeatures(packed, features);

        _contributions[index] = Contribution({
            digest: Records.key(features, label),
            contributor: msg.sender,
            balance: t.stake,
            label: label,
            status: Status.Alive
        });
        _market.revealed = market.revealed + 1;
        emit Revealed(index, msg.sender, label, features);
    }
}
