// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IDepositRefundTake} from "../../src/interfaces/IDepositRefundTake.sol";
import {DepositTerms} from "../../src/types/DepositTerms.sol";
import {PackedRules, RulesLibrary} from "../../src/types/Rules.sol";
import {Sample, SampleLibrary} from "../../src/types/Sample.sol";
import {Stats, StatsLibrary} from "../../src/types/Stats.sol";

/// @notice Packed words give back what went in, and a change of one field leaves the others.
contract TypesTest {
    bool public constant IS_TEST = true;

    function testFuzz_rules(
        address token,
        uint16 dimensions,
        uint8 labels,
        uint8 unitExponent,
        uint32 seen
    ) public pure {
        unitExponent %= 19;
        PackedRules rules = RulesLibrary.pack(token, dimensions, labels, unitExponent, seen);
        require(rules.token() == token, "token");
        require(rules.dimensions() == dimensions, "dimensions");
        require(rules.labels() == labels, "labels");
        require(rules.vectors() == (labels == 2 ? 1 : labels), "vectors");
        require(rules.samplesSeen() == seen, "seen");
        require(rules.unitExponent() == unitExponent, "unit");
        uint256 unit = 1;
        for (uint256 i; i < unitExponent; ++i) {
            unit *= 10;
        }
        require(rules.unit() == unit, "power of ten");
    }

    function testFuzz_depositTerms(IDepositRefundTake.Terms memory terms) public pure {
        uint256[2] memory words = DepositTerms.pack(terms);
        IDepositRefundTake.Terms memory back = DepositTerms.unpack(words[0], words[1]);
        require(keccak256(abi.encode(back)) == keccak256(abi.encode(terms)), "terms");
    }

    function testFuzz_sample(address who, uint40 deposit, uint32 time, uint8 label, uint8 portion)
        public
        pure
    {
        uint256 unit = 10 ** (portion % 19);
        label %= 8;
        if (who == address(0)) who = address(1);
        Sample sample = SampleLibrary.open(who, deposit, time, label);
        checkSample(sample, who, deposit, time, label);
        require(sample.exists() && sample.status() == SampleLibrary.OPEN, "open");
        require(sample.taken() == 0 && sample.left(unit) == uint256(deposit) * unit, "all left");
        require(sample.first(256, unit) == uint256(deposit) * unit, "all 256 parts");

        Sample partly = sample.take(portion);
        checkSample(partly, who, deposit, time, label);
        require(partly.taken() == portion && partly.status() == SampleLibrary.OPEN, "taken");
        uint256 share = sample.share(portion, unit);
        require(share == uint256(deposit) * unit * portion / 256, "share");
        require(partly.left(unit) + share == sample.left(unit), "nothing lost");
        uint256 rest = 256 - uint256(portion);
        require(partly.share(rest, unit) == partly.left(unit), "the rest is all that is left");

        Sample wholly = partly.take(rest);
        checkSample(wholly, who, deposit, time, label);
        require(wholly.status() == SampleLibrary.TAKEN, "all taken");
        for (uint256 status = 1; status < 6; ++status) {
            Sample other = partly.withStatus(status);
            checkSample(other, who, deposit, time, label);
            require(other.status() == status && other.taken() == portion, "status");
        }
    }

    function testFuzz_stats(
        uint32 seen,
        uint32 time,
        int16 bias,
        uint8 halvings,
        uint32 busy,
        uint32 later
    ) public pure {
        seen %= type(uint32).max;
        Stats stats = StatsLibrary.begin(seen, time);
        checkStats(stats, seen, time, 0, 0, 0);
        stats = stats.withBias(bias);
        checkStats(stats, seen, time, bias, 0, 0);
        stats = stats.withHalvings(halvings);
        checkStats(stats, seen, time, bias, halvings, 0);
        stats = stats.withBusyUntil(busy);
        checkStats(stats, seen, time, bias, halvings, busy);
        stats = stats.addSeen().withLastUpdate(later);
        checkStats(stats, uint256(seen) + 1, later, bias, halvings, busy);
        stats = stats.addHalving();
        checkStats(stats, uint256(seen) + 1, later, bias, (uint256(halvings) + 1) % 256, busy);
        require(Stats.unwrap(stats) >> 120 == 0, "120 bits");
    }

    function checkStats(
        Stats stats,
        uint256 seen,
        uint256 time,
        int256 bias,
        uint256 halvings,
        uint256 busy
    ) private pure {
        require(stats.samplesSeen() == seen, "seen");
        require(stats.lastUpdate() == time, "time");
        require(stats.bias() == bias, "bias");
        require(stats.halvings() == halvings, "halvings");
        require(stats.busyUntil() == busy, "busy");
    }

    function checkSample(Sample sample, address who, uint256 deposit, uint256 time, uint256 label)
        private
        pure
    {
        require(sample.contributor() == who, "contributor");
        require(sample.deposit() == deposit, "deposit");
        require(sample.submittedAt() == time, "time");
        require(sample.label() == label, "label");
    }
}
