"""Which services need which others, and how long they last without them: what a forecast of an outage rests on (C-096).

The file lies beside a scheme and is no part of its edition: nothing that was written reads otherwise because of it, and an
installation puts its own in its place. A line without `cite` is an assumption, and so is a time without `after_cite`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from noroshi.schemes.assembling import DEPENDENCIES
from noroshi.schemes.files import Document, parse
from noroshi.schemes.library import DEFINITIONS, scheme_ids
from noroshi.schemes.lines import Path as Place
from noroshi.schemes.mistakes import Mistake, nearest
from noroshi.schemes.reading import Reading
from noroshi.schemes.scheme import Scheme
from noroshi.schemes.shapes import Between, each
from noroshi.vocabulary import EffectStrength, Text
from noroshi.vocabulary.errors import Refusal

LONGEST_MINUTES: Final = 60 * 24 * 90


class DependenciesBroken(Refusal):
    """Like a scheme never half read, and nothing else is put in its place in silence."""

    code, status = "dependencies_broken", 409
    ja = "この設置の依存関係データに誤りがあるため、予測を出せません。誤りの場所は noroshi scheme check で分かります。"
    en = (
        "The dependency data of this installation has a mistake: no forecast is made. noroshi scheme check tells where."
    )

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        self.mistakes = mistakes
        super().__init__()


@dataclass(frozen=True, slots=True)
class Dependency:
    """`consumer` needs something of `supplier`; `needs` and `reaches` narrow it to services, all of the sector when empty."""

    supplier: str
    consumer: str
    after_minutes: Annotated[int, Between(0, LONGEST_MINUTES)]
    strength: EffectStrength
    why_ja: str
    why_en: str
    needs: tuple[str, ...] = ()
    reaches: tuple[str, ...] = ()
    cite: str = ""
    after_cite: str = ""

    @property
    def is_documented(self) -> bool:
        return bool(self.cite)

    @property
    def is_time_documented(self) -> bool:
        return bool(self.after_cite)


@dataclass(frozen=True, slots=True)
class Dependencies:
    """`dependencies.toml`. `source` says in words who answers for the lines; `derived_from` the scheme whose lines were carried over."""

    format: Annotated[int, Between(1, 1)]
    scheme: str
    source_ja: str
    source_en: str
    lines: tuple[Dependency, ...] = each("dependency")
    derived_from: str = ""


def dependencies_of(scheme: Scheme, own: Path | None = None, shelf: Path = DEFINITIONS) -> Dependencies | None:
    """Those of the installation where it has its own (`own/plan4.toml`), else those that came along; None where there are none."""
    kept = own / f"{scheme.id}.toml" if own else None
    file = kept if kept and kept.is_file() else shelf / scheme.id / DEPENDENCIES
    if not file.is_file():
        return None
    found = read_dependencies(file, file.read_bytes(), scheme)
    if isinstance(found, tuple):
        raise DependenciesBroken(found)
    return found


def read_dependencies(file: Path, content: bytes, scheme: Scheme) -> Dependencies | tuple[Mistake, ...]:
    """The data, or every mistake in it, references into the scheme included."""
    document = parse(file, content)
    if not isinstance(document, Document):
        return tuple(document)
    reading = Reading(file, document.lines)
    found = reading.read(Dependencies, document.table)
    for place, what, instead in _amiss(found, scheme) if found else ():
        reading.note(place, what, instead)
    if reading.mistakes or found is None:
        return tuple(sorted(reading.mistakes, key=lambda one: one.line))
    return found


def _amiss(found: Dependencies, scheme: Scheme) -> Iterator[tuple[Place, Text, Text]]:
    if found.scheme != scheme.id:
        what = Text(
            f"スキーム「{found.scheme}」のためのデータです。", f"These are the dependencies of {found.scheme!r}."
        )
        yield ("scheme",), what, nearest(found.scheme, [scheme.id])
    if found.derived_from and found.derived_from not in scheme_ids():
        yield ("derived_from",), _there_is_no(found.derived_from), nearest(found.derived_from, scheme_ids())
    for at, line in enumerate(found.lines):
        yield from _unknown(line, at, scheme)
        if line.supplier == line.consumer and not _is_apart(line):
            what = Text("分野が自分自身に依存しています。", "The sector depends on itself.")
            instead = Text("needs と reaches に別のサービスを書く", "name different services in needs and reaches")
            yield ("dependency", at, "consumer"), what, instead


def _is_apart(line: Dependency) -> bool:
    return bool(line.needs and line.reaches) and not set(line.needs) & set(line.reaches)


def _unknown(line: Dependency, at: int, scheme: Scheme) -> Iterator[tuple[Place, Text, Text]]:
    sectors = {sector.id: sector for sector in scheme.sectors}
    for key, sector_id, services in (
        ("supplier", line.supplier, ("needs", line.needs)),
        ("consumer", line.consumer, ("reaches", line.reaches)),
    ):
        if sector_id not in sectors:
            yield ("dependency", at, key), _there_is_no(sector_id), nearest(sector_id, sectors)
            continue
        known = [service.id for service in sectors[sector_id].services]
        for index, service in enumerate(services[1]):
            if service not in known:
                yield ("dependency", at, services[0], index), _there_is_no(service), nearest(service, known)


def _there_is_no(name: str) -> Text:
    return Text(f"「{name}」はありません。", f"There is no {name!r}.")
