// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPoints} from "../../src/interfaces/IPoints.sol";
import {Rules} from "../../src/interfaces/ITask.sol";
import {PointsPerceptron} from "../../src/tasks/PointsTasks.sol";
import {Person} from "../../src/types/Person.sol";
import {PointSample} from "../../src/types/PointSample.sol";
import {PointTerms} from "../../src/types/PointTerms.sol";
import {Base} from "./Base.sol";
import {vm} from "./Vm.sol";

/// @notice What the tests of points share.
abstract contract PointsBase is Base {
    function pointTerms() internal pure returns (IPoints.Terms memory terms) {
        terms.wait = 1 days;
    }

    function pointRules(IPoints.Terms memory terms) internal pure returns (Rules memory rules) {
        rules = standardRules();
        rules.terms = PointTerms.pack(terms);
    }

    function newPointsTask(IPoints.Terms memory terms, uint256 labels)
        internal
        returns (PointsPerceptron)
    {
        address implementation = address(new PointsPerceptron(address(factory)));
        uint256[] memory words = randomWords(labels, 64, 188);
        return PointsPerceptron(create(implementation, pointRules(terms), labels, words));
    }

    function personOf(PointsPerceptron task, address who) internal view returns (Person) {
        address[] memory one = new address[](1);
        one[0] = who;
        return Person.wrap(task.people(one)[0]);
    }

    function sampleOf(PointsPerceptron task, bytes memory features, uint8 label)
        internal
        view
        returns (PointSample)
    {
        bytes32[] memory one = new bytes32[](1);
        one[0] = keyOf(features, label);
        return PointSample.wrap(task.samples(one)[0]);
    }

    function give(address who, PointsPerceptron task, bytes memory features, uint8 label) internal {
        vm.prank(who);
        task.submit(features, label, uint128(clock));
    }
}
