// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ICashier} from "../../src/interfaces/ICashier.sol";
import {IDepositRefundTake} from "../../src/interfaces/IDepositRefundTake.sol";
import {ITask, Rules} from "../../src/interfaces/ITask.sol";
import {DepositRefundTakePerceptron} from "../../src/tasks/DepositRefundTakeTasks.sol";
import {DepositTerms} from "../../src/types/DepositTerms.sol";
import {Sample, SampleLibrary} from "../../src/types/Sample.sol";
import {DepositBase} from "../helpers/DepositBase.sol";
import {Features} from "../helpers/Features.sol";
import {vm} from "../helpers/Vm.sol";

/// @notice The paper's setting, then the judged one that simulation recommends. The creator is this
/// contract.
contract DepositRefundTakeTest is DepositBase {
    address private constant NOBODY = 0x000000000000000000000000000000000000dEaD;

    DepositRefundTakePerceptron private task;

    /// @dev The model is sure of these; `right` is its label, `wrong` the other one.
    bytes private sure;
    uint8 private right;
    uint8 private wrong;

    receive() external payable {}

    function setUp() public override {
        super.setUp();
        begin(paperTerms());
    }

    function begin(IDepositRefundTake.Terms memory terms) private {
        task = newDepositTask(terms, 2, 64, 188);
        pass(1 days);
        (sure, right) = find(task, 0);
        wrong = 1 - right;
    }

    // Submitting, in the paper's setting.

    function test_submitRecordsPaysAndTells() public {
        uint256 price = task.deposit();
        assertEq(price, 0.0001 ether, "a day after creation the minimum holds");
        bytes32 key = keyOf(sure, right);
        uint256 before = ALICE.balance;
        vm.expectEmit(address(task));
        emit IDepositRefundTake.SampleAdded(key, ALICE, right, uint40(price / 1 gwei), sure);
        vm.prank(ALICE);
        task.submit{value: 1 ether}(sure, right, uint128(price), uint128(clock));

        assertEq(before - ALICE.balance, price, "the excess came back");
        assertEq(address(task).balance, price, "the deposit is held");
        Sample sample = Sample.wrap(recordOf(task, key));
        assertEq(sample.contributor(), ALICE, "contributor");
        assertEq(sample.deposit() * 1 gwei, price, "deposit");
        assertEq(sample.submittedAt(), clock, "time");
        assertEq(sample.label(), right, "label");
        assertEq(sample.status(), SampleLibrary.OPEN, "status");
        assertEq(task.deposit(), 0.024 ether, "60 times the hourly price right after");
        assertEq(task.depositAt(clock + 1 hours), 0.0004 ether, "an hour later");
        assertEq(task.depositAt(0), 0.024 ether, "the past counts as no time");
        assertEq(task.depositAt(type(uint256).max), 0.0001 ether, "the far future");
    }

    function test_submitRefuses() public {
        uint256 price = task.deposit();
        uint256 before = modelHash(task);
        vm.prank(ALICE);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositRefundTake.DepositTooHigh.selector, price, price - 1)
        );
        task.submit{value: price}(sure, right, uint128(price - 1), uint128(clock));
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ICashier.PaymentTooLow.selector, price, price - 1));
        task.submit{value: price - 1}(sure, right, uint128(price), uint128(clock));
        vm.prank(ALICE);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositRefundTake.DeadlinePassed.selector, clock - 1, clock)
        );
        task.submit{value: price}(sure, right, uint128(price), uint128(clock - 1));
        vm.prank(ALICE);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositRefundTake.DeadlinePassed.selector, clock - 1, clock)
        );
        task.submitMany{value: price}(sure, hex"00", uint128(price), uint128(clock - 1));
        vm.expectRevert(abi.encodeWithSelector(IDepositRefundTake.WrongBatch.selector, 64, 0));
        task.submitMany(sure, "", 0, uint128(clock));
        vm.expectRevert(abi.encodeWithSelector(IDepositRefundTake.WrongBatch.selector, 64, 3));
        task.submitMany(sure, "abc", 0, uint128(clock));
        assertEq(modelHash(task), before, "nothing was learnt");
        assertEq(recordOf(task, keyOf(sure, right)), 0, "nor recorded");
    }

    function test_duplicatesAreRefusedBeforeAndAfterSettling() public {
        submitAs(ALICE, task, sure, right);
        expectExists();
        pass(1 days);
        refundAs(ALICE, task, sure, right);
        expectExists();
        // The other label of the same text is another sample.
        submitAs(BOB, task, sure, wrong);
    }

    function test_theImplementationIsNoTask() public {
        DepositRefundTakePerceptron implementation =
            new DepositRefundTakePerceptron(address(factory));
        vm.prank(ALICE);
        vm.expectRevert(ITask.TaskNotOpen.selector);
        implementation.submit{value: 1 ether}(sure, 0, type(uint128).max, type(uint128).max);
        vm.prank(ALICE);
        vm.expectRevert(ITask.TaskNotOpen.selector);
        implementation.submitMany{value: 1 ether}(
            sure, hex"00", type(uint128).max, type(uint128).max
        );
    }

    // Refunds.

    function test_refundPaysTheContributorOnceWhenTheModelAgrees() public {
        uint256 price = submitAs(ALICE, task, sure, right);
        uint256 until = clock + 1 days;
        setTime(until - 1);
        vm.prank(ALICE);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositRefundTake.TooEarly.selector, until, until - 1)
        );
        task.refund(sure, right);
        setTime(until);
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(IDepositRefundTake.NotContributor.selector, ALICE));
        task.refund(sure, right);

        vm.expectEmit(address(task));
        emit IDepositRefundTake.SampleRefunded(keyOf(sure, right));
        assertEq(refundAs(ALICE, task, sure, right), price, "paid");
        (uint256 own, uint256 total, uint256 credit) = task.standing(ALICE);
        assertEq(own, 1, "validated");
        assertEq(total, 1, "total");
        assertEq(credit, 0, "credit");
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IDepositRefundTake.SampleClosed.selector, 2));
        task.refund(sure, right);
    }

    function test_refundNeedsTheModelOfTheMoment() public {
        uint256 price = submitAs(ALICE, task, sure, wrong);
        pass(1 days);
        vm.prank(ALICE);
        vm.expectRevert(IDepositRefundTake.ModelDisagrees.selector);
        task.refund(sure, wrong);
        turn(BOB, task, sure, wrong, 1 days);
        assertEq(refundAs(ALICE, task, sure, wrong), price, "the live model decides");
    }

    function test_unknownSamplesAreNotSettled() public {
        bytes memory reason =
            abi.encodeWithSelector(IDepositRefundTake.SampleUnknown.selector, keyOf(sure, right));
        vm.expectRevert(reason);
        task.refund(sure, right);
        vm.expectRevert(reason);
        task.report(sure, right, 0);
        vm.expectRevert(reason);
        task.take(sure, right);
        vm.expectRevert(reason);
        task.sweep(sure, right);
    }

    /// @dev 63 bytes and a label are as long as what a mapping's slot is the hash of. No such slot
    /// passes for an open sample.
    function test_noMappingPassesForASample() public {
        begin(judgedTerms());
        bytes32 proof = validate(ALICE, task, 1);
        submitAs(CAROL, task, sure, wrong);
        pass(31 days);
        reportAs(ALICE, task, sure, wrong, proof);
        for (uint256 slot; slot < 16; ++slot) {
            notASample(abi.encode(keyOf(sure, wrong), slot));
            notASample(abi.encode(ALICE, slot));
        }
    }

    function notASample(bytes memory hashed) private {
        bytes memory features = new bytes(63);
        for (uint256 i; i < 63; ++i) {
            features[i] = hashed[i];
        }
        uint256 before = address(task).balance;
        vm.prank(ALICE);
        (bool ok,) = address(task).call(abi.encodeCall(task.refund, (features, uint8(hashed[63]))));
        assertTrue(!ok, "refunded");
        (ok,) = address(task).call(abi.encodeCall(task.sweep, (features, uint8(hashed[63]))));
        assertTrue(!ok, "swept");
        assertEq(address(task).balance, before, "paid");
    }

    // Reports in the paper's setting.

    /// @dev The numbers of docs/deposit-refund-take.md.
    function test_reportersShareByTheirValidatedWork() public {
        validate(ALICE, task, 3);
        validate(BOB, task, 1);
        uint256 price = submitAs(CAROL, task, sure, wrong);
        assertEq(price, 0.0001 ether, "deposit");
        bytes32 key = keyOf(sure, wrong);
        vm.prank(ALICE);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositRefundTake.TooEarly.selector, clock + 1 days, clock)
        );
        task.report(sure, wrong, 0);

        pass(1 days);
        vm.expectEmit(address(task));
        emit IDepositRefundTake.SampleTaken(key, BOB, price / 4);
        uint256 paid = reportAs(BOB, task, sure, wrong, 0);
        assertEq(paid, 0.000025 ether, "a quarter of the work, a quarter of the deposit");
        assertTrue(task.reported(key, BOB), "reported");
        assertEq(Sample.wrap(recordOf(task, key)).taken(), 64, "taken");
        vm.prank(BOB);
        vm.expectRevert(IDepositRefundTake.AlreadyReported.selector);
        task.report(sure, wrong, 0);

        assertEq(reportAs(ALICE, task, sure, wrong, 0), 0.000075 ether, "the rest");
        assertEq(Sample.wrap(recordOf(task, key)).status(), SampleLibrary.TAKEN, "all taken");
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IDepositRefundTake.SampleClosed.selector, 3));
        task.report(sure, wrong, 0);
        assertEq(address(task).balance, 0, "nothing is left");
    }

    function test_reportRefuses() public {
        submitAs(CAROL, task, sure, wrong);
        pass(1 days);
        vm.prank(CAROL);
        vm.expectRevert(IDepositRefundTake.OwnSample.selector);
        task.report(sure, wrong, 0);
        vm.prank(ALICE);
        vm.expectRevert(IDepositRefundTake.NothingValidated.selector);
        task.report(sure, wrong, 0);
        submitAs(CAROL, task, sure, right);
        validate(ALICE, task, 1);
        vm.prank(ALICE);
        vm.expectRevert(IDepositRefundTake.ModelAgrees.selector);
        task.report(sure, right, 0);
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IDepositRefundTake.NotReporter.selector, address(0)));
        task.take(sure, wrong);
    }

    function test_aSmallShareStillPaysOne256th() public {
        validate(ALICE, task, 1);
        validate(BOB, task, 260);
        uint256 price = submitAs(CAROL, task, sure, wrong);
        pass(1 days);
        assertEq(reportAs(ALICE, task, sure, wrong, 0), price / 256, "the least portion");
    }

    function test_whatReportersLeftIsRefundedOnceTheModelAgrees() public {
        validate(ALICE, task, 1);
        validate(BOB, task, 3);
        uint256 price = submitAs(CAROL, task, sure, wrong);
        pass(1 days);
        reportAs(ALICE, task, sure, wrong, 0);
        turn(BOB, task, sure, wrong, 1 days);
        assertEq(refundAs(CAROL, task, sure, wrong), price - price / 4, "three quarters were left");
    }

    // Sweeps.

    function test_theCreatorSweepsBeforeAnybody() public {
        uint256 price = submitAs(ALICE, task, sure, wrong);
        uint256 start = clock;
        setTime(start + 30 days - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositRefundTake.TooEarly.selector, clock + 1, clock)
        );
        task.sweep(sure, wrong);
        setTime(start + 30 days);
        vm.prank(BOB);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositRefundTake.TooEarly.selector, start + 40 days, clock)
        );
        task.sweep(sure, wrong);
        vm.expectEmit(address(task));
        emit IDepositRefundTake.SampleSwept(keyOf(sure, wrong), address(this), price);
        assertEq(sweepAs(address(this), task, sure, wrong), price, "the creator's");
        vm.expectRevert(abi.encodeWithSelector(IDepositRefundTake.SampleClosed.selector, 4));
        task.sweep(sure, wrong);
    }

    function test_anybodySweepsAfterTheLongestWait() public {
        uint256 price = submitAs(ALICE, task, sure, wrong);
        pass(40 days);
        assertEq(sweepAs(BOB, task, sure, wrong), price, "swept");
        assertEq(address(task).balance, 0, "nothing is left");
    }

    // The judged setting.

    function test_aReportIsChallengedThenTaken() public {
        begin(judgedTerms());
        bytes32 proof = validate(ALICE, task, 1);
        uint256 price = submitAs(CAROL, task, sure, wrong);
        assertEq(price, 0.0001 ether, "deposit");
        bytes32 key = keyOf(sure, wrong);
        pass(1 days);
        vm.expectEmit(address(task));
        emit IDepositRefundTake.SampleReported(key, ALICE);
        assertEq(reportAs(ALICE, task, sure, wrong, proof), 0, "nothing yet");
        (address reporter, uint256 time) = task.reportOf(key);
        assertEq(reporter, ALICE, "reporter");
        assertEq(time, clock, "time");

        bytes32 other = validateAt(BOB);
        vm.prank(BOB);
        vm.expectRevert(IDepositRefundTake.AlreadyReported.selector);
        task.report(sure, wrong, other);
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(IDepositRefundTake.NotReporter.selector, ALICE));
        task.take(sure, wrong);
        setTime(time + 1 days);
        uint256 burned = NOBODY.balance;
        assertEq(takeAs(ALICE, task, sure, wrong), price * 26 / 256, "a tenth");
        assertEq(NOBODY.balance - burned, price - price * 26 / 256, "the rest is destroyed");
        assertEq(Sample.wrap(recordOf(task, key)).status(), SampleLibrary.TAKEN, "settled");
        (reporter,) = task.reportOf(key);
        assertEq(reporter, address(0), "no report any more");
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IDepositRefundTake.SampleClosed.selector, 3));
        task.take(sure, wrong);
    }

    function test_takingWaitsForTheChallenge() public {
        begin(judgedTerms());
        bytes32 proof = validate(ALICE, task, 1);
        submitAs(CAROL, task, sure, wrong);
        pass(1 days);
        reportAs(ALICE, task, sure, wrong, proof);
        uint256 until = clock + 1 days;
        setTime(until - 1);
        vm.prank(ALICE);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositRefundTake.TooEarly.selector, until, until - 1)
        );
        task.take(sure, wrong);
    }

    function test_withoutAChallengePeriodAReportTakesAtOnce() public {
        IDepositRefundTake.Terms memory terms = judgedTerms();
        terms.challengeWait = 0;
        begin(terms);
        bytes32 proof = validate(ALICE, task, 1);
        uint256 price = submitAs(CAROL, task, sure, wrong);
        pass(1 days);
        assertEq(reportAs(ALICE, task, sure, wrong, proof), price * 26 / 256, "at once");
    }

    function test_aReportFallsWhenTheJudgeTurned() public {
        begin(judgedTerms());
        bytes32 proof = validate(ALICE, task, 1);
        uint256 price = submitAs(CAROL, task, sure, wrong);
        pass(1 days);
        reportAs(ALICE, task, sure, wrong, proof);
        turn(BOB, task, sure, wrong, 0);
        pass(31 days - 1 days);
        vm.expectEmit(address(task));
        emit IDepositRefundTake.ReportFell(keyOf(sure, wrong), ALICE);
        assertEq(takeAs(ALICE, task, sure, wrong), 0, "nothing");
        assertEq(refundAs(CAROL, task, sure, wrong), price, "the contributor's");
    }

    /// @dev The contributor need not wait for the reporter.
    function test_aRefundEndsAReportOnceTheJudgeTurned() public {
        begin(judgedTerms());
        bytes32 proof = validate(ALICE, task, 1);
        uint256 price = submitAs(CAROL, task, sure, wrong);
        pass(1 days);
        reportAs(ALICE, task, sure, wrong, proof);
        turn(BOB, task, sure, wrong, 0);
        pass(30 days);
        assertEq(refundAs(CAROL, task, sure, wrong), price, "refunded");
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IDepositRefundTake.SampleClosed.selector, 2));
        task.take(sure, wrong);
    }

    function test_reportersProveWithTheirOwnRefundedSample() public {
        begin(judgedTerms());
        bytes32 proof = validate(ALICE, task, 1);
        submitAs(CAROL, task, sure, wrong);
        submitAs(BOB, task, sure, right);
        pass(1 days);
        bytes32[4] memory bad = [bytes32(0), proof, keyOf(sure, right), keyOf(sure, wrong)];
        for (uint256 i; i < 4; ++i) {
            vm.prank(BOB);
            vm.expectRevert(IDepositRefundTake.NothingValidated.selector);
            task.report(sure, wrong, bad[i]);
        }
        refundAs(BOB, task, sure, right);
        reportAs(BOB, task, sure, wrong, keyOf(sure, right));
    }

    /// @dev One who reports his own wrong sample by a second account, and never takes, must not keep
    /// others from reporting it for ever.
    function test_aReportThatNobodyTakesMakesRoom() public {
        begin(judgedTerms());
        bytes32 shield = validate(BOB, task, 1);
        bytes32 proof = validate(ALICE, task, 1);
        uint256 price = submitAs(CAROL, task, sure, wrong);
        pass(1 days);
        reportAs(BOB, task, sure, wrong, shield);
        pass(2 days - 1);
        vm.prank(ALICE);
        vm.expectRevert(IDepositRefundTake.AlreadyReported.selector);
        task.report(sure, wrong, proof);
        pass(1);
        reportAs(ALICE, task, sure, wrong, proof);
        pass(1 days);
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(IDepositRefundTake.NotReporter.selector, ALICE));
        task.take(sure, wrong);
        assertEq(takeAs(ALICE, task, sure, wrong), price * 26 / 256, "taken");
    }

    /// @dev A report made in time is not overtaken by a sweep; one made later holds up nobody.
    function test_aSweepWaitsForAReportMadeInTime() public {
        IDepositRefundTake.Terms memory terms = judgedTerms();
        terms.sweepBurns = false;
        begin(terms);
        bytes32 proof = validate(ALICE, task, 1);
        uint256 price = submitAs(CAROL, task, sure, wrong);
        uint256 start = clock;
        setTime(start + 30 days - 1);
        reportAs(ALICE, task, sure, wrong, proof);
        setTime(start + 30 days);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositRefundTake.TooEarly.selector, start + 32 days - 1, clock)
        );
        task.sweep(sure, wrong);
        setTime(start + 32 days - 1);
        reportAs(ALICE, task, sure, wrong, proof);
        assertEq(sweepAs(BOB, task, sure, wrong), price, "a late report does not hold up");
    }

    function test_aSweepBurns() public {
        begin(judgedTerms());
        uint256 price = submitAs(CAROL, task, sure, wrong);
        pass(30 days);
        uint256 burned = NOBODY.balance;
        vm.expectEmit(address(task));
        emit ICashier.Burned(price);
        assertEq(sweepAs(address(this), task, sure, wrong), 0, "nobody gains, nor the creator");
        assertEq(NOBODY.balance - burned, price, "destroyed");
        assertEq(address(task).balance, 0, "nothing is left");
    }

    /// @dev Margin just inside the zone is refunded although the model contradicts; just outside not.
    function test_theZoneIsAQuarterOfALogit() public {
        IDepositRefundTake.Terms memory terms = judgedTerms();
        terms.judgeTime = 0;
        for (uint256 i; i < 2; ++i) {
            Rules memory rules = standardRules();
            rules.terms = DepositTerms.pack(terms);
            // The score is 128 w * 64 and 4 per bias: -1/4 T is -8192.
            int256[] memory weights = new int256[](64);
            int256[] memory biases = new int256[](1);
            biases[0] = i == 0 ? -2047 : -2048;
            address implementation = address(new DepositRefundTakePerceptron(address(factory)));
            task = DepositRefundTakePerceptron(
                create(implementation, rules, 2, Features.packWeights(weights, biases, 64))
            );
            bytes memory nothing = Features.pack(new int256[](64));
            submitAs(ALICE, task, nothing, 1);
            // Undo what the sample itself taught: the other label moves the bias back.
            submitAs(BOB, task, nothing, 0);
            pass(1 days);
            (, int256[] memory scores) = task.predict(nothing);
            assertEq(scores[1], 4 * biases[0], "as it was");
            if (i == 0) {
                refundAs(ALICE, task, nothing, 1);
            } else {
                vm.prank(ALICE);
                vm.expectRevert(IDepositRefundTake.ModelDisagrees.selector);
                task.refund(nothing, 1);
            }
        }
    }

    /// @dev Flipping the live model does not turn the judge; after the judge's whole time it does,
    /// though nobody touched the average in between.
    function test_theJudgeFollowsInItsTime() public {
        begin(judgedTerms());
        uint256 price = submitAs(ALICE, task, sure, right);
        submitAs(CAROL, task, sure, wrong);
        turn(BOB, task, sure, wrong, 0);
        pass(1 days);
        (uint8 live,) = task.predict(sure);
        assertEq(live, wrong, "the live model turned");
        vm.prank(CAROL);
        vm.expectRevert(IDepositRefundTake.ModelDisagrees.selector);
        task.refund(sure, wrong);
        assertEq(refundAs(ALICE, task, sure, right), price, "the judge still agrees");
        pass(30 days);
        refundAs(CAROL, task, sure, wrong);
    }

    /// @dev However long nobody contributed, the average moves no further than to the model.
    function test_afterItsWholeTimeTheAverageIsTheModel() public {
        begin(judgedTerms());
        submitAs(CAROL, task, sure, wrong);
        turn(BOB, task, sure, wrong, 0);
        (uint256[] memory words,,) = task.model();
        pass(100 days);
        submitAs(ALICE, task, sure, right);
        (,, uint256[] memory averages) = task.model();
        for (uint256 i; i < 64; ++i) {
            int256 weight = Features.weightAt(words, 0, i, 64);
            assertEq(Features.weightAt(averages, 0, i, 64), weight, "the average's weight");
        }
    }

    /// @dev The average is what a naive average of the model's past gives, to a few units.
    function test_theAverageIsTheNaiveAverage() public {
        begin(judgedTerms());
        uint256 time = judgedTerms().judgeTime;
        int256[] memory mean = new int256[](64);
        (uint256[] memory words,, uint256[] memory averages) = task.model();
        for (uint256 i; i < 64; ++i) {
            mean[i] = Features.weightAt(words, 0, i, 64) << 20;
        }
        uint256 last = clock - 1 days;
        for (uint256 n; n < 12; ++n) {
            uint256 steps = clock * 64 / time - last * 64 / time;
            if (steps > 64) steps = 64;
            (words,,) = task.model();
            for (uint256 i; i < 64; ++i) {
                int256 w = Features.weightAt(words, 0, i, 64) << 20;
                mean[i] = (mean[i] * int256(64 - steps) + w * int256(steps)) / 64;
            }
            submitAs(ALICE, task, Features.pack(Features.random(n, 64, 45)), uint8(n % 2));
            last = clock;
            pass(n % 3 * 4 days + 7 hours);
        }
        (,, averages) = task.model();
        for (uint256 i; i < 64; ++i) {
            int256 off = (Features.weightAt(averages, 0, i, 64) << 20) - mean[i];
            assertTrue(off < 4 << 20 && off > -4 << 20, "average");
        }
    }

    // The bucket.

    function test_theBucketRaisesThePriceAndLeaks() public {
        IDepositRefundTake.Terms memory terms = judgedTerms();
        (terms.priceLevel, terms.priceStep) = (2, 2);
        begin(terms);
        for (uint256 i; i < 3; ++i) {
            assertEq(task.deposit(), 0.0001 ether, "within the level");
            submitAs(ALICE, task, Features.pack(Features.random(i, 64, 45)), 0);
        }
        assertEq(task.deposit(), 0.00015 ether, "half a doubling on the straight line");
        submitAs(ALICE, task, Features.pack(Features.random(3, 64, 45)), 0);
        assertEq(task.deposit(), 0.0002 ether, "twice");
        assertEq(task.depositAt(clock + 432), 0.00015 ether, "leaks");
        assertEq(task.depositAt(clock + 864), 0.0001 ether, "until the level");
        submitAs(ALICE, task, Features.pack(Features.random(4, 64, 45)), 0);
        submitAs(ALICE, task, Features.pack(Features.random(5, 64, 45)), 0);
        assertEq(task.deposit(), 0.0004 ether, "four times");
    }

    // Batches.

    function testFuzz_aBatchEqualsItsSamples(uint256 seed) public {
        bool judged = seed % 2 == 0;
        uint256 labels = 2 + seed / 2 % 2;
        IDepositRefundTake.Terms memory terms = judged ? judgedTerms() : paperTerms();
        if (judged) (terms.priceLevel, terms.priceStep) = (2, 3);
        DepositRefundTakePerceptron one = newDepositTask(terms, labels, 64, 188);
        DepositRefundTakePerceptron many = newDepositTask(terms, labels, 64, 188);
        pass(1 + seed % 3 days);
        bytes memory all;
        bytes memory given;
        uint256 total;
        for (uint256 i; i < 6; ++i) {
            bytes memory x = Features.pack(Features.random(seed ^ i, 64, 20 + 10 * (i % 3)));
            uint8 label = uint8((seed >> (8 * i)) % labels);
            total += submitAs(ALICE, one, x, label);
            all = bytes.concat(all, x);
            given = bytes.concat(given, bytes1(label));
        }
        vm.prank(ALICE);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositRefundTake.DepositTooHigh.selector, total, total - 1)
        );
        many.submitMany{value: total}(all, given, uint128(total - 1), uint128(clock));
        uint256 before = ALICE.balance;
        vm.expectEmit(address(many));
        emit IDepositRefundTake.SamplesAdded(ALICE, given, all);
        vm.prank(ALICE);
        many.submitMany{value: total + 1}(all, given, uint128(total), uint128(clock));
        assertEq(before - ALICE.balance, total, "price");
        assertEq(modelHash(many), modelHash(one), "model, counters and averages");
        for (uint256 i; i < 6; ++i) {
            bytes memory x = Features.pack(Features.random(seed ^ i, 64, 20 + 10 * (i % 3)));
            bytes32 key = keyOf(x, uint8(given[i]));
            assertEq(recordOf(many, key), recordOf(one, key), "record");
        }
    }

    // Terms.

    function test_refusesTerms() public {
        IDepositRefundTake.Terms memory t = paperTerms();
        t.depositWeight = type(uint40).max / 60 + 1;
        refuses(t, 0);
        t = judgedTerms();
        t.depositWeight = 1;
        refuses(t, 0);
        t = paperTerms();
        t.minimumDeposit = 0;
        refuses(t, 1);
        t = paperTerms();
        t.refundWait = 0;
        refuses(t, 2);
        t.refundWait = 3650 days + 1;
        refuses(t, 2);
        t = judgedTerms();
        t.challengeWait = 3650 days + 1;
        refuses(t, 3);
        t = judgedTerms();
        t.creatorWait = 2 days + 1 hours - 1;
        refuses(t, 4);
        t = paperTerms();
        t.sweepWait = t.creatorWait - 1;
        refuses(t, 5);
        t.sweepWait = 3650 days + 1;
        refuses(t, 5);
        t = judgedTerms();
        t.judgeTime = 63;
        refuses(t, 6);
        t.judgeTime = 3650 days + 1;
        refuses(t, 6);
        t = judgedTerms();
        t.takerShare = 0;
        refuses(t, 8);
        t = judgedTerms();
        t.priceInterval = 1 days + 1;
        refuses(t, 9);
        t = paperTerms();
        t.priceStep = 1;
        refuses(t, 11);
        t = paperTerms();
        t.priceLevel = 1;
        refuses(t, 10);
        t = judgedTerms();
        t.priceStep = 0;
        refuses(t, 11);
        Rules memory rules = standardRules();
        rules.terms = DepositTerms.pack(paperTerms());
        rules.terms[1] = 1 << 65;
        refuses(rules, 12);
    }

    function refuses(IDepositRefundTake.Terms memory terms, uint256 field) private {
        Rules memory rules = standardRules();
        rules.terms = DepositTerms.pack(terms);
        refuses(rules, field);
    }

    function refuses(Rules memory rules, uint256 field) private {
        address implementation = address(new DepositRefundTakePerceptron(address(factory)));
        vm.expectRevert(abi.encodeWithSelector(ITask.WrongTerms.selector, field));
        factory.create(implementation, rules, cardOf(2), new uint256[](0), 0);
    }

    /// @dev A refunded sample of somebody's, without the time passing that a report would lapse in.
    function validateAt(address who) private returns (bytes32 proof) {
        (bytes memory features, uint8 label) = find(task, 7777);
        submitAs(who, task, features, label);
        pass(1 days);
        refundAs(who, task, features, label);
        return keyOf(features, label);
    }

    function expectExists() private {
        uint256 price = task.deposit();
        vm.prank(BOB);
        vm.expectRevert(
            abi.encodeWithSelector(IDepositRefundTake.SampleExists.selector, keyOf(sure, right))
        );
        task.submit{value: price}(sure, right, uint128(price), uint128(clock));
    }
}
