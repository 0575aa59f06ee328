// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice How a task takes and pays deposits: in ether, or in the one ERC-20 its rules name.
interface ICashier {
    /// @notice A payment was refused by its receiver and is kept for them.
    event Credited(address indexed receiver, uint256 amount);

    /// @notice Kept payments were withdrawn.
    event Withdrawn(address indexed receiver, address indexed to, uint256 amount);

    /// @notice Part of a deposit was destroyed.
    event Burned(uint256 amount);

    /// @notice Less was sent than is due.
    error PaymentTooLow(uint256 due, uint256 sent);

    /// @notice Ether was sent to a task whose deposits are paid in a token, or to a function that
    /// takes none.
    error NoEtherPlease();

    /// @notice The token moved another amount than was asked for: it takes fees, or it rebases.
    error WrongTokenAmount(uint256 expected, uint256 moved);

    /// @notice There is no payment kept for the sender.
    error NothingToWithdraw();

    /// @notice The receiver refused the payment.
    error PaymentRefused();

    /// @notice Pays out what an earlier payment to the sender could not deliver.
    /// @param to Where to; a contract that refuses payments can name another address.
    function withdraw(address to) external;

    /// @notice Lets this task spend the sender's tokens by signature (ERC-2612), for use in
    /// `multicall` before what spends them. Fails silently: somebody may have sent it first.
    function permit(uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice Several calls in one transaction; all or none. Takes no ether, since each call would
    /// count it for itself.
    function multicall(bytes[] calldata calls) external returns (bytes[] memory results);

    /// @notice Amount kept for somebody whose payment was refused.
    function credit(address receiver) external view returns (uint256);
}
