"""The workbench as its page shows it: rows of two texts, marked passages under their numbers, the list of what was found."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noroshi.asking.approvals import Approval
from noroshi.drafting.fields import DERIVED, fields_of
from noroshi.drafting.rewording import ABOUT, is_in_english, rounded
from noroshi.drafting.written import Written
from noroshi.editions.queries import Reading
from noroshi.reports.actions.anonymize import ROUNDED, Less, roughened
from noroshi.reports.anonymizing import BY_HAND, COMPANY, FILES, OWN_BLOCK, Finding, Spot, Step, Workbench
from noroshi.reports.enclosed import FileSeen
from noroshi.reports.leaks import ReleaseShown
from noroshi.reports.undoing import steps_left
from noroshi.schemes.forms import FormField
from noroshi.traces.files import Piece
from noroshi.traces.narrowness import Width
from noroshi.vocabulary import FieldType, InquiryState, Nature, Said, Tlp
from noroshi.web.components import Choice, Crumb, FieldError, Scope
from noroshi.web.pages.asking.shown import SIGNS
from noroshi.web.pages.directory.words import language, sector_choices, sentence, separator
from noroshi.web.pages.items.lines import LineShown, line_shown
from noroshi.web.pages.stations.beginning import address
from noroshi.web.pages.stations.relaying import color_words
from noroshi.web.pages.stations.values import FormWords

AROUND: Final = 12
"""So many characters are shown on each side of a passage that is left."""
MOST_FINDS: Final = 20
CONTROLS: Final = {
    FieldType.TEXT: "text",
    FieldType.LINE: "line",
    FieldType.LOOSE_MOMENT: "line",
    FieldType.CHOICE: "select",
    FieldType.SECTOR: "select",
    FieldType.ROWS: "rows",
}
LESS: Final[dict[Less, str | Promise]] = {
    Less.NUMBERS: gettext_lazy("Tell numbers roughly"),
    Less.TIMES: gettext_lazy("Tell times by half days"),
    Less.SECTOR: gettext_lazy("Take out words of the sector"),
}
ADVICE: Final[dict[str, str | Promise]] = {
    "sectors": gettext_lazy("Leaving the sector out helps most."),
    "days": gettext_lazy("Telling the day less exactly helps most."),
    "size": gettext_lazy("Telling numbers less exactly helps most."),
    "places": gettext_lazy("Taking the places out helps most."),
}
KINDS: Final[dict[str, str | Promise]] = {
    "name": gettext_lazy("Organization"),
    "group": gettext_lazy("Group of companies"),
    "contractor": gettext_lazy("Contractor"),
    "system": gettext_lazy("System"),
    "place": gettext_lazy("Place"),
    "product": gettext_lazy("Product"),
    "ourselves": gettext_lazy("“We”, “our company”"),
    "by_hand": gettext_lazy("Marked by hand"),
    "company": gettext_lazy("Company"),
    "person": gettext_lazy("Person"),
    "telephone": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail"),
    "url": gettext_lazy("URL"),
    "domain": gettext_lazy("Domain"),
    "address": gettext_lazy("IP address"),
    "host": gettext_lazy("Machine"),
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text; with a number it is a finding."""

    text: str
    number: int = 0
    step: str = ""
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """A passage that is still in the outgoing text, with a little around it."""

    number: int
    before: str
    text: str
    after: str
    step: str


@dataclass(frozen=True, slots=True)
class Control:
    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class LessShown:
    """What of a field may be told less exactly, and in which words the button says so."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class RowShown:
    """One field. `original` are its lines; `kind` says which control the outgoing side has, "words" for none."""

    id: str
    label: str
    nature: Nature
    original: tuple[tuple[Segment, ...], ...]
    kind: str
    value: str
    cells: tuple[tuple[Control, ...], ...]
    options: tuple[Choice, ...]
    left: tuple[Left, ...]
    is_anonymized: bool
    may_empty: bool
    half_day: str
    day: str
    less: tuple[LessShown, ...] = ()

    @property
    def is_victims(self) -> bool:
        return self.nature is Nature.VICTIM


@dataclass(frozen=True, slots=True)
class FindingShown:
    number: int
    key: str
    kind: str
    texts: str
    instead: str
    step: str
    is_known: bool
    is_company: bool
    places: str
    in_file: bool
    why: str = ""
    sureness: str = ""
    spoken: tuple[str, ...] = ()

    @property
    def is_by_hand(self) -> bool:
        return self.key.startswith(BY_HAND)


@dataclass(frozen=True, slots=True)
class KindShown:
    """What is open of one kind, to be replaced at once."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class ApprovalShown:
    """How the draft stands with its source; `url` leads to what was asked."""

    is_wanted: bool
    sign: str
    state: str
    url: str
    hindrance: str
    may_ask: bool


