"""What must be true across the tables of a scheme: ids once, references that lead somewhere, dates in order, lists complete."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from noroshi import vocabulary
from noroshi.schemes.duties import Duties
from noroshi.schemes.forms import Form, FormField
from noroshi.schemes.levels import Level
from noroshi.schemes.lines import Path
from noroshi.schemes.mistakes import Mistake, nearest
from noroshi.schemes.numbering import PATTERN, Numbering, NumberPattern
from noroshi.schemes.parties import Parties
from noroshi.schemes.reading import Named, Reading, Reference, kinds_named_in
from noroshi.schemes.scheme import Header
from noroshi.schemes.sectors import Sectors
from noroshi.schemes.sharing_tables import Row, Sharing
from noroshi.schemes.words import Words
from noroshi.vocabulary import FieldType, Leg, LevelKind, TableVariant, Text, Tlp, Word

_NUMBER_ALPHABET = 31


class Dated(Protocol):
    """Anything that holds between two dates."""

    @property
    def valid_from(self) -> date | None: ...

    @property
    def valid_to(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake before its line is known."""

    path: Path
    what: Text
    instead: Text


def check_names(readings: Sequence[Reading]) -> Iterator[Mistake]:
    """An id stands once in its list, and some kinds once in the whole scheme."""
    seen: dict[tuple[object, ...], tuple[Reading, Named]] = {}
    for reading in readings:
        for named in reading.names:
            scope = () if named.everywhere else (reading.file, named.path[:-2])
            first = seen.setdefault((named.kind, named.id, *scope), (reading, named))
            if first[1] is not named:
                place = f"{first[0].file.name}:{first[1].line}"
                yield Mistake(
                    reading.file,
                    named.line,
                    Text(f"識別子「{named.id}」は既に使われています（{place}）。", f"The id {named.id!r} is already taken ({place})."),
                    Text("別の識別子にする", "choose another id"),
                )


def check_references(readings: Sequence[Reading], unread_shapes: Iterable[type]) -> Iterator[Mistake]:
    """Every reference leads to a declared id; kinds that an unreadable file may declare are not judged."""
    unjudged = {kind for shape in unread_shapes for kind in kinds_named_in(shape)}
    everywhere: dict[str, set[str]] = {}
    for reading in readings:
        for named in reading.names:
            everywhere.setdefault(named.kind, set()).add(named.id)
    for reading in readings:
        own: dict[str, set[str]] = {}
        for named in reading.names:
            own.setdefault(named.kind, set()).add(named.id)
        for reference in reading.references:
            known = (own if reference.here else everywhere).get(reference.kind, set())
            if reference.id not in known and (reference.here or reference.kind not in unjudged):
                yield _leads_nowhere(reading, reference, known)


def _leads_nowhere(reading: Reading, reference: Reference, known: set[str]) -> Mistake:
    return Mistake(
        reading.file,
        reference.line,
        Text(f"「{reference.id}」（{reference.kind}）はどこにもありません。", f"There is no {reference.kind} {reference.id!r}."),
        nearest(reference.id, known),
    )


def check_header(header: Header) -> Iterator[Finding]:
    yield from _span(header, ())
    yield from _history(header.centers, ("center",))
    if header.replaces == header.id:
        what = Text("自分自身を置き換えることはできません。", "A scheme cannot replace itself.")
        yield Finding(("replaces",), what, Text("前のスキームの識別子を書く", "name the scheme before it"))


def check_sectors(listed: Sectors) -> Iterator[Finding]:
    if listed.sector_count != len(listed.sectors):
        what = Text(
            f"sector_count は {listed.sector_count} ですが、分野は {len(listed.sectors)} あります。",
            f"sector_count says {listed.sector_count} but {len(listed.sectors)} sectors are listed.",
        )
        yield Finding(("sector_count",), what, Text(f"{len(listed.sectors)}", f"{len(listed.sectors)}"))
    numbers: dict[int, str] = {}
    for index, sector in enumerate(listed.sectors):
        path: Path = ("sector", index)
        if numbers.setdefault(sector.number, sector.id) != sector.id:
            what = Text(
                f"番号 {sector.number} は {numbers[sector.number]} と同じです。",
                f"The number {sector.number} is also that of {numbers[sector.number]}.",
            )
            yield Finding((*path, "number"), what, Text("別の番号にする", "choose another number"))
        yield from _span(sector, path)
        yield from _history(sector.ministries, (*path, "ministry"))
        yield from _levels(sector.levels, path)
        for at, service in enumerate(sector.services):
            yield from _levels(service.levels, (*path, "service", at))
            if not sector.levels_of(service):
                what = Text("サービス維持レベルがありません。", "This service has no service maintenance level.")
                instead = Text("サービスか分野に level を書く", "give a level to the service or its sector")
                yield Finding((*path, "service", at), what, instead)


