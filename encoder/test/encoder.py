"""SPEC.md once more, by nothing but that page and the table file: lines of JSON strings in, lines of
JSON arrays [[64 features], [ids of the tail]] out. Python 3 alone.

    python3 encoder.py TABLE < texts.jsonl
"""

import json
import math
import struct
import sys

MASK = 0xFFFFFFFF
ENDINGS = set(
    "com net org io co xyz app finance info biz site online shop top club ly me gg link live us uk eu "
    "de fr ru cn in ai dev edu gov tv to fm cc vip pro win click".split()
)
SYMBOLS = [(0, 0xBF), (0xD7, 0xD7), (0xF7, 0xF7), (0x2C2, 0x2DF), (0x2000, 0x2BFF), (0x2E00, 0x2E7F)]
SYMBOLS += [(0x3001, 0x303F), (0xE000, 0xF8FF), (0xFE10, 0xFE6F), (0xFF00, 0xFFFF), (0x1F000, 0x1FFFF)]
DENSE = [(0xE00, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x31FF), (0x3400, 0x9FFF), (0xAC00, 0xD7A3)]
DENSE += [(0xF900, 0xFAFF), (0x20000, 0x3FFFF)]


def within(code, ranges):
    return any(a <= code <= b for a, b in ranges)


def letter(code):
    return 0x61 <= code <= 0x7A


def digit(code):
    return 0x30 <= code <= 0x39


