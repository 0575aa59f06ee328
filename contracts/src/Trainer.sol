// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ITask} from "./interfaces/ITask.sol";
import {PackedRules} from "./types/Rules.sol";
import {Stats, StatsLibrary} from "./types/Stats.sol";

/// @notice What every combination of a model and an incentive stands on: the rules in the clone's
/// code, the upload of the starter model, and what an incentive asks of a model.
///
/// Immutable arguments of a clone, after the proxy itself:
///
/// | byte | field         |                                                          |
/// |------|---------------|----------------------------------------------------------|
/// |    0 | packed rules  | 32 bytes; layout in `PackedRules`                        |
/// |   32 | terms         | 64 bytes; layout in the incentive                        |
/// |   96 | encoder id    | 32 bytes                                                 |
/// |  128 | starter       | 32 bytes: the hash of the starter model's words          |
/// |  160 | creator       | 20 bytes                                                 |
/// |  180 | salt          | 8 bytes, chosen by the creator                           |
/// |  188 | card          | the rest; layout in `CardCode`                           |
///
/// All of it makes the clone's address, so the address alone proves what the task is. The factory
/// reads it for people (`rulesOf`, `cardOf`), so that trainers need no code for that.
abstract contract Trainer is ITask {
    /// @dev Where the arguments start in a clone's code.
    uint256 private constant ARGUMENTS = 0x2d;

    uint256 private constant MAX_STARTER_SAMPLES = 1_000_000;

    address private immutable _FACTORY;

    /// @dev How much of the starter model is stored while the task is not open.
    struct Upload {
        uint256 words;
        bytes32 digest;
    }

    Upload private _upload;

    constructor(address factory) {
        _FACTORY = factory;
    }

    /// @inheritdoc ITask
    function upload(uint256[] calldata words) external {
        if (msg.sender != _FACTORY) revert NotFactory();
        if (_stats().lastUpdate() != 0) revert TaskIsOpen();
        PackedRules packed = _rules();
        Upload memory done = _upload;
        if (done.words == 0) _checkAll(packed);
        uint256 maximum = _wordCount(packed);
        if (words.length > maximum - done.words) {
            revert TooManyWords(done.words + words.length, maximum);
        }
        for (uint256 i; i < words.length; ++i) {
            _setStarterWord(packed, done.words + i, words[i]);
            done.digest = keccak256(abi.encode(done.digest, words[i]));
        }
        done.words += words.length;
        bytes32 expected = _starter();
        if (done.words >= _leastWords(packed) && done.digest == expected) return _open(packed);
        if (done.words == maximum) revert WrongStarter(expected, done.digest);
        _upload = done;
    }

    /// @inheritdoc ITask
    function progress() external view returns (uint256 words, bool open) {
        return (_upload.words, _stats().lastUpdate() != 0);
    }

    function _open(PackedRules packed) private {
        // The model keeps its bias in the same word as the counters.
        Stats stats = StatsLibrary.begin(packed.samplesSeen(), block.timestamp);
        _saveStats(stats.withBias(_stats().bias()));
        _onOpen(packed);
        emit TaskOpened();
    }

    function _checkAll(PackedRules packed) private view {
        uint256 dimensions = packed.dimensions();
        if (dimensions == 0 || dimensions > 512 || dimensions % 32 != 0) {
            revert WrongDimensions(dimensions);
        }
        if (packed.samplesSeen() > MAX_STARTER_SAMPLES) {
            revert TooManySamples(packed.samplesSeen());
        }
        if (packed.unitExponent() > 18) revert WrongUnit(packed.unitExponent());
        _checkShape(packed);
        (, uint256 first, uint256 second) = _terms();
        _checkTerms(packed, first, second);
    }

    // What a clone's code says. No storage is read.

    function _rules() internal view returns (PackedRules packed) {
        assembly ("memory-safe") {
            extcodecopy(address(), 0, ARGUMENTS, 32)
            packed := mload(0)
        }
    }

    /// @dev Rules and terms at once: a second look at the code would cost as much as the first.
    function _terms() internal view returns (PackedRules packed, uint256 first, uint256 second) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            extcodecopy(address(), free, ARGUMENTS, 96)
            packed := mload(free)
            first := mload(add(free, 32))
            second := mload(add(free, 64))
        }
    }

    function _starter() private view returns (bytes32 starter) {
        assembly ("memory-safe") {
            extcodecopy(address(), 0, add(ARGUMENTS, 128), 32)
            starter := mload(0)
        }
    }

    function _creator() internal view returns (address creator) {
        assembly ("memory-safe") {
            extcodecopy(address(), 0, add(ARGUMENTS, 160), 32)
            creator := shr(96, mload(0))
        }
    }

    function _saveIfChanged(Stats before, Stats stats) internal {
        if (Stats.unwrap(stats) != Stats.unwrap(before)) _saveStats(stats);
    }

    // What an incentive provides.

    /// @dev Refuses terms that cannot be, with `WrongTerms`.
    function _checkTerms(PackedRules packed, uint256 first, uint256 second) internal view virtual;

    /// @dev The starter model is complete.
    function _onOpen(PackedRules packed) internal virtual;

    // What a model provides. `features` are always the bytes people send: `dimensions` bytes of
    // feature + 128, and after them whatever else the model takes (see `TailPerceptron`).

    /// @dev Refuses dimensions or labels that this model does not take.
    function _checkShape(PackedRules packed) internal view virtual;

    /// @dev The counters. All 0 in a contract that is no open task.
    function _stats() internal view virtual returns (Stats);

    function _saveStats(Stats stats) internal virtual;

    /// @dev Refuses features that no honest encoder gives.
    function _checkFeatures(PackedRules packed, bytes calldata features) internal view virtual;

    /// @dev Checks a sample from outside and teaches it. The caller saves the stats returned, which it
    /// need not if they are as before.
    /// @return The stats with what the model itself keeps there.
    /// @return lesson What `_unlearn` needs to take the sample out again, in 16 bits; 0 if the model
    /// did not change.
    function _learn(PackedRules packed, Stats stats, bytes calldata features, uint256 label)
        internal
        virtual
        returns (Stats, uint256 lesson);

    /// @dev Takes a sample out again that `_learn` once took in, exactly unless weights were halved
    /// since, and then to the unit. Not counted: samples seen stay as they are.
    function _unlearn(
        PackedRules packed,
        Stats stats,
        bytes calldata features,
        uint256 label,
        uint256 lesson
    ) internal virtual returns (Stats);

    /// @dev The label the model gives now to features that `_checkFeatures` accepts.
    function _predict(PackedRules packed, bytes calldata features)
        internal
        view
        virtual
        returns (uint256 label);

    /// @dev Score of a label minus the best other score, as the model is now.
    function _margin(PackedRules packed, bytes calldata features, uint256 label)
        internal
        view
        virtual
        returns (int256);

    /// @dev The same by the averaged model, as it would be after `_average(packed, part)`.
    /// @param part 0 to 64.
    function _averageMargin(
        PackedRules packed,
        bytes calldata features,
        uint256 label,
        uint256 part
    ) internal view virtual returns (int256);

    /// @dev Moves the averaged model by `part` 64ths (1 to 64) of the way to the present one.
    function _average(PackedRules packed, uint256 part) internal virtual;

    /// @dev Whether the model keeps averages at all.
    function _hasAverage() internal pure virtual returns (bool);

    /// @dev T, the difference of scores that stands for one logit.
    function _logit(PackedRules packed) internal pure virtual returns (int256);

    /// @dev Storage words of the whole model.
    function _wordCount(PackedRules packed) internal pure virtual returns (uint256);

    /// @dev How many of them a starter model must bring; the others are 0 until learnt.
    function _leastWords(PackedRules packed) internal pure virtual returns (uint256);

    /// @dev Checks and stores a word of a starter model.
    function _setStarterWord(PackedRules packed, uint256 index, uint256 word) internal virtual;

    /// @dev A word of the model as it is now, and back. Words may hold stats; `_setWord` keeps those
    /// that are there.
    function _word(uint256 index) internal view virtual returns (uint256);

    function _setWord(uint256 index, uint256 word) internal virtual;
}