@dataclass(frozen=True, slots=True)
class FileShown:
    id: UUID
    name: str
    size: int
    is_specimen: bool
    is_taken: bool
    copy: UUID | None
    is_new: bool = False
    finds: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the two texts: how the source stands to it, the files with what is in them, what a second person said."""

    approval: Approval
    files: tuple[FileSeen, ...] = ()
    returned: tuple[ReleaseShown, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnShown:
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Meanwhile:
    label: str
    now: str
    yours: str


@dataclass(frozen=True, slots=True)
class BenchPage:
    crumbs: tuple[Crumb, ...]
    scope: Scope | None
    original: LineShown | None
    rows: tuple[RowShown, ...]
    contact: tuple[RowShown, ...]
    findings: tuple[FindingShown, ...]
    open_count: int
    suggested: int
    files: tuple[FileShown, ...]
    is_small: bool
    is_one: bool
    advice: str
    sector_row: bool
    colors: tuple[Choice, ...]
    tlp: str
    version: int
    saved_by: str
    saved_at: datetime
    state: str
    draft_url: str
    differences_url: str
    asks: bool
    errors: tuple[FieldError, ...]
    meanwhile: tuple[Meanwhile, ...]
    kinds: tuple[KindShown, ...]
    steps: int
    preview_url: str
    approval: ApprovalShown
    returned: tuple[ReturnShown, ...]

    @property
    def decided(self) -> int:
        return len(self.findings) - self.open_count

    @property
    def left(self) -> tuple[FindingShown, ...]:
        return tuple(one for one in self.findings if one.step == Step.OPEN)


def bench_page(
    bench: Workbench,
    beside: Beside,
    *,
    asks: bool = False,
    errors: tuple[FieldError, ...] = (),
    meanwhile: tuple[Meanwhile, ...] = (),
) -> BenchPage:
    words = FormWords(bench.draft.form, bench.draft.scheme)
    rows = tuple(_rows(bench, words)) if bench.original else ()
    findings = tuple(_finding(one, words, bench) for one in bench.findings)
    line = line_shown(bench.original) if bench.original else None
    return BenchPage(
        crumbs=(
            Crumb(_("Reports"), reverse("items") + "?kind=report"),
            *([Crumb(line.title, line.url)] if line else []),
            Crumb(_("Take the name out"), ""),
        ),
        scope=_scope(bench) if bench.original else None,
        original=line,
        rows=tuple(row for row in rows if not row.id.startswith(OWN_BLOCK)),
        contact=tuple(row for row in rows if row.id.startswith(OWN_BLOCK)),
        findings=tuple(sorted(findings, key=lambda one: (one.step != Step.OPEN, one.number))),
        open_count=sum(one.step == Step.OPEN for one in findings),
        suggested=sum(one.step == Step.OPEN and one.is_known and not one.in_file for one in findings),
        files=tuple(_file(one) for one in beside.files),
        is_small=bench.is_small or bool(bench.narrow and bench.narrow.is_too_narrow),
        is_one=bool(bench.narrow and bench.narrow.width is Width.ONE),
        advice=str(ADVICE.get(bench.narrow.best_advice, "")) if bench.narrow else "",
        sector_row=bool(bench.written.typed.get("sector")),
        colors=_colors(bench),
        tlp=str(bench.written.wish.get("tlp") or ""),
        version=bench.draft.version,
        saved_by=bench.draft.saved_by.name(language()),
        saved_at=bench.draft.saved_at,
        state=bench.draft.state,
        draft_url=address("draft", bench.draft.public_id),
        differences_url=address("differences", bench.draft.public_id),
        asks=asks,
        errors=errors,
        meanwhile=meanwhile,
        kinds=tuple(_kinds(findings, bench)),
        steps=steps_left(bench.written),
        preview_url=address("preview_outgoing", bench.draft.public_id),
        approval=_approval(beside.approval),
        returned=tuple(ReturnShown(one.by.name(language()), one.at, one.reason) for one in beside.returned),
    )


def _kinds(findings: Iterable[FindingShown], bench: Workbench) -> Iterable[KindShown]:
    """Where more than one of a kind is open and can be rewritten."""
    open_ = [one.number for one in findings if one.step == Step.OPEN and not one.in_file]
    counted = Counter(one.kind for one in bench.findings if one.number in open_)
    for code, count in counted.items():
        if count > 1:
            yield KindShown(code, str(KINDS.get(code, code)), count)


def _approval(found: Approval) -> ApprovalShown:
    lang = language()
    state = found.state
    return ApprovalShown(
        is_wanted=found.is_wanted,
        sign=SIGNS[state] if state else "",
        state=sentence(state.label(lang)) if state else "",
        url=address("approve_text", found.inquiry) if found.inquiry else "",
        hindrance=getattr(found.hindrance, lang) if found.hindrance else "",
        may_ask=state is not InquiryState.OPEN,
    )


def meanwhile(mine: Workbench, now: Written) -> tuple[Meanwhile, ...]:
    """What somebody else saved while this was being written."""
    words = FormWords(mine.draft.form, mine.draft.scheme)
    ours = mine.written.typed
    names = [name for name in {**now.typed, **ours} if now.typed.get(name) != ours.get(name)]
    return tuple(
        Meanwhile(words.label(name), words.text(name, now.typed.get(name, "")), words.text(name, ours.get(name, "")))
        for name in names
    )


def _rows(bench: Workbench, words: FormWords) -> Iterable[RowShown]:
    """Every field that either side says, in printed order; files stand by themselves."""
    content = _said_by(bench.original) if bench.original else {}
    for field in fields_of(bench.draft.form):
        said = Said.of(content.get(field.id, ""))
        typed = bench.written.typed.get(field.id, "")
        if field.id in FILES or field.id in DERIVED - {"importance"} or (said.is_empty and not typed):
            continue
        yield _row(bench, words, field, said, typed)


def _said_by(original: Reading) -> dict[str, Any]:
    """Importance stands on the form and goes with the edition, not with its content."""
    importance = {"importance": original.importance.value} if original.importance else {}
    return {**original.content, **importance}


def _row(bench: Workbench, words: FormWords, field: FormField, said: Said, typed: Any) -> RowShown:
    kind = CONTROLS.get(field.type, "words") if not field.id.startswith(OWN_BLOCK) else "words"
    text = typed if isinstance(typed, str) else ""
    now, english = timezone.localtime(), is_in_english(bench.written)
    times = field.id in ROUNDED and bool(text)
    return RowShown(
        id=field.id,
        label=words.label(field.id),
        nature=field.nature,
        original=_original(bench.findings, words, field, said),
        kind=kind,
        value=text if kind in {"text", "line"} else words.text(field.id, typed),
        cells=_cells(field, typed) if kind == "rows" else (),
        options=_options(words, field, text) if kind == "select" else (),
        left=tuple(_left(bench, field.id)),
        is_anonymized=bench.written.marks.get(field.id, {}).get("anonymized") is True,
        may_empty=field.nature in {Nature.VICTIM, Nature.MIXED} and bool(typed) and kind in {"text", "line", "rows"},
        half_day=rounded(text, now=now, half_days=True, is_english=english) if times else "",
        day=rounded(text, now=now, half_days=False, is_english=english) if times else "",
        less=tuple(_less(bench.written, field.id, kind)),
    )


def _less(written: Written, name: str, kind: str) -> Iterable[LessShown]:
    """Only what would change something; times of the form's own fields are rounded by themselves."""
    if kind not in {"text", "line", "rows"}:
        return
    for less, words in LESS.items():
        if not (less is Less.TIMES and name in ROUNDED) and roughened(written, name, less) != written:
            yield LessShown(less.value, str(words))


