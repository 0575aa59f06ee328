// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {PointsPerceptron} from "../../src/tasks/PointsTasks.sol";
import {Person} from "../../src/types/Person.sol";
import {PointSample, PointSampleLibrary} from "../../src/types/PointSample.sol";
import {Features} from "../helpers/Features.sol";
import {PointsBase} from "../helpers/PointsBase.sol";
import {vm} from "../helpers/Vm.sol";

/// @notice Does at random what people can do with a points task, and keeps its own books.
contract PointsCrowd is PointsBase {
    PointsPerceptron public immutable TASK;

    struct Given {
        bytes features;
        uint8 label;
        address by;
    }

    Given[] private _given;
    mapping(bytes32 key => uint256) private _validations;
    mapping(address who => uint256) public expected;
    uint256 public mostValidations;
    uint256 public total;

    constructor(PointsPerceptron task) {
        TASK = task;
        clock = START;
    }

    function submit(uint256 seed, uint256 who) external {
        bytes memory features = Features.pack(Features.random(seed % 64, 64, 45));
        uint8 label = uint8((seed >> 8) % 2);
        address person = person_(who);
        vm.prank(person);
        try TASK.submit(features, label, type(uint128).max) {
            _given.push(Given(features, label, person));
        } catch {}
    }

    function validate(uint256 which, uint256 who) external {
        if (_given.length == 0) return;
        Given memory given = _given[which % _given.length];
        vm.prank(person_(who));
        try TASK.validate(given.features, given.label) {
            bytes32 key = keyOf(given.features, given.label);
            uint256 count = ++_validations[key];
            if (count > mostValidations) mostValidations = count;
            ++expected[given.by];
            ++total;
        } catch {}
    }

    function sendEther(uint256 amount) external {
        vm.deal(address(this), 1 ether);
        (bool ok,) = address(TASK).call{value: 1 + amount % 1 ether}("");
        if (ok) revert("ether was taken");
    }

    function wait(uint256 time) external {
        pass(time % 1 days);
    }

    /// @dev How many of the records say that they are validated.
    function validatedRecords() external view returns (uint256 count) {
        for (uint256 i; i < _given.length; ++i) {
            PointSample sample = sampleOf(TASK, _given[i].features, _given[i].label);
            if (sample.contributor() != _given[i].by) revert("another contributor");
            if (sample.status() == PointSampleLibrary.VALIDATED) ++count;
        }
    }

    function person_(uint256 who) public pure returns (address) {
        return address(uint160(0xACE000 + who % 4));
    }
}

/// @notice Points are validated samples, one each, whatever people do.
contract PointsInvariants is PointsBase {
    PointsPerceptron private task;
    PointsCrowd private crowd;

    function setUp() public override {
        super.setUp();
        task = newPointsTask(pointTerms(), 2);
        crowd = new PointsCrowd(task);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(crowd);
    }

    struct Selectors {
        address target;
        bytes4[] selectors;
    }

    function targetSelectors() public view returns (Selectors[] memory targets) {
        bytes4[] memory selectors = new bytes4[](4);
        selectors[0] = PointsCrowd.submit.selector;
        selectors[1] = PointsCrowd.validate.selector;
        selectors[2] = PointsCrowd.wait.selector;
        selectors[3] = PointsCrowd.sendEther.selector;
        targets = new Selectors[](1);
        targets[0] = Selectors(address(crowd), selectors);
    }

    function invariant_pointsAreValidatedSamples() public view {
        uint256 sum;
        for (uint256 i; i < 4; ++i) {
            address who = crowd.person_(i);
            Person person = personOf(task, who);
            assertEq(person.points(), crowd.expected(who), "points");
            assertTrue(person.corrections() <= person.points(), "corrections");
            sum += person.points();
        }
        assertEq(sum, crowd.total(), "sum");
        assertEq(crowd.validatedRecords(), sum, "records");
        assertTrue(crowd.mostValidations() <= 1, "one validation a sample");
    }

    function invariant_holdsNoEther() public view {
        assertEq(address(task).balance, 0, "ether");
    }
}
