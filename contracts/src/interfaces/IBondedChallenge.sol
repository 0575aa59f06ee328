// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Bonded challenge: people, not the model, decide which label is right, by what they are
/// ready to lose. Not in Harris & Waggoner 2019; it stands where section III-C lets the model judge.
///
/// A text has one label at a time. Whoever gives it stakes a bond; whoever holds another label right
/// stakes a multiple of that bond on it, and so on. Once nobody raised for the quiet time, the last
/// label is final. Right stakes come back; of the wrong ones a share pays those who overthrew them,
/// and the rest, at least half, is destroyed.
///
/// A text's key is `keccak256(features)`. Bonds are counted in the task's units everywhere.
interface IBondedChallenge {
    /// @notice The rules of one task.
    struct Terms {
        /// @dev Least bond of a first label, in units; at least 1.
        uint40 minimumBond;
        /// @dev Seconds without a challenge after which a label is final; at least 1.
        uint32 quietTime;
        /// @dev A challenge stakes at least this many times the bond it challenges; at least 2.
        uint8 multiplier;
        /// @dev 256ths of a wrong bond for whoever overthrew it; at most 128, the rest is destroyed.
        uint8 winnerShare;
        /// @dev How many challenges it takes before the arbitrator can be asked; 0 without one.
        uint8 arbitrationFrom;
        /// @dev Seconds after which an arbitrator's silence counts as a refusal; 0 without one.
        uint32 arbitrationTime;
        /// @dev Passed on to the arbitrator: which court, and the least number of jurors.
        uint32 court;
        uint16 jurors;
        /// @dev An ERC-792 arbitrator, or 0.
        address arbitrator;
    }

    /// @notice A first label was accepted and taught to the model.
    /// @param bond In the task's units.
    /// @param textHash keccak256 of the text in UTF-8; 0 where the text is not shown.
    /// @param features The bytes given, so that anyone can settle the claim later.
    event ClaimAdded(
        bytes32 indexed key,
        address indexed contributor,
        uint8 indexed label,
        uint40 bond,
        bytes32 textHash,
        bytes features
    );

    /// @notice `ClaimAdded` for each text of a batch, in one event, since an event each would be a
    /// tenth of what the text costs. Its key is the hash of its features.
    /// @param bond Of each.
    /// @param labels A byte a text.
    /// @param textHashes One a text, or none at all.
    /// @param features All texts' features, one behind the other, all of the same length.
    event ClaimsAdded(
        address indexed contributor, uint40 bond, bytes labels, bytes32[] textHashes, bytes features
    );

    /// @notice Somebody staked on another label.
    event ClaimChallenged(
        bytes32 indexed key,
        address indexed challenger,
        uint8 indexed label,
        uint40 bond,
        bytes32 textHash
    );

    /// @notice The arbitrator was asked and paid.
    event ArbitrationRequested(
        bytes32 indexed key, address indexed asker, uint256 indexed disputeId
    );

    /// @notice The claim is settled for ever; bonds are paid.
    event ClaimSettled(bytes32 indexed key, uint8 indexed label);

    /// @notice The first label fell, and the model unlearnt it.
    /// @param relearnt Whether it was taught the final label, which it is where the text was shown.
    event LabelFell(bytes32 indexed key, uint8 indexed label, bool relearnt);

    /// @notice The transaction came later than its sender wanted.
    error DeadlinePassed(uint256 deadline, uint256 time);

    /// @notice This text has a label already. To contradict it, challenge it.
    error ClaimExists(bytes32 key);

    /// @notice This text has no label yet.
    error ClaimUnknown(bytes32 key);

    /// @notice The claim is settled.
    error ClaimClosed(bytes32 key);

    /// @notice The quiet time is over: the last label is final.
    error AlreadyFinal(uint256 since, uint256 time);

    /// @notice The arbitrator has the claim, or has decided it.
    error InArbitration(bytes32 key);

    /// @notice The claim is not final yet.
    error TooEarly(uint256 until, uint256 time);

    /// @notice The text has this label now.
    error SameLabel(uint256 label);

    /// @notice The stake must be higher.
    error BondTooLow(uint256 least, uint256 given);

    /// @notice A record holds no higher bond, and a first one must leave room for a challenge.
    error BondTooHigh(uint256 most, uint256 given);

    /// @notice Somebody raised before; the bond is now higher than the sender was ready to meet.
    error BondMoved(uint256 bond, uint256 maxPreviousBond);

    /// @notice The stakes given are not those that were made.
    error WrongHistory(uint256 expected, uint256 given);