def _levels(levels: Sequence[Level], path: Path) -> Iterator[Finding]:
    for index, level in enumerate(levels):
        here = (*path, "level", index)
        if (level.kind is LevelKind.THRESHOLD) != bool(level.all) and level.kind is not LevelKind.RECOVERY:
            what = Text("水準の種類と数値が合いません。", "The kind of level and its figures do not fit.")
            instead = Text("threshold には all を書き、no_outage には書かない", "threshold needs `all`, no_outage has none")
            yield Finding(here, what, instead)
        metrics = [figure.metric for figure in level.all]
        if len(set(metrics)) != len(metrics):
            what = Text("同じ指標が二度あります。", "One metric stands twice.")
            yield Finding((*here, "all"), what, Text("指標ごとに一つにする", "one figure for each metric"))
        for at, figure in enumerate(level.all):
            if figure.value <= 0:
                what = Text(f"{figure.value} は水準になりません。", f"{figure.value} is no level.")
                yield Finding((*here, "all", at, "value"), what, Text("1 以上の数", "a number of 1 or more"))


def check_parties(parties: Parties) -> Iterator[Finding]:
    if len(parties.ceptoars) > parties.ceptoar_count:
        what = Text(
            f"ceptoar_count は {parties.ceptoar_count} ですが、{len(parties.ceptoars)} 挙げられています。",
            f"ceptoar_count says {parties.ceptoar_count} but {len(parties.ceptoars)} are named.",
        )
        yield Finding(("ceptoar_count",), what, Text(f"{len(parties.ceptoars)} 以上", f"{len(parties.ceptoars)} or more"))
    for index, ministry in enumerate(parties.ministries):
        yield from _span(ministry, ("ministry", index))
    kinds = [membership.kind for membership in parties.memberships]
    for index, kind in enumerate(kinds):
        if kind in kinds[:index]:
            what = Text(f"{kind} は既にあります。", f"{kind} is already listed.")
            yield Finding(("membership", index, "kind"), what, Text("一つにまとめる", "keep one of them"))


def check_words(words: Words) -> Iterator[Finding]:
    for index, options in enumerate(words.sets):
        path: Path = ("set", index)
        if options.vocabulary:
            yield from _known_words(options.vocabulary, [option.id for option in options.options], path)
        wordings: dict[str, str] = {}
        for at, option in enumerate(options.options):
            for wording in (option.ja, *option.variants):
                if wordings.setdefault(wording, option.id) != option.id:
                    what = Text(
                        f"「{wording}」は {wordings[wording]} でも使われています。",
                        f"{wording!r} also means {wordings[wording]}.",
                    )
                    place = (*path, "option", at, "variants" if wording in option.variants else "ja")
                    yield Finding(place, what, Text("一つの選択肢だけに書く", "keep it at one option"))


def _known_words(name: str, ids: list[str], path: Path) -> Iterator[Finding]:
    """Options tied to a closed list may be fewer than its words, but no others."""
    lists = {
        one: known for one in vocabulary.__all__ if isinstance(known := getattr(vocabulary, one), type) and issubclass(known, Word)
    }
    words = lists.get(name)
    if words is None:
        what = Text(f"語の一覧「{name}」はありません。", f"There is no list of words {name!r}.")
        yield Finding((*path, "vocabulary"), what, nearest(name, lists))
        return
    values = {word.value for word in words}
    for at, one in enumerate(ids):
        if one not in values:
            what = Text(f"「{one}」は {name} の語ではありません。", f"{one!r} is not a word of {name}.")
            yield Finding((*path, "option", at, "id"), what, nearest(one, values))


def check_sharing(sharing: Sharing) -> Iterator[Finding]:
    seen: set[tuple[TableVariant, Tlp]] = set()
    for index, table in enumerate(sharing.tables):
        path: Path = ("table", index)
        if (table.variant, table.tlp) in seen:
            what = Text(f"{table.variant} の {table.tlp} は既にあります。", f"{table.variant} {table.tlp} is already there.")
            yield Finding((*path, "tlp"), what, Text("一つにまとめる", "keep one of them"))
        seen.add((table.variant, table.tlp))
        yield from _rows(table.rows, path)
    for variant in sorted({variant for variant, _ in seen}):
        for tlp in Tlp:
            if (variant, tlp) not in seen:
                what = Text(f"{variant} に {tlp} の表がありません。", f"{variant} has no table for {tlp}.")
                instead = Text("四色すべての [[table]] を書く", "write a [[table]] for each of the four colors")
                first = next(at for at, table in enumerate(sharing.tables) if table.variant is variant)
                yield Finding(("table", first), what, instead)
    yield from _once([marking.tlp for marking in sharing.markings], "marking", "tlp")
    yield from _once([entry.tlp for entry in sharing.marking_map], "marking_map", "tlp")
    yield from _once([person.tie for person in sharing.persons], "person", "tie")
    yield from _once([setter.leg for setter in sharing.setters], "setter", "leg")


