// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IArbitrable, IArbitrator} from "../../src/interfaces/IArbitrator.sol";
import {IBondedChallenge} from "../../src/interfaces/IBondedChallenge.sol";
import {Rules} from "../../src/interfaces/ITask.sol";
import {BondedChallengePerceptron} from "../../src/tasks/BondedChallengeTasks.sol";
import {BondTerms} from "../../src/types/BondTerms.sol";
import {Base} from "./Base.sol";
import {Features} from "./Features.sol";
import {vm} from "./Vm.sol";

/// @notice What tests of bonded challenges share.
abstract contract BondBase is Base {
    /// @dev Least bond in these tests: 0.0001 ether, in gwei.
    uint40 internal constant B = 100_000;

    address internal constant DAVE = address(0xDA7E);
    address internal constant NOBODY = 0x000000000000000000000000000000000000dEaD;

    struct Stake {
        address who;
        uint8 label;
        uint40 bond;
        bool shown;
    }

    BondedChallengePerceptron internal bondImplementation;

    function setUp() public virtual override {
        super.setUp();
        vm.deal(DAVE, 1000 ether);
        bondImplementation = new BondedChallengePerceptron(address(factory));
    }

    /// @dev The defaults, without an arbitrator.
    function bondTerms() internal pure returns (IBondedChallenge.Terms memory terms) {
        terms.minimumBond = B;
        terms.quietTime = 3 days;
        terms.multiplier = 2;
        terms.winnerShare = 128;
    }

    /// @dev The defaults, with one.
    function courtTerms(Court court) internal pure returns (IBondedChallenge.Terms memory terms) {
        terms = bondTerms();
        terms.arbitrationFrom = 4;
        terms.arbitrationTime = 90 days;
        terms.court = 7;
        terms.jurors = 5;
        terms.arbitrator = address(court);
    }

    function newBondTask(
        IBondedChallenge.Terms memory terms,
        uint256 labels,
        uint256 dimensions,
        address token
    ) internal returns (BondedChallengePerceptron) {
        return newBondTask(terms, labels, dimensions, token, 60);
    }

    /// @param size Of the starter's random weights.
    function newBondTask(
        IBondedChallenge.Terms memory terms,
        uint256 labels,
        uint256 dimensions,
        address token,
        uint256 size
    ) internal returns (BondedChallengePerceptron) {
        Rules memory rules = standardRules();
        rules.dimensions = uint16(dimensions);
        rules.token = token;
        rules.terms = BondTerms.pack(terms);
        uint256[] memory words = randomWords(labels, dimensions, size);
        return BondedChallengePerceptron(create(address(bondImplementation), rules, labels, words));
    }

    function sampleOf(uint256 seed, uint256 dimensions) internal pure returns (bytes memory) {
        return Features.pack(Features.random(seed, dimensions, 40));
    }

    function claimKey(bytes memory features) internal pure returns (bytes32) {
        return keccak256(features);
    }

    function recordOf(BondedChallengePerceptron task, bytes32 key) internal view returns (uint256) {
        bytes32[] memory keys = new bytes32[](1);
        keys[0] = key;
        return task.claims(keys)[0];
    }

    /// @dev First label by a stake: exactly its bond is sent.
    function submitStake(BondedChallengePerceptron task, bytes memory features, Stake memory stake)
        internal
    {
        bytes32 text = stake.shown ? keccak256("text") : bytes32(0);
        vm.prank(stake.who);
        task.submit{value: uint256(stake.bond) * 1 gwei}(
            features, stake.label, stake.bond, clock, text
        );
    }

    function challengeStake(BondedChallengePerceptron task, bytes32 key, Stake memory stake)
        internal
    {
        bytes32 text = stake.shown ? keccak256("text") : bytes32(0);
        vm.prank(stake.who);
        task.challenge{value: uint256(stake.bond) * 1 gwei}(
            key, stake.label, stake.bond, type(uint40).max, clock, text
        );
    }

    /// @dev A whole ladder, a day between two stakes.
    function play(BondedChallengePerceptron task, bytes memory features, Stake[] memory ladder)
        internal
    {
        submitStake(task, features, ladder[0]);
        for (uint256 i = 1; i < ladder.length; ++i) {
            pass(1 days);
            challengeStake(task, claimKey(features), ladder[i]);
        }
    }

    /// @dev All stakes but the last as `settle` takes them, packed the slow way.
    function historyOf(Stake[] memory ladder) internal pure returns (uint256[] memory history) {
        history = new uint256[](ladder.length - 1);
        for (uint256 i; i < history.length; ++i) {
            history[i] = uint256(uint160(ladder[i].who)) + uint256(ladder[i].bond) * 2 ** 160
                + uint256(ladder[i].label) * 2 ** 200 + (ladder[i].shown ? 2 ** 203 : 0);
        }
    }

    /// @dev The rule of `settle` once more, looking at each stake by itself.
    /// @param asker Who ends a gap behind the last right stake.
    /// @return paid What each stake gets, in units; behind them the asker's part.
    function naivePayout(Stake[] memory ladder, uint256 label, uint256 share, bool asker)
        internal
        pure
        returns (uint256[] memory paid, uint256 burned)
    {
        paid = new uint256[](ladder.length + 1);
        for (uint256 j; j <= ladder.length; ++j) {
            bool right = j < ladder.length && ladder[j].label == label;
            if (!right && (j < ladder.length || !asker)) continue;
            if (right) paid[j] += ladder[j].bond;
            uint256 lost;
            uint256 i = j;
            while (i > 0 && ladder[i - 1].label != label) {
                lost += ladder[--i].bond;
            }
            uint256 prize = lost * share / 256;
            burned += lost - prize;
            if (i == 0) {
                paid[j] += prize;
                continue;
            }
            uint256 fee = prize / 2 < ladder[i - 1].bond ? prize / 2 : ladder[i - 1].bond;
            paid[i - 1] += fee;
            paid[j] += prize - fee;
        }
    }
}

