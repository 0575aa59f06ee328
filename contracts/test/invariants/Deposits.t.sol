// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IDepositRefundTake} from "../../src/interfaces/IDepositRefundTake.sol";
import {Rules} from "../../src/interfaces/ITask.sol";
import {DepositRefundTakePerceptron} from "../../src/tasks/DepositRefundTakeTasks.sol";
import {DepositTerms} from "../../src/types/DepositTerms.sol";
import {Sample, SampleLibrary} from "../../src/types/Sample.sol";
import {Base} from "../helpers/Base.sol";
import {Features} from "../helpers/Features.sol";
import {Token} from "../helpers/Tokens.sol";
import {vm} from "../helpers/Vm.sol";

/// @notice An account that does what it is told, and may refuse ether.
contract Puppet {
    bool private immutable _REFUSES;

    constructor(bool refuses) payable {
        _REFUSES = refuses;
    }

    function act(address target, uint256 value, bytes calldata data) external returns (bool ok) {
        (ok,) = target.call{value: value}(data);
    }

    receive() external payable {
        require(!_REFUSES, "no");
    }
}

/// @notice Does at random what people can do with tasks of the paper's setting and of the judged one,
/// in ether and in a token, and keeps its own books of each.
contract DepositCrowd is Base {
    uint256 private constant PEOPLE = 6;

    struct Given {
        bytes features;
        uint8 label;
        uint256 by;
        uint256 settlements;
    }

    struct Books {
        uint256 paidIn;
        uint256 paidOut;
        uint256 burned;
        /// @dev Of one person with two accounts, 0 and 1: what went in, and what came back from own
        /// samples, whichever account had it.
        uint256 ownIn;
        uint256 ownOut;
    }

    address private constant NOBODY = 0x000000000000000000000000000000000000dEaD;

    DepositRefundTakePerceptron[4] private _tasks;
    Token public immutable TOKEN;
    Puppet[] private _people;
    Given[][4] private _given;
    mapping(uint256 task => mapping(uint256 who => bytes32)) private _proofs;
    Books[4] private _books;

    constructor(DepositRefundTakePerceptron[4] memory tasks, Token token) payable {
        _tasks = tasks;
        TOKEN = token;
        clock = START + 1 days;
        for (uint256 i; i < PEOPLE; ++i) {
            Puppet puppet = new Puppet{value: 100 ether}(i % 3 == 2);
            _people.push(puppet);
            token.mint(address(puppet), 1e18);
            for (uint256 t = 2; t < 4; ++t) {
                puppet.act(
                    address(token), 0, abi.encodeCall(Token.approve, (address(tasks[t]), 1e18))
                );
            }
        }
    }

    /// @dev Few texts, so that people meet; half of them with a label that the model holds wrong.
    function submit(uint256 seed, uint256 who, uint256 excess) external {
        pass(1 hours);
        uint256 t = seed % 4;
        who %= PEOPLE;
        bytes memory features = Features.pack(Features.random(seed / 4 % 48, 64, 45));
        uint8 label = uint8((seed >> 16) % 2);
        uint256 value = t < 2 ? _tasks[t].deposit() + excess % 1 ether : 0;
        if (address(_people[who]).balance < value) return;
        bytes memory data = abi.encodeCall(
            IDepositRefundTake.submit, (features, label, type(uint128).max, type(uint128).max)
        );
        bool existed = recordOf(_tasks[t], keyOf(features, label)) != 0;
        uint256 before = worth(t, who);
        bool ok = _people[who].act(address(_tasks[t]), value, data);
        if (ok == existed) revert("duplicates are refused, others accepted");
        if (!ok) return;
        uint256 paid = before - worth(t, who);
        _books[t].paidIn += paid;
        if (who < 2) _books[t].ownIn += paid;
        _given[t].push(Given(features, label, who, 0));
    }

    function refund(uint256 which, uint256 who) external {
        settle(which, who, 0);
    }

    function report(uint256 which, uint256 who) external {
        settle(which, who, 1);
    }

    function take(uint256 which, uint256 who) external {
        settle(which, who, 2);
    }

    function sweep(uint256 which, uint256 who) external {
        settle(which, who, 3);
    }

    function withdraw(uint256 t, uint256 who) public {
        (t, who) = (t % 4, who % PEOPLE);
        uint256 credit = _tasks[t].credit(address(_people[who]));
        uint256 before = balance(t, BOB);
        bytes memory data = abi.encodeWithSignature("withdraw(address)", BOB);
        bool ok = _people[who].act(address(_tasks[t]), 0, data);
        assertTrue(ok == (credit != 0), "what is kept can be withdrawn");
        assertEq(balance(t, BOB) - before, credit, "the credit, no more and no less");
    }

    function wait(uint256 time) external {
        pass(1 + time % 3 days);
    }

    /// @dev Sweeps all that is open and withdraws every credit.
    function drain() external {
        pass(80 days);
        for (uint256 t; t < 4; ++t) {
            for (uint256 i; i < _given[t].length; ++i) {
                settle(4 * i + t, i, 3);
            }
            for (uint256 i; i < PEOPLE; ++i) {
                withdraw(t, i);
            }
        }
    }

    function check(uint256 t) external view {
        uint256 open;
        for (uint256 i; i < _given[t].length; ++i) {
            Given memory given = _given[t][i];
            Sample sample = Sample.wrap(recordOf(_tasks[t], keyOf(given.features, given.label)));
            uint256 status = sample.status();
            bool closed = status != SampleLibrary.OPEN && status != SampleLibrary.REPORTED;
            if (!closed) open += sample.left(t < 2 ? 1 gwei : 1);
            assertEq(given.settlements, closed ? 1 : 0, "one settlement");
        }
        uint256 credits;
        uint256 people;
        for (uint256 i; i < PEOPLE; ++i) {
            credits += _tasks[t].credit(address(_people[i]));
            people += _tasks[t].validated(address(_people[i]));
        }
        (, uint256 total,) = _tasks[t].standing(address(this));
        assertEq(people, total, "validated");
        Books memory books = _books[t];
        assertEq(held(t), open + credits, "the task holds what it owes");
        assertEq(books.paidIn, books.paidOut + books.burned + open, "conserved");
        assertTrue(books.ownOut <= books.ownIn, "self-dealing pays");
    }

    function held(uint256 t) public view returns (uint256) {
        return balance(t, address(_tasks[t]));
    }

    /// @dev 0 refund, 1 report, 2 take, 3 sweep. A refusal is fine; what counts is what a success
    /// moves.
    function settle(uint256 which, uint256 who, uint256 kind) private {
        uint256 t = which % 4;
        if (_given[t].length == 0) return;
        Given storage given = _given[t][which / 4 % _given[t].length];
        bytes32 key = keyOf(given.features, given.label);
        who = actor(t, key, given.by, who, kind);
        uint256 before = worth(t, who);
        uint256 burnt = balance(t, NOBODY);
        bytes memory data = call(t, who, kind, given.features, given.label);
        if (!_people[who].act(address(_tasks[t]), 0, data)) return;
        uint256 paid = worth(t, who) - before;
        _books[t].paidOut += paid;
        _books[t].burned += balance(t, NOBODY) - burnt;
        if (who < 2 && given.by < 2) _books[t].ownOut += paid;
        if (kind == 0) _proofs[t][who] = key;
        uint256 status = Sample.wrap(recordOf(_tasks[t], key)).status();
        if (status != SampleLibrary.OPEN && status != SampleLibrary.REPORTED) ++given.settlements;
    }

    /// @dev Mostly whoever may, or hardly anything would ever happen.
    function actor(uint256 t, bytes32 key, uint256 by, uint256 who, uint256 kind)
        private
        view
        returns (uint256)
    {
        if (who % 4 == 0 || kind == 1 || kind == 3) return who % PEOPLE;
        if (kind == 0) return by;
        (address reporter,) = _tasks[t].reportOf(key);
        for (uint256 i; i < PEOPLE; ++i) {
            if (address(_people[i]) == reporter) return i;
        }
        return who % PEOPLE;
    }

    function call(uint256 t, uint256 who, uint256 kind, bytes memory features, uint8 label)
        private
        view
        returns (bytes memory)
    {
        if (kind == 0) return abi.encodeCall(IDepositRefundTake.refund, (features, label));
        if (kind == 2) return abi.encodeCall(IDepositRefundTake.take, (features, label));
        if (kind == 3) return abi.encodeCall(IDepositRefundTake.sweep, (features, label));
        return abi.encodeCall(IDepositRefundTake.report, (features, label, _proofs[t][who]));
    }

    /// @dev What somebody has and is owed.
    function worth(uint256 t, uint256 who) private view returns (uint256) {
        address person = address(_people[who]);
        return balance(t, person) + _tasks[t].credit(person);
    }

    function balance(uint256 t, address who) private view returns (uint256) {
        return t < 2 ? who.balance : TOKEN.balanceOf(who);
    }
}

