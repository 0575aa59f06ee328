// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LibClone} from "solady/utils/LibClone.sol";
import {DepositRefundTakePerceptron} from "./DepositRefundTakePerceptron.sol";
import {Card, Rules} from "./interfaces/ITask.sol";
import {ITrainerFactory} from "./interfaces/ITrainerFactory.sol";
import {PackedRules, RulesLibrary} from "./types/Rules.sol";

/// @notice Makes tasks. See `ITrainerFactory`.
contract TrainerFactory is ITrainerFactory {
    uint256 private constant MAX_NAME = 64;
    uint256 private constant MAX_DESCRIPTION = 512;
    uint256 private constant MAX_LABEL = 32;
    uint256 private constant MAX_DEFINITION = 200;
    uint256 private constant MAX_DIMENSIONS = 512;
    uint256 private constant MAX_WAIT = 3650 days;

    /// @inheritdoc ITrainerFactory
    address public immutable override implementation;

    Entry[] private _entries;

    /// @inheritdoc ITrainerFactory
    mapping(address trainer => uint256 blockNumber) public override createdAt;

    constructor() {
        implementation = address(new DepositRefundTakePerceptron());
    }

    /// @inheritdoc ITrainerFactory
    function create(
        Rules calldata rules,
        Card calldata card,
        uint256[] calldata weights,
        int16[] calldata biases,
        uint32 samplesSeen,
        bytes32 salt
    ) external returns (address trainer) {
        _checkRules(rules);
        _checkCard(card);
        trainer = LibClone.cloneDeterministic(
            implementation, _arguments(msg.sender, rules, card), _saltOf(msg.sender, salt)
        );
        _entries.push(Entry(trainer, msg.sender, block.number));
        createdAt[trainer] = block.number;
        emit TrainerCreated(trainer, msg.sender, rules.encoderId);
        DepositRefundTakePerceptron(trainer).initialize(weights, biases, samplesSeen);
    }

    /// @inheritdoc ITrainerFactory
    function addressOf(address creator, Rules calldata rules, Card calldata card, bytes32 salt)
        external
        view
        returns (address)
    {
        return LibClone.predictDeterministicAddress(
            implementation, _arguments(creator, rules, card), _saltOf(creator, salt), address(this)
        );
    }

    /// @inheritdoc ITrainerFactory
    function count() external view returns (uint256) {
        return _entries.length;
    }

    /// @inheritdoc ITrainerFactory
    function page(uint256 from, uint256 size) external view returns (Entry[] memory entries) {
        uint256 total = _entries.length;
        if (from > total) from = total;
        if (size > total - from) size = total - from;
        entries = new Entry[](size);
        for (uint256 i; i < size; ++i) {
            entries[i] = _entries[from + i];
        }
    }

    /// @dev Layout in `Trainer`.
    function _arguments(address creator, Rules calldata rules, Card calldata card)
        private
        pure
        returns (bytes memory)
    {
        PackedRules packed = RulesLibrary.pack(
            rules.depositWeightGwei,
            rules.minimumDepositGwei,
            rules.refundWait,
            rules.sweepWait,
            rules.dimensions,
            uint8(card.labels.length)
        );
        return bytes.concat(abi.encode(packed, rules.encoderId, creator), abi.encode(card));
    }

    /// @dev Nobody can take the address of another creator's task.
    function _saltOf(address creator, bytes32 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(creator, salt));
    }

    function _checkRules(Rules calldata rules) private pure {
        uint256 dimensions = rules.dimensions;
        if (dimensions == 0 || dimensions > MAX_DIMENSIONS || dimensions % 32 != 0) {
            revert WrongDimensions(dimensions);
        }
        if (
            rules.refundWait == 0 || rules.refundWait >= rules.sweepWait
                || rules.sweepWait > MAX_WAIT
        ) {
            revert WrongWaits(rules.refundWait, rules.sweepWait);
        }
        if (
            rules.minimumDepositGwei == 0
                || uint256(rules.depositWeightGwei) * 60 > type(uint40).max
        ) {
            revert WrongDeposits(rules.depositWeightGwei, rules.minimumDepositGwei);
        }
    }

    function _checkCard(Card calldata card) private pure {
        uint256 labels = card.labels.length;
        if (labels < 2 || labels > 8) revert WrongLabelCount(labels);
        _checkName(card.name, MAX_NAME);
        _checkText(card.description, MAX_DESCRIPTION);
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
