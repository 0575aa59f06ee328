// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LibClone} from "solady/utils/LibClone.sol";
import {Card, ITask, Rules} from "./interfaces/ITask.sol";
import {ITrainerFactory} from "./interfaces/ITrainerFactory.sol";
import {CardCode} from "./types/CardCode.sol";
import {PackedRules, RulesLibrary} from "./types/Rules.sol";

/// @notice Makes and lists tasks. See `ITrainerFactory`.
contract TrainerFactory is ITrainerFactory {
    uint256 private constant MAX_NAME = 64;
    uint256 private constant MAX_DESCRIPTION = 512;
    uint256 private constant MAX_URI = 200;
    uint256 private constant MAX_LABEL = 32;
    uint256 private constant MAX_DEFINITION = 200;

    /// @dev Arguments before the card, in bytes.
    uint256 private constant HEADER = 188;

    /// @dev A task in the list: one slot.
    struct Listed {
        address trainer;
        uint48 blockNumber;
        /// @dev Place of the same creator's previous task, counted from 1; 0 if there is none.
        uint48 previous;
    }

    Listed[] private _list;

    /// @dev Place of a task in the list, counted from 1.
    mapping(address trainer => uint256) private _places;

    /// @dev Place of a creator's newest task, counted from 1.
    mapping(address creator => uint256) private _newest;

    /// @inheritdoc ITrainerFactory
    function create(
        address implementation,
        Rules calldata rules,
        Card calldata card,
        uint256[] calldata words,
        uint64 salt
    ) external returns (address trainer) {
        if (implementation.code.length == 0) revert NoImplementation(implementation);
        _checkCard(card);
        bytes memory arguments = _arguments(msg.sender, rules, card, salt);
        trainer = LibClone.predictDeterministicAddress(implementation, arguments, 0, address(this));
        if (trainer.code.length != 0) revert TaskExists(trainer);
        LibClone.cloneDeterministic(implementation, arguments, 0);
        _list.push(Listed(trainer, uint48(block.number), uint48(_newest[msg.sender])));
        _newest[msg.sender] = _list.length;
        _places[trainer] = _list.length;
        emit TrainerCreated(trainer, msg.sender, rules.encoderId, implementation);
        ITask(trainer).upload(words);
    }

    /// @inheritdoc ITrainerFactory
    function upload(address trainer, uint256 from, uint256[] calldata words) external {
        (, address creator) = rulesOf(trainer);
        if (msg.sender != creator) revert NotCreator(creator);
        (uint256 done,) = ITask(trainer).progress();
        if (from != done) revert WrongPlace(done, from);
        ITask(trainer).upload(words);
    }

    /// @inheritdoc ITrainerFactory
    function addressOf(
        address creator,
        address implementation,
        Rules calldata rules,
        Card calldata card,
        uint64 salt
    ) external view returns (address) {
        return LibClone.predictDeterministicAddress(
            implementation, _arguments(creator, rules, card, salt), 0, address(this)
        );
    }

    /// @inheritdoc ITrainerFactory
    function rulesOf(address trainer) public view returns (Rules memory rules, address creator) {
        if (_places[trainer] == 0) revert UnknownTask(trainer);
        bytes memory header = LibClone.argsOnClone(trainer, 0, HEADER);
        PackedRules packed;
        (packed, rules.terms, rules.encoderId, rules.starter) =
            abi.decode(header, (PackedRules, uint256[2], bytes32, bytes32));
        assembly ("memory-safe") {
            creator := shr(96, mload(add(header, 192)))
        }
        rules.dimensions = uint16(packed.dimensions());
        rules.samplesSeen = uint32(packed.samplesSeen());
        rules.token = packed.token();
        rules.unitExponent = uint8(packed.unitExponent());
    }

    /// @inheritdoc ITrainerFactory
    function cardOf(address trainer) external view returns (Card memory) {
        if (_places[trainer] == 0) revert UnknownTask(trainer);
        bytes memory word = LibClone.argsOnClone(trainer, 0, 32);
        uint256 labels = abi.decode(word, (PackedRules)).labels();
        return CardCode.decode(LibClone.argsOnClone(trainer, HEADER), labels);
    }

    /// @inheritdoc ITrainerFactory
    function count() external view returns (uint256) {
        return _list.length;
    }

    /// @inheritdoc ITrainerFactory
    function page(uint256 from, uint256 size) external view returns (Entry[] memory entries) {
        uint256 total = _list.length;
        if (from > total) from = total;
        if (size > total - from) size = total - from;
        entries = new Entry[](size);
        for (uint256 i; i < size; ++i) {
            entries[i] = _entry(_list[from + i]);
        }
    }

    /// @inheritdoc ITrainerFactory
    function pageOf(address creator, uint256 before, uint256 size)
        external
        view
        returns (Entry[] memory entries, uint256[] memory numbers)
    {
        uint256 first = _newest[creator];
        while (first > before) {
            first = _list[first - 1].previous;
        }
        uint256 found;
        for (uint256 i = first; i != 0 && found < size; i = _list[i - 1].previous) {
            ++found;
        }
        entries = new Entry[](found);
        numbers = new uint256[](found);
        for (uint256 i; i < found; ++i) {
            Listed memory listed = _list[first - 1];
            (entries[i], numbers[i]) = (_entry(listed), first - 1);
            first = listed.previous;
        }
    }

    /// @inheritdoc ITrainerFactory
    function createdAt(address trainer) external view returns (uint256) {
        uint256 place = _places[trainer];
        return place == 0 ? 0 : _list[place - 1].blockNumber;
    }

    function _entry(Listed memory listed) private view returns (Entry memory) {
        (, address creator) = rulesOf(listed.trainer);
        return Entry({
            trainer: listed.trainer,
            blockNumber: listed.blockNumber,
            implementation: _implementationOf(listed.trainer),
            creator: creator
        });
    }

    /// @dev From the proxy's code: ten bytes, then the address.
    function _implementationOf(address trainer) private view returns (address implementation) {
        assembly ("memory-safe") {
            extcodecopy(trainer, 0, 10, 32)
            implementation := shr(96, mload(0))
        }
    }

    /// @dev Layout in `Trainer`.
    function _arguments(address creator, Rules calldata rules, Card calldata card, uint64 salt)
        private
        pure
        returns (bytes memory)
    {
        PackedRules packed = RulesLibrary.pack(
            rules.token,
            rules.dimensions,
            uint8(card.labels.length),
            rules.unitExponent,
            rules.samplesSeen
        );
        return abi.encodePacked(
            packed,
            rules.terms,
            rules.encoderId,
            rules.starter,
            creator,
            salt,
            CardCode.encode(card)
        );
    }

    function _checkCard(Card calldata card) private pure {
        uint256 labels = card.labels.length;
        if (labels < 2 || labels > 8) revert WrongLabelCount(labels);
        _checkName(card.name, MAX_NAME);
        _checkText(card.description, MAX_DESCRIPTION);
        _checkText(card.uri, MAX_URI);
        for (uint256 i; i < labels; ++i) {
            _checkName(card.labels[i].name, MAX_LABEL);
            _checkText(card.labels[i].definition, MAX_DEFINITION);
        }
    }

    function _checkName(string calldata text, uint256 maximum) private pure {
        if (bytes(text).length == 0) revert EmptyName();
        _checkText(text, maximum);
    }

    function _checkText(string calldata text, uint256 maximum) private pure {
        if (bytes(text).length > maximum) revert TextTooLong(bytes(text).length, maximum);
    }
}
