// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice All that changes with every contribution but the weights, in one slot: one read and
/// one write per contribution pay for the model's counters and for the incentive's.
///
/// | bits      | field         | by        |                                                    |
/// |-----------|---------------|-----------|----------------------------------------------------|
/// |   0 - 127 | biases        | model     | 8 lanes of 16 bits, bias + 32768; lane k for label k |
/// | 128 - 159 | samplesSeen   | model     | starter samples included; sets the step             |
/// | 160 - 191 | contributions | incentive | accepted so far                                     |
/// | 192 - 223 | lastUpdate    | incentive | seconds; the creation time at first, so never 0     |
/// | 224 - 255 | validated     | incentive | refunded contributions over all people              |
///
/// The counters cannot overflow into their neighbours: each step is a paid transaction, and the
/// starter count is bounded.
type Stats is uint256;

using StatsLibrary for Stats global;

library StatsLibrary {
    uint256 private constant BIASES = 0x80008000800080008000800080008000;
    uint256 private constant LAST_UPDATE = uint256(type(uint32).max) << 192;

    /// @dev Every bias 0 (lanes that no label uses stay so), nothing contributed yet.
    function begin(uint256 samplesSeen_, uint256 time) internal pure returns (Stats) {
        return Stats.wrap(BIASES | samplesSeen_ << 128 | time << 192);
    }

    function bias(Stats stats, uint256 vector) internal pure returns (int256) {
        return int256(uint256(uint16(Stats.unwrap(stats) >> (vector << 4)))) - 32768;
    }

    /// @dev `change` must leave the bias within a lane; callers keep |bias| below 17000.
    function moveBias(Stats stats, uint256 vector, int256 change) internal pure returns (Stats) {
        unchecked {
            // Lanes never carry, so adding the shifted change modulo 2^256 moves this lane only.
            return Stats.wrap(Stats.unwrap(stats) + (uint256(change) << (vector << 4)));
        }
    }

    /// @dev Each bias to floor(bias / 2): with the offset, u becomes u / 2 + 16384.
    function halveBiases(Stats stats) internal pure returns (Stats) {
        uint256 word = Stats.unwrap(stats);
        uint256 lanes = ((word >> 1) & 0x7fff7fff7fff7fff7fff7fff7fff7fff) + (BIASES >> 1);
        return Stats.wrap((word >> 128) << 128 | lanes);
    }

    function samplesSeen(Stats stats) internal pure returns (uint256) {
        return uint32(Stats.unwrap(stats) >> 128);
    }

    function contributions(Stats stats) internal pure returns (uint256) {
        return uint32(Stats.unwrap(stats) >> 160);
    }

    function lastUpdate(Stats stats) internal pure returns (uint256) {
        return uint32(Stats.unwrap(stats) >> 192);
    }

    function validated(Stats stats) internal pure returns (uint256) {
        return Stats.unwrap(stats) >> 224;
    }

    /// @dev One sample more, seen and contributed.
    function addContribution(Stats stats, uint256 time) internal pure returns (Stats) {
        unchecked {
            uint256 word = Stats.unwrap(stats) + (1 << 128 | 1 << 160);
            return Stats.wrap(word & ~LAST_UPDATE | uint256(uint32(time)) << 192);
        }
    }

    function addValidated(Stats stats) internal pure returns (Stats) {
        unchecked {
            return Stats.wrap(Stats.unwrap(stats) + (1 << 224));
        }
    }
}
