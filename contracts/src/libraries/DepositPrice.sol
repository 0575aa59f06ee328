// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The price of a contribution, in two ways: the paper's, and a bucket.
library DepositPrice {
    uint256 private constant MAX_PRICE = type(uint40).max;

    /// @notice The bucket's price: `base` until the bucket holds `level` contributions, then doubling
    /// with every `step` more. A contribution fills it for `interval` seconds, in which it leaks out
    /// again. Between powers of 2 the price is a straight line; capped at 40 bits.
    /// @param busy Seconds until the bucket is empty; at most 2^32.
    /// @param interval, step Not 0.
    function inBucket(uint256 base, uint256 busy, uint256 interval, uint256 level, uint256 step)
        internal
        pure
        returns (uint256 price)
    {
        unchecked {
            uint256 full = level * interval;
            if (busy <= full) return base;
            // Doublings, with eight binary places.
            uint256 doublings = ((busy - full) << 8) / (interval * step);
            if (doublings >= 40 << 8) return MAX_PRICE;
            price = (base << (doublings >> 8)) * (256 + (doublings & 0xff));
            price = (price + 255) >> 8;
            if (price > MAX_PRICE) price = MAX_PRICE;
        }
    }

    /// @notice The paper's price (Harris & Waggoner 2019, section III-C): high when the model has just
    /// changed, falling with the square root of the time since. `weight * 60 / sqrt(elapsed)`,
    /// rounded up, at least `minimum`.
    /// @param weight Price one hour (3600 s = 60^2 s) after the last contribution; below 2^40.
    /// @param minimum Below 2^40.
    /// @param elapsed Seconds since the last contribution; 0 counts as 1, at most 2^32.
    function afterTime(uint256 weight, uint256 minimum, uint256 elapsed)
        internal
        pure
        returns (uint256 price)
    {
        unchecked {
            if (elapsed == 0) elapsed = 1;
            uint256 first = weight * 60;
            // Where the minimum holds, which is most of the time, no root is needed.
            if (first * first <= minimum * minimum * elapsed) return minimum;
            // 32 binary places on both sides: whole seconds alone would make the price jump.
            uint256 root = squareRoot(elapsed);
            price = ((first << 32) + root - 1) / root;
        }
    }

    /// @dev The root of whole seconds with 32 binary places: the largest integer whose square is at
    /// most `seconds_ << 64`.
    /// @param seconds_ 1 to 2^32 - 1.
    function squareRoot(uint256 seconds_) internal pure returns (uint256 root) {
        assembly ("memory-safe") {
            // The multiple of 4 with 2^k <= seconds < 2^(k + 4), by halving the range.
            let k := shl(4, lt(0xffff, seconds_))
            k := or(k, shl(3, lt(0xff, shr(k, seconds_))))
            k := or(k, shl(2, lt(0xf, shr(k, seconds_))))

            // 2^(k/2 + 1) is within a factor of 2 of the root. Newton's steps leave errors of 25%,
            // 2.5%, 3e-4, 5e-8, 1.1e-15: less than one unit of a root below 2^48. They come down
            // on the root from above, so that it remains to take away at most 1.
            let value := shl(64, seconds_)
            root := shl(shr(1, k), 0x200000000)
            root := shr(1, add(root, div(value, root)))
            root := shr(1, add(root, div(value, root)))
            root := shr(1, add(root, div(value, root)))
            root := shr(1, add(root, div(value, root)))
            root := shr(1, add(root, div(value, root)))
            root := sub(root, lt(div(value, root), root))
        }
    }
}
