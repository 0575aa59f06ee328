// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IDepositRefundTake} from "../../src/interfaces/IDepositRefundTake.sol";
import {Rules} from "../../src/interfaces/ITask.sol";
import {DepositTerms} from "../../src/types/DepositTerms.sol";
import {Stats} from "../../src/types/Stats.sol";
import {OpenTail} from "../exact/OpenTail.sol";
import {Base} from "./Base.sol";
import {Features} from "./Features.sol";

/// @notice Tasks with a tail, and their words and samples written the slow and obvious way.
abstract contract TailBase is Base {
    /// @dev The largest size of a value.
    int256 internal constant LIMIT = 16383;

    address private _open;

    function newTail(uint256 labels, uint256 dimensions, uint32 seen, uint256[] memory words)
        internal
        returns (OpenTail)
    {
        return OpenTail(create(openTail(), rulesOf(dimensions, seen), labels, words));
    }

    /// @dev The implementation.
    function openTail() internal virtual returns (address) {
        if (_open == address(0)) _open = address(new OpenTail(address(factory)));
        return _open;
    }

    function rulesOf(uint256 dimensions, uint32 seen) internal pure returns (Rules memory rules) {
        rules = standardRules();
        rules.dimensions = uint16(dimensions);
        rules.samplesSeen = seen;
        rules.terms = DepositTerms.pack(paperTerms());
    }

    function zeroWords(uint256 labels, uint256 dimensions)
        internal
        pure
        returns (uint256[] memory)
    {
        return randomWords(labels, dimensions, 0);
    }

    function vectorsOf(uint256 labels) internal pure returns (uint256) {
        return labels == 2 ? 1 : labels;
    }

    /// @dev Lanes of a word that a bucket has.
    function lanesOf(uint256 labels) internal pure returns (uint256) {
        return labels == 2 ? 1 : labels < 5 ? 4 : 8;
    }

    /// @dev Dense words and behind them the whole tail, all 0 yet.
    function withTail(uint256[] memory dense, uint256 labels)
        internal
        pure
        returns (uint256[] memory words)
    {
        words = new uint256[](dense.length + 4096 * lanesOf(labels) / 16);
        for (uint256 i; i < dense.length; ++i) {
            words[i] = dense[i];
        }
    }

    /// @dev Sets the value of an id in words whose tail starts at `tail`.
    function setValue(
        uint256[] memory words,
        uint256 tail,
        uint256 labels,
        uint256 id,
        uint256 vector,
        int256 value
    ) internal pure {
        uint256 lane = id * lanesOf(labels) + vector;
        uint256 u = uint256(value < 0 ? value + 32768 : value);
        words[tail + lane / 16] |= u * 2 ** (15 * (lane % 16));
    }

    /// @dev The value of an id as the model has it now.
    function valueAt(OpenTail task, uint256 labels, uint256 dimensions, uint256 id, uint256 vector)
        internal
        view
        returns (int256)
    {
        uint256 lane = id * lanesOf(labels) + vector;
        uint256[] memory words = new uint256[](1);
        words[0] = task.word(vectorsOf(labels) * Features.wordsOf(dimensions) + lane / 16);
        return valueIn(words, 0, 2, lane % 16, 0, task.counters().halvings());
    }

    /// @dev The same in words whose tail starts at `tail`, of a model halved so often.
    function valueIn(
        uint256[] memory words,
        uint256 tail,
        uint256 labels,
        uint256 id,
        uint256 vector,
        uint256 halvings
    ) internal pure returns (int256 value) {
        uint256 lane = id * lanesOf(labels) + vector;
        uint256 word = words[tail + lane / 16];
        value = int256(word / 2 ** (15 * (lane % 16)) % 32768);
        if (value > LIMIT) value -= 32768;
        for (uint256 then_ = word >> 240; then_ != halvings; then_ = (then_ + 1) % 256) {
            value >>= 1;
        }
    }

    /// @dev About two thirds of the norm that encoders aim at; no feature is 0.
    function draw(uint256 seed, uint256 dimensions) internal pure returns (int256[] memory x) {
        x = Features.random(seed, dimensions, 8);
        for (uint256 i; i < dimensions; ++i) {
            x[i] += uint256(keccak256(abi.encode(seed, i, "sign"))) % 2 == 0 ? int256(26) : -26;
        }
    }

    /// @dev `value` everywhere, the sign changing: no weight that is the same everywhere notices.
    function balanced(int256 value, uint256 dimensions) internal pure returns (int256[] memory x) {
        x = new int256[](dimensions);
        for (uint256 i; i < dimensions; ++i) {
            x[i] = i % 2 == 0 ? value : -value;
        }
    }

    function sampleOf(int256[] memory x, uint256[] memory ids)
        internal
        pure
        returns (bytes memory sample)
    {
        sample = Features.pack(x);
        for (uint256 i; i < ids.length; ++i) {
            sample = bytes.concat(sample, bytes2(uint16(ids[i])));
        }
    }

    function list() internal pure returns (uint256[] memory) {
        return new uint256[](0);
    }

    function list(uint256 a) internal pure returns (uint256[] memory ids) {
        ids = new uint256[](1);
        ids[0] = a;
    }

    function list(uint256 a, uint256 b) internal pure returns (uint256[] memory ids) {
        ids = new uint256[](2);
        (ids[0], ids[1]) = (a, b);
    }

    /// @dev Eight ids from `first` on, `step` apart.
    function eight(uint256 first, uint256 step) internal pure returns (uint256[] memory ids) {
        ids = new uint256[](8);
        for (uint256 i; i < 8; ++i) {
            ids[i] = first + i * step;
        }
    }

    function hashOf(OpenTail task) internal view returns (bytes32) {
        (uint256[] memory words, uint256 stats,) = task.model();
        return keccak256(abi.encode(words, stats, address(task).balance));
    }

    /// @dev Terms with a judge that averages.
    function averagingTerms() internal pure returns (IDepositRefundTake.Terms memory terms) {
        terms = paperTerms();
        terms.judgeTime = 30 days;
    }
}
