// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The rule of the margin perceptron with a tail, one number at a time and nothing packed:
/// halving goes through every value there is.
contract NaiveTail {
    uint256 public immutable LABELS;
    uint256 public immutable DIMENSIONS;
    uint256 public samplesSeen;
    uint256 public halvings;
    mapping(uint256 vector => mapping(uint256 place => int256)) public weights;
    mapping(uint256 vector => int256) public biases;
    mapping(uint256 vector => mapping(uint256 id => int256)) public values;

    /// @dev Whose values are not always 0.
    uint256[] private _ids;
    mapping(uint256 id => bool) private _known;

    uint8[10] private _rates = [32, 23, 16, 11, 8, 6, 4, 3, 2, 1];

    struct Step {
        uint256 label;
        uint256 rival;
        int256 rate;
        uint256 halvings;
        bool back;
    }

    constructor(uint256 labels, uint256 dimensions, uint256 seen) {
        (LABELS, DIMENSIONS, samplesSeen) = (labels, dimensions, seen);
    }

    function setWeights(int256[] calldata all) external {
        for (uint256 i; i < all.length; ++i) {
            weights[i / DIMENSIONS][i % DIMENSIONS] = all[i];
        }
    }

    function setValue(uint256 vector, uint256 id, int256 value) external {
        values[vector][id] = value;
        know(id);
    }

    function scoresOf(int256[] calldata x, uint256[] calldata ids)
        public
        view
        returns (int256[] memory scores)
    {
        scores = new int256[](LABELS);
        for (uint256 k; k < LABELS; ++k) {
            if (LABELS == 2 && k == 0) continue;
            uint256 vector = LABELS == 2 ? 0 : k;
            int256 score = 4 * biases[vector];
            for (uint256 i; i < x.length; ++i) {
                score += weights[vector][i] * x[i];
            }
            for (uint256 i; i < ids.length; ++i) {
                score += 16 * values[vector][ids[i]];
            }
            scores[k] = score;
        }
    }

    /// @return lesson As the contract packs it: place of the rate + 1, rival, halvings.
    function teach(int256[] calldata x, uint256[] calldata ids, uint256 label)
        external
        returns (uint256 lesson)
    {
        int256[] memory scores = scoresOf(x, ids);
        uint256 rival = label == 0 ? 1 : 0;
        for (uint256 k; k < LABELS; ++k) {
            if (k != label && scores[k] > scores[rival]) rival = k;
        }
        uint256 h = rateIndex();
        int256 logit = int256(512 * DIMENSIONS);
        int256 margin = scores[label] - scores[rival];
        if (margin > logit || margin < -3 * logit) return 0;
        lesson = h + 1 + 16 * rival + 256 * halvings;
        ++samplesSeen;
        move(x, ids, Step(label, rival, int256(uint256(_rates[h])), 0, false));
    }

    function unteach(int256[] calldata x, uint256[] calldata ids, uint256 label, uint256 lesson)
        external
    {
        if (lesson == 0) return;
        int256 rate = int256(uint256(_rates[lesson % 16 - 1]));
        uint256 rival = lesson / 16 % 16;
        move(x, ids, Step(label, rival, rate, halvings - lesson / 256, true));
    }

    function move(int256[] calldata x, uint256[] calldata ids, Step memory step) private {
        bool large;
        if (LABELS == 2) {
            large = moveVector(x, ids, step, 0, (step.label == 1) != step.back);
        } else {
            bool first = moveVector(x, ids, step, step.label, !step.back);
            bool second = moveVector(x, ids, step, step.rival, step.back);
            large = first || second;
        }
        if (large) halve();
    }

    function moveVector(
        int256[] calldata x,
        uint256[] calldata ids,
        Step memory step,
        uint256 vector,
        bool towards
    ) private returns (bool large) {
        int256 sign = towards ? int256(1) : -1;
        bytes memory packed = new bytes(x.length);
        for (uint256 i; i < x.length; ++i) {
            packed[i] = bytes1(uint8(uint256(x[i] + 128)));
        }
        bytes32 dither = keccak256(packed);
        for (uint256 i; i < x.length; ++i) {
            uint256 noise = uint8(dither[(i + i / 32) % 32]);
            int256 change = (step.rate * x[i] + int256(noise)) >> 8;
            int256 weight = weights[vector][i] + sign * (change >> step.halvings);
            weights[vector][i] = weight;
            large = large || weight >= 480 || weight <= -480;
        }
        int256 fourfold = (4 * step.rate) >> step.halvings;
        int256 bias = biases[vector] + sign * fourfold;
        biases[vector] = bias;
        for (uint256 i; i < ids.length; ++i) {
            int256 value = values[vector][ids[i]] + sign * fourfold;
            if (value > 16383) value = 16383;
            if (value < -16383) value = -16383;
            values[vector][ids[i]] = value;
            know(ids[i]);
        }
        return large || bias >= 16384 || bias <= -16384;
    }

    function halve() private {
        ++halvings;
        for (uint256 v; v < LABELS; ++v) {
            biases[v] >>= 1;
            for (uint256 i; i < DIMENSIONS; ++i) {
                weights[v][i] >>= 1;
            }
            for (uint256 i; i < _ids.length; ++i) {
                values[v][_ids[i]] >>= 1;
            }
        }
    }

    /// @dev The whole logarithm of (1 + n / 64) * sqrt(2), sqrt(2) as 181 / 128.
    function rateIndex() private view returns (uint256 h) {
        while (h < 9 && (samplesSeen + 64) * 181 >= 8192 * 2 ** (h + 1)) {
            ++h;
        }
    }

    function know(uint256 id) private {
        if (_known[id]) return;
        _known[id] = true;
        _ids.push(id);
    }
}
