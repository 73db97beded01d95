"""Finds the line on which each key of a TOML text stands; the standard reader does not tell.

The text has already been accepted by `tomllib`, so this scanner may trust its grammar and only needs to find its way.
"""

import re
import tomllib
from dataclasses import dataclass, field

type Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n\r]+")


def locate(text: str) -> dict[Path, int]:
    """Line by path: ("sector", 3, "ministry", 0, "id") -> 412. The empty path is the first line."""
    scanner = _Scanner(text)
    scanner.scan()
    return scanner.lines


@dataclass(slots=True)
class _Scanner:
    text: str
    at: int = 0
    lines: dict[Path, int] = field(default_factory=lambda: {(): 1})
    counts: dict[Path, int] = field(default_factory=dict)
    passed: tuple[int, int] = (0, 1)

    def scan(self) -> None:
        table: Path = ()
        self._skip(_BLANK)
        while self.at < len(self.text):
            if self._next("[["):
                table = self._element(self._header(2))
            elif self._next("["):
                table = self._remember(self._inside(self._header(1)))
            else:
                self._pair(table)
            self._skip(_BLANK)

    def _header(self, brackets: int) -> tuple[str, ...]:
        self.at += brackets
        keys = self._keys()
        self._skip(_SPACE)
        self.at += brackets
        return keys

    def _inside(self, keys: tuple[str, ...]) -> Path:
        """A header names an array of tables by its key alone and means its latest element."""
        path: Path = ()
        for key in keys:
            path = (*path, key)
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    def _element(self, keys: tuple[str, ...]) -> Path:
        array = (*self._inside(keys[:-1]), keys[-1])
        self._remember(array)
        index = self.counts.get(array, 0)
        self.counts[array] = index + 1
        return self._remember((*array, index))

    def _pair(self, table: Path) -> None:
        start = self.at
        keys = self._keys()
        path = table
        for key in keys:
            path = self._remember((*path, key), start)
        self._skip(_SPACE)
        self.at += 1  # the equals sign
        self._skip(_SPACE)
        self._value(path)

    def _value(self, path: Path) -> None:
        if self._next("["):
            self._array(path)
        elif self._next("{"):
            self._inline(path)
        elif string := _STRING.match(self.text, self.at):
            self.at = string.end()
        else:
            self._skip(_SCALAR)

    def _array(self, path: Path) -> None:
        self.at += 1
        index = 0
        self._skip(_BLANK)
        while not self._next("]"):
            self._value(self._remember((*path, index)))
            index += 1
            self._comma()
        self.at += 1

    def _inline(self, path: Path) -> None:
        self.at += 1
        self._skip(_BLANK)
        while not self._next("}"):
            self._pair(path)
            self._comma()
        self.at += 1

    def _comma(self) -> None:
        self._skip(_BLANK)
        if self._next(","):
            self.at += 1
            self._skip(_BLANK)

    def _keys(self) -> tuple[str, ...]:
        keys = [self._key()]
        self._skip(_SPACE)
        while self._next("."):
            self.at += 1
            keys.append(self._key())
            self._skip(_SPACE)
        return tuple(keys)

    def _key(self) -> str:
        self._skip(_SPACE)
        if bare := _BARE.match(self.text, self.at):
            self.at = bare.end()
            return bare.group()
        quoted = _STRING.match(self.text, self.at)
        if quoted is None:
            raise ValueError(f"no key at character {self.at}")
        self.at = quoted.end()
        return _unquoted(quoted.group())

    def _remember(self, path: Path, start: int | None = None) -> Path:
        self.lines.setdefault(path, self._line(self.at if start is None else start))
        return path

    def _line(self, at: int) -> int:
        seen_at, line = self.passed
        if at < seen_at:
            return self.text.count("\n", 0, at) + 1
        line += self.text.count("\n", seen_at, at)
        self.passed = (at, line)
        return line

    def _next(self, mark: str) -> bool:
        return self.text.startswith(mark, self.at)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at


def _unquoted(key: str) -> str:
    document = tomllib.loads(f"{key} = 0")
    return next(iter(document))
