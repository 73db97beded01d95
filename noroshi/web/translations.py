"""The Japanese of the pages, in pure Python: extract, merge, fill, compile. No gettext programs needed.

The msgids are English. The .po is kept in the repository, the .mo is compiled beside it whenever it is older.
"""

import argparse
import fcntl
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.template.base import Lexer, Token, TokenType
from django.utils.translation import trim_whitespace
from django.utils.translation.template import block_re, constant_re, context_re, endblock_re, inline_re, plural_re

from noroshi.web.compiled import MO, PO, is_older

PACKAGE = Path(__file__).resolve().parent.parent
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}

type Message = str | tuple[str, ...]
type Found = tuple[Message, str | None]


def messages_in_templates(folder: Path) -> Iterator[tuple[Path, Message, str | None]]:
    """Every message of every template, with its context."""
    for path in sorted(folder.rglob("*.html")):
        for message, context in messages_in_template(path.read_text(encoding="utf-8")):
            yield path, message, context


def messages_in_template(source: str) -> Iterator[Found]:
    """The messages of one template: `translate`, `blocktranslate` and `_("…")` inside any tag."""
    block: _Block | None = None
    for token in Lexer(source).tokenize():
        if block is None:
            block = _Block.opened_by(token)
            if block is None:
                yield from _inline(token)
        elif token.token_type is TokenType.BLOCK and endblock_re.match(token.contents):
            yield block.message()
            block = None
        else:
            block.take(token)


def _inline(token: Token) -> Iterator[Found]:
    if token.token_type not in {TokenType.BLOCK, TokenType.VAR}:
        return
    if token.token_type is TokenType.BLOCK and (match := inline_re.match(token.contents)):
        yield _unquoted(match[1]), _unquoted(match[3]) if match[3] else None
    for constant in constant_re.findall(token.contents):
        yield _unquoted(constant), None


def _unquoted(text: str) -> str:
    return text[1:-1]


class _Block:
    """A `blocktranslate` while it is being read."""

    def __init__(self, contents: str) -> None:
        match = context_re.match(contents.removeprefix("blocktranslate").removeprefix("blocktrans"))
        self.context = _unquoted(match[1]) if match else None
        self.is_trimmed = " trimmed" in contents
        self.parts: list[list[str]] = [[]]

    @classmethod
    def opened_by(cls, token: Token) -> "_Block | None":
        is_block = token.token_type is TokenType.BLOCK and block_re.match(token.contents)
        return cls(token.contents) if is_block else None

    def take(self, token: Token) -> None:
        if token.token_type is TokenType.VAR:
            self.parts[-1].append(f"%({token.contents.strip()})s")
        elif token.token_type is TokenType.BLOCK and plural_re.match(token.contents):
            self.parts.append([])
        elif token.token_type is TokenType.TEXT:
            self.parts[-1].append(token.contents.replace("%", "%%"))

    def message(self) -> Found:
        words = ["".join(part) for part in self.parts]
        words = [trim_whitespace(each) for each in words] if self.is_trimmed else words
        return (words[0], words[1]) if len(words) > 1 else words[0], self.context


def messages_in_code(folder: Path) -> Iterator[tuple[Path, Message, str | None]]:
    """Every gettext call of the package."""
    for path in sorted(folder.rglob("*.py")):
        found = extract("python", BytesIO(path.read_bytes()), keywords=KEYWORDS)
        for _line, message, _comments, context in found:
            yield path, message, context


def extracted() -> Catalog:
    """All messages as a fresh template catalog."""
    catalog = _empty_catalog()
    for path, message, context in [*messages_in_templates(PACKAGE), *messages_in_code(PACKAGE)]:
        place = (path.relative_to(PACKAGE.parent).as_posix(), 0)
        catalog.add(message, locations=[place], context=context)
    return catalog


def read() -> Catalog:
    """The Japanese as it stands in the repository."""
    with PO.open("rb") as file:
        return read_po(file, locale="ja", domain="django")


def unfinished(catalog: Catalog) -> list[str]:
    """Messages without Japanese, or with a guess that nobody has looked at."""
    return [str(message.id) for message in catalog if message.id and (message.fuzzy or not _is_filled(message.string))]


def _is_filled(text: str | list[str] | tuple[str, ...] | None) -> bool:
    return bool(text) if isinstance(text, str) else bool(text and all(text))


def update() -> list[str]:
    """Merge what is in the code into the .po, dropping what nobody says any more. Returns what is unfinished."""
    with _alone():
        catalog = read() if PO.exists() else _empty_catalog()
        catalog.update(extracted(), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        _write(catalog)
    compile_when_older()
    return unfinished(catalog)


def fill(words: dict[str, str]) -> list[str]:
    """Put Japanese to English. Returns the English that nobody says."""
    with _alone():
        catalog = read()
        unknown = []
        for english, japanese in words.items():
            message = catalog.get(english)
            if message is None:
                unknown.append(english)
            else:
                message.string = (japanese,) if message.pluralizable else japanese
                message.flags.discard("fuzzy")
        _write(catalog)
    compile_when_older()
    return unknown


def compile_when_older() -> bool:
    if is_older():
        compile_anew()
        return True
    return False


def compile_anew() -> None:
    """Several processes may start at once: each replaces the .mo whole."""
    with tempfile.NamedTemporaryFile(dir=PO.parent, suffix=".part", delete=False) as part:
        write_mo(part, read())
    Path(part.name).chmod(0o644)
    os.replace(part.name, MO)  # noqa: PTH105 - same as Path.replace, which cannot take a str


@contextmanager
def _alone() -> Iterator[None]:
    PO.parent.mkdir(parents=True, exist_ok=True)
    folder = os.open(PO.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _empty_catalog() -> Catalog:
    return Catalog(
        locale="ja",
        domain="django",
        project="Noroshi",
        copyright_holder="The Noroshi authors",
        header_comment="# The Japanese of Noroshi. SPDX-License-Identifier: Apache-2.0",
        fuzzy=False,
    )


def _write(catalog: Catalog) -> None:
    catalog.fuzzy = False
    buffer = BytesIO()
    write_po(buffer, catalog, sort_output=True, include_lineno=False, omit_header=False, width=110)
    kept = [line for line in buffer.getvalue().splitlines(keepends=True) if not line.startswith(b'"POT-Creation-Date')]
    PO.write_bytes(b"".join(kept))


def main(arguments: list[str] | None = None) -> int:
    """`update` after changing words, `fill FILE.json` to put Japanese to English, `compile` to write the .mo."""
    parser = argparse.ArgumentParser(prog="python -m noroshi.web.translations", description=main.__doc__)
    deeds = parser.add_subparsers(dest="deed", required=True)
    deeds.add_parser("update", help="extract, merge, list what has no Japanese yet")
    deeds.add_parser("compile", help="write the .mo when the .po is newer")
    filling = deeds.add_parser("fill", help='put Japanese to English from a JSON object {"English": "Japanese"}')
    filling.add_argument("file", type=argparse.FileType("r", encoding="utf-8"))
    given = parser.parse_args(arguments)
    if given.deed == "update":
        left = update()
    elif given.deed == "fill":
        left = fill(json.load(given.file))
    else:
        compile_when_older()
        left = []
    sys.stdout.write("".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in left))
    return 1 if left else 0


if __name__ == "__main__":
    raise SystemExit(main())
