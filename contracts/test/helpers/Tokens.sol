// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice A token that keeps to ERC-20, with ERC-2612. Those below differ from it in one point each.
contract Token {
    mapping(address => uint256) internal _balances;
    mapping(address => mapping(address => uint256)) public allowance;
    mapping(address => uint256) public nonces;

    bytes32 private constant PERMIT = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );

    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("EIP712Domain(uint256 chainId,address verifyingContract)"),
                block.chainid,
                address(this)
            )
        );
    }

    function balanceOf(address who) external view virtual returns (uint256) {
        return _balances[who];
    }

    function mint(address who, uint256 amount) external {
        _balances[who] += amount;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    function transfer(address to, uint256 amount) external virtual returns (bool) {
        _move(msg.sender, to, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount)
        external
        virtual
        returns (bool)
    {
        allowance[from][msg.sender] -= amount;
        _move(from, to, amount);
        return true;
    }

    function digestOf(address owner, address spender, uint256 value, uint256 deadline)
        public
        view
        returns (bytes32)
    {
        bytes32 hash = keccak256(abi.encode(PERMIT, owner, spender, value, nonces[owner], deadline));
        return keccak256(abi.encodePacked(hex"1901", DOMAIN_SEPARATOR(), hash));
    }

    function permit(
        address owner,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        require(block.timestamp <= deadline, "late");
        address signer = ecrecover(digestOf(owner, spender, value, deadline), v, r, s);
        require(signer == owner && signer != address(0), "not signed");
        ++nonces[owner];
        allowance[owner][spender] = value;
    }

    function _move(address from, address to, uint256 amount) internal virtual {
        _balances[from] -= amount;
        _balances[to] += amount;
    }
}

/// @notice Keeps one in a hundred of every transfer.
contract FeeToken is Token {
    function _move(address from, address to, uint256 amount) internal override {
        _balances[from] -= amount;
        _balances[to] += amount - amount / 100;
    }
}

/// @notice All balances grow or shrink by one factor.
contract RebasingToken is Token {
    uint256 public percent = 100;

    function rebase(uint256 percent_) external {
        percent = percent_;
    }

    function balanceOf(address who) external view override returns (uint256) {
        return _balances[who] * percent / 100;
    }

    function _move(address from, address to, uint256 amount) internal override {
        uint256 shares = amount * 100 / percent;
        _balances[from] -= shares;
        _balances[to] += shares;
    }
}

/// @notice Moves as told, but says nothing, as some old tokens do.
contract SilentToken is Token {
    function transfer(address to, uint256 amount) external override returns (bool) {
        _move(msg.sender, to, amount);
        assembly {
            return(0, 0)
        }
    }

    function transferFrom(address from, address to, uint256 amount)
        external
        override
        returns (bool)
    {
        allowance[from][msg.sender] -= amount;
        _move(from, to, amount);
        assembly {
            return(0, 0)
        }
    }
}

/// @notice Can be made to refuse payments: by saying false, or by reverting; and to move nothing
/// while it says that it did.
contract MoodyToken is Token {
    enum Mood {
        Good,
        SaysFalse,
        Reverts,
        Lies
    }

    Mood public mood;

    function set(Mood mood_) external {
        mood = mood_;
    }

    function transfer(address to, uint256 amount) external override returns (bool) {
        return _moodily(msg.sender, to, amount);
    }

    function transferFrom(address from, address to, uint256 amount)
        external
        override
        returns (bool)
    {
        allowance[from][msg.sender] -= amount;
        return _moodily(from, to, amount);
    }

    function _moodily(address from, address to, uint256 amount) private returns (bool) {
        if (mood == Mood.Reverts) revert("no");
        if (mood == Mood.SaysFalse) return false;
        if (mood == Mood.Good) _move(from, to, amount);
        return true;
    }
}

/// @notice Its balances are told twice as high once it lies.
contract BoastingToken is Token {
    bool private _boasting;

    function balanceOf(address who) external view override returns (uint256) {
        return _boasting ? 2 * _balances[who] : _balances[who];
    }

    function transferFrom(address from, address to, uint256 amount)
        external
        override
        returns (bool)
    {
        _move(from, to, amount);
        _boasting = true;
        return true;
    }
}

/// @notice Calls its sender before it moves his tokens, as ERC-777 does.
contract HookToken is Token {
    function _move(address from, address to, uint256 amount) internal override {
        if (from.code.length != 0) {
            (bool ok,) = from.call(abi.encodeWithSignature("tokensToSend()"));
            ok;
        }
        _balances[from] -= amount;
        _balances[to] += amount;
    }
}
