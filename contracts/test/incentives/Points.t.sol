// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IModel} from "../../src/interfaces/IModel.sol";
import {IPoints} from "../../src/interfaces/IPoints.sol";
import {ITask, Rules} from "../../src/interfaces/ITask.sol";
import {PointsPerceptron} from "../../src/tasks/PointsTasks.sol";
import {Person, PersonLibrary} from "../../src/types/Person.sol";
import {PointSample, PointSampleLibrary} from "../../src/types/PointSample.sol";
import {Features} from "../helpers/Features.sol";
import {PointsBase} from "../helpers/PointsBase.sol";
import {vm} from "../helpers/Vm.sol";

contract PointsTest is PointsBase {
    PointsPerceptron private task;

    /// @dev `right` is the model's label for these by more than a logit, `wrong` the other one.
    bytes private sure;
    uint8 private right;
    uint8 private wrong;

    function setUp() public override {
        super.setUp();
        task = newPointsTask(pointTerms(), 2);
        (sure, right) = find(0);
        wrong = 1 - right;
    }

    function test_aValidatedSampleIsAPoint() public {
        bytes32 key = keyOf(sure, right);
        vm.expectEmit(address(task));
        emit IPoints.SampleAdded(key, ALICE, right, false, sure);
        give(ALICE, task, sure, right);
        PointSample sample = sampleOf(task, sure, right);
        assertEq(sample.contributor(), ALICE, "contributor");
        assertEq(sample.submittedAt(), clock, "time");
        assertEq(sample.label(), right, "label");
        assertEq(sample.status(), PointSampleLibrary.OPEN, "open");
        assertTrue(!sample.correction(), "no correction");
        assertEq(Person.unwrap(personOf(task, ALICE)), 0, "a submission is no point");

        uint256 until = clock + 1 days;
        setTime(until - 1);
        vm.expectRevert(abi.encodeWithSelector(IPoints.TooEarly.selector, until, until - 1));
        task.validate(sure, right);
        setTime(until);
        vm.expectEmit(address(task));
        emit IPoints.SampleValidated(key, ALICE);
        vm.expectEmit(address(task));
        emit IPoints.BadgesEarned(ALICE, PersonLibrary.FIRST);
        vm.prank(BOB);
        task.validate(sure, right);

        Person person = personOf(task, ALICE);
        assertEq(person.points(), 1, "a point");
        assertEq(person.corrections(), 0, "no correction");
        assertEq(person.labels(), 1 << right, "its label");
        assertEq(person.badges(), PersonLibrary.FIRST, "the first badge");
        assertEq(person.lastSeen(), until - 1 days, "when she sent it");
        assertEq(Person.unwrap(personOf(task, BOB)), 0, "whoever calls has nothing of it");
        assertEq(sampleOf(task, sure, right).status(), PointSampleLibrary.VALIDATED, "validated");

        vm.expectRevert(abi.encodeWithSelector(IPoints.SampleCounted.selector, key));
        task.validate(sure, right);
        assertEq(Person.unwrap(personOf(task, ALICE)), Person.unwrap(person), "once");
    }

    function test_whatTheModelContradictsIsNoPoint() public {
        give(ALICE, task, sure, wrong);
        assertTrue(sampleOf(task, sure, wrong).correction(), "contradicted");
        pass(1 days);
        vm.expectRevert(IPoints.ModelDisagrees.selector);
        task.validate(sure, wrong);
        assertEq(Person.unwrap(personOf(task, ALICE)), 0, "nothing");
        assertEq(sampleOf(task, sure, wrong).status(), PointSampleLibrary.OPEN, "may yet come true");
    }

    function test_aCorrectionThatStuckHasItsBadge() public {
        give(ALICE, task, sure, wrong);
        turn(sure, wrong);
        pass(1 days);
        task.validate(sure, wrong);
        Person person = personOf(task, ALICE);
        assertEq(person.points(), 1, "a point");
        assertEq(person.corrections(), 1, "that was a correction");
        assertEq(person.badges(), PersonLibrary.FIRST | PersonLibrary.CORRECTION, "badges");
    }

    function test_refusesDuplicatesOpenAndCounted() public {
        give(ALICE, task, sure, right);
        bytes memory exists =
            abi.encodeWithSelector(IPoints.SampleExists.selector, keyOf(sure, right));
        vm.expectRevert(exists);
        task.submit(sure, right, uint128(clock));
        pass(1 days);
        task.validate(sure, right);
        vm.expectRevert(exists);
        task.submit(sure, right, uint128(clock));
        task.submit(sure, wrong, uint128(clock));
    }

    function test_refusesBadInput() public {
        uint256 before = modelHash(task);
        vm.expectRevert(abi.encodeWithSelector(IPoints.DeadlinePassed.selector, clock - 1, clock));
        task.submit(sure, right, uint128(clock - 1));
        vm.expectRevert(abi.encodeWithSelector(IModel.WrongLength.selector, 64, 63));
        task.submit(new bytes(63), right, uint128(clock));
        vm.expectRevert(abi.encodeWithSelector(IModel.UnknownLabel.selector, 2, 2));
        task.submit(sure, 2, uint128(clock));
        vm.expectRevert(IModel.FeatureOutOfRange.selector);
        task.submit(bytes.concat(new bytes(1), Features.pack(new int256[](63))), 0, uint128(clock));
        vm.expectRevert(abi.encodeWithSelector(IPoints.WrongBatch.selector, 64, 0));
        task.submitMany(sure, "", uint128(clock));
        vm.expectRevert(abi.encodeWithSelector(IPoints.WrongBatch.selector, 64, 3));
        task.submitMany(sure, "abc", uint128(clock));
        vm.expectRevert(abi.encodeWithSelector(IPoints.DeadlinePassed.selector, clock - 1, clock));
        task.submitMany(sure, hex"00", uint128(clock - 1));
        vm.expectRevert(abi.encodeWithSelector(IPoints.SampleUnknown.selector, keyOf(sure, right)));
        task.validate(sure, right);
        assertEq(modelHash(task), before, "nothing changed");
        assertEq(PointSample.unwrap(sampleOf(task, sure, right)), 0, "nothing recorded");
    }

    function test_theImplementationIsNoTask() public {
        PointsPerceptron implementation = new PointsPerceptron(address(factory));
        vm.expectRevert(ITask.TaskNotOpen.selector);
        implementation.submit(sure, 0, uint128(clock));
    }

    function test_takesNoEther() public {
        vm.deal(address(this), 1 ether);
        (bool ok,) = address(task).call{value: 1}("");
        assertTrue(!ok, "plain ether");
        (ok,) = address(task).call{value: 1}(
            abi.encodeCall(IPoints.submit, (sure, right, uint128(clock)))
        );
        assertTrue(!ok, "with a call");
        assertEq(address(task).balance, 0, "none");
    }

    function test_aBucketLimitsWhatComesInAtOnce() public {
        IPoints.Terms memory terms = pointTerms();
        (terms.interval, terms.burst) = (600, 3);
        task = newPointsTask(terms, 2);
        uint256 start = clock;
        for (uint256 i; i < 3; ++i) {
            give(ALICE, task, Features.pack(Features.random(i, 64, 40)), 0);
        }
        bytes memory fourth = Features.pack(Features.random(3, 64, 40));
        expectTooMany(start + 600, fourth);
        setTime(start + 599);
        expectTooMany(start + 600, fourth);
        setTime(start + 600);
        give(BOB, task, fourth, 0);
        expectTooMany(start + 1200, Features.pack(Features.random(4, 64, 40)));
        // After a long quiet the bucket is empty, not more than empty.
        setTime(start + 30 days);
        for (uint256 i = 5; i < 8; ++i) {
            give(ALICE, task, Features.pack(Features.random(i, 64, 40)), 0);
        }
        expectTooMany(start + 30 days + 600, Features.pack(Features.random(8, 64, 40)));
    }

    function test_badgesComeAtTenAHundredAndAThousand() public pure {
        Person person;
        for (uint256 i = 1; i <= 1001; ++i) {
            PointSample sample = PointSampleLibrary.open(ALICE, START + i, i % 3, i == 500);
            person = person.add(sample, 4);
            uint256 expected = 1;
            if (i >= 10) expected += 2;
            if (i >= 100) expected += 4;
            if (i >= 1000) expected += 8;
            if (i >= 500) expected += 32;
            assertEq(person.badges(), expected, "badges");
            assertEq(person.points(), i, "points");
        }
        assertEq(person.labels(), 7, "three of four labels");
        assertEq(person.corrections(), 1, "one correction");
        // An older sample validated later does not turn the clock back.
        person = person.add(PointSampleLibrary.open(ALICE, START, 3, false), 4);
        assertEq(person.badges(), 63, "all labels, all badges");
        assertEq(person.lastSeen(), START + 1001, "the newest");
    }

    function testFuzz_aRecordKeepsWhatItIsGiven(address who, uint32 time, uint8 label, bool flag)
        public
        pure
    {
        label %= 8;
        PointSample sample = PointSampleLibrary.open(who, time, label, flag);
        for (uint256 status = 1; status < 3; ++status) {
            assertEq(sample.contributor(), who, "contributor");
            assertEq(sample.submittedAt(), time, "time");
            assertEq(sample.label(), label, "label");
            assertTrue(sample.correction() == flag, "correction");
            assertEq(sample.status(), status, "status");
            sample = sample.validate();
        }
    }

    /// @dev Records, corrections and model of a batch are those of the same samples one by one.
    function testFuzz_aBatchEqualsItsSamples(uint256 seed) public {
        uint256 labels = 2 + seed % 2;
        IPoints.Terms memory terms = pointTerms();
        (terms.judgeTime, terms.interval, terms.burst) = (7 days, 60, 20);
        PointsPerceptron one = newPointsTask(terms, labels);
        PointsPerceptron many = newPointsTask(terms, labels);
        pass(1 + seed % 3 days);
        bytes memory all;
        bytes memory given;
        for (uint256 i; i < 6; ++i) {
            bytes memory x = Features.pack(Features.random(seed ^ i, 64, 20 + 10 * (i % 3)));
            uint8 label = uint8((seed >> (8 * i)) % labels);
            give(ALICE, one, x, label);
            all = bytes.concat(all, x);
            given = bytes.concat(given, bytes1(label));
        }
        vm.expectEmit(address(many));
        emit IPoints.SamplesAdded(ALICE, given, all);
        vm.prank(ALICE);
        many.submitMany(all, given, uint128(clock));
        assertEq(modelHash(many), modelHash(one), "model");
        for (uint256 i; i < 6; ++i) {
            bytes memory x = Features.pack(Features.random(seed ^ i, 64, 20 + 10 * (i % 3)));
            uint8 label = uint8(given[i]);
            assertEq(
                PointSample.unwrap(sampleOf(many, x, label)),
                PointSample.unwrap(sampleOf(one, x, label)),
                "record"
            );
        }
    }

    /// @dev Flipping the live model does not move the averaged judge at once.
    function test_anAveragedJudgeIsNotTurnedInADay() public {
        IPoints.Terms memory terms = pointTerms();
        terms.judgeTime = 30 days;
        task = newPointsTask(terms, 2);
        (sure, right) = find(0);
        wrong = 1 - right;
        pass(31 days);
        give(BOB, task, sure, wrong);
        give(ALICE, task, sure, right);
        turn(sure, wrong);
        pass(1 days);
        (uint8 live,) = task.predict(sure);
        assertEq(live, wrong, "the live model turned");
        vm.expectRevert(IPoints.ModelDisagrees.selector);
        task.validate(sure, wrong);
        task.validate(sure, right);
        pass(31 days);
        task.validate(sure, wrong);
        assertEq(personOf(task, BOB).corrections(), 1, "after the judge's time it counts");
    }

    function test_refusesTerms() public {
        IPoints.Terms memory t = pointTerms();
        t.wait = 0;
        refuses(t, 0);
        t.wait = 3650 days + 1;
        refuses(t, 0);
        t = pointTerms();
        t.judgeTime = 3650 days + 1;
        refuses(t, 1);
        t.judgeTime = 63;
        refuses(t, 1);
        t = pointTerms();
        (t.interval, t.burst) = (1 days + 1, 1);
        refuses(t, 2);
        (t.interval, t.burst) = (1, 0);
        refuses(t, 3);
        (t.interval, t.burst) = (0, 1);
        refuses(t, 3);
        (t.interval, t.burst) = (1 days, 3651);
        refuses(t, 3);
        Rules memory rules = pointRules(pointTerms());
        rules.terms[0] |= 1 << 112;
        refuses(rules, abi.encodeWithSelector(ITask.WrongTerms.selector, 4));
        rules = pointRules(pointTerms());
        rules.terms[1] = 1;
        refuses(rules, abi.encodeWithSelector(ITask.WrongTerms.selector, 4));
        rules = pointRules(pointTerms());
        rules.token = ALICE;
        refuses(rules, abi.encodeWithSelector(IPoints.NoTokenPlease.selector, ALICE));
    }

    function refuses(IPoints.Terms memory terms, uint256 field) private {
        refuses(pointRules(terms), abi.encodeWithSelector(ITask.WrongTerms.selector, field));
    }

    function refuses(Rules memory rules, bytes memory reason) private {
        address implementation = address(new PointsPerceptron(address(factory)));
        vm.expectRevert(reason);
        factory.create(implementation, rules, cardOf(2), new uint256[](0), 0);
    }

    function expectTooMany(uint256 from, bytes memory features) private {
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(IPoints.TooMany.selector, from, clock));
        task.submit(features, 0, uint128(clock));
    }

    function modelHash(PointsPerceptron which) private view returns (uint256) {
        (uint256[] memory words, uint256 stats, uint256[] memory averages) = which.model();
        return uint256(keccak256(abi.encode(words, stats, averages)));
    }

    /// @dev Near-copies with a label until the model gives it.
    function turn(bytes memory features, uint8 label) private {
        for (uint256 i; i < 64; ++i) {
            (uint8 predicted,) = task.predict(features);
            if (predicted == label) return;
            bytes memory copy = bytes.concat(features);
            copy[i] = bytes1(uint8(copy[i]) ^ 1);
            if (copy[i] == 0) continue;
            give(CAROL, task, copy, label);
        }
        revert("the model did not turn");
    }

    /// @dev Features that the model labels with a margin of one to two logits.
    function find(uint256 seed) private view returns (bytes memory features, uint8 label) {
        int256 one = int256(task.logit());
        for (;; ++seed) {
            features = Features.pack(Features.random(seed, 64, 45));
            int256[] memory scores;
            (label, scores) = task.predict(features);
            int256 margin = scores[1] < 0 ? -scores[1] : scores[1];
            if (margin > one && margin < 2 * one) return (features, label);
        }
    }
}
