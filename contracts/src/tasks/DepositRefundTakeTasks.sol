// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Trainer} from "../Trainer.sol";
import {DepositRefundTake} from "../incentives/DepositRefundTake.sol";
import {MarginPerceptron} from "../models/MarginPerceptron.sol";

contract DepositRefundTakePerceptron is DepositRefundTake, MarginPerceptron {
    constructor(address factory) Trainer(factory) {}
}