def _original(
    findings: Iterable[Finding], words: FormWords, field: FormField, said: Said
) -> tuple[tuple[Segment, ...], ...]:
    if isinstance(said.value, list) and any(isinstance(row, Mapping) for row in said.value):
        return tuple(
            tuple(
                segment
                for name, cell in row.items()
                for segment in (*segments(str(cell), f"{field.id}.{place}.{name}", findings), Segment("  "))
            )
            for place, row in enumerate(said.value)
        )
    if field.type in {FieldType.TEXT, FieldType.LINE, FieldType.LOOSE_MOMENT} or field.id.startswith(OWN_BLOCK):
        more = words.said(field.id, Said("", said.certainty, said.basis, said.is_anonymized, said.correction))
        first = segments(str(said.value), field.id, findings)
        return (first, (Segment(more),)) if more else (first,)
    return ((Segment(words.said(field.id, said)),),)


def segments(text: str, place: str, findings: Iterable[Finding]) -> tuple[Segment, ...]:
    """The text in reading order, findings with their numbers."""
    spots = [(spot, one) for one in findings for spot in one.original if spot.place == place]
    found: list[Segment] = []
    at = 0
    for spot, one in sorted(spots, key=lambda pair: pair[0].start):
        if spot.start > at:
            found.append(Segment(text[at : spot.start]))
        found.append(Segment(text[spot.start : spot.end], one.number, one.step.value, one.is_known))
        at = spot.end
    return (*found, Segment(text[at:])) if at < len(text) else tuple(found)


