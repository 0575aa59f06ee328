// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trainer} from "../Trainer.sol";
import {IPoints} from "../interfaces/IPoints.sol";
import {Person} from "../types/Person.sol";
import {PointSample, PointSampleLibrary} from "../types/PointSample.sol";
import {PointTerms} from "../types/PointTerms.sol";
import {PackedRules} from "../types/Rules.sol";
import {Stats} from "../types/Stats.sol";
import {Judge} from "./Judge.sol";
import {Records} from "./Records.sol";

/// @notice Points for samples that the model still agrees with. Rules and reasons in `IPoints`.
abstract contract Points is Judge, IPoints {
    uint256 private constant MAX_WAIT = 3650 days;

    mapping(address contributor => Person) private _people;

    /// @inheritdoc IPoints
    function submit(bytes calldata features, uint8 label, uint128 deadline) external {
        _requireOpen(deadline);
        (PackedRules packed, uint256 first,) = _terms();
        bytes32 key = Records.key(features, label);
        bool correction = _add(packed, PointTerms.unpack(first), key, features, label);
        emit SampleAdded(key, msg.sender, label, correction, features);
    }

    /// @inheritdoc IPoints
    function submitMany(bytes calldata features, bytes calldata labels, uint128 deadline) external {
        _requireOpen(deadline);
        uint256 count = labels.length;
        if (count == 0 || features.length % count != 0) revert WrongBatch(features.length, count);
        (PackedRules packed, uint256 first,) = _terms();
        Terms memory terms = PointTerms.unpack(first);
        unchecked {
            uint256 length = features.length / count;
            for (uint256 i; i < count; ++i) {
                bytes calldata part = features[i * length:(i + 1) * length];
                uint8 label = uint8(labels[i]);
                _add(packed, terms, Records.key(part, label), part, label);
            }
        }
        emit SamplesAdded(msg.sender, labels, features);
    }

    /// @inheritdoc IPoints
    function validate(bytes calldata features, uint8 label) external {
        bytes32 key = Records.key(features, label);
        PointSample sample = PointSample.wrap(Records.load(key));
        if (PointSample.unwrap(sample) == 0) revert SampleUnknown(key);
        if (sample.status() != PointSampleLibrary.OPEN) revert SampleCounted(key);
        (PackedRules packed, uint256 first,) = _terms();
        Terms memory terms = PointTerms.unpack(first);
        uint256 until = sample.submittedAt() + terms.wait;
        if (block.timestamp < until) revert TooEarly(until, block.timestamp);
        if (!_agrees(packed, terms.judgeTime, features, label)) revert ModelDisagrees();

        Records.store(key, PointSample.unwrap(sample.validate()));
        address contributor = sample.contributor();
        Person before = _people[contributor];
        Person person = before.add(sample, packed.labels());
        _people[contributor] = person;
        emit SampleValidated(key, contributor);
        uint256 earned = person.badges() & ~before.badges();
        if (earned != 0) emit BadgesEarned(contributor, earned);
    }

    /// @inheritdoc IPoints
    function samples(bytes32[] calldata keys) external view returns (uint256[] memory) {
        return Records.loadMany(keys);
    }

    /// @inheritdoc IPoints
    function people(address[] calldata who) external view returns (uint256[] memory persons) {
        persons = new uint256[](who.length);
        for (uint256 i; i < who.length; ++i) {
            persons[i] = Person.unwrap(_people[who[i]]);
        }
    }

    /// @inheritdoc Trainer
    function _checkTerms(PackedRules packed, uint256 first, uint256 second) internal pure override {
        if (packed.token() != address(0)) revert NoTokenPlease(packed.token());
        Terms memory t = PointTerms.unpack(first);
        if (t.wait == 0 || t.wait > MAX_WAIT) revert WrongTerms(0);
        if (t.judgeTime > MAX_WAIT) revert WrongTerms(1);
        if (!_canJudge(t.judgeTime)) revert WrongTerms(1);
        if (t.interval > 1 days) revert WrongTerms(2);
        if ((t.interval == 0) != (t.burst == 0)) revert WrongTerms(3);
        // The bucket's end is kept in 32 bits.
        if (uint256(t.interval) * t.burst > MAX_WAIT) revert WrongTerms(3);
        if (first >> 112 != 0 || second != 0) revert WrongTerms(4);
    }

    /// @inheritdoc Trainer
    function _onOpen(PackedRules packed) internal override {
        (, uint256 first,) = _terms();
        _startJudge(packed, PointTerms.unpack(first).judgeTime);
    }

    /// @dev Records and teaches one sample. The stats are saved for each sample of a batch: the
    /// prediction for the next one needs the bias in them.
    /// @return correction Whether the model gave another label before.
    function _add(
        PackedRules packed,
        Terms memory terms,
        bytes32 key,
        bytes calldata features,
        uint8 label
    ) private returns (bool correction) {
        if (Records.load(key) != 0) revert SampleExists(key);
        _checkFeatures(packed, features);
        Stats before = _stats();
        Stats stats = _letIn(terms, before);
        _moveJudge(packed, terms.judgeTime, stats);
        // All the words are read again to learn from the sample, so that this costs no storage.
        correction = _predict(packed, features) != label;
        uint256 lesson;
        (stats, lesson) = _learn(packed, stats, features, label);
        // The judge goes by the last contribution; otherwise only what changed need be written.
        if (lesson != 0 || terms.judgeTime != 0) stats = stats.withLastUpdate(block.timestamp);
        _saveIfChanged(before, stats);
        PointSample sample = PointSampleLibrary.open(msg.sender, block.timestamp, label, correction);
        Records.store(key, PointSample.unwrap(sample));
    }

    /// @dev A bucket that each contribution fills for `interval` seconds, in which it leaks out again;
    /// it holds `burst` of them.
    function _letIn(Terms memory terms, Stats stats) private view returns (Stats) {
        unchecked {
            if (terms.interval == 0) return stats;
            uint256 busy = stats.busyUntil();
            if (busy < block.timestamp) busy = block.timestamp;
            busy += terms.interval;
            uint256 full = uint256(terms.interval) * terms.burst;
            if (busy > block.timestamp + full) revert TooMany(busy - full, block.timestamp);
            return stats.withBusyUntil(busy);
        }
    }

    function _agrees(PackedRules packed, uint256 judgeTime, bytes calldata features, uint256 label)
        private
        view
        returns (bool)
    {
        if (judgeTime == 0) return _predict(packed, features) == label;
        return _averageMargin(packed, features, label, _judgeSteps(judgeTime, _stats())) > 0;
    }

    function _requireOpen(uint256 deadline) private view {
        if (block.timestamp > deadline) revert DeadlinePassed(deadline, block.timestamp);
        if (_stats().lastUpdate() == 0) revert TaskNotOpen();
    }
}