/// @notice An arbitrator that does what a test tells it to.
contract Court is IArbitrator {
    uint256 public cost = 0.01 ether;
    uint256 public choices;
    bytes public extraData;
    uint256 public disputes;

    /// @dev Every dispute gets this number, if it is not 0.
    uint256 public always;

    /// @dev Called back while a dispute is made.
    bytes private _again;
    uint256 public succeeded;

    function setCost(uint256 wei_) external {
        cost = wei_;
    }

    function setAlways(uint256 id) external {
        always = id;
    }

    function setAgain(bytes calldata again) external {
        _again = again;
    }

    function arbitrationCost(bytes calldata) external view returns (uint256) {
        return cost;
    }

    function createDispute(uint256 choices_, bytes calldata extraData_)
        external
        payable
        returns (uint256 disputeId)
    {
        require(msg.value == cost, "cost");
        (choices, extraData) = (choices_, extraData_);
        disputeId = always != 0 ? always : ++disputes;
        if (_again.length == 0) return disputeId;
        (bool ok,) = msg.sender.call(_again);
        if (ok) ++succeeded;
    }

    function give(IArbitrable task, uint256 disputeId, uint256 ruling) external {
        task.rule(disputeId, ruling);
    }
}

/// @notice An account that is a contract: calls what it is told to, and takes payments in one of
/// several ways.
contract Actor {
    enum Manner {
        Takes,
        Refuses,
        Burns,
        CallsBack
    }

    Manner private immutable _MANNER;
    bytes private _again;
    uint256 public payments;
    uint256 public succeeded;

    constructor(Manner manner) payable {
        _MANNER = manner;
    }

    function setAgain(bytes calldata again) external {
        _again = again;
    }

    function act(address target, uint256 value, bytes calldata data) external returns (bool ok) {
        (ok,) = target.call{value: value}(data);
    }

    receive() external payable {
        if (_MANNER == Manner.Refuses) revert("no");
        if (_MANNER == Manner.Burns) {
            assembly {
                invalid()
            }
        }
        ++payments;
        if (_MANNER != Manner.CallsBack || _again.length == 0) return;
        (bool ok,) = msg.sender.call(_again);
        if (ok) ++succeeded;
    }
}

/// @notice The least of an ERC-20.
contract Coin {
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        allowance[from][msg.sender] -= amount;
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
        return true;
    }
}
