// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {LibClone} from "solady/utils/LibClone.sol";
import {Card, ITask, Rules} from "./interfaces/ITask.sol";
import {PackedRules} from "./types/Rules.sol";
import {Stats} from "./types/Stats.sol";

/// @notice What every combination of a model and an incentive stands on: the rules in the clone's
/// code, the shared stats slot, and the three things an incentive asks of a model.
///
/// Immutable arguments of a clone: packed rules (32 bytes), encoder id (32), creator (32), then the
/// ABI-encoded card.
abstract contract Trainer is ITask {
    /// @dev Where the arguments start in a clone's code, after the proxy itself.
    uint256 private constant ARGUMENTS = 0x2d;

    /// @dev Arguments before the card, in bytes.
    uint256 internal constant HEADER = 96;

    address private immutable _FACTORY;

    Stats internal _stats;

    /// @dev Deployed by the factory, whose clones it then serves.
    constructor() {
        _FACTORY = msg.sender;
    }

    /// @notice Gives a new clone its starter model. Called once, by the factory, at creation.
    function initialize(uint256[] calldata weights, int16[] calldata biases, uint256 samplesSeen)
        external
    {
        if (msg.sender != _FACTORY) revert NotFactory();
        _stats = _start(_rules(), weights, biases, samplesSeen);
    }

    /// @inheritdoc ITask
    function rules() external view returns (Rules memory, address creator, uint8 labels) {
        bytes memory header = LibClone.argsOnClone(address(this), 0, HEADER);
        (uint256 word, bytes32 encoderId, address by) =
            abi.decode(header, (uint256, bytes32, address));
        PackedRules packed = PackedRules.wrap(word);
        return (
            Rules({
                encoderId: encoderId,
                dimensions: uint16(packed.dimensions()),
                refundWait: uint32(packed.refundWait()),
                sweepWait: uint32(packed.sweepWait()),
                depositWeightGwei: uint40(packed.depositWeightGwei()),
                minimumDepositGwei: uint40(packed.minimumDepositGwei())
            }),
            by,
            uint8(packed.labels())
        );
    }

    /// @inheritdoc ITask
    function card() external view returns (Card memory) {
        return abi.decode(LibClone.argsOnClone(address(this), HEADER), (Card));
    }

    /// @dev The first argument word, straight from the code: no storage read.
    function _rules() internal view returns (PackedRules packed) {
        assembly ("memory-safe") {
            extcodecopy(address(), 0, ARGUMENTS, 32)
            packed := mload(0)
        }
    }

    /// @dev Stores a starter model after checking it.
    /// @return The stats of a task that nobody has contributed to.
    function _start(
        PackedRules packed,
        uint256[] calldata weights,
        int16[] calldata biases,
        uint256 samplesSeen
    ) internal virtual returns (Stats);

    /// @dev Checks a sample from outside and teaches it. The caller counts it in the stats returned,
    /// and stores them.
    function _learn(PackedRules packed, Stats stats, bytes calldata features, uint256 label)
        internal
        virtual
        returns (Stats);

    /// @dev The label the model gives to features that `_learn` once accepted.
    function _predict(PackedRules packed, Stats stats, bytes calldata features)
        internal
        view
        virtual
        returns (uint256 label);
}
