// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ICashier} from "../../src/interfaces/ICashier.sol";
import {IPredictionMarket} from "../../src/interfaces/IPredictionMarket.sol";
import {MarketPlay} from "../helpers/Market.sol";
import {vm} from "../helpers/Vm.sol";

/// @notice Takes no payments, until it withdraws to somebody else.
contract Unpayable {}

/// @notice Plays markets at random, one after another, and keeps its own books.
contract MarketCrowd is MarketPlay {
    address[] private _people;
    bool private _refuses;

    /// @dev Of the present market, in wei.
    uint256 public paidIn;
    uint256 public destroyedBefore;
    uint256 public paidToPeople;
    uint256 public paidToProvider;
    mapping(uint256 index => uint256) public payments;
    uint256 public finished;

    constructor() payable {
        setUp();
        _people = [ALICE, BOB, address(new Unpayable())];
        for (uint256 i; i < _people.length; ++i) {
            vm.deal(_people[i], 1000 ether);
        }
        begin();
    }

    /// @dev Providers can refuse payments as well.
    receive() external payable override {
        if (_refuses) revert("no");
        paidToProvider += msg.value;
    }

    /// @dev What moves the market on, most of the time.
    function go(uint256 seed) external {
        IPredictionMarket.Phase phase = task.state().phase;
        if (phase == IPredictionMarket.Phase.Offering) {
            offer();
            paidIn += bounty();
        } else if (phase == IPredictionMarket.Phase.Drawing) {
            rollBlocks(seed % 16 == 0 ? 300 : 5);
            attempt(abi.encodeCall(IPredictionMarket.draw, ()));
        } else if (phase == IPredictionMarket.Phase.Joining && entries.length < 5) {
            join(seed);
        } else if (phase == IPredictionMarket.Phase.Joining) {
            pass(terms.joinTime);
        } else if (phase == IPredictionMarket.Phase.Revealing) {
            // A reveal that fails was made before; some are never made.
            if (seed % 32 == 0) pass(terms.revealTime);
            else tryReveal(seed % entries.length);
        } else if (phase == IPredictionMarket.Phase.Rewarding) {
            piece(1 + seed % 7);
        } else {
            goEnd(phase, seed);
        }
    }

    /// @dev Whatever it is, in whatever phase.
    function stray(uint256 seed) external {
        uint256 what = seed % 8;
        uint256 index = (seed >> 8) % 8;
        bytes[] memory features = new bytes[](seed % 2);
        if (what == 0) attempt(abi.encodeCall(IPredictionMarket.offer, (hashes())));
        if (what == 1) attempt(abi.encodeCall(IPredictionMarket.draw, ()));
        if (what == 2) tryPart(index);
        if (what == 3 && seed % 16 == 3) attempt(abi.encodeCall(IPredictionMarket.cancel, ()));
        if (what == 4 && index < entries.length) tryReveal(index);
        if (what == 5) attempt(abi.encodeCall(IPredictionMarket.expire, ()));
        if (what == 6) attempt(abi.encodeCall(IPredictionMarket.advance, (features, 3)));
        if (what == 7) tryClaim(index);
    }

    function wait(uint256 seed) external {
        if (seed % 4 == 0) pass(seed % 4 days);
        _refuses = seed % 5 == 0;
    }

    function withdraw(uint256 who) external {
        drainCredit(who % (_people.length + 1));
    }

    /// @dev From wherever the market is to its end, by what its rules allow.
    function drain() public {
        _refuses = false;
        waitOut(IPredictionMarket.Phase.Joining);
        waitOut(IPredictionMarket.Phase.Revealing);
        waitOut(IPredictionMarket.Phase.Answering);
        IPredictionMarket.Phase phase = task.state().phase;
        if (phase == IPredictionMarket.Phase.Overdue) task.expire();
        else if (phase == IPredictionMarket.Phase.Rewarding) computeAll(5);
        phase = task.state().phase;
        bool cancels = phase == IPredictionMarket.Phase.Deserted
            || (phase > IPredictionMarket.Phase.Offering && phase <= IPredictionMarket.Phase.Failed);
        if (cancels) task.cancel();
        for (uint256 i; i < entries.length; ++i) {
            tryClaim(i);
        }
        for (uint256 i; i <= _people.length; ++i) {
            drainCredit(i);
        }
    }

    /// @dev What the market should hold, from its phase, the records and the credits.
    function owed() external view returns (uint256 total) {
        for (uint256 i; i <= _people.length; ++i) {
            total += task.credit(i == _people.length ? address(this) : _people[i]);
        }
        IPredictionMarket.State memory s = task.state();
        if (s.phase == IPredictionMarket.Phase.Offering) return total;
        if (s.phase == IPredictionMarket.Phase.Cancelled) return total;
        if (s.phase < IPredictionMarket.Phase.Finished) {
            return total + bounty() + s.committed * stake();
        }
        uint256 share;
        if (s.phase == IPredictionMarket.Phase.Defaulted) share = bounty() / GWEI / s.revealed;
        for (uint256 i; i < entries.length; ++i) {
            (, uint256 balance,, IPredictionMarket.Status status) = contributionOf(i);
            bool open = status == IPredictionMarket.Status.Alive
                || status == IPredictionMarket.Status.Dropped;
            if (open) total += (balance + share) * GWEI;
        }
    }

    function held() external view returns (uint256) {
        return address(task).balance;
    }

    function destroyed() external view returns (uint256) {
        return address(0xdEaD).balance - destroyedBefore;
    }

    function mostPayments() external view returns (uint256 most) {
        for (uint256 i; i < entries.length; ++i) {
            if (payments[i] > most) most = payments[i];
        }
    }

    function cap() external view returns (uint256) {
        return bounty() + task.state().committed * stake();
    }

    function bountyOfMarket() external view returns (uint256) {
        return bounty();
    }

    /// @dev All balances together are what the computation says they are.
    function balancesAddUp() external view returns (bool) {
        if (task.state().phase != IPredictionMarket.Phase.Finished) return true;
        uint256 sum;
        for (uint256 i; i < entries.length; ++i) {
            (, uint256 balance,,) = contributionOf(i);
            sum += balance;
        }
        return sum == computation().owed;
    }

    function begin() private {
        for (uint256 i; i < entries.length; ++i) {
            payments[i] = 0;
        }
        delete entries;
        (paidIn, paidToPeople, paidToProvider) = (0, 0, 0);
        destroyedBefore = address(0xdEaD).balance;
        IPredictionMarket.Terms memory t = smallTerms();
        t.parts = 3;
        t.partSize = 2;
        t.rounds = 4;
        t.maxContributions = 6;
        newMarket(t, 0);
        makeParts(height);
    }

    function goEnd(IPredictionMarket.Phase phase, uint256 seed) private {
        bool showing = phase == IPredictionMarket.Phase.Showing;
        if (showing || phase == IPredictionMarket.Phase.Answering) {
            if (seed % 32 == 0) return pass(4 days);
            for (uint256 i; i < parts.length; ++i) {
                if (isDrawn(i) == showing && tryPart(i)) return;
            }
        } else if (phase == IPredictionMarket.Phase.Overdue) {
            task.expire();
        } else if (phase < IPredictionMarket.Phase.Finished) {
            task.cancel();
        } else {
            for (uint256 i; i < entries.length; ++i) {
                if (tryClaim(i)) return;
            }
            drain();
            ++finished;
            begin();
        }
    }

    /// @dev To the end of a phase, which is later than its length says if the one before ended early.
    function waitOut(IPredictionMarket.Phase phase) private {
        IPredictionMarket.State memory s = task.state();
        if (s.phase == phase) pass(s.until - clock);
    }

    function join(uint256 seed) private {
        uint256 index = plan(_people[seed % 3], (seed >> 4) % 20, (seed >> 12) % 3 != 0);
        joinAs(index);
        paidIn += stake();
    }

    function tryReveal(uint256 index) private returns (bool ok) {
        Entry memory e = entries[index];
        vm.prank(e.who);
        (ok,) = address(task)
            .call(abi.encodeCall(IPredictionMarket.reveal, (index, e.features, e.label, e.salt)));
    }

    function tryPart(uint256 index) private returns (bool) {
        if (index >= parts.length) return false;
        return attempt(abi.encodeCall(IPredictionMarket.revealPart, (index, parts[index])));
    }

    function tryClaim(uint256 index) private returns (bool ok) {
        (address who,,,) = contributionOfOrNone(index);
        uint256 before = who.balance + task.credit(who);
        ok = attempt(abi.encodeCall(IPredictionMarket.claim, (one(index))));
        if (!ok) return false;
        ++payments[index];
        paidToPeople += who.balance + task.credit(who) - before;
    }

    function contributionOfOrNone(uint256 index)
        private
        view
        returns (address, uint256, uint8, IPredictionMarket.Status)
    {
        if (index < task.state().committed) return contributionOf(index);
        return (address(0xFFFF), 0, 0, IPredictionMarket.Status.Committed);
    }

    function drainCredit(uint256 who) private {
        address receiver = who == _people.length ? address(this) : _people[who];
        if (task.credit(receiver) == 0) return;
        if (who == _people.length) paidToProvider += task.credit(receiver);
        vm.prank(receiver);
        task.withdraw(CAROL);
    }

    function attempt(bytes memory data) private returns (bool ok) {
        (ok,) = address(task).call(data);
    }
}

