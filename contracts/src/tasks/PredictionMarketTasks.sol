// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trainer} from "../Trainer.sol";
import {PredictionMarket} from "../incentives/PredictionMarket.sol";
import {MarginPerceptron} from "../models/MarginPerceptron.sol";
import {NaiveBayes} from "../models/NaiveBayes.sol";
import {NearestCentroid} from "../models/NearestCentroid.sol";

contract PredictionMarketPerceptron is PredictionMarket, MarginPerceptron {
    constructor(address factory) Trainer(factory) {}
}

contract PredictionMarketCentroid is PredictionMarket, NearestCentroid {
    constructor(address factory) Trainer(factory) {}
}

contract PredictionMarketBayes is PredictionMarket, NaiveBayes {
    constructor(address factory) Trainer(factory) {}
}
