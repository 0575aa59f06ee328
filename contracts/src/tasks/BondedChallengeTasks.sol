// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trainer} from "../Trainer.sol";
import {BondedChallenge} from "../incentives/BondedChallenge.sol";
import {MarginPerceptron} from "../models/MarginPerceptron.sol";
import {NaiveBayes} from "../models/NaiveBayes.sol";
import {NearestCentroid} from "../models/NearestCentroid.sol";
import {TailPerceptron} from "../models/TailPerceptron.sol";

contract BondedChallengePerceptron is BondedChallenge, MarginPerceptron {
    constructor(address factory) Trainer(factory) {}
}

contract BondedChallengeTailPerceptron is BondedChallenge, TailPerceptron {
    constructor(address factory) Trainer(factory) {}
}

contract BondedChallengeCentroid is BondedChallenge, NearestCentroid {
    constructor(address factory) Trainer(factory) {}
}

contract BondedChallengeBayes is BondedChallenge, NaiveBayes {
    constructor(address factory) Trainer(factory) {}
}
