// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trainer} from "../../src/Trainer.sol";
import {MarginPerceptron} from "../../src/models/MarginPerceptron.sol";
import {Model} from "../../src/models/Model.sol";
import {
    DepositRefundTakeBayes,
    DepositRefundTakeCentroid
} from "../../src/tasks/DepositRefundTakeTasks.sol";
import {PackedRules} from "../../src/types/Rules.sol";
import {Stats} from "../../src/types/Stats.sol";

/// @notice Opens to tests what an incentive asks of a model.
abstract contract OpenModel is Model {
    function learn(bytes calldata features, uint256 label) external returns (uint256 lesson) {
        Stats stats;
        (stats, lesson) = _learn(_rules(), _stats(), features, label);
        _saveStats(stats.withLastUpdate(block.timestamp));
    }

    function unlearn(bytes calldata features, uint256 label, uint256 lesson) external {
        _saveStats(_unlearn(_rules(), _stats(), features, label, lesson));
    }

    function average(uint256 part) external {
        _average(_rules(), part);
    }

    function averageMargin(bytes calldata features, uint256 label, uint256 part)
        external
        view
        returns (int256)
    {
        return _averageMargin(_rules(), features, label, part);
    }

    function margin(bytes calldata features, uint256 label) external view returns (int256) {
        return _margin(_rules(), features, label);
    }

    function dimensions() external view returns (uint256) {
        return _rules().dimensions();
    }

    function setWord(uint256 index, uint256 word) external {
        _setWord(index, word);
    }

    function wordAt(uint256 index) external view returns (uint256) {
        return _word(index);
    }
}

/// @notice The model alone, with no incentive around it.
contract OpenPerceptron is MarginPerceptron, OpenModel {
    constructor(address factory) Trainer(factory) {}

    function _checkTerms(PackedRules, uint256, uint256) internal view override {}

    function _onOpen(PackedRules) internal override {}
}

contract OpenCentroid is DepositRefundTakeCentroid, OpenModel {
    constructor(address factory) DepositRefundTakeCentroid(factory) {}
}

contract OpenBayes is DepositRefundTakeBayes, OpenModel {
    constructor(address factory) DepositRefundTakeBayes(factory) {}
}
