// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {Trainer} from "../Trainer.sol";
import {ICashier} from "../interfaces/ICashier.sol";
import {PackedRules} from "../types/Rules.sol";

interface IToken {
    function transfer(address to, uint256 amount) external returns (bool);

    function permit(
        address owner,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;
}

/// @notice Takes and pays deposits. See `ICashier`.
/// @dev Callers make all records final before they pay: whoever calls back in finds the new state,
/// so no guard is needed. Taking a token comes last as well.
abstract contract Cashier is Trainer, ICashier {
    /// @dev Nobody has its key.
    address internal constant NOBODY = 0x000000000000000000000000000000000000dEaD;

    /// @inheritdoc ICashier
    mapping(address receiver => uint256) public override credit;

    /// @inheritdoc ICashier
    function withdraw(address to) external {
        uint256 amount = credit[msg.sender];
        if (amount == 0) revert NothingToWithdraw();
        credit[msg.sender] = 0;
        emit Withdrawn(msg.sender, to, amount);
        if (!_trySend(_rules(), to, amount)) revert PaymentRefused();
    }

    /// @inheritdoc ICashier
    function permit(uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external {
        address token = _rules().token();
        try IToken(token).permit(msg.sender, address(this), value, deadline, v, r, s) {} catch {}
    }

    /// @inheritdoc ICashier
    function multicall(bytes[] calldata calls) external returns (bytes[] memory results) {
        results = new bytes[](calls.length);
        for (uint256 i; i < calls.length; ++i) {
            (bool ok, bytes memory result) = address(this).delegatecall(calls[i]);
            if (!ok) {
                assembly ("memory-safe") {
                    revert(add(result, 32), mload(result))
                }
            }
            results[i] = result;
        }
    }

    /// @dev Takes `due` from the sender: tokens now, or it checks that enough ether came.
    /// @return excess Ether to give back, once all else is done.
    function _collect(PackedRules packed, uint256 due) internal returns (uint256 excess) {
        unchecked {
            address token = packed.token();
            if (token == address(0)) {
                if (msg.value < due) revert PaymentTooLow(due, msg.value);
                return msg.value - due;
            }
            if (msg.value != 0) revert NoEtherPlease();
            uint256 before = SafeTransferLib.balanceOf(token, address(this));
            SafeTransferLib.safeTransferFrom(token, msg.sender, address(this), due);
            uint256 moved = SafeTransferLib.balanceOf(token, address(this)) - before;
            if (moved != due) revert WrongTokenAmount(due, moved);
        }
    }

    /// @dev Pays somebody. Who refuses keeps the amount as credit instead of losing it or blocking
    /// the settlement. A receiver may use 100,000 gas, so that enough is left.
    function _pay(PackedRules packed, address to, uint256 amount) internal {
        if (amount == 0) return;
        if (_trySend(packed, to, amount)) return;
        credit[to] += amount;
        emit Credited(to, amount);
    }

    /// @dev Destroys an amount: sends it where nobody can spend it.
    function _burn(PackedRules packed, uint256 amount) internal {
        if (amount == 0) return;
        emit Burned(amount);
        _pay(packed, NOBODY, amount);
    }

    /// @dev A receiver of ether has 100,000 gas. A token's transfer that reverts or says false moves
    /// nothing; anything else counts as paid.
    function _trySend(PackedRules packed, address to, uint256 amount) private returns (bool) {
        address token = packed.token();
        if (token == address(0)) {
            uint256 stipend = SafeTransferLib.GAS_STIPEND_NO_GRIEF;
            return SafeTransferLib.trySafeTransferETH(to, amount, stipend);
        }
        (bool ok, bytes memory result) = token.call(abi.encodeCall(IToken.transfer, (to, amount)));
        return ok && (result.length == 0 || (result.length > 31 && uint256(bytes32(result)) == 1));
    }
}
