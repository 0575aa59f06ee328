// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {PackedRules, RulesLibrary} from "../../src/types/Rules.sol";
import {Sample, SampleLibrary} from "../../src/types/Sample.sol";
import {Stats, StatsLibrary} from "../../src/types/Stats.sol";

/// @notice Packed words give back what went in, and a change of one field leaves the others.
contract TypesTest {
    bool public constant IS_TEST = true;

    function testFuzz_rules(
        uint40 weight,
        uint40 minimum,
        uint32 refundWait,
        uint32 sweepWait,
        uint16 dimensions,
        uint8 labels
    ) public pure {
        PackedRules rules = RulesLibrary.pack(
            weight, minimum, refundWait, sweepWait, dimensions, labels
        );
        require(rules.depositWeightGwei() == weight, "weight");
        require(rules.minimumDepositGwei() == minimum, "minimum");
        require(rules.refundWait() == refundWait, "refundWait");
        require(rules.sweepWait() == sweepWait, "sweepWait");
        require(rules.dimensions() == dimensions, "dimensions");
        require(rules.labels() == labels, "labels");
        require(rules.vectors() == (labels == 2 ? 1 : labels), "vectors");
    }

    function testFuzz_sample(address who, uint40 deposit, uint32 time, uint8 label, uint8 portion)
        public
        pure
    {
        label %= 8;
        if (who == address(0)) who = address(1);
        Sample sample = SampleLibrary.open(who, deposit, time, label);
        checkSample(sample, who, deposit, time, label);
        require(sample.exists() && sample.status() == SampleLibrary.OPEN, "open");
        require(sample.taken() == 0 && sample.left() == uint256(deposit) * 1 gwei, "all left");

        Sample partly = sample.take(portion);
        checkSample(partly, who, deposit, time, label);
        require(partly.taken() == portion && partly.status() == SampleLibrary.OPEN, "taken");
        require(partly.left() + partly.share(portion) == sample.left(), "no wei lost");

        Sample wholly = partly.take(256 - uint256(portion));
        checkSample(wholly, who, deposit, time, label);
        require(wholly.status() == SampleLibrary.TAKEN, "all taken");

        Sample closed = partly.close(SampleLibrary.SWEPT);
        checkSample(closed, who, deposit, time, label);
        require(closed.status() == SampleLibrary.SWEPT, "closed");
    }

    function testFuzz_stats(
        uint32 seen,
        uint32 time,
        int16[8] memory moves,
        uint8 lane,
        uint32 later
    ) public pure {
        seen %= type(uint32).max;
        lane %= 8;
        Stats stats = StatsLibrary.begin(seen, time);
        require(stats.samplesSeen() == seen && stats.lastUpdate() == time, "begin");
        for (uint256 k; k < 8; ++k) {
            moves[k] %= 16384;
            require(stats.bias(k) == 0, "zero");
            stats = stats.moveBias(k, moves[k]);
        }
        // Every move back and forth stays in its lane.
        stats = stats.moveBias(lane, -2 * int256(moves[lane]));
        moves[lane] = -moves[lane];
        checkBiases(stats, moves, 0);
        checkBiases(stats.halveBiases(), moves, 1);

        Stats next = stats.addContribution(later).addValidated().halveBiases();
        checkBiases(next, moves, 1);
        require(next.samplesSeen() == uint256(seen) + 1, "seen");
        require(next.contributions() == 1 && next.validated() == 1, "counts");
        require(next.lastUpdate() == later, "time");
    }

    function checkBiases(Stats stats, int16[8] memory biases, uint256 halvings) private pure {
        for (uint256 k; k < 8; ++k) {
            require(stats.bias(k) == int256(biases[k]) >> halvings, "bias");
        }
    }

    function checkSample(Sample sample, address who, uint256 deposit, uint256 time, uint256 label)
        private
        pure
    {
        require(sample.contributor() == who, "contributor");
        require(sample.depositGwei() == deposit, "deposit");
        require(sample.submittedAt() == time, "time");
        require(sample.label() == label, "label");
    }
}
