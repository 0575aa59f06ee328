// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice All that changes with every contribution but the weights, in 128 bits, so that a model
/// can keep it in a slot that it reads and writes anyway.
///
/// | bits      | field       | by        |                                                         |
/// |-----------|-------------|-----------|---------------------------------------------------------|
/// |   0 -  31 | samplesSeen | model     | that taught it, starter samples included; sets the step |
/// |  32 -  63 | lastUpdate  | incentive | seconds; the opening at first, so never 0 in a task     |
/// |  64 -  95 | busyUntil   | incentive | seconds; when the price bucket will have run empty      |
/// |  96 - 111 | bias        | model     | + 32768                                                 |
/// | 112 - 119 | halvings    | model     | how often all weights were halved, modulo 256           |
/// | 120 - 127 | spare       |           |                                                         |
///
/// The counters cannot overflow into their neighbours: each step is a paid transaction, and the
/// starter count is bounded.
type Stats is uint256;

using StatsLibrary for Stats global;

library StatsLibrary {
    uint256 private constant SEEN = type(uint32).max;
    uint256 private constant LAST_UPDATE = uint256(type(uint32).max) << 32;
    uint256 private constant BUSY_UNTIL = uint256(type(uint32).max) << 64;
    uint256 private constant BIAS = uint256(type(uint16).max) << 96;
    uint256 private constant HALVINGS = uint256(type(uint8).max) << 112;

    /// @dev Nothing contributed yet; bias 0.
    function begin(uint256 samplesSeen_, uint256 time) internal pure returns (Stats) {
        return Stats.wrap(samplesSeen_ | uint256(uint32(time)) << 32 | uint256(32768) << 96);
    }

    function samplesSeen(Stats stats) internal pure returns (uint256) {
        return Stats.unwrap(stats) & SEEN;
    }

    function lastUpdate(Stats stats) internal pure returns (uint256) {
        return uint32(Stats.unwrap(stats) >> 32);
    }

    function busyUntil(Stats stats) internal pure returns (uint256) {
        return uint32(Stats.unwrap(stats) >> 64);
    }

    function bias(Stats stats) internal pure returns (int256) {
        return int256(uint256(uint16(Stats.unwrap(stats) >> 96))) - 32768;
    }

    function halvings(Stats stats) internal pure returns (uint256) {
        return uint8(Stats.unwrap(stats) >> 112);
    }

    /// @dev One sample more that taught the model something.
    function addSeen(Stats stats) internal pure returns (Stats) {
        unchecked {
            return Stats.wrap(Stats.unwrap(stats) + 1);
        }
    }

    function withLastUpdate(Stats stats, uint256 time) internal pure returns (Stats) {
        return Stats.wrap(Stats.unwrap(stats) & ~LAST_UPDATE | uint256(uint32(time)) << 32);
    }

    function withBusyUntil(Stats stats, uint256 time) internal pure returns (Stats) {
        return Stats.wrap(Stats.unwrap(stats) & ~BUSY_UNTIL | uint256(uint32(time)) << 64);
    }

    /// @dev The caller keeps the bias within 16 bits.
    function withBias(Stats stats, int256 bias_) internal pure returns (Stats) {
        unchecked {
            uint256 lane = uint16(uint256(bias_ + 32768));
            return Stats.wrap(Stats.unwrap(stats) & ~BIAS | lane << 96);
        }
    }

    function withHalvings(Stats stats, uint256 count) internal pure returns (Stats) {
        return Stats.wrap(Stats.unwrap(stats) & ~HALVINGS | uint256(uint8(count)) << 112);
    }

    function addHalving(Stats stats) internal pure returns (Stats) {
        unchecked {
            return stats.withHalvings(stats.halvings() + 1);
        }
    }
}
