// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The record of one contribution, a single slot. The features are not stored: they are in
/// the event, and whoever settles the sample gives them again; the record's key is their hash.
///
/// | bits      | field       |                                                       |
/// |-----------|-------------|-------------------------------------------------------|
/// |   0 - 159 | contributor |                                                       |
/// | 160 - 199 | deposit     | in the task's units                                   |
/// | 200 - 231 | submittedAt | seconds                                               |
/// | 232 - 239 | taken       | part of the deposit already paid to reporters, of 256 |
/// | 240 - 243 | label       |                                                       |
/// | 244 - 247 | status      | see the constants; 0 for a key never used             |
/// | 248 - 255 | spare       |                                                       |
///
/// A settled record is kept, not zeroed: the same sample must not be submitted twice.
type Sample is uint256;

using SampleLibrary for Sample global;

library SampleLibrary {
    uint256 internal constant OPEN = 1;
    uint256 internal constant REFUNDED = 2;
    uint256 internal constant TAKEN = 3;
    uint256 internal constant SWEPT = 4;
    /// @dev Open, with a report under challenge.
    uint256 internal constant REPORTED = 5;

    /// @dev A new record, open, nothing taken. The caller bounds the deposit to 40 bits.
    function open(address contributor_, uint256 deposit_, uint256 time, uint256 label_)
        internal
        pure
        returns (Sample)
    {
        return Sample.wrap(
            uint256(uint160(contributor_)) | deposit_ << 160 | uint256(uint32(time)) << 200 | label_
                << 240 | OPEN << 244
        );
    }

    function contributor(Sample sample) internal pure returns (address) {
        return address(uint160(Sample.unwrap(sample)));
    }

    function deposit(Sample sample) internal pure returns (uint256) {
        return uint40(Sample.unwrap(sample) >> 160);
    }

    function submittedAt(Sample sample) internal pure returns (uint256) {
        return uint32(Sample.unwrap(sample) >> 200);
    }

    function taken(Sample sample) internal pure returns (uint256) {
        return uint8(Sample.unwrap(sample) >> 232);
    }

    function label(Sample sample) internal pure returns (uint256) {
        return (Sample.unwrap(sample) >> 240) & 0xf;
    }

    function status(Sample sample) internal pure returns (uint256) {
        return (Sample.unwrap(sample) >> 244) & 0xf;
    }

    function exists(Sample sample) internal pure returns (bool) {
        return Sample.unwrap(sample) != 0;
    }

    /// @return Wei that the first `parts` 256ths of the deposit come to, rounded down.
    function first(Sample sample, uint256 parts, uint256 unit) internal pure returns (uint256) {
        unchecked {
            return (sample.deposit() * unit * parts) >> 8;
        }
    }

    /// @return Wei of the next `parts` 256ths. Portions add up to the deposit, to the wei.
    function share(Sample sample, uint256 parts, uint256 unit) internal pure returns (uint256) {
        unchecked {
            uint256 before = sample.taken();
            return sample.first(before + parts, unit) - sample.first(before, unit);
        }
    }

    /// @return Wei of the deposit that nobody has taken yet.
    function left(Sample sample, uint256 unit) internal pure returns (uint256) {
        unchecked {
            return sample.deposit() * unit - sample.first(sample.taken(), unit);
        }
    }

    function withStatus(Sample sample, uint256 status_) internal pure returns (Sample) {
        return Sample.wrap(Sample.unwrap(sample) & ~(uint256(0xf) << 244) | status_ << 244);
    }

    /// @dev `parts` is at most what is left. Once all 256 are taken the record is closed.
    function take(Sample sample, uint256 parts) internal pure returns (Sample) {
        unchecked {
            if (sample.taken() + parts == 256) return sample.withStatus(TAKEN);
            return Sample.wrap(Sample.unwrap(sample) + (parts << 232));
        }
    }
}
