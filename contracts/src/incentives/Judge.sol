// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trainer} from "../Trainer.sol";
import {PackedRules} from "../types/Rules.sol";
import {Stats} from "../types/Stats.sol";

/// @notice How an incentive keeps the averaged model up to date that decides in it.
abstract contract Judge is Trainer {
    /// @dev The averaged judge moves at most this often in its time.
    uint256 private constant JUDGE_STEPS = 64;

    /// @dev Whether a task may be judged so. An average is worth nothing where it moves with every
    /// block.
    function _canJudge(uint256 judgeTime) internal pure returns (bool) {
        return judgeTime == 0 || (_hasAverage() && judgeTime >= JUDGE_STEPS);
    }

    /// @dev Nothing was contributed before: the average starts out as the starter model.
    function _startJudge(PackedRules packed, uint256 judgeTime) internal {
        if (judgeTime != 0) _average(packed, JUDGE_STEPS);
    }

    /// @dev Before the model learns, the average takes in how it stood since it last did.
    function _moveJudge(PackedRules packed, uint256 judgeTime, Stats stats) internal {
        uint256 part = _judgeSteps(judgeTime, stats);
        if (part != 0) _average(packed, part);
    }

    /// @dev How many 64ths of the judge's time began since the last contribution, at most all: so far
    /// is the average behind the model, which stood still since.
    /// @param judgeTime Seconds; 0: there is no average.
    function _judgeSteps(uint256 judgeTime, Stats stats) internal view returns (uint256 steps) {
        unchecked {
            if (judgeTime == 0) return 0;
            uint256 last = stats.lastUpdate() * JUDGE_STEPS / judgeTime;
            steps = block.timestamp * JUDGE_STEPS / judgeTime - last;
            if (steps > JUDGE_STEPS) steps = JUDGE_STEPS;
        }
    }
}
