// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trainer} from "../Trainer.sol";
import {IDepositRefundTake} from "../interfaces/IDepositRefundTake.sol";
import {DepositPrice} from "../libraries/DepositPrice.sol";
import {Cashier} from "../payments/Cashier.sol";
import {PackedRules} from "../types/Rules.sol";
import {Sample, SampleLibrary} from "../types/Sample.sol";
import {Stats} from "../types/Stats.sol";
import {Judge} from "./Judge.sol";
import {Records} from "./Records.sol";

/// @notice Deposit, refund, take. Rules and reasons in `IDepositRefundTake`.
abstract contract DepositRefundTake is Cashier, Judge, IDepositRefundTake {
    uint256 private constant MAX_WAIT = 3650 days;

    /// @dev Contributors have at least this long to claim before anybody may sweep.
    uint256 private constant LEAST_CLAIM_TIME = 1 hours;

    /// @dev Who reported a sample first, and when: address, seconds from bit 160 on.
    mapping(bytes32 key => uint256) private _reports;

    /// @dev Refunded contributions over all people, where reports are paid by them.
    uint256 private _totalValidated;

    mapping(bytes32 key => mapping(address reporter => bool)) public override reported;
    mapping(address contributor => uint256) public override validated;

    /// @inheritdoc IDepositRefundTake
    function submit(bytes calldata features, uint8 label, uint128 maxDeposit, uint128 deadline)
        external
        payable
    {
        if (block.timestamp > deadline) revert DeadlinePassed(deadline, block.timestamp);
        (PackedRules packed, uint256 first, uint256 second) = _terms();
        bytes32 key = Records.key(features, label);
        (Stats stats, uint256 price) =
            _add(packed, first, second, _openStats(), key, features, label);
        _saveStats(stats);
        emit SampleAdded(key, msg.sender, label, uint40(price), features);
        _settle(packed, price, maxDeposit);
    }

    /// @inheritdoc IDepositRefundTake
    function submitMany(
        bytes calldata features,
        bytes calldata labels,
        uint128 maxDeposit,
        uint128 deadline
    ) external payable {
        if (block.timestamp > deadline) {
            revert DeadlinePassed(deadline, block.timestamp);
        }
        uint256 count = labels.length;
        if (count == 0 || features.length % count != 0) revert WrongBatch(features.length, count);
        (PackedRules packed, uint256 first, uint256 second) = _terms();
        Stats stats = _openStats();
        uint256 total;
        unchecked {
            uint256 length = features.length / count;
            for (uint256 i; i < count; ++i) {
                uint256 price;
                bytes calldata part = features[i * length:(i + 1) * length];
                uint8 label = uint8(labels[i]);
                bytes32 key = Records.key(part, label);
                (stats, price) = _add(packed, first, second, stats, key, part, label);
                total += price;
            }
        }
        _saveStats(stats);
        emit SamplesAdded(msg.sender, labels, features);
        _settle(packed, total, maxDeposit);
    }

    /// @inheritdoc IDepositRefundTake
    function refund(bytes calldata features, uint8 label) external {
        bytes32 key = Records.key(features, label);
        Sample sample = _openSample(key);
        (PackedRules packed, uint256 first,) = _terms();
        _requireWaited(sample.submittedAt() + uint32(first >> 80));
        if (msg.sender != sample.contributor()) revert NotContributor(sample.contributor());
        if (!_agrees(packed, first, features, label)) revert ModelDisagrees();

        _put(key, sample.withStatus(SampleLibrary.REFUNDED));
        if (first >> 248 == 0) {
            ++validated[msg.sender];
            ++_totalValidated;
        }
        emit SampleRefunded(key);
        _pay(packed, msg.sender, sample.left(packed.unit()));
    }

    /// @inheritdoc IDepositRefundTake
    function report(bytes calldata features, uint8 label, bytes32 proof) external {
        bytes32 key = Records.key(features, label);
        Sample sample = _openSample(key);
        (PackedRules packed, uint256 first,) = _terms();
        _requireWaited(sample.submittedAt() + uint32(first >> 80));
        if (msg.sender == sample.contributor()) revert OwnSample();
        if (_agrees(packed, first, features, label)) revert ModelAgrees();

        if (block.timestamp < _heldUntil(first, key, sample)) revert AlreadyReported();
        _requireValidated(first, proof);
        if (uint32(first >> 112) == 0) return _take(packed, first, key, sample);
        _put(key, sample.withStatus(SampleLibrary.REPORTED));
        _reports[key] = uint256(uint160(msg.sender)) | block.timestamp << 160;
        emit SampleReported(key, msg.sender);
    }

    /// @inheritdoc IDepositRefundTake
    function take(bytes calldata features, uint8 label) external {
        bytes32 key = Records.key(features, label);
        Sample sample = _openSample(key);
        (PackedRules packed, uint256 first,) = _terms();
        (address reporter, uint256 time) = reportOf(key);
        if (sample.status() != SampleLibrary.REPORTED || msg.sender != reporter) {
            revert NotReporter(reporter);
        }
        _requireWaited(time + uint32(first >> 112));
        sample = sample.withStatus(SampleLibrary.OPEN);
        delete _reports[key];
        if (_agrees(packed, first, features, label)) {
            _put(key, sample);
            emit ReportFell(key, reporter);
            return;
        }
        _take(packed, first, key, sample);
    }

    /// @inheritdoc IDepositRefundTake
    function sweep(bytes calldata features, uint8 label) external {
        bytes32 key = Records.key(features, label);
        Sample sample = _openSample(key);
        (PackedRules packed, uint256 first, uint256 second) = _terms();
        uint256 wait = msg.sender == _creator() ? uint32(first >> 144) : uint32(first >> 176);
        wait += sample.submittedAt();
        _requireWaited(wait);
        // A report made before holds a sweep up; later ones do not, or they could for ever.
        (, uint256 time) = reportOf(key);
        if (time < wait) _requireWaited(_heldUntil(first, key, sample));

        uint256 amount = sample.left(packed.unit());
        _put(key, sample.withStatus(SampleLibrary.SWEPT));
        emit SampleSwept(key, msg.sender, amount);
        if (second >> 64 == 1) _burn(packed, amount);
        else _pay(packed, msg.sender, amount);
    }

    /// @inheritdoc IDepositRefundTake
    function deposit() external view returns (uint256) {
        return depositAt(block.timestamp);
    }

    /// @inheritdoc IDepositRefundTake
    function depositAt(uint256 time) public view returns (uint256) {
        (PackedRules packed, uint256 first, uint256 second) = _terms();
        return _price(first, second, _stats(), time) * packed.unit();
    }

    /// @inheritdoc IDepositRefundTake
    function samples(bytes32[] calldata keys) external view returns (uint256[] memory) {
        return Records.loadMany(keys);
    }

    /// @inheritdoc IDepositRefundTake
    function reportOf(bytes32 key) public view returns (address reporter, uint256 time) {
        uint256 word = _reports[key];
        return (address(uint160(word)), word >> 160);
    }

    /// @inheritdoc IDepositRefundTake
    function standing(address who)
        external
        view
        returns (uint256 validatedCount, uint256 totalValidated, uint256 creditAmount)
    {
        return (validated[who], _totalValidated, credit[who]);
    }

    /// @inheritdoc Trainer
    function _checkTerms(PackedRules, uint256 first, uint256 second) internal pure override {
        unchecked {
            uint256 refundWait = uint32(first >> 80);
            uint256 challengeWait = uint32(first >> 112);
            uint256 creatorWait = uint32(first >> 144);
            uint256 sweepWait = uint32(first >> 176);
            uint256 judgeTime = uint32(first >> 208);
            uint256 interval = uint32(second);
            bool bucket = interval != 0;
            _require(uint256(uint40(first)) * 60 <= (bucket ? 0 : type(uint40).max), 0);
            _require(uint40(first >> 40) != 0, 1);
            _require(refundWait != 0 && refundWait <= MAX_WAIT, 2);
            _require(challengeWait <= MAX_WAIT, 3);
            // A report on the last day must not let a sweep come before its end.
            _require(creatorWait >= refundWait + challengeWait + LEAST_CLAIM_TIME, 4);
            _require(sweepWait >= creatorWait && sweepWait <= MAX_WAIT, 5);
            _require(_canJudge(judgeTime) && judgeTime <= MAX_WAIT, 6);
            // Several takers can share a deposit only where nobody has to wait for another.
            _require(challengeWait == 0 || first >> 248 != 0, 8);
            _require(interval <= 1 days, 9);
            _require(bucket || uint16(second >> 32) == 0, 10);
            _require(bucket == (uint16(second >> 48) != 0), 11);
            _require(second >> 65 == 0, 12);
        }
    }

    /// @inheritdoc Trainer
    function _onOpen(PackedRules packed) internal override {
        (, uint256 first,) = _terms();
        _startJudge(packed, uint32(first >> 208));
    }

    /// @dev Records and teaches one sample. The caller saves the stats, takes the price and tells of
    /// it.
    /// @return price In units.
    function _add(
        PackedRules packed,
        uint256 first,
        uint256 second,
        Stats stats,
        bytes32 key,
        bytes calldata features,
        uint8 label
    ) private returns (Stats, uint256 price) {
        unchecked {
            price = _price(first, second, stats, block.timestamp);
            if (Records.load(key) != 0) revert SampleExists(key);
            _put(key, SampleLibrary.open(msg.sender, price, block.timestamp, label));
            _moveJudge(packed, uint32(first >> 208), stats);
            (stats,) = _learn(packed, stats, features, label);
            uint256 interval = uint32(second);
            if (interval != 0) {
                uint256 busy = stats.busyUntil();
                if (busy < block.timestamp) busy = block.timestamp;
                busy += interval;
                if (busy > type(uint32).max) busy = type(uint32).max;
                stats = stats.withBusyUntil(busy);
            }
            return (stats.withLastUpdate(block.timestamp), price);
        }
    }

    /// @dev The last thing a submission does: takes the price, in units, and returns the excess.
    function _settle(PackedRules packed, uint256 price, uint256 maxDeposit) private {
        unchecked {
            price *= packed.unit();
            if (price > maxDeposit) revert DepositTooHigh(price, maxDeposit);
            _pay(packed, msg.sender, _collect(packed, price));
        }
    }

    /// @dev Pays the sender a part of a sample that the judge holds wrong.
    function _take(PackedRules packed, uint256 first, bytes32 key, Sample sample) private {
        uint256 unit = packed.unit();
        uint256 parts = first >> 248;
        uint256 burned;
        uint256 amount;
        if (parts == 0) {
            if (reported[key][msg.sender]) revert AlreadyReported();
            reported[key][msg.sender] = true;
            parts = 256 * validated[msg.sender] / _totalValidated;
            if (parts == 0) parts = 1;
            uint256 rest = 256 - sample.taken();
            if (parts > rest) parts = rest;
            amount = sample.share(parts, unit);
            _put(key, sample.take(parts));
        } else {
            amount = sample.first(parts, unit);
            burned = sample.left(unit) - amount;
            _put(key, sample.withStatus(SampleLibrary.TAKEN));
        }
        emit SampleTaken(key, msg.sender, amount);
        _burn(packed, burned);
        _pay(packed, msg.sender, amount);
    }

    /// @dev Price in units at a time, from the stats of the last contribution.
    function _price(uint256 first, uint256 second, Stats stats, uint256 time)
        private
        pure
        returns (uint256)
    {
        unchecked {
            uint256 minimum = uint40(first >> 40);
            if (second << 224 == 0) {
                uint256 last = stats.lastUpdate();
                uint256 elapsed = time > last ? time - last : 0;
                if (elapsed > type(uint32).max) elapsed = type(uint32).max;
                return DepositPrice.afterTime(uint40(first), minimum, elapsed);
            }
            uint256 until = stats.busyUntil();
            return DepositPrice.inBucket(
                minimum,
                until > time ? until - time : 0,
                uint32(second),
                uint16(second >> 32),
                uint16(second >> 48)
            );
        }
    }

    /// @dev Whether the judge gives the label, or contradicts it by less than the zone.
    function _agrees(PackedRules packed, uint256 first, bytes calldata features, uint256 label)
        private
        view
        returns (bool)
    {
        unchecked {
            uint256 zone = uint8(first >> 240);
            int256 margin;
            uint256 judgeTime = uint32(first >> 208);
            if (judgeTime != 0) {
                margin = _averageMargin(packed, features, label, _judgeSteps(judgeTime, _stats()));
            } else if (zone == 0) {
                return _predict(packed, features) == label;
            } else {
                margin = _margin(packed, features, label);
            }
            return margin * 64 > -int256(zone) * _logit(packed);
        }
    }

    function _openStats() private view returns (Stats stats) {
        stats = _stats();
        if (stats.lastUpdate() == 0) revert TaskNotOpen();
    }

    /// @dev The record of a key, refused unless it is open.
    function _openSample(bytes32 key) private view returns (Sample sample) {
        sample = Sample.wrap(Records.load(key));
        if (!sample.exists()) revert SampleUnknown(key);
        uint256 status = sample.status();
        if (status != SampleLibrary.OPEN && status != SampleLibrary.REPORTED) {
            revert SampleClosed(status);
        }
    }

    function _requireValidated(uint256 first, bytes32 proof) private view {
        if (first >> 248 == 0) {
            if (validated[msg.sender] == 0) revert NothingValidated();
            return;
        }
        Sample own = Sample.wrap(Records.load(proof));
        if (own.contributor() != msg.sender || own.status() != SampleLibrary.REFUNDED) {
            revert NothingValidated();
        }
    }

    function _require(bool fine, uint256 field) private pure {
        if (!fine) revert WrongTerms(field);
    }

    /// @dev Until when a report keeps others out: the challenge period and as long again to take. Who
    /// reports and does not take, perhaps to shield an own sample, makes room after that.
    function _heldUntil(uint256 first, bytes32 key, Sample sample) private view returns (uint256) {
        if (sample.status() != SampleLibrary.REPORTED) return 0;
        (, uint256 time) = reportOf(key);
        return time + 2 * uint256(uint32(first >> 112));
    }

    function _requireWaited(uint256 until) private view {
        if (block.timestamp < until) revert TooEarly(until, block.timestamp);
    }

    function _put(bytes32 key, Sample sample) private {
        Records.store(key, Sample.unwrap(sample));
    }
}
