// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Card, Label} from "../interfaces/ITask.sol";

/// @notice A card as bytes in a clone's code, where each costs 200 gas: every text as its length (two
/// bytes) and itself; name, description, URI, then name and definition of each label.
library CardCode {
    function encode(Card calldata card) internal pure returns (bytes memory code) {
        code = bytes.concat(_text(card.name), _text(card.description), _text(card.uri));
        for (uint256 i; i < card.labels.length; ++i) {
            code = bytes.concat(code, _text(card.labels[i].name), _text(card.labels[i].definition));
        }
    }

    function decode(bytes memory code, uint256 labels) internal pure returns (Card memory card) {
        uint256 offset;
        (card.name, offset) = _read(code, offset);
        (card.description, offset) = _read(code, offset);
        (card.uri, offset) = _read(code, offset);
        card.labels = new Label[](labels);
        for (uint256 i; i < labels; ++i) {
            (card.labels[i].name, offset) = _read(code, offset);
            (card.labels[i].definition, offset) = _read(code, offset);
        }
    }

    function _text(string calldata text) private pure returns (bytes memory) {
        return bytes.concat(bytes2(uint16(bytes(text).length)), bytes(text));
    }

    function _read(bytes memory code, uint256 offset)
        private
        pure
        returns (string memory text, uint256 next)
    {
        uint256 length = uint256(uint8(code[offset])) << 8 | uint8(code[offset + 1]);
        bytes memory part = new bytes(length);
        for (uint256 i; i < length; ++i) {
            part[i] = code[offset + 2 + i];
        }
        return (string(part), offset + 2 + length);
    }
}
