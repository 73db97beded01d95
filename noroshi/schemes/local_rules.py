"""What a CEPTOAR, or a ministry with its operators, has agreed beside the scheme, and where that differs (C-006).

Local rules are shown; they never widen anything: the scheme's table stays the ceiling.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from noroshi.schemes.files import Document, parse
from noroshi.schemes.levels import Figure, Level
from noroshi.schemes.mistakes import Mistake, SchemeBroken, nearest
from noroshi.schemes.reading import Reading
from noroshi.schemes.scheme import Scheme
from noroshi.schemes.sectors import Sector, Service
from noroshi.schemes.shapes import Between, Names, each
from noroshi.vocabulary import Bilingual, FormKind, OrganizationKind, Phrase, TableVariant, Text, Tlp, Word


class DifferenceKind(Word):
    """How a local rule stands to the scheme."""

    NARROWER = "narrower", "より狭い", "narrower"
    STRICTER = "stricter", "より厳しい", "stricter"
    LOOSER = "looser", "より緩い", "looser"
    OTHER = "other", "異なる", "different"
    RENAMED = "renamed", "呼び方が異なる", "renamed"
    ADDED = "added", "スキームにない", "not in the scheme"
    SAME = "same", "同じ", "the same"


@dataclass(frozen=True, slots=True)
class LocalLabel:
    """The party's own word for an option."""

    set: str
    option: str
    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Parties of a color to which this party does not pass on."""

    variant: TableVariant
    tlp: Tlp
    without: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class RequiredField:
    """A field that the party asks of its own although the form does not."""

    form: FormKind
    field: str


@dataclass(frozen=True, slots=True)
class LocalLevel:
    """The party's own line for a service."""

    service: str
    all: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Agreement(Bilingual):
    """A rule in words on something that the scheme leaves to the parties."""

    id: Annotated[str, Names("agreement")]
    topic_ja: str
    topic_en: str
    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class LocalRules(Bilingual):
    """One file of local rules."""

    format: Annotated[int, Between(1, 1)]
    id: str
    ja: str
    en: str
    scheme: str
    kind: OrganizationKind
    agreed_on: date
    valid_from: date | None = None
    valid_to: date | None = None
    labels: tuple[LocalLabel, ...] = each("label")
    narrowings: tuple[Narrowing, ...] = each("narrowing")
    required_fields: tuple[RequiredField, ...] = each("required_field")
    levels: tuple[LocalLevel, ...] = each("level")
    agreements: tuple[Agreement, ...] = each("agreement")


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the local rule and the scheme are laid side by side."""

    kind: DifferenceKind
    where: Text
    scheme_says: Text
    party_says: Text


def read_local_rules(file: Path, content: bytes, schemes: Sequence[Scheme]) -> LocalRules | tuple[Mistake, ...]:
    """The rules, or every mistake in them, references into their scheme included."""
    document = parse(file, content)
    if not isinstance(document, Document):
        return tuple(document)
    reading = Reading(file, document.lines)
    rules = reading.read(LocalRules, document.table)
    if rules is not None:
        _check_references(rules, schemes, reading)
    return tuple(sorted(reading.mistakes, key=lambda one: one.line)) or _whole(rules)


def load_local_rules(file: Path, schemes: Sequence[Scheme]) -> LocalRules:
    """Never half loaded, like a scheme."""
    rules = read_local_rules(file, file.read_bytes(), schemes)
    if isinstance(rules, tuple):
        raise SchemeBroken(scheme=file.name, mistakes=rules)
    return rules


def differences(scheme: Scheme, rules: LocalRules) -> tuple[Difference, ...]:
    """Every local rule beside what the scheme says; what agrees is left out."""
    found = [
        *(_of_label(scheme, label) for label in rules.labels),
        *(_of_narrowing(scheme, narrowing) for narrowing in rules.narrowings),
        *(_of_field(scheme, field) for field in rules.required_fields),
        *(_of_level(scheme, level) for level in rules.levels),
        *(_of_agreement(agreement) for agreement in rules.agreements),
    ]
    return tuple(difference for difference in found if difference.kind is not DifferenceKind.SAME)


def _whole(rules: LocalRules | None) -> LocalRules:
    if rules is None:
        raise AssertionError("a table that cannot be read always notes a mistake")
    return rules


def _of_label(scheme: Scheme, label: LocalLabel) -> Difference:
    options = scheme.option_set(label.set)
    option = options.option(label.option) if options else None
    theirs = Text(option.ja, option.en) if option else Text("-", "-")
    ours = Text(label.ja, label.en)
    kind = DifferenceKind.SAME if ours == theirs else DifferenceKind.RENAMED
    where = Text(options.ja, options.en) if options else Text(label.set, label.set)
    return Difference(kind, where, theirs, ours)


def _of_narrowing(scheme: Scheme, narrowing: Narrowing) -> Difference:
    table = scheme.sharing.table(narrowing.variant, narrowing.tlp)
    rows = table.rows if table else ()
    left = [row for row in rows if row.phrase not in narrowing.without]
    kind = DifferenceKind.SAME if len(left) == len(rows) else DifferenceKind.NARROWER
    where = Text(
        f"{narrowing.variant.ja} {narrowing.tlp.printed}",
        f"{narrowing.variant.en}, {narrowing.tlp.printed}",
    )
    return Difference(kind, where, _listed([*rows]), _listed(left))


def _of_field(scheme: Scheme, required: RequiredField) -> Difference:
    form = scheme.form(required.form)
    field = form.field(required.field) if form else None
    already = field is not None and field.blocks_sending
    name = Text(field.ja, field.en) if field else Text(required.field, required.field)
    says = Text("必須", "required") if already else Text("任意", "optional")
    kind = DifferenceKind.SAME if already else DifferenceKind.STRICTER
    where = Text(f"{required.form.ja}「{name.ja}」", f"{required.form.en}, {name.en}")
    return Difference(kind, where, says, Text("必須", "required"))


def _of_level(scheme: Scheme, local: LocalLevel) -> Difference:
    place = _service(scheme, local.service)
    levels = place[0].levels_of(place[1]) if place else ()
    where = Text(place[1].ja, place[1].en) if place else Text(local.service, local.service)
    theirs = Text(
        "、または".join(_level(level).ja for level in levels) or "-",
        " or ".join(_level(level).en for level in levels) or "-",
    )
    return Difference(_compare(levels, local.all), where, theirs, _figures(local.all))


def _of_agreement(agreement: Agreement) -> Difference:
    where = Text(agreement.topic_ja, agreement.topic_en)
    return Difference(DifferenceKind.ADDED, where, Text("定めなし", "nothing"), Text(agreement.ja, agreement.en))


def _compare(levels: Sequence[Level], local: tuple[Figure, ...]) -> DifferenceKind:
    """A lower or a dropped figure counts more outages (stricter); `no_outage` is the strictest of all."""
    if len(levels) != 1:
        return DifferenceKind.OTHER
    if not levels[0].all:
        return DifferenceKind.LOOSER
    theirs = {(figure.metric, figure.op): figure.value for figure in levels[0].all}
    ours = {(figure.metric, figure.op): figure.value for figure in local}
    if ours == theirs:
        return DifferenceKind.SAME
    if ours.keys() <= theirs.keys() and all(value <= theirs[key] for key, value in ours.items()):
        return DifferenceKind.STRICTER
    if ours.keys() >= theirs.keys() and all(ours[key] >= value for key, value in theirs.items()):
        return DifferenceKind.LOOSER
    return DifferenceKind.OTHER


def _service(scheme: Scheme, service_id: str) -> tuple[Sector, Service] | None:
    for sector in scheme.sectors:
        for service in sector.services:
            if service.id == service_id:
                return sector, service
    return None


def _level(level: Level) -> Text:
    return _figures(level.all) if level.all else Text(level.ja or level.kind.ja, level.en or level.kind.en)


def _figures(figures: Sequence[Figure]) -> Text:
    return Text(
        " かつ ".join(f"{figure.metric.ja} {figure.op} {figure.value:,}" for figure in figures),
        " and ".join(f"{figure.metric.en} {figure.op} {figure.value:,}" for figure in figures),
    )


def _listed(rows: Sequence[Bilingual]) -> Text:
    return Text("、".join(row.ja for row in rows) or "なし", "; ".join(row.en for row in rows) or "nobody")


def _check_references(rules: LocalRules, schemes: Sequence[Scheme], reading: Reading) -> None:
    scheme = next((scheme for scheme in schemes if scheme.id == rules.scheme), None)
    if scheme is None:
        what = Text(f"スキーム「{rules.scheme}」はありません。", f"There is no scheme {rules.scheme!r}.")
        reading.note(("scheme",), what, nearest(rules.scheme, [scheme.id for scheme in schemes]))
        return
    for path, given, known in _references(rules, scheme):
        if given not in known:
            reading.note(path, Text(f"「{given}」はありません。", f"There is no {given!r}."), nearest(given, known))


def _references(rules: LocalRules, scheme: Scheme) -> Iterator[tuple[tuple[str | int, ...], str, set[str]]]:
    """Place in the file, the id given, the ids that the scheme has."""
    sets = {options.id for options in scheme.words.sets}
    for at, label in enumerate(rules.labels):
        options = scheme.option_set(label.set)
        yield ("label", at, "set"), label.set, sets
        if options:
            yield ("label", at, "option"), label.option, {option.id for option in options.options}
    for at, narrowing in enumerate(rules.narrowings):
        table = scheme.sharing.table(narrowing.variant, narrowing.tlp)
        printed = {str(row.phrase) for row in table.rows} if table else set()
        for index, phrase in enumerate(narrowing.without):
            yield ("narrowing", at, "without", index), phrase, printed
    for at, required in enumerate(rules.required_fields):
        form = scheme.form(required.form)
        yield ("required_field", at, "field"), required.field, {field.id for field in form.fields} if form else set()
    services = {service.id for sector in scheme.sectors for service in sector.services}
    for at, level in enumerate(rules.levels):
        yield ("level", at, "service"), level.service, services
