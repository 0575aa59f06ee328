// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {PackedTail} from "../../src/libraries/PackedTail.sol";
import {PackedVector} from "../../src/libraries/PackedVector.sol";
import {Features} from "../helpers/Features.sol";

/// @notice Sixteen integers in a word against sixteen integers in a list; and single lanes of the lace.
contract PackedTailTest {
    bool public constant IS_TEST = true;

    int256 private constant LIMIT = 16383;

    function testFuzz_lanesAreTheirOwn(uint256 seed, uint8 lane, int16 change, uint8 halvings)
        public
        pure
    {
        int256[] memory values = Features.random(seed, 16, uint256(LIMIT));
        uint256 word = pack(values, halvings);
        lane %= 16;
        word = PackedTail.moved(word, lane, change);
        values[lane] += change;
        if (values[lane] > LIMIT) values[lane] = LIMIT;
        if (values[lane] < -LIMIT) values[lane] = -LIMIT;
        require(word == pack(values, halvings), "moved");
        for (uint256 i; i < 16; ++i) {
            require(PackedTail.valueOf(word, i, halvings) == values[i], "value");
        }
    }

    /// @dev Halved one at a time, settled now and then or at the end: the same.
    function testFuzz_halvingLateIsHalvingAtOnce(
        uint256 seed,
        uint8 start,
        uint8 count,
        uint256 when
    ) public pure {
        int256[] memory values = Features.random(seed, 16, uint256(LIMIT));
        uint256 late = pack(values, start);
        uint256 often = late;
        uint256 halvings = start;
        count %= 24;
        for (uint256 i; i < count; ++i) {
            halvings = (halvings + 1) % 256;
            for (uint256 j; j < 16; ++j) {
                values[j] >>= 1;
            }
            if ((when >> i) & 1 == 1) often = PackedTail.settled(often, halvings);
        }
        uint256 expected = pack(values, halvings);
        require(PackedTail.settled(late, halvings) == expected, "at the end");
        require(PackedTail.settled(often, halvings) == expected, "now and then");
        for (uint256 i; i < 16; ++i) {
            require(PackedTail.valueOf(late, i, halvings) == values[i], "read");
        }
    }

    function testFuzz_aWordNeverWrittenIsZero(uint8 lane, uint8 halvings) public pure {
        require(PackedTail.valueOf(0, lane % 16, halvings) == 0, "read");
        require(PackedTail.settled(0, halvings) == uint256(halvings) << 240, "settled");
    }

    function testFuzz_starts(uint256 word, uint8 lane, uint8 kind) public pure {
        word >>= 16;
        lane %= 16;
        uint256 group = [1, 4, 8][kind % 3];
        uint256 used = group - (group > 1 ? (kind >> 2) % 3 : 0);
        bool right = true;
        for (uint256 i; i < 16; ++i) {
            uint256 bits = (word >> (15 * i)) % 32768;
            // The fuzzer seldom draws zeros.
            if (i % group >= used && i != lane) word &= ~(uint256(0x7fff) << (15 * i));
            else if (bits == 0x4000) right = false;
            else if (i % group >= used && bits != 0) right = false;
        }
        require(PackedTail.starts(word, group, used) == right, "starts");
        require(!PackedTail.starts(word | 1 << 240, group, used), "halvings");
    }

    function testFuzz_laceLanes(uint256 high, uint16 bits, uint8 from) public pure {
        from = from % 8 * 16;
        uint256 lace = PackedVector.lace(high);
        require(PackedVector.laceLane(high, from) == uint16(lace >> from), "read");
        uint256 expected = lace & ~(uint256(0xffff) << from) | uint256(bits) << from;
        uint256 next = PackedVector.withLaceLane(high, from, bits);
        require(next == PackedVector.withLace(high, expected), "written");
    }

    function pack(int256[] memory values, uint256 halvings) private pure returns (uint256 word) {
        for (uint256 i; i < 16; ++i) {
            uint256 bits = uint256(values[i] < 0 ? values[i] + 32768 : values[i]);
            word += bits * 2 ** (15 * i);
        }
        word += halvings * 2 ** 240;
    }
}
