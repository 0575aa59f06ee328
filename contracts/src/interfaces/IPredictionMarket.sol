// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The prediction market of Harris & Waggoner 2019, section III-B: a provider who has a test
/// set pays for every contribution by how much it improves the model on that test set.
///
/// Three phases. *Commitment*: the provider deposits the bounty and the hashes of the parts of the
/// test set; a draw that nobody foresees picks some parts, which must be shown at once and are never
/// scored. *Participation*: people stake on contributions whose hash alone is known, and reveal them
/// once nobody can join any more; the model does not learn yet. *Reward*: the provider opens the
/// other parts, and anybody drives the computation on, in pieces of any size.
///
/// **A part** is `salt (32 bytes, secret, random) ‖ sample ‖ sample ...`; a sample is `length of the
/// features (2 bytes) ‖ label (1 byte) ‖ features`. The commitment to it is its keccak256.
///
/// **A contribution** is committed to by
/// `keccak256(abi.encode(market, contributor, keccak256(features), label, salt))`.
///
/// **Loss** of one example, with m its label's score minus the best other one and T one logit:
/// clip((2 - m / T) / 4, 0, 1), counted exactly in 1 / 4T. The loss of a model is the mean over the
/// scored examples.
///
/// **A round** spends at most `roundPay`. It starts from the starter model and learns the
/// contributions in the order in which they joined, in groups of `groupSize`; each member of a group
/// earns `roundPay / groupSize * (loss before - loss after)`, rounded down, possibly less than
/// nothing. Balances begin with the stake. Who has less than `roundPay / groupSize`, the most that a
/// round can cost, is dropped, and later rounds are without that contribution. Since the rounds of
/// an unchanged cast are all alike, they are counted and not computed one by one: a *pass* computes
/// one round, plays it until somebody goes broke or no round is left, and drops who did.
///
/// The paper's own setting: `groupSize` 1, `stake` = `roundPay`, `cancelBurn` 0.
interface IPredictionMarket {
    /// @notice The rules of one market. Times in seconds, amounts in the task's units.
    struct Terms {
        /// @dev For each contribution; at least `roundPay / groupSize`, rounded up.
        uint40 stake;
        /// @dev The most that one round pays; at least 1. The bounty is `rounds * roundPay`.
        uint40 roundPay;
        /// @dev At least 1. The computation takes at most as many passes.
        uint8 rounds;
        /// @dev Contributions scored together; at least 1.
        uint8 groupSize;
        /// @dev Parts of the test set, 2 to 255.
        uint8 parts;
        /// @dev How many of them the draw shows; at least 1, less than all.
        uint8 shownParts;
        /// @dev Samples in every part; at least 1. A part is at most 24,575 bytes, and samples times
        /// labels times features at most 98,304.
        uint8 partSize;
        /// @dev 256ths of the bounty that are destroyed if the market does not open, so that trying
        /// again until the draw is a lucky one costs something.
        uint8 cancelBurn;
        /// @dev Joining ends with so many contributions; at least 1.
        uint16 maxContributions;
        /// @dev From the offer until the drawn parts must have been shown.
        uint32 showTime;
        /// @dev From then until joining ends.
        uint32 joinTime;
        /// @dev From the end of joining until contributions must have been revealed.
        uint32 revealTime;
        /// @dev From then until the provider must have opened all other parts.
        uint32 answerTime;
    }

    /// @notice What is going on, and so what can be done.
    enum Phase {
        /// @dev The provider has not offered yet: `offer`.
        Offering,
        /// @dev Parts are committed to: `draw`; `cancel`.
        Drawing,
        /// @dev The provider must show the drawn parts: `revealPart`; `cancel`.
        Showing,
        /// @dev The draw or a part came too late: `cancel`.
        Failed,
        /// @dev `join`.
        Joining,
        /// @dev Contributors must reveal: `reveal`.
        Revealing,
        /// @dev Nobody joined, or nobody revealed: `cancel`.
        Deserted,
        /// @dev The provider must open the other parts: `revealPart`.
        Answering,
        /// @dev The provider did not: `expire`.
        Overdue,
        /// @dev Anybody: `advance`.
        Rewarding,
        /// @dev Computed, the provider has the rest of the bounty: `claim`.
        Finished,
        /// @dev The bounty is the contributors': `claim`.
        Defaulted,
        /// @dev Over, without contributions.
        Cancelled
    }

