// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {PointSample} from "./PointSample.sol";

/// @notice What somebody has earned in a points task, a single slot.
///
/// | bits      | field       |                                                                |
/// |-----------|-------------|----------------------------------------------------------------|
/// |   0 -  31 | points      | validated samples                                              |
/// |  32 -  63 | corrections | of those, samples that the model contradicted when they came   |
/// |  64 -  95 | lastSeen    | seconds; when the newest of the validated samples was submitted |
/// |  96 - 103 | labels      | bit k: a sample of label k was validated                       |
/// | 104 - 111 | badges      | see the constants; a badge once earned stays                   |
///
/// The counters cannot overflow into their neighbours: each step costs a transaction's storage.
type Person is uint256;

using PersonLibrary for Person global;

library PersonLibrary {
    uint256 internal constant FIRST = 1;
    uint256 internal constant TEN = 2;
    uint256 internal constant HUNDRED = 4;
    uint256 internal constant THOUSAND = 8;
    uint256 internal constant EVERY_LABEL = 16;
    uint256 internal constant CORRECTION = 32;

    function points(Person person) internal pure returns (uint256) {
        return uint32(Person.unwrap(person));
    }

    function corrections(Person person) internal pure returns (uint256) {
        return uint32(Person.unwrap(person) >> 32);
    }

    function lastSeen(Person person) internal pure returns (uint256) {
        return uint32(Person.unwrap(person) >> 64);
    }

    function labels(Person person) internal pure returns (uint256) {
        return uint8(Person.unwrap(person) >> 96);
    }

    function badges(Person person) internal pure returns (uint256) {
        return uint8(Person.unwrap(person) >> 104);
    }

    /// @dev One validated sample more. `labelCount` is how many labels the task has.
    function add(Person person, PointSample sample, uint256 labelCount)
        internal
        pure
        returns (Person)
    {
        unchecked {
            uint256 points_ = person.points() + 1;
            uint256 corrections_ = person.corrections() + (sample.correction() ? 1 : 0);
            uint256 seen = person.lastSeen();
            if (sample.submittedAt() > seen) seen = sample.submittedAt();
            uint256 labels_ = person.labels() | 1 << sample.label();
            uint256 earned = FIRST;
            if (points_ >= 10) earned |= TEN;
            if (points_ >= 100) earned |= HUNDRED;
            if (points_ >= 1000) earned |= THOUSAND;
            if (labels_ == (1 << labelCount) - 1) earned |= EVERY_LABEL;
            if (corrections_ != 0) earned |= CORRECTION;
            return
                Person.wrap(
                    points_ | corrections_ << 32 | seen << 64 | labels_ << 96 | earned << 104
                );
        }
    }
}
