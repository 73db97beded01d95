"""The grammar of STIX patterns (STIX 2.1, part 9), read from left to right with a stack of brackets of our own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from noroshi.stix.faults import Wrong
from noroshi.stix.limits import DEPTH, PATTERN_CHARACTERS, PATTERN_PARTS

WORDS: Final = frozenset(
    {"AND", "OR", "NOT", "FOLLOWEDBY", "LIKE", "MATCHES", "ISSUPERSET", "ISSUBSET", "EXISTS", "IN", "START", "STOP",
     "SECONDS", "WITHIN", "REPEATS", "TIMES", "LAST", "true", "false"}
)  # fmt: skip
TOKEN: Final = re.compile(
    r"""
      (?P<skip>(?:\s|/\*(?:[^*]|\*(?!/))*\*/|//[^\r\n]*)+)
    | (?P<moment>t'[0-9]{4}-(?:0[1-9]|1[012])-(?:0[1-9]|[12][0-9]|3[01])
        T(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?Z')
    | (?P<hex>h'(?:[A-Fa-f0-9]{2})*')
    | (?P<binary>b'(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?')
    | (?P<text>'(?:[^'\\]|\\['\\])*')
    | (?P<float>[+-]?[0-9]*\.[0-9]+)
    | (?P<int>[+-]?(?:0|[1-9][0-9]*)(?![0-9]))
    | (?P<word>[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_-]*)?)
    | (?P<sign><=|>=|!=|<>|==|[][()=<>,.:*])
    """,
    re.VERBOSE | re.ASCII,
)
ORDERED: Final = frozenset({"<", ">", "<=", ">="})
EQUAL: Final = {"=": "=", "==": "=", "!=": "!=", "<>": "!="}
STRINGS: Final = frozenset({"LIKE", "MATCHES", "ISSUBSET", "ISSUPERSET"})
LITERALS: Final = frozenset({"moment", "hex", "binary", "text", "float", "int"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """`path` without quotes, every index as `[*]`; `texts` are what it is compared with, words and numbers as text."""

    path: str
    operator: str
    texts: tuple[str, ...]
    is_negated: bool


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    at: int


def comparisons(pattern: str) -> list[Comparison]:
    """Every comparison of it, in order. Raises Wrong where it is no pattern."""
    if len(pattern) > PATTERN_CHARACTERS:
        raise Wrong("not_a_pattern", given=f"> {PATTERN_CHARACTERS}")
    return _Reader(list(_tokens(pattern)), len(pattern)).whole()


def _tokens(pattern: str) -> Iterator[Token]:
    at = 0
    while at < len(pattern):
        found = TOKEN.match(pattern, at)
        if found is None:
            raise _wrong(at, pattern[at : at + 20])
        if found.lastgroup != "skip":
            yield Token(str(found.lastgroup), found[0], at)
        at = found.end()


def _wrong(at: int, near: str) -> Wrong:
    return Wrong("not_a_pattern", given=f"{at + 1}: {near}" if near else f"{at + 1}")


class _Reader:
    """Two small machines: observations outside of square brackets, comparisons within them."""

    def __init__(self, tokens: list[Token], end: int) -> None:
        self.tokens, self.end, self.next = tokens, end, 0
        self.found: list[Comparison] = []
        self.qualifiers: set[str] | None = None

    def whole(self) -> list[Comparison]:
        depth, wants_more = 0, True
        while self.next < len(self.tokens) or wants_more or depth:
            if wants_more:
                if self.takes("("):
                    depth = self.deeper(depth)
                    continue
                self.need("[")
                self.within()
                wants_more, self.qualifiers = False, set()
            elif depth and self.takes(")"):
                depth, self.qualifiers = depth - 1, None
            elif self.takes("AND") or self.takes("OR") or self.takes("FOLLOWEDBY"):
                wants_more = True
            else:
                self.qualified()
        return self.found

    def within(self) -> None:
        """Comparisons, up to the closing square bracket."""
        depth, wants_more = 0, True
        while True:
            if wants_more:
                if self.takes("("):
                    depth = self.deeper(depth)
                    continue
                self.compared()
                wants_more = False
            elif depth and self.takes(")"):
                depth -= 1
            elif self.takes("AND") or self.takes("OR"):
                wants_more = True
            else:
                if depth:
                    self.need(")")
                self.need("]")
                return

    def compared(self) -> None:
        is_negated = self.takes("NOT")
        if self.takes("EXISTS"):
            self.add(self.path(), "EXISTS", (), is_negated=is_negated)
            return
        if is_negated:
            raise self.here()
        path = self.path()
        is_negated = self.takes("NOT")
        operator = self.operator()
        self.add(path, operator, self.operand(operator), is_negated=is_negated)

    def add(self, path: str, operator: str, texts: tuple[str, ...], *, is_negated: bool) -> None:
        if len(self.found) >= PATTERN_PARTS:
            raise self.here()
        self.found.append(Comparison(path, operator, texts, is_negated))

    def path(self) -> str:
        kind = self.kind("word").text
        self.need(":")
        parts = [f"{kind}:{self.step()}"]
        while True:
            if self.takes("."):
                parts.append(f".{self.step()}")
            elif self.takes("["):
                if not self.takes("*"):
                    self.kind("int")
                self.need("]")
                parts.append("[*]")
            else:
                return "".join(parts)

    def step(self) -> str:
        token = self.peek()
        if token is not None and token.kind == "text":
            self.next += 1
            return unquoted(token.text)
        word = self.kind("word").text
        if "-" in word:
            self.next -= 1
            raise self.here()
        return word

    def operator(self) -> str:
        token = self.peek()
        if token is None:
            raise self.here()
        if token.text in EQUAL:
            self.next += 1
            return EQUAL[token.text]
        if token.text in ORDERED or token.text in STRINGS or token.text == "IN":
            self.next += 1
            return token.text
        raise self.here()

    def operand(self, operator: str) -> tuple[str, ...]:
        if operator == "IN":
            return self.listed()
        if operator in STRINGS:
            return (unquoted(self.kind("text").text),)
        return (self.literal(may_be_bool=operator not in ORDERED),)

    def listed(self) -> tuple[str, ...]:
        self.need("(")
        if self.takes(")"):
            return ()
        texts = [self.literal(may_be_bool=True)]
        while self.takes(","):
            texts.append(self.literal(may_be_bool=True))
        self.need(")")
        return tuple(texts)

    def literal(self, *, may_be_bool: bool) -> str:
        token = self.peek()
        if token is None or not (token.kind in LITERALS or (may_be_bool and token.text in {"true", "false"})):
            raise self.here()
        self.next += 1
        if token.kind == "text":
            return unquoted(token.text)
        return token.text[2:-1] if token.kind in {"moment", "hex", "binary"} else token.text

    def qualified(self) -> None:
        """Each at most once behind one observation; behind brackets as often as one likes."""
        token = self.peek()
        if token is not None and self.qualifiers is not None:
            if token.text in self.qualifiers:
                raise self.here()
            self.qualifiers.add(token.text)
        if self.takes("START"):
            self.kind("moment")
            self.need("STOP")
            self.kind("moment")
        elif self.takes("WITHIN"):
            self.positive("int", "float")
            self.need("SECONDS")
        elif self.takes("REPEATS"):
            self.positive("int")
            self.need("TIMES")
        else:
            raise self.here()

    def positive(self, *kinds: str) -> None:
        token = self.peek()
        if token is None or token.kind not in kinds or token.text.startswith("-"):
            raise self.here()
        self.next += 1

    def deeper(self, depth: int) -> int:
        if depth >= DEPTH:
            raise self.here()
        return depth + 1

    def peek(self) -> Token | None:
        return self.tokens[self.next] if self.next < len(self.tokens) else None

    def takes(self, text: str) -> bool:
        token = self.peek()
        is_it = token is not None and token.text == text and token.kind in {"word", "sign"}
        self.next += is_it
        return is_it

    def need(self, text: str) -> None:
        if not self.takes(text):
            raise self.here()

    def kind(self, kind: str) -> Token:
        token = self.peek()
        if token is None or token.kind != kind or (kind == "word" and token.text in WORDS):
            raise self.here()
        self.next += 1
        return token

    def here(self) -> Wrong:
        token = self.peek()
        return _wrong(token.at, token.text[:20]) if token else _wrong(self.end, "")


def unquoted(text: str) -> str:
    """Without its quotes and escapes."""
    inner = text[1:-1]
    return re.sub(r"\\(.)", r"\1", inner, flags=re.DOTALL) if "\\" in inner else inner
