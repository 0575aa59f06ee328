// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trainer} from "../Trainer.sol";
import {Points} from "../incentives/Points.sol";
import {MarginPerceptron} from "../models/MarginPerceptron.sol";

contract PointsPerceptron is Points, MarginPerceptron {
    constructor(address factory) Trainer(factory) {}
}