/// @notice Whatever people do: nothing is lost, made or locked, no sample is settled twice, and
/// nobody gets more out of own samples than went in.
contract DepositInvariants is Base {
    DepositCrowd private crowd;

    function setUp() public override {
        super.setUp();
        vm.deal(address(this), 1000 ether);
        Token token = new Token();
        address implementation = address(new DepositRefundTakePerceptron(address(factory)));
        DepositRefundTakePerceptron[4] memory tasks;
        for (uint256 t; t < 4; ++t) {
            Rules memory rules = standardRules();
            IDepositRefundTake.Terms memory terms = t % 2 == 0 ? paperTerms() : judgedTerms();
            // Short enough that the judge turns within a run.
            if (t % 2 == 1) (terms.judgeTime, terms.priceLevel, terms.priceStep) = (3 days, 3, 4);
            rules.terms = DepositTerms.pack(terms);
            if (t > 1) (rules.token, rules.unitExponent) = (address(token), 0);
            tasks[t] = DepositRefundTakePerceptron(
                create(implementation, rules, 2, randomWords(2, 64, 40))
            );
        }
        pass(1 days);
        crowd = new DepositCrowd{value: 600 ether}(tasks, token);
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
        bytes4[] memory selectors = new bytes4[](9);
        selectors[0] = DepositCrowd.submit.selector;
        selectors[1] = DepositCrowd.refund.selector;
        selectors[2] = DepositCrowd.report.selector;
        selectors[3] = DepositCrowd.take.selector;
        selectors[4] = DepositCrowd.sweep.selector;
        selectors[5] = DepositCrowd.withdraw.selector;
        selectors[6] = DepositCrowd.wait.selector;
        // Contributions and refunds twice as often: all else needs them first.
        selectors[7] = DepositCrowd.submit.selector;
        selectors[8] = DepositCrowd.refund.selector;
        targets = new Selectors[](1);
        targets[0] = Selectors(address(crowd), selectors);
    }

    function invariant_theBooksBalance() public view {
        for (uint256 t; t < 4; ++t) {
            crowd.check(t);
        }
    }

    /// @dev Nothing stays locked.
    function afterInvariant() public {
        crowd.drain();
        for (uint256 t; t < 4; ++t) {
            crowd.check(t);
            assertEq(crowd.held(t), 0, "drained");
        }
    }
}
