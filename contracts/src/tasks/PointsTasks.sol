// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trainer} from "../Trainer.sol";
import {Points} from "../incentives/Points.sol";
import {MarginPerceptron} from "../models/MarginPerceptron.sol";
import {NaiveBayes} from "../models/NaiveBayes.sol";
import {NearestCentroid} from "../models/NearestCentroid.sol";
import {TailPerceptron} from "../models/TailPerceptron.sol";

contract PointsPerceptron is Points, MarginPerceptron {
    constructor(address factory) Trainer(factory) {}
}

contract PointsTailPerceptron is Points, TailPerceptron {
    constructor(address factory) Trainer(factory) {}
}

contract PointsCentroid is Points, NearestCentroid {
    constructor(address factory) Trainer(factory) {}
}

contract PointsBayes is Points, NaiveBayes {
    constructor(address factory) Trainer(factory) {}
}
