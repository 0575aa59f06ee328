// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ITailPerceptron} from "../../src/interfaces/ITailPerceptron.sol";
import {Features} from "../helpers/Features.sol";
import {OpenTail, TailBase} from "../helpers/TailTasks.sol";
import {vm} from "../helpers/Vm.sol";

/// @notice People who want to own a word: to make the model say their label whenever it comes.
///
/// The honest texts here are of two kinds that differ in the sign of a pattern, with ids of their own;
/// the attacked word, id 77, is new to the model.
contract TailAttacksTest is TailBase {
    uint256 private constant WORD = 77;
    int256 private constant LOGIT = 512 * 64;

    function test_aWordCountsOnce() public {
        OpenTail task = trained();
        uint256[] memory ids = new uint256[](8);
        for (uint256 i; i < 8; ++i) {
            ids[i] = WORD;
        }
        bytes32 before = hashOf(task);
        vm.expectRevert(
            abi.encodeWithSelector(ITailPerceptron.IdsNotAscending.selector, WORD, WORD)
        );
        task.teach(sampleOf(text(1, true), ids), 1);
        assertTrue(hashOf(task) == before, "unchanged");
    }

    /// @dev The cheapest attack there was: it moves the word and nothing that anybody would notice.
    function test_bareIdsAreRefused() public {
        OpenTail task = trained();
        bytes32 before = hashOf(task);
        int256[] memory x = new int256[](64);
        for (uint256 i; i < 100; ++i) {
            // Nothing at all, then as much as one feature can hold.
            if (i == 50) x[3] = 127;
            vm.expectRevert(
                abi.encodeWithSelector(
                    ITailPerceptron.NormTooSmall.selector, i < 50 ? 0 : 127 * 127, 26_240
                )
            );
            task.teach(sampleOf(x, list(WORD, WORD + 1 + i)), 1);
        }
        assertTrue(hashOf(task) == before, "unchanged");
    }

    /// @dev 100 samples of the least norm, all features at random: the dense part is a coin's throw, so
    /// learning ends where the word alone says a logit.
    function test_aWordPushedAloneEndsAtALogit() public {
        OpenTail task = trained();
        uint256 learnt;
        for (uint256 i; i < 100; ++i) {
            if (task.teach(sampleOf(noise(i), list(WORD)), 1) != 0) ++learnt;
        }
        int256 value = valueAt(task, 2, 64, WORD, 0);
        assertTrue(learnt < 70, "the model had enough of it");
        assertTrue(16 * value > LOGIT / 2 && 16 * value < 3 * LOGIT / 2, "about a logit");
        // Samples of the other label undo it; steps are smaller by now.
        uint256 undone;
        for (; valueAt(task, 2, 64, WORD, 0) > 0; ++undone) {
            task.teach(sampleOf(noise(1000 + undone), list(WORD)), 0);
        }
        assertTrue(undone < 2 * learnt, "undone by not many more");
    }

    /// @dev Whoever sets the features against the word keeps it learning, but the features learn with
    /// it, and the word has its limit.
    function test_aWordPushedAgainstTheFeaturesIsBounded() public {
        OpenTail task = trained();
        uint256 learnt;
        for (uint256 i; i < 400; ++i) {
            // A text of the other kind, so that the score stays low.
            if (task.teach(sampleOf(text(i, false), list(WORD)), 1) != 0) ++learnt;
        }
        int256 value = valueAt(task, 2, 64, WORD, 0);
        assertTrue(learnt < 200, "it comes to an end");
        assertTrue(value <= LIMIT && 16 * value < 3 * LOGIT, "below three logits");
    }

    /// @dev At the limit the most that a word can say is 8 logits, whatever comes.
    function test_noWordPassesItsLimit() public {
        uint256[] memory words = withTail(zeroWords(2, 64), 2);
        setValue(words, 3, 2, WORD, 0, LIMIT);
        setValue(words, 3, 2, WORD + 1, 0, -LIMIT);
        OpenTail task = newTail(2, 64, 0, words);
        for (uint256 i; i < 60; ++i) {
            task.teach(sampleOf(noise(i), list(WORD, WORD + 1)), 1);
            int256 value = valueAt(task, 2, 64, WORD, 0);
            assertTrue(value == LIMIT && 16 * value < 8 * LOGIT, "stays");
        }
    }

    /// @dev What 100 crafted samples do to texts with the word, and to all others.
    function test_aHundredCraftedSamples() public {
        OpenTail task = trained();
        assertTrue(right(task, false, false) >= 95 && right(task, true, false) >= 95, "learnt");
        assertTrue(right(task, false, true) >= 95, "a new word says nothing");
        for (uint256 i; i < 100; ++i) {
            task.teach(sampleOf(noise(i), list(WORD)), 1);
        }
        // About a third of the texts with the word turn: the features outvote it in most. A norm that
        // is asked for does not prevent that, but makes whoever wants it name features.
        assertTrue(right(task, false, true) >= 50, "most texts with the word");
        assertTrue(right(task, false, false) >= 95 && right(task, true, false) >= 95, "others");
        // Honest texts with the word win it back.
        for (uint256 i; i < 30; ++i) {
            task.teach(textWith(5000 + i, false, true), 0);
        }
        assertTrue(right(task, false, true) >= 95, "won back");
    }

    /// @dev Two kinds of texts, learnt 100 times each.
    function trained() private returns (OpenTail task) {
        task = newTail(2, 64, 0, zeroWords(2, 64));
        for (uint256 i; i < 200; ++i) {
            task.teach(textWith(i, i % 2 == 1, false), i % 2);
        }
    }

    /// @dev How many of 100 new texts of a kind get its label.
    function right(OpenTail task, bool kind, bool withWord) private view returns (uint256 count) {
        for (uint256 i; i < 100; ++i) {
            (uint8 label,) = task.predict(textWith(10_000 + i, kind, withWord));
            if ((label == 1) == kind) ++count;
        }
    }

    /// @dev A text with three words of its kind, of twenty that it has.
    function textWith(uint256 seed, bool kind, bool withWord) private pure returns (bytes memory) {
        uint256[] memory ids = new uint256[](withWord ? 4 : 3);
        uint256 next = kind ? 2000 : 1000;
        uint256 place;
        if (withWord) ids[place++] = WORD;
        for (; place < ids.length; ++place) {
            next += 1 + uint256(keccak256(abi.encode(seed, place, "word"))) % 7;
            ids[place] = next;
        }
        return sampleOf(text(seed, kind), ids);
    }

    /// @dev The pattern of a kind, a quarter of the signs wrong.
    function text(uint256 seed, bool kind) private pure returns (int256[] memory x) {
        x = Features.random(seed, 64, 1_000_000);
        int256[] memory pattern = Features.random(1 << 255, 64, 1_000_000);
        for (uint256 i; i < 64; ++i) {
            bool wrong = x[i] < -500_000;
            x[i] = ((pattern[i] > 0) == kind) != wrong ? int256(30) : -30;
        }
    }

    /// @dev 64 features of 21, every sign by chance.
    function noise(uint256 seed) private pure returns (int256[] memory x) {
        x = Features.random(seed, 64, 1_000_000);
        for (uint256 i; i < 64; ++i) {
            x[i] = x[i] > 0 ? int256(21) : -21;
        }
    }
}
