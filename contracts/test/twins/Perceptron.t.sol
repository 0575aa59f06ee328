// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Rules} from "../../src/interfaces/ITask.sol";
import {OpenPerceptron} from "../exact/OpenModels.sol";
import {OpenPrice} from "../exact/OpenPrice.sol";
import {Base} from "../helpers/Base.sol";
import {Built} from "../helpers/Built.sol";
import {vm} from "../helpers/Vm.sol";
import {Vectors} from "./Vectors.sol";

/// @notice Replays what the TypeScript twin computed (`client/`, written by `npm run vectors`, part
/// of `npm test`) on the contracts: after every step, what it gave and the whole model, averages
/// included, must be the same to the bit.
contract TwinTest is Base {
    uint8 private constant LEARN = 0;
    uint8 private constant UNLEARN = 1;
    uint8 private constant AVERAGE = 2;

    address private implementation;

    /// @dev Steps of the lessons so far, with what takes each out again.
    struct Lesson {
        uint256 place;
        uint256 lesson;
    }

    Lesson[] private _lessons;

    function setUp() public override {
        super.setUp();
        implementation = Built.exact("OpenModels", "OpenPerceptron", factory);
    }

    function test_modelsAreTheSame() public {
        string memory all = vm.readFile("cache/twin/all.json");
        uint256 count = vm.parseJsonUint(all, ".runs");
        assertTrue(count > 40, "there are runs");
        for (uint256 i; i < count; ++i) {
            setTime(vm.parseJsonUint(all, ".start"));
            // A call of its own, whose memory ends with it.
            this.replay(vm.toString(i));
        }
    }

    function test_paperPricesAreTheSame() public {
        string memory all = vm.readFile("cache/twin/all.json");
        bytes memory rows = vm.parseJsonBytes(all, ".paperPrices");
        assertTrue(rows.length > 500 * 32, "there are prices");
        OpenPrice prices = OpenPrice(Built.exact("OpenPrice", "OpenPrice"));
        for (uint256 i; i < rows.length; i += 32) {
            uint256 price = prices.afterTime(
                Vectors.number(rows, i, 8),
                Vectors.number(rows, i + 8, 8),
                Vectors.number(rows, i + 16, 8)
            );
            assertEq(price, Vectors.number(rows, i + 24, 8), vm.toString(i / 32));
        }
    }

    function test_bucketPricesAreTheSame() public {
        string memory all = vm.readFile("cache/twin/all.json");
        bytes memory rows = vm.parseJsonBytes(all, ".bucketPrices");
        assertTrue(rows.length > 500 * 48, "there are prices");
        OpenPrice prices = OpenPrice(Built.exact("OpenPrice", "OpenPrice"));
        for (uint256 i; i < rows.length; i += 48) {
            uint256 price = prices.inBucket(
                Vectors.number(rows, i, 8),
                Vectors.number(rows, i + 8, 8),
                Vectors.number(rows, i + 16, 8),
                Vectors.number(rows, i + 24, 8),
                Vectors.number(rows, i + 32, 8)
            );
            assertEq(price, Vectors.number(rows, i + 40, 8), vm.toString(i / 48));
        }
    }

    function replay(string memory run) external {
        string memory json = vm.readFile(string.concat("cache/twin/run-", run, ".json"));
        bytes memory steps = vm.parseJsonBytes(json, ".steps");
        bytes memory sizes = vm.parseJsonBytes(json, ".sizes");
        bytes memory marks = vm.parseJsonBytes(json, ".marks");
        OpenPerceptron task = open(json);
        delete _lessons;
        bytes32 digest;
        uint256 place;
        for (uint256 i; i < sizes.length / 2; ++i) {
            bytes memory given = take(task, steps, place, Vectors.number(sizes, 2 * i, 2));
            place += Vectors.number(sizes, 2 * i, 2);
            digest = keccak256(abi.encodePacked(digest, given, fingerprint(task)));
            if (bytes4(digest) != bytes4(bytes32(Vectors.number(marks, 4 * i, 4) << 224))) {
                revert Untrue(string.concat("run ", run, ", step ", vm.toString(i)));
            }
        }
    }

    function open(string memory json) private returns (OpenPerceptron) {
        Rules memory rules = standardRules();
        rules.dimensions = uint16(vm.parseJsonUint(json, ".dimensions"));
        rules.samplesSeen = uint32(vm.parseJsonUint(json, ".samplesSeen"));
        bytes memory packed = vm.parseJsonBytes(json, ".words");
        uint256[] memory words = Vectors.words(packed);
        return
            OpenPerceptron(create(implementation, rules, vm.parseJsonUint(json, ".labels"), words));
    }

    /// @return given What the twin's digest holds of the step, beside the model.
    function take(OpenPerceptron task, bytes memory steps, uint256 place, uint256 size)
        private
        returns (bytes memory given)
    {
        uint256 kind = Vectors.number(steps, place, 1);
        if (kind == LEARN) {
            pass(1);
            uint8 label = uint8(Vectors.number(steps, place + 1, 1));
            bytes memory features = Vectors.slice(steps, place + 2, size - 2);
            (uint8 predicted, int256[] memory scores) = task.predict(features);
            uint256 lesson = task.learn(features, label);
            _lessons.push(Lesson(place, lesson));
            return abi.encodePacked(predicted, scores, lesson);
        }
        if (kind == UNLEARN) {
            Lesson memory old = _lessons[Vectors.number(steps, place + 1, 2)];
            uint256 length = task.dimensions();
            uint8 label = uint8(Vectors.number(steps, old.place + 1, 1));
            task.unlearn(Vectors.slice(steps, old.place + 2, length), label, old.lesson);
            return "";
        }
        if (kind == AVERAGE) {
            setTime(Vectors.number(steps, place + 2, 4));
            task.average(Vectors.number(steps, place + 1, 1));
            return "";
        }
        bytes memory asked = Vectors.slice(steps, place + 3, size - 3);
        return abi.encodePacked(
            task.averageMargin(
                asked, Vectors.number(steps, place + 1, 1), Vectors.number(steps, place + 2, 1)
            )
        );
    }

    function fingerprint(OpenPerceptron task) private view returns (bytes memory) {
        (uint256[] memory words, uint256 stats, uint256[] memory averages) = task.model();
        return abi.encodePacked(words, stats, averages);
    }
}
