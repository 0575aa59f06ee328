// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {OpenTail} from "../exact/OpenTail.sol";
import {Built} from "../helpers/Built.sol";
import {Features} from "../helpers/Features.sol";
import {TailBase} from "../helpers/TailTasks.sol";
import {vm} from "../helpers/Vm.sol";
import {Vectors} from "./Vectors.sol";

/// @notice Replays what the twin of the tail computed (`client/models/tail-perceptron.ts`, written by
/// `tools/vectors-tail.ts`): after every sample learnt or unlearnt label, scores, lesson and all words
/// concerned must be the same, bit for bit.
contract TwinTailTest is TailBase {
    string private json;
    address private _exact;

    struct Run {
        uint256 labels;
        uint256 dimensions;
        bytes rows;
        bytes32 digest;
        OpenTail task;
    }

    function setUp() public override {
        super.setUp();
        json = vm.readFile("cache/twin-tail.json");
    }

    function openTail() internal override returns (address) {
        if (_exact == address(0)) _exact = Built.exact("OpenTail", "OpenTail", factory);
        return _exact;
    }

    function test_modelsAreTheSame() public {
        uint256 count = vm.parseJsonUint(json, ".count");
        assertTrue(count > 10, "there are runs");
        for (uint256 i; i < count; ++i) {
            replay(load(i), vm.toString(i));
        }
    }

    function load(uint256 i) private returns (Run memory run) {
        run.labels = vm.parseJsonUint(json, field(i, "labels"));
        run.dimensions = vm.parseJsonUint(json, field(i, "dimensions"));
        run.rows = vm.parseJsonBytes(json, field(i, "rows"));
        run.digest = bytes32(vm.parseJsonBytes(json, field(i, "digest")));
        bytes memory packed = vm.parseJsonBytes(json, field(i, "words"));
        uint256[] memory words = Vectors.words(packed);
        uint32 seen = uint32(vm.parseJsonUint(json, field(i, "samplesSeen")));
        run.task = newTail(run.labels, run.dimensions, seen, words);
    }

    /// @dev A row: 1 to unlearn, label, number of ids, lesson (2 bytes), features, room for eight ids.
    function replay(Run memory run, string memory name) private {
        bytes32 digest;
        uint256 size = 5 + run.dimensions + 16;
        assertTrue(run.rows.length >= 30 * size, "there are rows");
        for (uint256 at; at < run.rows.length; at += size) {
            uint256 ids = Vectors.number(run.rows, at + 2, 1);
            bytes memory sample = Vectors.slice(run.rows, at + 5, run.dimensions + 2 * ids);
            uint256 label = Vectors.number(run.rows, at + 1, 1);
            (uint8 predicted, int256[] memory scores) = run.task.predict(sample);
            uint256 lesson;
            if (Vectors.number(run.rows, at, 1) == 0) lesson = run.task.teach(sample, label);
            else run.task.unteach(sample, label, Vectors.number(run.rows, at + 3, 2));
            digest = keccak256(
                abi.encodePacked(digest, predicted, scores, lesson, state(run, sample, ids))
            );
        }
        assertTrue(digest == run.digest, string.concat("run ", name));
    }

    /// @dev The dense words with their counters, and for each id the word it is in.
    function state(Run memory run, bytes memory sample, uint256 ids)
        private
        view
        returns (uint256[] memory words)
    {
        uint256 dense = vectorsOf(run.labels) * Features.wordsOf(run.dimensions);
        words = new uint256[](dense + ids);
        for (uint256 i; i < dense; ++i) {
            words[i] = run.task.word(i);
        }
        for (uint256 i; i < ids; ++i) {
            uint256 id = Vectors.number(sample, run.dimensions + 2 * i, 2);
            words[dense + i] = run.task.word(dense + id * lanesOf(run.labels) / 16);
        }
    }

    function field(uint256 i, string memory name) private pure returns (string memory) {
        return string.concat(".runs[", vm.toString(i), "].", name);
    }
}