    enum Status {
        /// @dev Only the commitment is known.
        Committed,
        /// @dev Revealed, and not dropped.
        Alive,
        /// @dev Went broke: the model no longer learns it. What is left of the stake is still owed.
        Dropped,
        Paid
    }

    /// @notice One contribution: two words.
    ///
    /// | word | bits      | field       |                                                    |
    /// |------|-----------|-------------|----------------------------------------------------|
    /// |    0 |           | digest      | the commitment; later keccak256(features ‖ label)  |
    /// |    1 |   0 - 159 | contributor | 0 until revealed, as the rest                      |
    /// |    1 | 160 - 215 | balance     | in the task's units                                |
    /// |    1 | 216 - 223 | label       |                                                    |
    /// |    1 | 224 - 231 | status      | see `Status`                                       |
    struct Contribution {
        bytes32 digest;
        address contributor;
        uint56 balance;
        uint8 label;
        Status status;
    }

    /// @notice Where a market stands.
    struct State {
        Phase phase;
        /// @dev When the phase ends by itself; 0 if it does not. Seconds.
        uint256 until;
        /// @dev The block whose hash draws; it can be used in the 256 blocks after it.
        uint256 drawBlock;
        /// @dev Bit i: part i is to be shown, or was.
        uint256 drawn;
        /// @dev Bit i: part i is revealed.
        uint256 revealedParts;
        uint256 committed;
        uint256 revealed;
    }

    /// @notice What the computation does next. All but the first two need nothing from outside.
    enum Step {
        /// @dev Keep a copy of the starter model, and find its loss.
        Freeze,
        /// @dev Learn the next contribution: its features are needed.
        Learn,
        /// @dev Add the next part of the test set to the loss.
        Score,
        /// @dev Pay and drop, one contribution.
        Settle,
        /// @dev Put the starter model back.
        Restore,
        Done
    }

    /// @notice How far the computation is: one word, its fields from the lowest bits on.
    struct Computation {
        Step step;
        /// @dev Passes that are over.
        uint8 pass;
        /// @dev Rounds not yet paid.
        uint8 roundsLeft;
        /// @dev Rounds that this pass can play at most, as far as is known.
        uint8 playable;
        /// @dev Members of the present group so far.
        uint8 members;
        /// @dev The next part to score.
        uint8 part;
        /// @dev The next contribution to learn or settle.
        uint16 next;
        /// @dev Groups of this pass before the present one.
        uint16 group;
        /// @dev Contributions that are not dropped.
        uint16 alive;
        /// @dev The lowest balance in the present group.
        uint56 lowest;
        /// @dev All balances together.
        uint64 owed;
    }

    /// @notice Losses in 1 / 4T, summed over the scored examples: one word, as above.
    struct Losses {
        /// @dev Of the starter model.
        uint80 initial;
        /// @dev Before the present group.
        uint80 before;
        /// @dev Of the present scoring, so far.
        uint80 sum;
    }

    /// @notice The provider committed to a test set; `partHashes` reads to what.
    event Offered(uint256 drawBlock);

    /// @notice Which parts the provider has to show, a bit each.
    event Drawn(uint256 parts);

    /// @notice A drawn part: everybody can see what the test set is like. With the last of them people
    /// can join.
    event PartShown(uint256 indexed index, bytes part);

    event Joined(uint256 indexed index, address indexed contributor, bytes32 commitment);

    /// @notice A contribution as its features and label, so that anyone can teach it later.
    event Revealed(
        uint256 indexed index, address indexed contributor, uint8 indexed label, bytes features
    );

    /// @notice A part that will be scored; `part(index)` reads it.
    event PartOpened(uint256 indexed index);

    /// @notice A group is computed: what each member earns by each round of this pass.
    event GroupScored(uint256 indexed pass, uint256 indexed group, int256 pay);

    event Dropped(uint256 indexed index);

    /// @notice A pass is paid: how many rounds it stood for.
    event PassEnded(uint256 indexed pass, uint256 rounds);

    /// @notice All is computed. In the task's units.
    /// @param spent What contributors got from the bounty in the end; below 0: what they lost.
    event Finished(int256 spent);

    /// @notice The provider did not open the test set in time.
    event Expired(uint256 share);

