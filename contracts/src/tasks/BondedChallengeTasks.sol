// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trainer} from "../Trainer.sol";
import {BondedChallenge} from "../incentives/BondedChallenge.sol";
import {MarginPerceptron} from "../models/MarginPerceptron.sol";

contract BondedChallengePerceptron is BondedChallenge, MarginPerceptron {
    constructor(address factory) Trainer(factory) {}
}
