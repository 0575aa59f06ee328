// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IBondedChallenge} from "../../src/interfaces/IBondedChallenge.sol";
import {ICashier} from "../../src/interfaces/ICashier.sol";
import {BondedChallengePerceptron} from "../../src/tasks/BondedChallengeTasks.sol";
import {Claim} from "../../src/types/Claim.sol";
import {Actor, BondBase, Court} from "../helpers/BondBase.sol";
import {Features} from "../helpers/Features.sol";
import {vm} from "../helpers/Vm.sol";

/// @notice Does at random what people can do with bonds, and keeps its own books: of every wei, of
/// every stake, and of what the model should have learnt.
contract Stakers is BondBase {
    uint256 private constant D = 32;
    int256 private constant T = 512 * 32;
    uint256 private constant TEXTS = 12;

    BondedChallengePerceptron public immutable TASK;
    Court public immutable COURT;
    Actor[] private _people;

    /// @dev All stakes on a text, the last one too, and how often it was settled.
    mapping(uint256 text => Stake[]) private _ladders;
    mapping(uint256 text => uint256) public settlements;
    mapping(uint256 text => uint256) public disputeOf;
    mapping(uint256 text => address) private _askers;

    /// @dev What the model has learnt and not unlearnt.
    struct Lesson {
        uint256 text;
        uint8 label;
        int256 rate;
    }

    Lesson[] private _lessons;
    uint256 private _seen = 500;

    /// @dev Between people, with what is kept for them, and the task.
    uint256 public paidIn;
    uint256 public paidOut;

    constructor(BondedChallengePerceptron task, Court court) payable {
        TASK = task;
        COURT = court;
        clock = START + 1 days;
        for (uint256 i; i < 2; ++i) {
            _people.push(new Actor{value: 300 ether}(Actor.Manner.Takes));
            _people.push(new Actor{value: 300 ether}(Actor.Manner.Refuses));
        }
    }

    function submit(uint256 seed, uint256 who, uint256 excess, bool shown) external {
        uint256 text = seed % TEXTS;
        uint8 label = uint8((seed >> 8) % 2);
        uint40 bond = uint40(B + (seed >> 16) % B);
        bytes memory features = featuresOf(text);
        bytes memory call = abi.encodeCall(
            IBondedChallenge.submit, (features, label, bond, type(uint256).max, textOf(shown))
        );
        bool expected = _ladders[text].length == 0;
        int256 rate = teaches(text, label);
        bool ok = act(who, uint256(bond) * 1 gwei + excess % 1 ether, call);
        assertTrue(ok == expected, "a text takes one first label");
        if (!ok) return;
        _ladders[text].push(Stake(address(person(who)), label, bond, shown));
        if (rate != 0) _lessons.push(Lesson(text, label, rate));
        ++_seen;
    }

    function challenge(uint256 seed, uint256 who, uint256 over, bool shown) external {
        uint256 text = seed % TEXTS;
        bytes32 key = claimKey(featuresOf(text));
        uint256 least = TASK.bondToChallenge(key);
        uint40 bond = uint40(least == 0 ? 2 * B : least + over % (least / 4 + 1));
        uint8 label = 1 - uint8(Claim.wrap(recordOf(TASK, key)).label() % 2);
        bytes memory call = abi.encodeCall(
            IBondedChallenge.challenge,
            (key, label, bond, type(uint40).max, type(uint256).max, textOf(shown))
        );
        bool ok = act(who, uint256(bond) * 1 gwei, call);
        if (address(person(who)).balance < 1 ether && !ok) return;
        assertTrue(ok == (least != 0), "open claims can be challenged, and only those");
        if (ok) _ladders[text].push(Stake(address(person(who)), label, bond, shown));
    }

    function settle(uint256 seed, uint256 who) external {
        settleText(seed % TEXTS, who);
    }

    function release(uint256 from, uint256 who) external {
        bytes32[] memory keys = new bytes32[](TEXTS);
        for (uint256 i; i < TEXTS; ++i) {
            keys[i] = claimKey(featuresOf((from % TEXTS + i) % TEXTS));
        }
        uint256[] memory before = TASK.claims(keys);
        assertTrue(act(who, 0, abi.encodeCall(IBondedChallenge.release, (keys))), "release");
        uint256[] memory afterwards = TASK.claims(keys);
        for (uint256 i; i < TEXTS; ++i) {
            if (before[i] != afterwards[i]) ++settlements[(from % TEXTS + i) % TEXTS];
        }
    }

    function ask(uint256 seed, uint256 who) external {
        uint256 text = seed % TEXTS;
        bytes32 key = claimKey(featuresOf(text));
        bytes memory call =
            abi.encodeCall(IBondedChallenge.requestArbitration, (key, type(uint40).max));
        uint256 cost = COURT.cost();
        Actor asker = person(who);
        if (!asker.act(address(TASK), cost, call)) return;
        disputeOf[text] = COURT.disputes();
        _askers[text] = address(asker);
    }

    function rule(uint256 seed, uint256 ruling) external {
        uint256 text = seed % TEXTS;
        try COURT.give(TASK, disputeOf[text], ruling % 4) {} catch {}
    }

    function withdraw(uint256 who) external {
        Actor from = person(who);
        uint256 credit = TASK.credit(address(from));
        uint256 before = BOB.balance;
        bool ok = from.act(address(TASK), 0, abi.encodeCall(ICashier.withdraw, (BOB)));
        assertTrue(ok == (credit != 0), "credits can be withdrawn");
        assertEq(BOB.balance - before, credit, "the credit, no more and no less");
    }

    function wait(uint256 time) external {
        pass(1 + time % 2 days);
    }

    /// @dev Time passes, everything is settled, every credit withdrawn.
    function drain() external {
        pass(200 days);
        for (uint256 i; i < TEXTS; ++i) {
            settleText(i, i);
        }
        for (uint256 i; i < _people.length; ++i) {
            this.withdraw(i);
        }
    }

    /// @dev Bonds of all claims that are not settled, added up from the stakes.
    function openBonds() external view returns (uint256 total) {
        for (uint256 text; text < TEXTS; ++text) {
            if (settlements[text] != 0) continue;
            for (uint256 i; i < _ladders[text].length; ++i) {
                total += uint256(_ladders[text][i].bond) * 1 gwei;
            }
        }
    }

    function credits() external view returns (uint256 total) {
        for (uint256 i; i < _people.length; ++i) {
            total += TASK.credit(address(_people[i]));
        }
    }

    function mostSettlements() external view returns (uint256 most) {
        for (uint256 i; i < TEXTS; ++i) {
            if (settlements[i] > most) most = settlements[i];
        }
    }

    /// @dev A starter that was taught what survives, each lesson from scratch.
    function weights() public view returns (int256[] memory all, int256 bias) {
        all = Features.random(2, D, 60);
        for (uint256 l; l < _lessons.length; ++l) {
            Lesson memory lesson = _lessons[l];
            int256[] memory x = Features.random(lesson.text, D, 40);
            bytes32 dither = keccak256(Features.pack(x));
            int256 sign = lesson.label == 1 ? int256(1) : int256(-1);
            for (uint256 i; i < D; ++i) {
                // Shifting rounds down, as the rule says.
                all[i] += sign * ((lesson.rate * x[i] + int256(uint256(uint8(dither[i])))) >> 8);
            }
            bias += sign * 4 * lesson.rate;
        }
    }

    function settleText(uint256 text, uint256 who) private {
        bytes memory features = featuresOf(text);
        bytes32 key = claimKey(features);
        Stake[] memory ladder = _ladders[text];
        uint256 end = TASK.finalAt(key);
        uint256[] memory history = ladder.length == 0 ? new uint256[](0) : historyOf(ladder);
        (,, uint256 ruling) = TASK.disputeOf(key);
        (uint256[] memory expected, uint256 outcome) = owed(text, ruling);
        uint256[] memory before = wealths();
        bool ok = act(who, 0, abi.encodeCall(IBondedChallenge.settle, (features, history)));
        assertTrue(ok == (end != 0 && end <= clock), "final claims settle, and only those");
        if (!ok) return;
        ++settlements[text];
        for (uint256 i; i < _people.length; ++i) {
            uint256 gained = wealthOf(_people[i]) - before[i];
            assertEq(gained, expected[i], "each is paid what is theirs");
        }
        correct(text, ladder, outcome);
    }

    /// @dev What a settlement owes each person, and the final label.
    function owed(uint256 text, uint256 ruling)
        private
        view
        returns (uint256[] memory due, uint256 label)
    {
        due = new uint256[](_people.length);
        Stake[] memory ladder = _ladders[text];
        if (ladder.length == 0) return (due, 0);
        label = ruling == 0 ? ladder[ladder.length - 1].label : ruling - 1;
        (uint256[] memory paid,) = naivePayout(ladder, label, 128, ruling != 0);
        for (uint256 p; p < _people.length; ++p) {
            for (uint256 i; i < ladder.length; ++i) {
                if (ladder[i].who == address(_people[p])) due[p] += paid[i] * 1 gwei;
            }
            if (_askers[text] == address(_people[p])) due[p] += paid[ladder.length] * 1 gwei;
        }
    }

    function correct(uint256 text, Stake[] memory ladder, uint256 label) private {
        if (label == ladder[0].label) return;
        for (uint256 l; l < _lessons.length; ++l) {
            if (_lessons[l].text != text) continue;
            _lessons[l] = _lessons[_lessons.length - 1];
            _lessons.pop();
            break;
        }
        bool shown;
        for (uint256 i; i < ladder.length; ++i) {
            if (ladder[i].label == label && ladder[i].shown) shown = true;
        }
        if (!shown) return;
        int256 rate = teaches(text, uint8(label));
        if (rate != 0) _lessons.push(Lesson(text, uint8(label), rate));
    }

    /// @dev The rate at which the naive model would learn this now; 0 if it would not.
    function teaches(uint256 text, uint8 label) private view returns (int256) {
        (int256[] memory all, int256 bias) = weights();
        int256[] memory x = Features.random(text, D, 40);
        int256 score = 4 * bias;
        for (uint256 i; i < D; ++i) {
            score += all[i] * x[i];
        }
        int256 margin = label == 1 ? score : -score;
        if (margin > T || margin < -3 * T) return 0;
        // The half power of 2 nearest to 32 / sqrt(1 + seen / 64), for 500 to 700 samples.
        return (_seen + 64) * 181 < 1 << 17 ? int256(11) : int256(8);
    }

    function act(uint256 who, uint256 value, bytes memory data) private returns (bool ok) {
        uint256[] memory had = wealths();
        uint256 burned = NOBODY.balance;
        ok = person(who).act(address(TASK), value, data);
        for (uint256 i; i < _people.length; ++i) {
            uint256 has = wealthOf(_people[i]);
            if (has > had[i]) paidOut += has - had[i];
            else paidIn += had[i] - has;
        }
        paidOut += NOBODY.balance - burned;
    }

    /// @dev What each person has or can withdraw.
    function wealths() private view returns (uint256[] memory all) {
        all = new uint256[](_people.length);
        for (uint256 i; i < _people.length; ++i) {
            all[i] = wealthOf(_people[i]);
        }
    }

    function wealthOf(Actor actor) private view returns (uint256) {
        return address(actor).balance + TASK.credit(address(actor));
    }

    function person(uint256 who) private view returns (Actor) {
        return _people[who % _people.length];
    }

    function featuresOf(uint256 text) private pure returns (bytes memory) {
        return sampleOf(text, D);
    }

    function textOf(bool shown) private pure returns (bytes32) {
        return shown ? keccak256("text") : bytes32(0);
    }
}

