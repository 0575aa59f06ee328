// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trainer} from "../Trainer.sol";
import {DepositRefundTake} from "../incentives/DepositRefundTake.sol";
import {MarginPerceptron} from "../models/MarginPerceptron.sol";
import {NaiveBayes} from "../models/NaiveBayes.sol";
import {NearestCentroid} from "../models/NearestCentroid.sol";
import {TailPerceptron} from "../models/TailPerceptron.sol";

contract DepositRefundTakePerceptron is DepositRefundTake, MarginPerceptron {
    constructor(address factory) Trainer(factory) {}
}

contract DepositRefundTakeTailPerceptron is DepositRefundTake, TailPerceptron {
    constructor(address factory) Trainer(factory) {}
}

contract DepositRefundTakeCentroid is DepositRefundTake, NearestCentroid {
    constructor(address factory) Trainer(factory) {}
}

contract DepositRefundTakeBayes is DepositRefundTake, NaiveBayes {
    constructor(address factory) Trainer(factory) {}
}
