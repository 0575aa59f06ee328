// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DepositRefundTake} from "./incentives/DepositRefundTake.sol";
import {MarginPerceptron} from "./models/MarginPerceptron.sol";

/// @notice The combination: people deposit, a margin perceptron learns and judges.
contract DepositRefundTakePerceptron is DepositRefundTake, MarginPerceptron {}
