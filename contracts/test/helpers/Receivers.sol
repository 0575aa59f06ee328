// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DepositRefundTakePerceptron} from "../../src/tasks/DepositRefundTakeTasks.sol";

/// @notice An account that is a contract and does what a test tells it to.
contract Person {
    DepositRefundTakePerceptron internal immutable TASK;

    constructor(DepositRefundTakePerceptron task) payable {
        TASK = task;
    }

    function submit(bytes calldata features, uint8 label, uint256 value) external {
        TASK.submit{value: value}(features, label, type(uint128).max, type(uint128).max);
    }

    function refund(bytes calldata features, uint8 label) external {
        TASK.refund(features, label);
    }

    function report(bytes calldata features, uint8 label) external {
        TASK.report(features, label, 0);
    }

    function sweep(bytes calldata features, uint8 label) external {
        TASK.sweep(features, label);
    }

    function withdraw(address payable to) external {
        TASK.withdraw(to);
    }
}

/// @notice Takes no payments.
contract Refuser is Person {
    constructor(DepositRefundTakePerceptron task) payable Person(task) {}

    receive() external payable {
        revert("no");
    }
}

/// @notice Burns all gas when paid.
contract Burner is Person {
    constructor(DepositRefundTakePerceptron task) payable Person(task) {}

    receive() external payable {
        assembly {
            invalid()
        }
    }
}

/// @notice Calls the task again, with the same data, whenever it is paid.
contract Reenterer is Person {
    bytes private _again;
    uint256 public succeeded;
    uint256 public payments;

    constructor(DepositRefundTakePerceptron task) payable Person(task) {}

    function setAgain(bytes calldata again) external {
        _again = again;
    }

    receive() external payable {
        ++payments;
        if (_again.length == 0) return;
        (bool ok,) = address(TASK).call(_again);
        if (ok) ++succeeded;
    }
}
