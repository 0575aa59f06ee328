// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {TrainerFactory} from "../../src/TrainerFactory.sol";
import {vm} from "../helpers/Vm.sol";

/// @notice Deploys the very code that is deployed everywhere: that of a build of the contracts alone
/// (`npm run release`). Compiled beside tests, some come out a few bytes different, and a test that
/// changes would move the gas of what it does not touch.
library Released {
    function factory() internal returns (TrainerFactory) {
        return TrainerFactory(vm.deployCode(artifactOf("TrainerFactory", "TrainerFactory")));
    }

    /// @dev An implementation from a file of `src/tasks`.
    function implementation(string memory file, string memory name, TrainerFactory factory_)
        internal
        returns (address)
    {
        return vm.deployCode(artifactOf(file, name), abi.encode(factory_));
    }

    function artifactOf(string memory file, string memory name)
        private
        pure
        returns (string memory)
    {
        return string.concat("out/release/", file, ".sol/", name, ".json");
    }
}
