// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trainer} from "../Trainer.sol";
import {PredictionMarket} from "../incentives/PredictionMarket.sol";
import {MarginPerceptron} from "../models/MarginPerceptron.sol";

contract PredictionMarketPerceptron is PredictionMarket, MarginPerceptron {
    constructor(address factory) Trainer(factory) {}
}