def _rows(rows: Sequence[Row], path: Path) -> Iterator[Finding]:
    for at, row in enumerate(rows):
        for earlier in rows[:at]:
            if earlier.phrase is row.phrase and set(earlier.legs or Leg) & set(row.legs or Leg):
                what = Text(f"{row.phrase} は既にこの表にあります。", f"{row.phrase} already stands in this table.")
                yield Finding((*path, "row", at, "phrase"), what, Text("一行にまとめる", "keep one row"))
                break


def _once(words: Sequence[Word], table: str, key: str) -> Iterator[Finding]:
    for index, word in enumerate(words):
        if word in words[:index]:
            what = Text(f"{word} は既にあります。", f"{word} is already there.")
            yield Finding((table, index, key), what, Text("一つにまとめる", "keep one of them"))


def check_numbering(numbering: Numbering) -> Iterator[Finding]:
    yield from _once([pattern.form for pattern in numbering.patterns], "pattern", "form")
    for index, pattern in enumerate(numbering.patterns):
        yield from _number_pattern(pattern, ("pattern", index))


def _number_pattern(pattern: NumberPattern, path: Path) -> Iterator[Finding]:
    if PATTERN.fullmatch(pattern.pattern) is None:
        what = Text(f"「{pattern.pattern}」は番号の型になりません。", f"{pattern.pattern!r} is not a number pattern.")
        instead = Text("T{random:5}{check} の形にする", "write it like T{random:5}{check}")
        yield Finding((*path, "pattern"), what, instead)
    letters = pattern.alphabet
    if len(letters) != _NUMBER_ALPHABET or len(set(letters)) != _NUMBER_ALPHABET or not letters.isalnum():
        what = Text("使う文字が 31 種類の英数字ではありません。", "The alphabet is not 31 different letters and digits.")
        instead = Text("素数 31 でなければ検査文字が効かない", "31 is prime; the check character needs that")
        yield Finding((*path, "alphabet"), what, instead)


def check_duties(duties: Duties) -> Iterator[Finding]:
    for index, duty in enumerate(duties.duties):
        yield from _span(duty, ("duty", index))


def check_form(form: Form) -> Iterator[Finding]:
    for index, one in enumerate(form.fields):
        yield from _field(one, ("field", index))


def _field(one: FormField, path: Path) -> Iterator[Finding]:
    chooses = one.type in {FieldType.CHOICE, FieldType.CHOICES}
    if chooses != bool(one.options):
        what = Text("型と選択肢が合いません。", "The type and the options do not fit.")
        yield Finding(path, what, Text("選択の項目だけに options を書く", "give `options` to choices, and only to them"))
    if (one.type is FieldType.ROWS) != bool(one.columns):
        what = Text("型と列が合いません。", "The type and the columns do not fit.")
        yield Finding(path, what, Text("rows の項目だけに column を書く", "give columns to rows, and only to them"))
    for at, condition in enumerate(one.conditions):
        if condition.field == one.id:
            what = Text("項目が自分自身を条件にしています。", "The field depends on itself.")
            yield Finding((*path, "condition", at, "field"), what, Text("別の項目を書く", "name another field"))


def _span(dated: Dated, path: Path) -> Iterator[Finding]:
    if dated.valid_from and dated.valid_to and dated.valid_to < dated.valid_from:
        what = Text(
            f"終わり {dated.valid_to} が始まり {dated.valid_from} より前です。",
            f"It ends on {dated.valid_to}, before it begins on {dated.valid_from}.",
        )
        yield Finding((*path, "valid_to"), what, Text("始まり以後の日付にする", "a date on or after valid_from"))


def _history(entries: Sequence[Dated], path: Path) -> Iterator[Finding]:
    """At every instant at most one entry holds."""
    for index, entry in enumerate(entries):
        here = (*path, index)
        yield from _span(entry, here)
        for earlier in entries[:index]:
            if _begin(earlier) <= _end(entry) and _begin(entry) <= _end(earlier):
                what = Text("期間が前のものと重なっています。", "Its dates overlap with an earlier entry.")
                instead = Text("前のものを valid_to で閉じる", "close the earlier one with valid_to")
                yield Finding((*here, "valid_from"), what, instead)
                break


def _begin(dated: Dated) -> date:
    return dated.valid_from or date.min


def _end(dated: Dated) -> date:
    return dated.valid_to or date.max


def check_nothing(_: Any) -> Iterator[Finding]:
    """Shape and references say all there is to say about this file."""
    return iter(())