    /// @notice `features` cannot be cut in as many equal parts as there are labels, or there is another
    /// number of texts.
    error WrongBatch(uint256 features, uint256 labels, uint256 texts);

    /// @notice This task has no arbitrator.
    error NoArbitrator();

    /// @notice The arbitrator can be asked only after more challenges.
    error TooFewChallenges(uint256 needed, uint256 made);

    /// @notice Asking the arbitrator costs exactly this, in wei.
    error WrongArbitrationCost(uint256 cost, uint256 sent);

    /// @notice Only this arbitrator decides.
    error NotArbitrator(address arbitrator);

    /// @notice The arbitrator gave a number that another open dispute has.
    error DisputeExists(uint256 disputeId);

    /// @notice No dispute of that number waits for a ruling: never made, decided, or out of time.
    error DisputeUnknown(uint256 disputeId);

    /// @notice 0 or a label's number plus 1.
    error UnknownRuling(uint256 ruling, uint256 most);

    /// @notice Gives a text its first label, stakes a bond on it and teaches the model.
    /// @param features As the model takes them.
    /// @param label The right label in the sender's eyes.
    /// @param bond At least `minimumBond`, in units. A higher one makes it dearer to challenge a right
    /// label, and more worthwhile to check it.
    /// @param deadline Last second at which the sender wants this.
    /// @param textHash keccak256 of the text, which its author shows to those who check it; 0: not
    /// shown.
    /// @dev What is sent above the bond comes back. With these types the function's selector is the
    /// lowest, so that the dispatcher, which compares one after another, finds it first.
    function submit(
        bytes calldata features,
        uint8 label,
        uint128 bond,
        uint256 deadline,
        bytes32 textHash
    ) external payable;

    /// @notice `submit` for many, in order: records and model become what they would by one call
    /// after another.
    /// @param features All texts' features, one behind the other, all of the same length.
    /// @param labels A byte a text.
    /// @param bond For each.
    /// @param textHashes One a text, or none at all.
    function submitMany(
        bytes calldata features,
        bytes calldata labels,
        uint128 bond,
        uint256 deadline,
        bytes32[] calldata textHashes
    ) external payable;

    /// @notice Stakes on another label than the last. The quiet time starts anew.
    /// @param bond At least `multiplier` times the last bond, in units.
    /// @param maxPreviousBond The last bond that the sender is ready to meet: whoever raises before
    /// makes this call fail instead of making it mean something else.
    /// @param textHash As in `submit`. It says that the sender saw the text and that the features are
    /// its features: where the first label falls, the model learns the final one only if somebody who
    /// staked on it said so.
    function challenge(
        bytes32 key,
        uint8 label,
        uint128 bond,
        uint128 maxPreviousBond,
        uint256 deadline,
        bytes32 textHash
    ) external payable;

    /// @notice Asks the arbitrator, whose cost in wei is to be sent exactly. Nobody can raise from then
    /// on. If the ruling overthrows the last label, the asker is paid as if they had raised with the
    /// label that wins.
    /// @dev From `arbitrationFrom` challenges on, or once no higher bond can be written down.
    function requestArbitration(bytes32 key, uint128 maxPreviousBond) external payable;

    /// @notice Pays all bonds of a final claim, and corrects the model if its first label fell. Anyone.
    /// @param history All stakes but the last, oldest first, as they can be read from the events;
    /// layout in `Claim`. Empty for a claim that nobody challenged.
    function settle(bytes calldata features, uint256[] calldata history) external;

    /// @notice Pays the bonds of final claims that nobody challenged. Passes over all others, so that
    /// nobody can stop the rest by settling one. Anyone.
    function release(bytes32[] calldata keys) external;

    /// @notice The rules of this task.
    function terms() external view returns (Terms memory);

    /// @notice Raw records, 0 where there is none; layout in `Claim`.
    function claims(bytes32[] calldata keys) external view returns (uint256[] memory records);

    /// @notice Least bond, in units, of a challenge in this block; 0 if there can be none.
    function bondToChallenge(bytes32 key) external view returns (uint256 bond);

    /// @notice From when on `settle` works, in seconds, if nobody raises and no ruling comes; 0 for
    /// texts that have no label or are settled.
    function finalAt(bytes32 key) external view returns (uint256 time);

    /// @notice What a claim has besides its record.
    /// @return history All stakes but the last; layout in `Claim`. 0 if undisputed or settled.
    /// @return asker Who asked the arbitrator.
    /// @return ruling 0, or the label that the arbitrator gave, plus 1.
    function disputeOf(bytes32 key)
        external
        view
        returns (uint256 history, address asker, uint256 ruling);
}
