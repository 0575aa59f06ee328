// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Reads what the twins wrote: big-endian numbers and stretches of bytes, one behind the other.
library Vectors {
    error EndTooEarly();

    function number(bytes memory from, uint256 start, uint256 size)
        internal
        pure
        returns (uint256)
    {
        return uint256(bytes32(slice(from, start, size))) >> (256 - 8 * size);
    }

    function words(bytes memory from) internal pure returns (uint256[] memory list) {
        list = new uint256[](from.length / 32);
        for (uint256 k; k < list.length; ++k) {
            list[k] = number(from, 32 * k, 32);
        }
    }

    function slice(bytes memory from, uint256 start, uint256 size)
        internal
        pure
        returns (bytes memory part)
    {
        if (start + size > from.length) revert EndTooEarly();
        part = new bytes(size);
        assembly ("memory-safe") {
            mcopy(add(part, 32), add(add(from, 32), start), size)
        }
    }
}