/// @notice Whatever people do: no wei is lost, made or locked, and nobody is paid twice.
contract MarketInvariants is MarketPlay {
    MarketCrowd private crowd;

    function setUp() public override {
        vm.deal(address(this), 100_000 ether);
        crowd = new MarketCrowd{value: 10_000 ether}();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(crowd);
    }

    struct Selectors {
        address target;
        bytes4[] selectors;
    }

    function targetSelectors() public view returns (Selectors[] memory targets) {
        bytes4[] memory selectors = new bytes4[](6);
        selectors[0] = MarketCrowd.go.selector;
        selectors[1] = MarketCrowd.go.selector;
        selectors[2] = MarketCrowd.go.selector;
        selectors[3] = MarketCrowd.stray.selector;
        selectors[4] = MarketCrowd.wait.selector;
        selectors[5] = MarketCrowd.withdraw.selector;
        targets = new Selectors[](1);
        targets[0] = Selectors(address(crowd), selectors);
    }

    function invariant_theMarketHoldsWhatItOwes() public view {
        assertEq(crowd.held(), crowd.owed(), "owed");
    }

    function invariant_payoutsAreBounded() public view {
        assertTrue(crowd.paidToPeople() <= crowd.cap(), "at most bounty and stakes");
        assertTrue(crowd.paidToProvider() <= crowd.bountyOfMarket(), "the provider gains nothing");
        assertTrue(crowd.balancesAddUp(), "balances add up");
    }

    function invariant_nobodyIsPaidTwice() public view {
        assertTrue(crowd.mostPayments() <= 1, "paid twice");
    }

    /// @dev Nothing stays locked, from whatever phase.
    function afterInvariant() public {
        crowd.drain();
        assertEq(crowd.held(), 0, "drained");
        assertEq(
            crowd.paidIn(),
            crowd.paidToPeople() + crowd.paidToProvider() + crowd.destroyed(),
            "all that came in went out"
        );
    }
}
