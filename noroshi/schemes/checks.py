"""What must be true across tables: ids once, references that lead somewhere, dates in order, lists complete."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Protocol

from noroshi import vocabulary
from noroshi.schemes.duties import Duty
from noroshi.schemes.forms import FormField
from noroshi.schemes.levels import Figure, Level
from noroshi.schemes.lines import Path
from noroshi.schemes.mistakes import Mistake, nearest
from noroshi.schemes.numbering import PATTERN, NumberPattern
from noroshi.schemes.parties import Membership, Ministry, Parties
from noroshi.schemes.reading import Named, Reading, Reference, kinds_named_in
from noroshi.schemes.scheme import CenterName, Header
from noroshi.schemes.sectors import Responsibility, Sector, Sectors
from noroshi.schemes.sharing_tables import Marking, MarkingMap, PersonInRange, Row, Setter, Sharing, Table
from noroshi.schemes.words import Option, OptionSet
from noroshi.vocabulary import FieldType, Leg, LevelKind, Text, Tlp, Word

_NUMBER_ALPHABET = 31

type Finding = tuple[Path, Text, Text]
"""Place below the table, what is wrong, what would be right."""

type Siblings = Sequence[tuple[int, Any]]
"""The readable tables of one array with their index in it."""


class Dated(Protocol):
    """Anything that holds between two dates."""

    @property
    def valid_from(self) -> date | None: ...

    @property
    def valid_to(self) -> date | None: ...


def check_tables(reading: Reading) -> None:
    """Each readable table alone, then beside its siblings; an unreadable one does not hide the mistakes of the others."""
    arrays: dict[tuple[Path, type], list[tuple[int, Any]]] = {}
    for path, table in reading.tables:
        for check in _ALONE.get(type(table), ()):
            _note(reading, path, check(table))
        if path and isinstance(path[-1], int):
            arrays.setdefault((path[:-1], type(table)), []).append((path[-1], table))
    for (path, shape), siblings in arrays.items():
        for together in _TOGETHER.get(shape, ()):
            _note(reading, path, together(siblings))


def _note(reading: Reading, path: Path, findings: Iterable[Finding]) -> None:
    for place, what, instead in findings:
        reading.note((*path, *place), what, instead)


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
                    Text(
                        f"識別子「{named.id}」は既に使われています（{place}）。",
                        f"The id {named.id!r} is already taken ({place}).",
                    ),
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
        Text(
            f"「{reference.id}」（{reference.kind}）はどこにもありません。",
            f"There is no {reference.kind} {reference.id!r}.",
        ),
        nearest(reference.id, known),
    )


def _span(dated: Dated) -> Iterator[Finding]:
    if dated.valid_from and dated.valid_to and dated.valid_to < dated.valid_from:
        what = Text(
            f"終わり {dated.valid_to} が始まり {dated.valid_from} より前です。",
            f"It ends on {dated.valid_to}, before it begins on {dated.valid_from}.",
        )
        yield ("valid_to",), what, Text("始まり以後の日付にする", "a date on or after valid_from")


def _replaces_another(header: Header) -> Iterator[Finding]:
    if header.replaces == header.id:
        what = Text("自分自身を置き換えることはできません。", "A scheme cannot replace itself.")
        yield ("replaces",), what, Text("前のスキームの識別子を書く", "name the scheme before it")


def _as_many_sectors(listed: Sectors) -> Iterator[Finding]:
    count = len(listed.sectors)
    if listed.sector_count != count:
        what = Text(
            f"sector_count は {listed.sector_count} ですが、分野は {count} あります。",
            f"sector_count says {listed.sector_count} but {count} sectors are listed.",
        )
        yield ("sector_count",), what, Text(f"sector_count = {count}", f"sector_count = {count}")


def _services_have_levels(sector: Sector) -> Iterator[Finding]:
    for at, service in enumerate(sector.services):
        if not sector.levels_of(service):
            what = Text("サービス維持レベルがありません。", "This service has no service maintenance level.")
            instead = Text("サービスか分野に level を書く", "give a level to the service or its sector")
            yield ("service", at), what, instead


def _level_fits(level: Level) -> Iterator[Finding]:
    if level.kind is not LevelKind.RECOVERY and (level.kind is LevelKind.THRESHOLD) != bool(level.all):
        what = Text("水準の種類と数値が合いません。", "The kind of level and its figures do not fit.")
        instead = Text("threshold には all を書き、no_outage には書かない", "threshold needs `all`, no_outage has none")
        yield ("kind",), what, instead
    metrics = [figure.metric for figure in level.all]
    if len(set(metrics)) != len(metrics):
        what = Text("同じ指標が二度あります。", "One metric stands twice.")
        yield ("all",), what, Text("指標ごとに一つにする", "one figure for each metric")


def _figure_counts(figure: Figure) -> Iterator[Finding]:
    if figure.value <= 0:
        what = Text(f"{figure.value} は水準になりません。", f"{figure.value} is no level.")
        yield ("value",), what, Text("1 以上の数", "a number of 1 or more")


def _enough_ceptoars(parties: Parties) -> Iterator[Finding]:
    named = len(parties.ceptoars)
    if named > parties.ceptoar_count:
        what = Text(
            f"ceptoar_count は {parties.ceptoar_count} ですが、{named} 挙げられています。",
            f"ceptoar_count says {parties.ceptoar_count} but {named} are named.",
        )
        yield ("ceptoar_count",), what, Text(f"{named} 以上", f"{named} or more")


def _known_words(options: OptionSet) -> Iterator[Finding]:
    """Options tied to a closed list may be fewer than its words, but no others."""
    if not options.vocabulary:
        return
    words = _WORDS.get(options.vocabulary)
    if words is None:
        what = Text(
            f"語の一覧「{options.vocabulary}」はありません。", f"There is no list of words {options.vocabulary!r}."
        )
        yield ("vocabulary",), what, nearest(options.vocabulary, _WORDS)
        return
    values = {word.value for word in words}
    for at, option in enumerate(options.options):
        if option.id not in values:
            what = Text(
                f"「{option.id}」は {options.vocabulary} の語ではありません。",
                f"{option.id!r} is not a word of {options.vocabulary}.",
            )
            yield ("option", at, "id"), what, nearest(option.id, values)


def _four_colors(sharing: Sharing) -> Iterator[Finding]:
    first_of: dict[str, int] = {}
    for index, table in enumerate(sharing.tables):
        first_of.setdefault(table.variant, index)
    for variant, first in first_of.items():
        given = {table.tlp for table in sharing.tables if table.variant == variant}
        for tlp in Tlp:
            if tlp not in given:
                what = Text(f"{variant} に {tlp} の表がありません。", f"{variant} has no table for {tlp}.")
                instead = Text("四色すべての [[table]] を書く", "write a [[table]] for each of the four colors")
                yield ("table", first), what, instead


def _number_pattern(pattern: NumberPattern) -> Iterator[Finding]:
    if PATTERN.fullmatch(pattern.pattern) is None:
        what = Text(f"「{pattern.pattern}」は番号の型になりません。", f"{pattern.pattern!r} is not a number pattern.")
        yield ("pattern",), what, Text("T{random:5}{check} の形にする", "write it like T{random:5}{check}")
    letters = pattern.alphabet
    plain = letters.isascii() and letters.isalnum()
    if len(letters) != _NUMBER_ALPHABET or len(set(letters)) != _NUMBER_ALPHABET or not plain:
        what = Text(
            "使う文字が 31 種類の英数字ではありません。", "The alphabet is not 31 different letters and digits."
        )
        instead = Text("素数 31 でなければ検査文字が効かない", "31 is prime; the check character needs that")
        yield ("alphabet",), what, instead


def _field_fits(field: FormField) -> Iterator[Finding]:
    chooses = field.type in {FieldType.CHOICE, FieldType.CHOICES}
    if chooses != bool(field.options):
        what = Text("型と選択肢が合いません。", "The type and the options do not fit.")
        yield (), what, Text("選択の項目だけに options を書く", "give `options` to choices, and only to them")
    if (field.type is FieldType.ROWS) != bool(field.columns):
        what = Text("型と列が合いません。", "The type and the columns do not fit.")
        yield (), what, Text("rows の項目だけに column を書く", "give columns to rows, and only to them")
    for at, condition in enumerate(field.conditions):
        if condition.field == field.id:
            what = Text("項目が自分自身を条件にしています。", "The field depends on itself.")
            yield ("condition", at, "field"), what, Text("別の項目を書く", "name another field")


def _no_overlap(entries: Siblings) -> Iterator[Finding]:
    """At every instant at most one entry holds."""
    for position, (index, entry) in enumerate(entries):
        if any(_begin(one) <= _end(entry) and _begin(entry) <= _end(one) for _, one in entries[:position]):
            what = Text("期間が前のものと重なっています。", "Its dates overlap with an earlier entry.")
            yield (
                (index, "valid_from"),
                what,
                Text("前のものを valid_to で閉じる", "close the earlier one with valid_to"),
            )


def _begin(dated: Dated) -> date:
    return dated.valid_from or date.min


def _end(dated: Dated) -> date:
    return dated.valid_to or date.max


def _once(*keys: str) -> Callable[[Siblings], Iterator[Finding]]:
    """No two siblings may agree in all of these keys."""

    def check(siblings: Siblings) -> Iterator[Finding]:
        seen: set[tuple[object, ...]] = set()
        for index, table in siblings:
            given = tuple(getattr(table, key) for key in keys)
            if given in seen:
                shown = " ".join(str(one) for one in given)
                what = Text(f"{shown} は既にあります。", f"{shown} is already there.")
                yield (index, keys[-1]), what, Text("一つにまとめる", "keep one of them")
            seen.add(given)

    return check


def _rows_once(rows: Siblings) -> Iterator[Finding]:
    """A phrase may return only for other legs."""
    for position, (index, row) in enumerate(rows):
        legs = set(row.legs or Leg)
        if any(one.phrase is row.phrase and legs & set(one.legs or Leg) for _, one in rows[:position]):
            what = Text(f"{row.phrase} は既にこの表にあります。", f"{row.phrase} already stands in this table.")
            yield (index, "phrase"), what, Text("一行にまとめる", "keep one row")


def _wordings_once(options: Siblings) -> Iterator[Finding]:
    """One printed wording means one option, or import could not tell them apart."""
    meant: dict[str, str] = {}
    for index, option in options:
        for wording in (option.ja, *option.variants):
            if meant.setdefault(wording, option.id) != option.id:
                what = Text(
                    f"「{wording}」は {meant[wording]} でも使われています。",
                    f"{wording!r} also means {meant[wording]}.",
                )
                place = "variants" if wording in option.variants else "ja"
                yield (index, place), what, Text("一つの選択肢だけに書く", "keep it at one option")


_WORDS: dict[str, type[Word]] = {
    name: known
    for name in vocabulary.__all__
    if isinstance(known := getattr(vocabulary, name), type) and issubclass(known, Word) and known is not Word
}

_ALONE: dict[type, tuple[Callable[[Any], Iterator[Finding]], ...]] = {
    Header: (_span, _replaces_another),
    CenterName: (_span,),
    Sectors: (_as_many_sectors,),
    Sector: (_span, _services_have_levels),
    Responsibility: (_span,),
    Level: (_level_fits,),
    Figure: (_figure_counts,),
    Parties: (_enough_ceptoars,),
    Ministry: (_span,),
    OptionSet: (_known_words,),
    Sharing: (_four_colors,),
    NumberPattern: (_number_pattern,),
    FormField: (_field_fits,),
    Duty: (_span,),
}

_TOGETHER: dict[type, tuple[Callable[[Siblings], Iterator[Finding]], ...]] = {
    CenterName: (_no_overlap,),
    Responsibility: (_no_overlap,),
    Sector: (_once("number"),),
    Membership: (_once("kind"),),
    Table: (_once("variant", "tlp"),),
    Row: (_rows_once,),
    Marking: (_once("tlp"),),
    MarkingMap: (_once("tlp"),),
    PersonInRange: (_once("tie"),),
    Setter: (_once("leg"),),
    NumberPattern: (_once("form"),),
    Option: (_wordings_once,),
}
