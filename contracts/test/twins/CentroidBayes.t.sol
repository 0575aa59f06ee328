// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Rules} from "../../src/interfaces/ITask.sol";
import {DepositTerms} from "../../src/types/DepositTerms.sol";
import {OpenModel} from "../exact/OpenModels.sol";
import {Base} from "../helpers/Base.sol";
import {Built} from "../helpers/Built.sol";
import {vm} from "../helpers/Vm.sol";
import {Vectors} from "./Vectors.sol";

/// @notice Replays what the TypeScript twins computed (`tools/vectors-centroid-bayes.ts`, part of
/// `npm test`) on the contracts: after every step labels, scores, lessons, words, averages and
/// margins must be the same.
contract TwinCentroidBayesTest is Base {
    uint256 private constant LEARN = 0;
    uint256 private constant UNLEARN = 1;

    struct Run {
        string name;
        uint256 labels;
        uint256 dimensions;
        bytes features;
        bytes steps;
        bytes32 digest;
        OpenModel task;
    }

    function test_centroidsAreTheSame() public {
        replayAll("cache/twin-centroid.json", Built.exact("OpenModels", "OpenCentroid", factory));
    }

    function test_bayesIsTheSame() public {
        replayAll("cache/twin-bayes.json", Built.exact("OpenModels", "OpenBayes", factory));
    }

    function replayAll(string memory file, address implementation) private {
        string memory json = vm.readFile(file);
        uint256 count = vm.parseJsonUint(json, ".count");
        assertTrue(count > 10, "there are runs");
        for (uint256 i; i < count; ++i) {
            replay(load(json, i, implementation));
        }
    }

    function load(string memory json, uint256 i, address implementation)
        private
        returns (Run memory run)
    {
        run.name = vm.toString(i);
        run.labels = vm.parseJsonUint(json, field(i, "labels"));
        run.dimensions = vm.parseJsonUint(json, field(i, "dimensions"));
        run.features = vm.parseJsonBytes(json, field(i, "features"));
        run.steps = vm.parseJsonBytes(json, field(i, "steps"));
        run.digest = bytes32(vm.parseJsonBytes(json, field(i, "digest")));
        bytes memory packed = vm.parseJsonBytes(json, field(i, "words"));
        uint256[] memory words = Vectors.words(packed);
        Rules memory rules = standardRules();
        rules.dimensions = uint16(run.dimensions);
        rules.terms = DepositTerms.pack(paperTerms());
        run.task = OpenModel(create(implementation, rules, run.labels, words));
        assertTrue(run.steps.length > 8 * 20, "there are steps");
    }

    function replay(Run memory run) private {
        bytes32 digest;
        // The rounding of averages depends on the time.
        setTime(START);
        for (uint256 i; i < run.steps.length; i += 8) {
            pass(1 days);
            uint256 kind = Vectors.number(run.steps, i, 1);
            uint256 label = Vectors.number(run.steps, i + 1, 1);
            bytes memory features = sample(run, Vectors.number(run.steps, i + 2, 2));
            uint256 lesson = Vectors.number(run.steps, i + 4, 2);
            uint256 part = Vectors.number(run.steps, i + 6, 2);
            (uint8 predicted, int256[] memory scores) = run.task.predict(features);
            if (kind == LEARN) {
                assertEq(run.task.learn(features, label), lesson, "lesson");
            } else if (kind == UNLEARN) {
                run.task.unlearn(features, label, lesson);
            } else {
                run.task.average(part);
            }
            digest = keccak256(
                abi.encodePacked(
                    digest, predicted, scores, fingerprint(run.task, features, label, part)
                )
            );
        }
        assertTrue(digest == run.digest, string.concat("run ", run.name));
    }

    function fingerprint(OpenModel task, bytes memory features, uint256 label, uint256 part)
        private
        view
        returns (bytes memory)
    {
        (uint256[] memory words,, uint256[] memory averages) = task.model();
        int256 margin;
        if (averages.length != 0) margin = task.averageMargin(features, label, part);
        return abi.encodePacked(words, averages, margin);
    }

    function sample(Run memory run, uint256 i) private pure returns (bytes memory) {
        return Vectors.slice(run.features, i * run.dimensions, run.dimensions);
    }

    function field(uint256 i, string memory name) private pure returns (string memory) {
        return string.concat(".runs[", vm.toString(i), "].", name);
    }
}
