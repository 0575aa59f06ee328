// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trainer} from "../Trainer.sol";
import {Stats} from "../types/Stats.sol";

/// @notice How an incentive keeps the averaged model up to date that decides in it.
abstract contract Judge is Trainer {
    /// @dev The averaged judge moves at most this often in its time.
    uint256 internal constant JUDGE_STEPS = 64;

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
