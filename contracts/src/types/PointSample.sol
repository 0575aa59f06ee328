// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The record of one contribution to a points task, a single slot. The features are not
/// stored: they are in the event, and the record's key is their hash.
///
/// | bits      | field       |                                                             |
/// |-----------|-------------|-------------------------------------------------------------|
/// |   0 - 159 | contributor |                                                             |
/// | 160 - 191 | submittedAt | seconds                                                     |
/// | 192 - 195 | label       |                                                             |
/// | 196       | correction  | the model gave another label when the sample came           |
/// | 244 - 247 | status      | 0 for a key never used, 1 open, 2 validated                 |
type PointSample is uint256;

using PointSampleLibrary for PointSample global;

library PointSampleLibrary {
    uint256 internal constant OPEN = 1;
    uint256 internal constant VALIDATED = 2;

    function open(address contributor_, uint256 time, uint256 label_, bool correction_)
        internal
        pure
        returns (PointSample)
    {
        return PointSample.wrap(
            uint256(uint160(contributor_)) | uint256(uint32(time)) << 160 | label_ << 192
                | (correction_ ? 1 << 196 : 0) | OPEN << 244
        );
    }

    function contributor(PointSample sample) internal pure returns (address) {
        return address(uint160(PointSample.unwrap(sample)));
    }

    function submittedAt(PointSample sample) internal pure returns (uint256) {
        return uint32(PointSample.unwrap(sample) >> 160);
    }

    function label(PointSample sample) internal pure returns (uint256) {
        return (PointSample.unwrap(sample) >> 192) & 0xf;
    }

    function correction(PointSample sample) internal pure returns (bool) {
        return (PointSample.unwrap(sample) >> 196) & 1 == 1;
    }

    function status(PointSample sample) internal pure returns (uint256) {
        return (PointSample.unwrap(sample) >> 244) & 0xf;
    }

    function validate(PointSample sample) internal pure returns (PointSample) {
        return
            PointSample.wrap(PointSample.unwrap(sample) & ~(uint256(0xf) << 244) | VALIDATED << 244);
    }
}
