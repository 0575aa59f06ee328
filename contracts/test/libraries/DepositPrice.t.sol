// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DepositPrice} from "../../src/libraries/DepositPrice.sol";

contract DepositPriceTest {
    bool public constant IS_TEST = true;
    uint256 private constant MAX_WEIGHT = uint256(type(uint40).max) / 60;

    function testFuzz_rootIsTheLargestWhoseSquareFits(uint32 seconds_) public pure {
        if (seconds_ == 0) seconds_ = 1;
        checkRoot(seconds_);
    }

    /// @dev Squares and powers of two with their neighbours, where roots go wrong first.
    function test_rootAtTheEdges() public pure {
        checkRoot(type(uint32).max);
        for (uint256 bit; bit < 32; ++bit) {
            checkRoot(1 << bit);
            if (bit > 0) checkRoot((1 << bit) - 1);
            checkRoot((1 << bit) + 1);
        }
        for (uint256 root = 1; root < 65536; root += 257) {
            checkRoot(root * root);
            checkRoot(root * root + 1);
        }
    }

    function test_oneHourAfterTheWeightIsThePrice() public pure {
        require(DepositPrice.gweiAfter(400_000, 1, 3600) == 400_000, "an hour");
        require(DepositPrice.gweiAfter(400_000, 1, 4 * 3600) == 200_000, "four hours");
        require(DepositPrice.gweiAfter(400_000, 1, 1) == 24_000_000, "a second");
        require(DepositPrice.gweiAfter(400_000, 1, 0) == 24_000_000, "no time counts as a second");
        require(DepositPrice.gweiAfter(400_000, 100_000, 16 * 3600) == 100_000, "the minimum");
        require(DepositPrice.gweiAfter(400_000, 100_000, 16 * 3600 - 1) > 100_000, "just before");
        require(DepositPrice.gweiAfter(0, 7, 1) == 7, "no weight");
    }

    /// @dev price = ceil(60 w / sqrt(s)) as far as 32 binary places tell; never below the minimum,
    /// never beyond 40 bits, never rising.
    function testFuzz_price(uint40 weight, uint40 minimum, uint32 elapsed) public pure {
        uint256 weight_ = uint256(weight) % (MAX_WEIGHT + 1);
        uint256 price = DepositPrice.gweiAfter(weight_, minimum, elapsed);
        require(price >= minimum && price <= type(uint40).max, "range");
        require(price >= DepositPrice.gweiAfter(weight_, minimum, uint256(elapsed) + 1), "falls");
        uint256 seconds_ = elapsed == 0 ? 1 : elapsed;
        uint256 first = (60 * weight_) ** 2;
        // Rounded up, the root having been rounded down by less than one part in 2^32: two gwei less
        // would not do, were it not for that part.
        require(price * price * seconds_ >= first, "not too low");
        if (price > minimum && price > 2) {
            uint256 below = price - 2 - (price >> 31);
            require(below * below * seconds_ <= first, "not too high");
        }
    }

    function checkRoot(uint256 seconds_) private pure {
        if (seconds_ > type(uint32).max) return;
        uint256 root = DepositPrice.squareRoot(seconds_);
        require(root * root <= seconds_ << 64, "root too large");
        require((root + 1) * (root + 1) > seconds_ << 64, "root too small");
    }
}