    event Cancelled();

    event Claimed(uint256 indexed index, address indexed contributor, uint256 amount);

    /// @notice Not now.
    error WrongPhase(Phase present);

    /// @notice The model has more words than a copy can hold, so that it cannot be put back.
    error ModelTooLarge(uint256 words, uint256 maximum);

    /// @notice Only the task's creator.
    error NotProvider(address provider);

    error WrongPartCount(uint256 expected, uint256 given);

    /// @notice The block that draws is not there yet.
    error DrawTooEarly(uint256 drawBlock);

    error PartUnknown(uint256 index);

    /// @notice A hidden part while drawn ones are due, or a drawn one later.
    error PartNotDue(uint256 index);

    error PartKnown(uint256 index);

    /// @notice These bytes are not what the provider committed to.
    error WrongPart(uint256 index);

    /// @notice The part has another number of samples, or its lengths do not fit.
    error MalformedPart(uint256 samples);

    error PartTooLarge(uint256 size, uint256 maximum);

    /// @notice No commitments were given.
    error NothingGiven();

    error TooManyContributions(uint256 maximum);

    error AlreadyRevealed(uint256 index);

    /// @notice Features, label, salt or sender are not those of the commitment, or there is none.
    error WrongReveal(uint256 index);

    /// @notice These are not the features of the contribution that is next.
    error WrongFeatures(uint256 index);

    /// @notice Features for more contributions than this piece took, or for none.
    error TooManyFeatures(uint256 used, uint256 given);

    /// @notice The computation needs the next contribution's features, or no step was asked for.
    error NothingToDo();

    /// @notice There is no such contribution, or it was not revealed, so that its stake is lost.
    error NotRevealed(uint256 index);

    error AlreadyPaid(uint256 index);

    /// @notice The provider's commitment: deposits the bounty and the hashes of all parts.
    function offer(bytes32[] calldata parts) external payable;

    /// @notice Picks the parts to show by the hash of the block that the offer named. Anybody.
    /// @dev There is no second draw: if nobody draws in 256 blocks, the market failed.
    function draw() external;

    /// @notice Reveals a part: a drawn one at first, the others in the end.
    /// @param part In the format above. Every sample must be one that the model takes.
    function revealPart(uint256 index, bytes calldata part) external;

    /// @notice Ends a market that did not open (the provider, at any time) or that has no
    /// contributions. The bounty goes back, but for `cancelBurn` if it did not open.
    function cancel() external;

    /// @notice Stakes on contributions, one each, of which nothing is known but their hashes.
    function join(bytes32[] calldata commitments) external payable;

    /// @notice Reveals an own contribution. A stake is lost (destroyed) if this comes too late.
    function reveal(uint256 index, bytes calldata features, uint8 label, bytes32 salt) external;

    /// @notice The provider did not open the test set in time: gives the bounty to the contributions
    /// that were revealed, in equal shares. Anybody.
    function expire() external;

    /// @notice Goes on with the computation. Anybody.
    /// @param features Of the contributions to be learnt next, in their order: those that are alive.
    /// @param maxSteps How many steps (see `Step`) at most. It ends earlier where features are
    /// needed and no more are there.
    function advance(bytes[] calldata features, uint256 maxSteps) external;

    /// @notice Pays contributors what they are owed. Anybody.
    function claim(uint256[] calldata indices) external;

    function state() external view returns (State memory);

    /// @notice How far the reward is computed.
    /// @param words A `Computation` and `Losses`.
    function computation() external view returns (uint256[2] memory words);

    /// @notice What the provider committed to, 32 bytes a part; empty before the offer.
    function partHashes() external view returns (bytes memory);

    /// @notice A part that was opened to be scored; empty if it was not.
    function part(uint256 index) external view returns (bytes memory);

    /// @notice At most `size` contributions from number `from` on, two words each; layout in
    /// `Contribution`.
    function contributions(uint256 from, uint256 size) external view returns (uint256[2][] memory);

    /// @notice The starter model's words, 32 bytes each, once the computation began; empty before.
    function frozenWords() external view returns (bytes memory);

    /// @notice Loss of the present model on a part, in 1 / 4T, summed over its samples. For parts
    /// that `revealPart` would take.
    function lossOf(bytes calldata part) external view returns (uint256);
}
