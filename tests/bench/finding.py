"""How much of what may tell who a source is, is found: recall by kind with every miss, precision, and how long the last look takes."""

import random
import zipfile
from collections.abc import Iterator
from io import BytesIO
from statistics import median
from typing import Final

import docx

from noroshi.traces.files import look_through, search
from noroshi.vocabulary.traces import TraceKind
from tests.bench.measuring import Figure, rounds
from tests.measured import whole
from tests.measured.grammar import SECOND, known_of
from tests.measured.measuring import Measured

FIVE_MB: Final = 5_000_000
LIMIT_MS: Final = 2000
ROUNDS: Final = 3
WORDS: Final = (
    *("端末", "通信", "停止", "復旧", "確認", "サーバ", "記録", "不審", "接続", "遮断", "保守", "監視", "電力", "設備"),
    *("ERROR", "user01", "192.168.1.3", "GET", "/index.html", "の", "が", "を", "に", "。"),
)


def figures() -> Iterator[Figure]:
    for name, result in (
        ("drawn, first lists", whole.drawn_before()),
        ("drawn, second lists", whole.drawn_after()),
        ("drawn, last lists", whole.drawn_last()),
        ("first by hand", whole.by_hand("first")),
        ("second by hand", whole.by_hand("second")),
        ("last by hand", whole.by_hand("third")),
    ):
        yield from _recall(name, result)
    files = whole.in_files()
    yield Figure("traces: names in attachments, found", files.recall, "", 0.99, more_is_better=True)
    for one in files.missed:
        print(f"    missed {one.said} at {one.place}")
    known = known_of(SECOND.operators[0], SECOND)
    for name, content in _large():
        spent = median(rounds(lambda content=content, name=name: search(look_through(content, name), known), ROUNDS))
        yield Figure(f"leak check of 5 MB: {name}", spent, "ms", LIMIT_MS)


def _recall(name: str, result: Measured) -> Iterator[Figure]:
    is_by_hand = "hand" in name
    for kind in TraceKind:
        if result.there[kind]:
            floor = None if is_by_hand else whole.FLOORS.get(kind)
            title = f"traces {kind.value}, {name} ({result.there[kind]})"
            yield Figure(title, result.recall(kind), "", floor, more_is_better=True)
    yield Figure(f"traces precision, {name}", result.whole_precision, "")
    for one in result.misses:
        print(f"    missed {one.kind.value} {one.passage!r} in …{one.around}… ({one.text})")


def _large() -> Iterator[tuple[str, bytes]]:
    chance = random.Random(5)  # noqa: S311 - the same files each time
    text = _words(chance)
    yield "text.txt", text.encode()[:FIVE_MB]
    yield "table.csv", text.replace(" ", ",").encode("cp932")[:FIVE_MB]
    log = "\n".join(
        f"2026-11-21T10:00:{at % 60:02d} sshd[{at}]: from 10.{at % 255}.7.{at % 99} port {at % 65535}"
        for at in range(90_000)
    )
    yield "log.log", log.encode()[:FIVE_MB]
    yield "document.docx", _document(chance)
    yield "records.zip", _zipped(text)


def _words(chance: random.Random) -> str:
    return "\n".join(" ".join(chance.choices(WORDS, k=40)) for _ in range(26_000))


def _document(chance: random.Random) -> bytes:
    """Random letters besides words, so that it is large when it is packed."""
    made, written = docx.Document(), BytesIO()
    for _ in range(15_000):
        made.add_paragraph(" ".join(chance.choices(WORDS, k=30)) + chance.randbytes(220).hex())
    made.save(written)
    return written.getvalue()


def _zipped(text: str) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for at in range(5):
            archive.writestr(f"{at}.txt", text.encode()[: FIVE_MB // 5])
    return written.getvalue()


if __name__ == "__main__":
    for figure in figures():
        print(f"{figure.name:80} {figure.value:10.4f} {figure.unit:4} {figure.verdict}")
