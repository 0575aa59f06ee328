// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {DepositPrice} from "../../src/libraries/DepositPrice.sol";

/// @notice Both prices against what their definitions say.
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
        require(DepositPrice.afterTime(400_000, 1, 3600) == 400_000, "an hour");
        require(DepositPrice.afterTime(400_000, 1, 4 * 3600) == 200_000, "four hours");
        require(DepositPrice.afterTime(400_000, 1, 1) == 24_000_000, "a second");
        require(DepositPrice.afterTime(400_000, 1, 0) == 24_000_000, "no time counts as a second");
        require(DepositPrice.afterTime(400_000, 100_000, 16 * 3600) == 100_000, "the minimum");
        require(DepositPrice.afterTime(400_000, 100_000, 16 * 3600 - 1) > 100_000, "just before");
        require(DepositPrice.afterTime(0, 7, 1) == 7, "no weight");
    }

    /// @dev price = ceil(60 w / sqrt(s)) as far as 32 binary places tell; never below the minimum,
    /// never beyond 40 bits, never rising.
    function testFuzz_paperPrice(uint40 weight, uint40 minimum, uint32 elapsed) public pure {
        uint256 weight_ = uint256(weight) % (MAX_WEIGHT + 1);
        uint256 price = DepositPrice.afterTime(weight_, minimum, elapsed);
        require(price >= minimum && price <= type(uint40).max, "range");
        require(price >= DepositPrice.afterTime(weight_, minimum, uint256(elapsed) + 1), "falls");
        uint256 seconds_ = elapsed == 0 ? 1 : elapsed;
        uint256 first = (60 * weight_) ** 2;
        // Rounded up, the root having been rounded down by less than one part in 2^32: two units less
        // would not do, were it not for that part.
        require(price * price * seconds_ >= first, "not too low");
        if (price > minimum && price > 2) {
            uint256 below = price - 2 - (price >> 31);
            require(below * below * seconds_ <= first, "not too high");
        }
    }

    function test_theBucketDoublesWithEveryStep() public pure {
        require(DepositPrice.inBucket(1000, 0, 60, 50, 25) == 1000, "empty");
        require(DepositPrice.inBucket(1000, 3000, 60, 50, 25) == 1000, "full");
        require(DepositPrice.inBucket(1000, 3000 + 750, 60, 50, 25) == 1500, "half a step");
        require(DepositPrice.inBucket(1000, 3000 + 1500, 60, 50, 25) == 2000, "a step");
        require(DepositPrice.inBucket(1000, 3000 + 2250, 60, 50, 25) == 3000, "one and a half");
        require(DepositPrice.inBucket(1000, 3000 + 4500, 60, 50, 25) == 8000, "three steps");
        require(DepositPrice.inBucket(1, 1 + 60 * 39, 60, 0, 1) < 1 << 40, "below the cap");
        require(DepositPrice.inBucket(1, 60 * 40, 60, 0, 1) == type(uint40).max, "the cap");
        require(DepositPrice.inBucket(1 << 39, 120, 60, 0, 1) == type(uint40).max, "the cap, too");
    }

    /// @dev Doubled in a loop, then along the straight line to the next power, in 256ths rounded up.
    function testFuzz_bucketPrice(
        uint40 base,
        uint32 busy,
        uint32 interval,
        uint16 level,
        uint16 step
    ) public pure {
        uint256 interval_ = 1 + uint256(interval) % 1 days;
        uint256 step_ = 1 + uint256(step) % 1000;
        uint256 level_ = uint256(level) % 1000;
        uint256 price = DepositPrice.inBucket(base, busy, interval_, level_, step_);
        require(price >= base, "at least the base");
        uint256 later = DepositPrice.inBucket(base, uint256(busy) + 1, interval_, level_, step_);
        require(later >= price, "never falls as the bucket fills");

        uint256 expected = base;
        uint256 full = level_ * interval_;
        if (busy > full) {
            uint256 over = busy - full;
            while (over >= interval_ * step_ && expected <= type(uint40).max) {
                over -= interval_ * step_;
                expected *= 2;
            }
            uint256 parts = over * 256 / (interval_ * step_);
            expected = (expected * (256 + parts) + 255) / 256;
        }
        if (expected > type(uint40).max) expected = type(uint40).max;
        // With a base of 0 the loop has nothing to cap; the contract refuses such terms.
        if (base != 0) require(price == expected, "naive");
    }

    function checkRoot(uint256 seconds_) private pure {
        if (seconds_ > type(uint32).max) return;
        uint256 root = DepositPrice.squareRoot(seconds_);
        require(root * root <= seconds_ << 64, "root too large");
        require((root + 1) * (root + 1) > seconds_ << 64, "root too small");
    }
}