/// @notice Whatever people do: no wei is lost, made or locked, no claim is settled twice, and the
/// model holds exactly what survived.
contract BondInvariants is BondBase {
    Stakers private stakers;
    BondedChallengePerceptron private task;

    struct Selectors {
        address target;
        bytes4[] selectors;
    }

    function setUp() public override {
        super.setUp();
        Court court = new Court();
        IBondedChallenge.Terms memory terms = courtTerms(court);
        terms.arbitrationFrom = 2;
        terms.arbitrationTime = 10 days;
        task = newBondTask(terms, 2, 32, address(0));
        vm.deal(address(this), 2000 ether);
        stakers = new Stakers{value: 1200 ether}(task, court);
        vm.warp(START + 1 days);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(stakers);
    }

    function targetSelectors() public view returns (Selectors[] memory targets) {
        bytes4[] memory selectors = new bytes4[](10);
        selectors[0] = Stakers.submit.selector;
        selectors[1] = Stakers.challenge.selector;
        selectors[2] = Stakers.challenge.selector;
        selectors[3] = Stakers.settle.selector;
        selectors[4] = Stakers.release.selector;
        selectors[5] = Stakers.ask.selector;
        selectors[6] = Stakers.rule.selector;
        selectors[7] = Stakers.withdraw.selector;
        selectors[8] = Stakers.wait.selector;
        selectors[9] = Stakers.submit.selector;
        targets = new Selectors[](1);
        targets[0] = Selectors(address(stakers), selectors);
    }

    function invariant_theTaskHoldsWhatItOwes() public view {
        assertEq(address(task).balance, stakers.openBonds() + stakers.credits(), "owed");
        assertEq(stakers.paidIn(), stakers.paidOut() + stakers.openBonds(), "conserved");
    }

    function invariant_noClaimIsSettledTwice() public view {
        assertTrue(stakers.mostSettlements() <= 1, "settled twice");
    }

    function invariant_theModelHoldsWhatSurvived() public view {
        (int256[] memory all, int256 bias) = stakers.weights();
        (uint256[] memory words, uint256 stats,) = task.model();
        for (uint256 i; i < 32; ++i) {
            assertEq(Features.weightAt(words, 0, i, 32), all[i], "weight");
        }
        assertEq(Features.biasAt(words, 0, 32), bias, "bias");
        assertEq((stats >> 112) & 0xff, 0, "nothing was halved");
    }

    /// @dev Nothing stays locked.
    function afterInvariant() public {
        stakers.drain();
        assertEq(address(task).balance, 0, "drained");
        assertEq(stakers.paidIn(), stakers.paidOut(), "all came back out");
        invariant_noClaimIsSettledTwice();
        invariant_theModelHoldsWhatSurvived();
    }
}