class Table:
    def __init__(self, file):
        head = struct.unpack_from("<4sHHIIIIII", file)
        magic, version, dims, words, size, self.buckets, shapes, fold_size, whole = head
        assert (magic, version, dims, shapes, whole) == (b"HMST", 2, 64, 28, len(file))
        spellings = file[32 : 32 + size].decode("utf-8").split("\n")[:-1]
        self.words = {tuple(map(ord, word)): i for i, word in enumerate(spellings)}
        assert len(self.words) == words
        self.hashes = [finished(hashed(0x811C9DC5, map(ord, word))) for word in spellings]
        folds = json.loads(file[32 + size : 32 + size + fold_size])
        rows = file[32 + size + fold_size :]
        self.rows = [struct.unpack_from("64b", rows, 64 * i) for i in range(len(rows) // 64)]
        self.shape_at = words + self.buckets
        self.folds, self.fold_map = folds, fold_map(folds)
        pairs = folds["lookAlikes"].items()
        self.alike = {ord(other): ord(latin) for latin, others in pairs for other in others}


def fold_map(folds):
    """Section 2, rules 3: later entries win."""
    to = {code: [0x20] for code in range(0x21)}
    for first, last, by in [(0x41, 0x5A, 32), (0x391, 0x3A9, 32), (0x410, 0x42F, 32), (0x400, 0x40F, 80)]:
        to.update({code: [code + by] for code in range(first, last + 1)})
    to.update({code: [code + 48] for code in range(0x531, 0x557)})
    to.update({code: to.get(code - 0xFEE0, [code - 0xFEE0]) for code in range(0xFF01, 0xFF5F)})
    to.update({0x24B6 + k: [0x61 + k % 26] for k in range(52)})
    to.update({0x249C + k: [0x61 + k] for k in range(26)})
    for base in folds["bases"]:
        letters = enumerate("".join(base["to"]), base["from"])
        to.update({code: [ord(c)] for code, c in letters if c != "."})
    to.update({ord(c): [ord(one)] for one, many in folds["single"].items() for c in many})
    to.update({ord(c): [ord(x) for x in many] for c, many in folds["multiple"].items()})
    to.update({code: [] for a, b in folds["dropped"] for code in range(a, b + 1)})
    return to


def units_of(text):
    raw = text.encode("utf-16-le", "surrogatepass")
    return struct.unpack("<%dH" % (len(raw) // 2), raw)


def entity(units, at, names):
    for end in range(at + 1, min(len(units), at + 11)):
        if units[end] == 0x3B:
            break
    else:
        return None
    body = "".join(map(chr, units[at + 1 : end]))
    if not body.startswith("#"):
        return (names[body], end + 1) if body in names else None
    base, digits = (16, body[2:]) if body[1:2] in ("x", "X") else (10, body[1:])
    allowed = "0123456789abcdefABCDEF" if base == 16 else "0123456789"
    if digits == "" or any(c not in allowed for c in digits):
        return None
    code = int(digits, base)
    return (code, end + 1) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else None


def above(code):
    """Section 2, rule 2."""
    if 0x1D400 <= code <= 0x1D6A3:
        return 0x61 + (code - 0x1D400) % 26
    if 0x1D7CE <= code <= 0x1D7FF:
        return 0x30 + (code - 0x1D7CE) % 10
    for first in (0x1F130, 0x1F150, 0x1F170):
        if first <= code <= first + 25:
            return 0x61 + code - first
    return code


def fold(table, text):
    units, codes, letters, capitals, at = units_of(text), [], 0, 0, 0
    while at < len(units):
        code, end = units[at], at + 1
        found = entity(units, at, table.folds["entities"]) if code == 0x26 else None
        if found:
            code, end = found
        elif code < 0x80:
            capitals += 0x41 <= code <= 0x5A
            letters += letter(code | 0x20) and code > 0x40
        elif 0xD800 <= code <= 0xDFFF:
            low = units[end] if end < len(units) else 0
            if code <= 0xDBFF and 0xDC00 <= low <= 0xDFFF:
                code, end = 0x10000 + ((code - 0xD800) << 10) + low - 0xDC00, end + 1
            else:
                code = 0xFFFD
        code = above(code) if code > 0xFFFF else code
        codes += table.fold_map.get(code, [code])
        at = end
    i = 0
    while i < len(codes):
        end = i
        while end < len(codes) and (letter(codes[end]) or 0x370 <= codes[end] <= 0x52F):
            end += 1
        run = codes[i:end]
        latin, alike = sum(map(letter, run)), sum(c in table.alike for c in run)
        if latin and alike and latin + alike == len(run):
            codes[i:end] = [table.alike.get(c, c) for c in run]
        i = end + 1
    return codes, letters, capitals


def link_end(codes, at):
    end = at
    while end < len(codes) and codes[end] not in (0x20, 0x3C, 0x3E, 0x22):
        end += 1
    while end > at + 1 and chr(codes[end - 1]) in ".,!?):;'":
        end -= 1
    return end


def address(codes, at, stop):
    text = "".join(map(chr, codes[at:stop]))
    if text.startswith(("http://", "https://", "www.")):
        return "url", link_end(codes, at)
    run = text.split("/")[0]
    if run.count("@") > 1:
        return None
    sign = run.find("@")
    dots = [k for k, c in enumerate(run) if c == "." and k + 1 < len(text) and letter(ord(text[k + 1]))]
    dots = [k for k in dots if k > sign]
    end = len(run)
    while end and not (letter(ord(run[end - 1])) or digit(ord(run[end - 1]))):
        end -= 1
    if not dots or dots[-1] == 0 or end <= dots[-1]:
        return None
    if sign > 0:
        return "email", at + end
    if sign == 0 or run[dots[-1] + 1 : end] not in ENDINGS:
        return None
    return "url", link_end(codes, at)


def kind_of(code):
    if code < 0x80:
        return "word" if letter(code) else "number" if digit(code) else "symbol"
    return "symbol" if within(code, SYMBOLS) else "dense" if within(code, DENSE) else "foreign"


def pieces_of(codes):
    pieces, at, checked, n = [], 0, 0, len(codes)
    handle = lambda c: letter(c) or digit(c) or c == 0x5F
    while at < n:
        if codes[at] == 0x20:
            at += 1
            continue
        if at >= checked:
            checked = at
            while checked < n and (handle(codes[checked]) or chr(codes[checked]) in "%+-./:@"):
                checked += 1
            checked = max(checked, at + 1)
            found = address(codes, at, checked) if checked - at >= 4 else None
            if found:
                pieces.append((found[0], at, found[1]))
                at = found[1]
                continue
        kind, end = kind_of(codes[at]), at + 1
        if kind == "word":
            while end < n and letter(codes[end]):
                end += 1
            if end + 1 < n and codes[end] == 0x27 and letter(codes[end + 1]):
                end += 1
                while end < n and letter(codes[end]):
                    end += 1
        elif codes[at] == 0x40 and end < n and handle(codes[end]) and not (at and handle(codes[at - 1])):
            kind = "user"
            while end < n and handle(codes[end]):
                end += 1
        elif kind != "symbol":
            while end < n and codes[end] != 0x20 and kind_of(codes[end]) == kind:
                end += 1
        pieces.append((kind, at, end))
        at = end
    return pieces


def hashed(seed, codes):
    for code in codes:
        seed = ((seed ^ code) * 0x01000193) & MASK
    return seed


def finished(h):
    h = ((h ^ (h >> 15)) * 0x85EBCA6B) & MASK
    return h ^ (h >> 13)


def collapse(codes, longest, keep):
    out, i = [], 0
    while i < len(codes):
        end = i
        while end < len(codes) and codes[end] == codes[i]:
            end += 1
        out += [codes[i]] * (keep if end - i > longest else end - i)
        i = end
    return out


class Rows:
    """Section 4."""

    def __init__(self, table, codes, pieces):
        self.table, self.codes, self.pieces = table, codes, pieces
        self.rows, self.terms, self.known = [], [], 0
        i = spaced_tried = leet_tried = 0
        while i < len(pieces):
            if i >= spaced_tried:
                spaced_tried = i + 1
                run = self.spaced_run(i)
                if run:
                    spaced_tried = run[-1] + 1
                    if self.spaced(run):
                        i = spaced_tried
                        continue
            if i >= leet_tried:
                leet_tried = self.joined_end(i)
                word = self.leet(i, leet_tried)
                if word is not None:
                    self.word(word)
                    i = leet_tried
                    continue
            self.piece(*pieces[i])
            i += 1

    def find(self, codes):
        return self.table.words.get(tuple(codes))

    def row(self, number, term=None):
        """Section 4, last lines: rows that count, and which of them are terms."""
        if len(self.rows) < 1 << 20:
            self.rows.append(number)
            if term is not None:
                self.terms.append((term, number))

    def word(self, number):
        self.known += len(self.rows) < 1 << 20
        self.row(number, self.table.hashes[number])

    def bucket(self, h, is_term=True):
        h = finished(h)
        self.row(len(self.table.words) + (h & (self.table.buckets - 1)), h if is_term else None)

    def is_letter(self, i):
        if i >= len(self.pieces):
            return False
        _, a, b = self.pieces[i]
        return b - a == 1 and letter(self.codes[a])

    def step(self, i):
        """1: a letter after one space; 2: a spacer and a letter, nothing between."""
        end = self.pieces[i][2]
        if self.is_letter(i + 1):
            return int(self.pieces[i + 1][1] == end + 1 and self.codes[end] == 0x20)
        if not self.is_letter(i + 2) or chr(self.codes[end]) not in ".-_*":
            return 0
        at = self.pieces[i + 1][1], self.pieces[i + 2][1]
        return 2 if at == (end, end + 1) else 0

    def spaced_run(self, i):
        if not self.is_letter(i):
            return None
        run, by = [i], self.step(i)
        while by and len(run) < 24 and self.step(run[-1]) == by:
            run.append(run[-1] + by)
        return run if len(run) >= 3 else None

    def spaced(self, run):
        letters = [self.codes[self.pieces[k][1]] for k in run]
        whole = self.find(letters)
        if whole is None and len(letters) < 5:
            return False
        if whole is not None:
            self.word(whole)
            return True
        chain, at = [], 0
        while at < len(letters):
            sizes = [n for n in range(len(letters) - at, 2, -1) if self.find(letters[at : at + n]) is not None]
            if not sizes:
                break
            chain.append(self.find(letters[at : at + sizes[0]]))
            at += sizes[0]
        if at == len(letters):
            for word in chain:
                self.word(word)
        else:
            self.spelt(letters)
        return True

    def joined_end(self, i):
        if self.pieces[i][0] not in ("word", "number"):
            return i + 1
        end = i + 1
        while end < len(self.pieces) and self.pieces[end][1] == self.pieces[end - 1][2]:
            kind, at, _ = self.pieces[end]
            if kind not in ("word", "number") and chr(self.codes[at]) not in "$@":
                break
            end += 1
        return end

    def leet(self, i, end):
        codes = self.codes[self.pieces[i][1] : self.pieces[end - 1][2]]
        letters = sum(map(letter, codes))
        if end - i < 2 or not 4 <= len(codes) <= 24 or letters < 2 or letters == len(codes):
            return None
        for one in "il":
            signs = dict(zip(map(ord, "43015 7$@".replace(" ", "")), map(ord, "aeo" + one + "stsa")))
            word = self.find([signs.get(c, c) for c in codes])
            if word is not None:
                return word
        return None

    def spelt(self, codes):
        word = self.find(codes)
        if word is None and 0x27 in codes:
            word = self.find(codes[: codes.index(0x27)])
        stem = codes[: codes.index(0x27)] if 0x27 in codes else codes
        for longest, keep in ((2, 2), (2, 1), (1, 1)):
            if word is not None:
                break
            short = collapse(stem, longest, keep)
            if 0 < len(short) <= 24 and len(short) < len(stem):
                word = self.find(short)
        if word is not None:
            return self.word(word)
        self.bucket(hashed(0x811C9DC5, codes))
        padded = [2, *codes, 3]
        for k in range(len(codes) if len(codes) >= 3 else 0):
            self.bucket(hashed(0x2F0B4C47, padded[k : k + 3]), False)

    def piece(self, kind, a, b):
        codes = self.codes[a:b]
        if kind in ("word", "foreign"):
            return self.spelt(codes)
        if kind == "dense":
            for k in range(len(codes)):
                self.bucket(hashed(0x1B873593, codes[k : k + 1]))
                if k + 1 < len(codes):
                    self.bucket(hashed(0x1B873593, codes[k : k + 2]))
            return None
        name = {"url": "<url>", "user": "<user>", "email": "<email>"}.get(kind)
        if kind == "number" and len(codes) > 1:
            year = "".join(map(chr, codes[:2])) in ("19", "20")
            name = {2: "<n2>", 3: "<n3>", 4: "<yr>" if year else "<n4>"}.get(len(codes))
            name = name or ("<n5>" if len(codes) < 8 else "<n8>")
        word = self.find(map(ord, name) if name else codes)
        return self.bucket(hashed(0x811C9DC5, codes)) if word is None else self.word(word)


def shape_rows(codes, pieces, letters, capitals):
    """Section 5."""
    if not pieces:
        return []
    first = [chr(codes[a]) if kind == "symbol" else "" for kind, a, _ in pieces]
    count = lambda kind: sum(p[0] == kind for p in pieces)
    money = sum(c != "" and c in "$£¥€₹₿" for c in first)
    others = sum(c != "" and ord(c) >= 0x80 and c not in "£¥€₹₿" for c in first)
    share = 4 - sum(k * capitals <= letters for k in (16, 4, 2)) if capitals else 0
    steps = lambda n, *bounds: sum(n >= b for b in bounds)
    rows = [share, 5 + steps(len(pieces), 5, 10, 17, 31, 81)]
    for row, n, bounds in (
        (11, count("url"), (2,)),
        (13, count("number"), (3, 6)),
        (16, first.count("!"), (2, 4)),
        (19, money, (2,)),
        (21, others, (3, 6)),
        (25, first.count("#"), ()),
        (26, count("user"), (2,)),
    ):
        if n:
            rows.append(row + steps(n, *bounds))
    if codes[pieces[-1][1]] == 0x3F:
        rows.append(24)
    return rows


def tail_of(table, terms):
    """Section 7."""
    length = lambda row: sum(x * x for x in table.rows[row])
    ranks = {}
    for h, row in terms:
        ranks[h % 4096] = max(ranks.get(h % 4096, (0, 0)), (1, length(row)))
    for (h1, row1), (h2, row2) in zip(terms, terms[1:]):
        id = finished(hashed(0x3C6EF372, (h1, h2))) % 4096
        ranks[id] = max(ranks.get(id, (0, 0)), (0, length(row1) + length(row2)))
    return sorted(sorted(ranks, key=lambda id: (-ranks[id][0], -ranks[id][1], id))[:8])


def encode(table, text):
    codes, letters, capitals = fold(table, text)
    pieces = pieces_of(codes)
    found = Rows(table, codes, pieces)
    sums = [0] * 64
    for row in found.rows:
        sums = [a + b for a, b in zip(sums, table.rows[row])]
    for row in shape_rows(codes, pieces, letters, capitals):
        shape = table.rows[table.shape_at + row]
        sums = [a + max(found.known, 1) * b for a, b in zip(sums, shape)]
    return [features_of(sums), tail_of(table, found.terms)]


def features_of(sums):
    """Section 6."""
    shift = 0
    while max(map(abs, sums)) >> shift >= 1 << 15:
        shift += 1
    sizes = [abs(s) >> shift for s in sums]
    square = sum(s * s for s in sizes)
    if square == 0:
        return [0] * 64
    features = []
    for size, total in zip(sizes, sums):
        # The largest q with (2q - 1)^2 * square <= 4 * 64512 * size^2.
        q = min(127, (math.isqrt(4 * 64512 * size * size // square) + 1) // 2)
        features.append(-q if total < 0 else q)
    return features


def main():
    with open(sys.argv[1], "rb") as file:
        table = Table(file.read())
    for line in sys.stdin:
        print(json.dumps(encode(table, json.loads(line)), separators=(",", ":")))


if __name__ == "__main__":
    main()
