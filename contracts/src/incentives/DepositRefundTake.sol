// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {Trainer} from "../Trainer.sol";
import {IDepositRefundTake} from "../interfaces/IDepositRefundTake.sol";
import {DepositPrice} from "../libraries/DepositPrice.sol";
import {PackedRules} from "../types/Rules.sol";
import {Sample, SampleLibrary} from "../types/Sample.sol";
import {Stats} from "../types/Stats.sol";

/// @notice Deposit, refund, take. Rules and reasons in `IDepositRefundTake`.
/// @dev Every payment goes to the sender and is the last thing a function does, when all records
/// are already final: whoever calls back in finds the new state, so no guard is needed.
abstract contract DepositRefundTake is Trainer, IDepositRefundTake {
    /// @dev A record in storage; see `_at`.
    struct Slot {
        Sample sample;
    }

    mapping(bytes32 key => mapping(address reporter => bool)) public override reported;
    mapping(address contributor => uint256) public override validated;
    mapping(address receiver => uint256) public override credit;

    /// @inheritdoc IDepositRefundTake
    function submit(bytes calldata features, uint8 label, uint128 maxDeposit, uint128 deadline)
        external
        payable
    {
        unchecked {
            if (block.timestamp > deadline) revert DeadlinePassed(deadline, block.timestamp);
            PackedRules packed = _rules();
            Stats stats = _stats;
            if (stats.lastUpdate() == 0) revert NotATask();

            uint256 priceGwei = DepositPrice.gweiAfter(
                packed.depositWeightGwei(),
                packed.minimumDepositGwei(),
                block.timestamp - stats.lastUpdate()
            );
            uint256 price = priceGwei * 1 gwei;
            if (price > maxDeposit) revert DepositTooHigh(price, maxDeposit);
            if (msg.value < price) revert DepositTooLow(price, msg.value);

            bytes32 key = _key(features, label);
            if (_at(key).sample.exists()) revert SampleExists(key);
            _at(key).sample = SampleLibrary.open(msg.sender, priceGwei, block.timestamp, label);
            _stats = _learn(packed, stats, features, label).addContribution(block.timestamp);
            emit SampleAdded(key, msg.sender, label, uint40(priceGwei), features);

            if (msg.value > price) _pay(msg.value - price);
        }
    }

    /// @inheritdoc IDepositRefundTake
    function refund(bytes calldata features, uint8 label) external {
        (bytes32 key, Sample sample, PackedRules packed) = _open(features, label);
        _requireWaited(sample, packed.refundWait());
        if (msg.sender != sample.contributor()) revert NotContributor(sample.contributor());
        Stats stats = _stats;
        uint256 predicted = _predict(packed, stats, features);
        if (predicted != label) revert ModelDisagrees(predicted);

        uint256 amount = sample.left();
        _at(key).sample = sample.close(SampleLibrary.REFUNDED);
        _stats = stats.addValidated();
        ++validated[msg.sender];
        emit SampleRefunded(key, msg.sender, amount);
        _pay(amount);
    }

    /// @inheritdoc IDepositRefundTake
    function report(bytes calldata features, uint8 label) external {
        (bytes32 key, Sample sample, PackedRules packed) = _open(features, label);
        _requireWaited(sample, packed.refundWait());
        if (msg.sender == sample.contributor()) revert OwnSample();
        uint256 own = validated[msg.sender];
        if (own == 0) revert NothingValidated();
        if (reported[key][msg.sender]) revert AlreadyReported();
        Stats stats = _stats;
        if (_predict(packed, stats, features) == label) revert ModelAgrees();

        uint256 portion = 256 * own / stats.validated();
        if (portion == 0) portion = 1;
        uint256 rest = 256 - sample.taken();
        if (portion > rest) portion = rest;
        uint256 amount = sample.share(portion);
        _at(key).sample = sample.take(portion);
        reported[key][msg.sender] = true;
        emit SampleReported(key, msg.sender, portion, amount);
        _pay(amount);
    }

    /// @inheritdoc IDepositRefundTake
    function sweep(bytes calldata features, uint8 label) external {
        (bytes32 key, Sample sample, PackedRules packed) = _open(features, label);
        _requireWaited(sample, packed.sweepWait());

        uint256 amount = sample.left();
        _at(key).sample = sample.close(SampleLibrary.SWEPT);
        emit SampleSwept(key, msg.sender, amount);
        _pay(amount);
    }

    /// @inheritdoc IDepositRefundTake
    function withdraw(address payable to) external {
        uint256 amount = credit[msg.sender];
        if (amount == 0) revert NothingToWithdraw();
        credit[msg.sender] = 0;
        emit Withdrawn(msg.sender, to, amount);
        if (!SafeTransferLib.trySafeTransferETH(to, amount, gasleft())) revert PaymentRefused();
    }

    /// @inheritdoc IDepositRefundTake
    function deposit() external view returns (uint256) {
        return depositAt(block.timestamp);
    }

    /// @inheritdoc IDepositRefundTake
    function depositAt(uint256 time) public view returns (uint256) {
        return _priceGwei(_rules(), _stats, time) * 1 gwei;
    }

    /// @inheritdoc IDepositRefundTake
    function samples(bytes32[] calldata keys) external view returns (uint256[] memory records) {
        records = new uint256[](keys.length);
        for (uint256 i; i < keys.length; ++i) {
            records[i] = Sample.unwrap(_at(keys[i]).sample);
        }
    }

    /// @inheritdoc IDepositRefundTake
    function standing(address who)
        external
        view
        returns (uint256 validatedCount, uint256 totalValidated, uint256 creditWei)
    {
        return (validated[who], _stats.validated(), credit[who]);
    }

    /// @dev The record that these features and label open, refused unless it is open.
    function _open(bytes calldata features, uint8 label)
        private
        view
        returns (bytes32 key, Sample sample, PackedRules packed)
    {
        key = _key(features, label);
        sample = _at(key).sample;
        if (!sample.exists()) revert SampleUnknown(key);
        if (sample.status() != SampleLibrary.OPEN) revert SampleClosed(sample.status());
        packed = _rules();
    }

    function _requireWaited(Sample sample, uint256 wait) private view {
        uint256 until = sample.submittedAt() + wait;
        if (block.timestamp < until) revert TooEarly(until, block.timestamp);
    }

    /// @dev Time before the last contribution counts as no time since.
    function _priceGwei(PackedRules packed, Stats stats, uint256 time)
        private
        pure
        returns (uint256)
    {
        uint256 last = stats.lastUpdate();
        uint256 elapsed = time > last ? time - last : 0;
        if (elapsed > type(uint32).max) elapsed = type(uint32).max;
        return
            DepositPrice.gweiAfter(packed.depositWeightGwei(), packed.minimumDepositGwei(), elapsed);
    }

    /// @dev keccak256(features ‖ label). The features' length is fixed, so no two samples share
    /// the same bytes.
    function _key(bytes calldata features, uint8 label) private pure returns (bytes32 key) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, features.offset, features.length)
            mstore8(add(free, features.length), label)
            key := keccak256(free, add(features.length, 1))
        }
    }

    /// @dev The record of a key lies in the slot of that number. A mapping would hash once more to
    /// the same end: keys are hashes of a multiple of 32 bytes and one, mappings' slots of 64 bytes.
    function _at(bytes32 key) private pure returns (Slot storage slot) {
        assembly ("memory-safe") {
            slot.slot := key
        }
    }

    /// @dev Pays the sender. A contract that refuses keeps the amount as credit instead of losing
    /// it or blocking the settlement. It may use 100,000 gas to receive, so that enough is left.
    function _pay(uint256 amount) private {
        uint256 stipend = SafeTransferLib.GAS_STIPEND_NO_GRIEF;
        if (SafeTransferLib.trySafeTransferETH(msg.sender, amount, stipend)) return;
        credit[msg.sender] += amount;
        emit Credited(msg.sender, amount);
    }
}