def _left(bench: Workbench, name: str) -> Iterable[Left]:
    for one in bench.findings:
        for spot in one.outgoing:
            if spot.place.partition(".")[0] == name:
                yield _around(bench, one, spot)


def _around(bench: Workbench, one: Finding, spot: Spot) -> Left:
    text = _text_at(bench.written, spot.place)
    return Left(
        one.number,
        text[max(0, spot.start - AROUND) : spot.start],
        spot.text,
        text[spot.end : spot.end + AROUND],
        one.step.value,
    )


def _text_at(written: Written, place: str) -> str:
    name, *steps = place.split(".")
    if len(steps) == 1 and steps[0] in ABOUT:
        return str(written.marks.get(name, {}).get(steps[0], ""))
    value: Any = written.typed.get(name, "")
    for step in steps:
        value = value[int(step)] if isinstance(value, list) else value.get(step, "")
    return str(value)


def _cells(field: FormField, typed: Any) -> tuple[tuple[Control, ...], ...]:
    english = language() == "en"
    rows = typed if isinstance(typed, list) else []
    return tuple(
        tuple(
            Control(
                f"f.{field.id}.{place}.{column.id}", column.en if english else column.ja, str(row.get(column.id, ""))
            )
            for column in field.columns
        )
        for place, row in enumerate(rows)
        if isinstance(row, Mapping)
    )


def _options(words: FormWords, field: FormField, value: str) -> tuple[Choice, ...]:
    if field.type is FieldType.SECTOR:
        pairs = sector_choices()
    else:
        known = words.scheme.option_set(field.options) if field.options else None
        pairs = [(one.id, one.label(language())) for one in known.options] if known else []
    return tuple(Choice(name, label, is_chosen=name == value) for name, label in pairs)


def _finding(one: Finding, words: FormWords, bench: Workbench) -> FindingShown:
    places = dict.fromkeys(_place(spot.place, words, bench) for spot in one.outgoing or one.original)
    return FindingShown(
        number=one.number,
        key=one.key,
        kind=str(KINDS.get(one.kind, one.kind)),
        texts=separator().join(one.texts),
        instead=one.instead,
        step=one.step.value,
        is_known=one.is_known,
        is_company=one.kind == COMPANY,
        places=separator().join(places),
        in_file=bool(one.outgoing) and all(spot.place.startswith(FILES) for spot in one.outgoing),
        why=one.why.label(language()) if one.why else "",
        sureness=one.sureness.value,
        spoken=tuple(dict.fromkeys(spot.text for spot in one.outgoing)),
    )


def _place(place: str, words: FormWords, bench: Workbench) -> str:
    name, *steps = place.split(".")
    if name in FILES:
        return _("name of a file")
    label = words.label(name)
    if steps and steps[0].isdigit():
        return _("%(field)s, row %(number)d") % {"field": label, "number": int(steps[0]) + 1}
    return label


def _file(one: FileSeen) -> FileShown:
    """Each find once, with the first place where it stands."""
    lang = language()
    finds = {each.trace.text: each for each in reversed(one.found.traces)}
    return FileShown(
        id=one.file.public_id,
        name=one.file.name,
        size=one.file.size,
        is_specimen=one.file.is_specimen,
        is_taken=one.copy is not None,
        copy=one.copy,
        is_new=one.is_new,
        finds=tuple(f"{text} ({_inside(each.piece, lang)})" for text, each in reversed(finds.items()))[:MOST_FINDS],
        unseen=tuple(dict.fromkeys(each.why.label(lang) for each in one.found.unseen)),
    )


def _inside(piece: Piece, lang: str) -> str:
    where = " ".join(part for part in (piece.part.label(lang), piece.detail) if part)
    return " › ".join([*piece.path, where])


def _colors(bench: Workbench) -> tuple[Choice, ...]:
    chosen = bench.written.wish.get("tlp")
    return tuple(
        Choice(tlp.value, tlp.value.upper(), words=color_words(tlp), is_chosen=tlp.value == chosen, tlp=tlp)
        for tlp in Tlp
    )


def _scope(bench: Workbench) -> Scope:
    tlp = bench.original.tlp if bench.original else None
    return Scope(
        _("The original is read here and by who wrote it. That you opened it is shown to"), tlp, _organization(bench)
    )


def _organization(bench: Workbench) -> str:
    return bench.original.originator.organization.name(language()) if bench.original else ""
