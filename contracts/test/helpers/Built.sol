// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {TrainerFactory} from "../../src/TrainerFactory.sol";
import {vm} from "./Vm.sol";

/// @notice Deploys code that was built apart from the tests: these are compiled quickly, without most of
/// the optimiser's steps, and what is deployed everywhere is not.
library Built {
    function factory() internal returns (TrainerFactory) {
        return
            TrainerFactory(vm.deployCode(artifactOf("release", "TrainerFactory", "TrainerFactory")));
    }

    /// @notice An implementation from a file of `src/tasks`: the very code that is deployed everywhere,
    /// from a build of the contracts alone (`npm run release`). Compiled beside anything else, some come
    /// out a few bytes different, and a test that changes would move the gas of what it does not touch.
    function released(string memory file, string memory name, TrainerFactory factory_)
        internal
        returns (address)
    {
        return vm.deployCode(artifactOf("release", file, name), abi.encode(factory_));
    }

    /// @notice A contract of `test/exact`, compiled with the settings of what is deployed
    /// (`npm run exact`).
    function exact(string memory file, string memory name, TrainerFactory factory_)
        internal
        returns (address)
    {
        return vm.deployCode(artifactOf("exact", file, name), abi.encode(factory_));
    }

    /// @notice The same for one that takes no factory.
    function exact(string memory file, string memory name) internal returns (address) {
        return vm.deployCode(artifactOf("exact", file, name));
    }

    function artifactOf(string memory build, string memory file, string memory name)
        private
        pure
        returns (string memory)
    {
        return string.concat("out/", build, "/", file, ".sol/", name, ".json");
    }
}
