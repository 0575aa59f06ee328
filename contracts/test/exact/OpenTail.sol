// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DepositRefundTakeTailPerceptron} from "../../src/tasks/DepositRefundTakeTasks.sol";
import {PackedRules} from "../../src/types/Rules.sol";
import {Stats} from "../../src/types/Stats.sol";

/// @notice Puts what incentives ask of the model within a test's reach.
contract OpenTail is DepositRefundTakeTailPerceptron {
    constructor(address factory) DepositRefundTakeTailPerceptron(factory) {}

    function teach(bytes calldata features, uint256 label) external returns (uint256 lesson) {
        Stats stats = _stats();
        (stats, lesson) = _learn(_rules(), stats, features, label);
        _saveStats(stats.withLastUpdate(block.timestamp));
    }

    function unteach(bytes calldata features, uint256 label, uint256 lesson) external {
        _saveStats(_unlearn(_rules(), _stats(), features, label, lesson));
    }

    function word(uint256 index) external view returns (uint256) {
        return _word(index);
    }

    function setWord(uint256 index, uint256 word_) external {
        _setWord(index, word_);
    }

    function counters() external view returns (Stats) {
        return _stats();
    }

    function setCounters(Stats stats) external {
        _saveStats(stats);
    }

    function marginOf(bytes calldata features, uint256 label)
        external
        view
        returns (int256 live, int256 mean)
    {
        PackedRules packed = _rules();
        return (_margin(packed, features, label), _averageMargin(packed, features, label, 32));
    }

    function average(uint256 part) external {
        _average(_rules(), part);
    }
}
