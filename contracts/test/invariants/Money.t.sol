// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DepositRefundTakePerceptron} from "../../src/DepositRefundTakePerceptron.sol";
import {Sample, SampleLibrary} from "../../src/types/Sample.sol";
import {Base} from "../helpers/Base.sol";
import {Features} from "../helpers/Features.sol";
import {Person, Refuser} from "../helpers/Receivers.sol";
import {vm} from "../helpers/Vm.sol";

/// @notice Does at random what people can do with a task, and keeps its own books.
contract Crowd is Base {
    DepositRefundTakePerceptron public immutable TASK;
    Person[] private _people;

    bytes[] private _features;
    uint8[] private _labels;
    mapping(bytes32 key => uint256) public settlements;

    uint256 public paidIn;
    uint256 public paidOut;
    uint256 public calls;

    constructor(DepositRefundTakePerceptron task) payable {
        TASK = task;
        clock = START + 1 days;
        for (uint256 i; i < 3; ++i) {
            _people.push(new Refuser{value: 100 ether}(task));
            _people.push(new Accepter{value: 100 ether}(task));
        }
    }

    /// @dev Few texts, so that people meet; half of them with a label that the model holds wrong.
    function submit(uint256 seed, uint256 who, uint256 excess) external {
        pass(1 hours);
        bytes memory features = Features.pack(Features.random(seed % 64, 64, 45));
        uint8 label = uint8((seed >> 8) % 2);
        bytes32 key = keyOf(features, label);
        uint256 value = TASK.deposit() + excess % 1 ether;
        Person person = _people[who % _people.length];
        if (address(person).balance < value) return;
        uint256 before = recordOf(TASK, key);
        if (before != 0) {
            try person.submit(features, label, value) {
                revert("a duplicate was accepted");
            } catch {
                return;
            }
        }
        paidIn += value;
        uint256 balance = address(person).balance;
        person.submit(features, label, value);
        paidOut += address(person).balance + value - balance;
        _features.push(features);
        _labels.push(label);
        ++calls;
    }

    function refund(uint256 which, uint256 who) external {
        settle(which, who, 0);
    }

    function report(uint256 which, uint256 who) external {
        settle(which, who, 1);
    }

    function sweep(uint256 which, uint256 who) external {
        settle(which, who, 2);
    }

    function withdraw(uint256 who) external {
        Person person = _people[who % _people.length];
        uint256 credit = TASK.credit(address(person));
        if (credit == 0) return;
        uint256 before = BOB.balance;
        person.withdraw(payable(BOB));
        paidOut += BOB.balance - before;
        assertEq(BOB.balance - before, credit, "the credit, no more and no less");
    }

    function wait(uint256 time) external {
        pass(1 + time % 3 days);
    }

    /// @dev Sweeps all that is open and withdraws every credit.
    function drain() external {
        pass(31 days);
        for (uint256 i; i < _features.length; ++i) {
            settle(i, i, 2);
        }
        for (uint256 i; i < _people.length; ++i) {
            this.withdraw(i);
        }
    }

    function openDeposits() external view returns (uint256 total) {
        for (uint256 i; i < _features.length; ++i) {
            Sample sample = Sample.wrap(recordOf(TASK, keyOf(_features[i], _labels[i])));
            if (sample.status() == SampleLibrary.OPEN) total += sample.left();
        }
    }

    function credits() external view returns (uint256 total) {
        for (uint256 i; i < _people.length; ++i) {
            total += TASK.credit(address(_people[i]));
        }
    }

    function validated() external view returns (uint256 people, uint256 total) {
        for (uint256 i; i < _people.length; ++i) {
            people += TASK.validated(address(_people[i]));
        }
        (, total,) = TASK.standing(address(this));
    }

    function mostSettlements() external view returns (uint256 most) {
        for (uint256 i; i < _features.length; ++i) {
            uint256 count = settlements[keyOf(_features[i], _labels[i])];
            if (count > most) most = count;
        }
    }

    /// @dev 0 refund, 1 report, 2 sweep. A refusal is fine; what counts is what a success moves.
    function settle(uint256 which, uint256 who, uint256 kind) private {
        if (_features.length == 0) return;
        which %= _features.length;
        bytes memory features = _features[which];
        uint8 label = _labels[which];
        bytes32 key = keyOf(features, label);
        Sample before = Sample.wrap(recordOf(TASK, key));
        Person person = personFor(before, who, kind);
        uint256 balance = address(person).balance;
        (bool ok,) = address(person).call(call(kind, features, label));
        if (!ok) return;
        ++calls;
        paidOut += address(person).balance - balance;
        if (kind == 1 && Sample.wrap(recordOf(TASK, key)).status() == SampleLibrary.OPEN) return;
        ++settlements[key];
    }

    /// @dev Refunds are the contributor's, or hardly any would ever happen.
    function personFor(Sample sample, uint256 who, uint256 kind) private view returns (Person) {
        if (kind == 0 && who % 4 != 0) return Person(payable(sample.contributor()));
        return _people[who % _people.length];
    }

    function call(uint256 kind, bytes memory features, uint8 label)
        private
        pure
        returns (bytes memory)
    {
        if (kind == 0) return abi.encodeCall(Person.refund, (features, label));
        if (kind == 1) return abi.encodeCall(Person.report, (features, label));
        return abi.encodeCall(Person.sweep, (features, label));
    }
}

contract Accepter is Person {
    constructor(DepositRefundTakePerceptron task) payable Person(task) {}

    receive() external payable {}
}

/// @notice Whatever people do: no wei is lost, made or locked, and no sample is settled twice.
contract MoneyInvariants is Base {
    Crowd private crowd;
    DepositRefundTakePerceptron private task;

    function setUp() public override {
        super.setUp();
        task = newTask(2, 64, 600);
        pass(1 days);
        vm.deal(address(this), 1000 ether);
        crowd = new Crowd{value: 600 ether}(task);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(crowd);
    }

    struct Selectors {
        address target;
        bytes4[] selectors;
    }

    function targetSelectors() public view returns (Selectors[] memory targets) {
        bytes4[] memory selectors = new bytes4[](6);
        selectors[0] = Crowd.submit.selector;
        selectors[1] = Crowd.refund.selector;
        selectors[2] = Crowd.report.selector;
        selectors[3] = Crowd.sweep.selector;
        selectors[4] = Crowd.withdraw.selector;
        selectors[5] = Crowd.wait.selector;
        targets = new Selectors[](1);
        targets[0] = Selectors(address(crowd), selectors);
    }

    function invariant_theTaskHoldsWhatItOwes() public view {
        assertEq(address(task).balance, crowd.openDeposits() + crowd.credits(), "owed");
        assertEq(crowd.paidIn(), crowd.paidOut() + address(task).balance, "conserved");
    }

    function invariant_noSampleIsSettledTwice() public view {
        assertTrue(crowd.mostSettlements() <= 1, "settled twice");
    }

    function invariant_validatedWorkAddsUp() public view {
        (uint256 people, uint256 total) = crowd.validated();
        assertEq(people, total, "validated");
    }

    /// @dev Nothing stays locked.
    function afterInvariant() public {
        crowd.drain();
        assertEq(address(task).balance, 0, "drained");
        assertEq(crowd.paidIn(), crowd.paidOut(), "all came back out");
    }
}
