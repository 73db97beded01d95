"""The page of a draft: the official form in printed order and wording, made from the scheme's data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from noroshi.advisories.foretelling import Looked, look_at
from noroshi.audiences.queries import asked_once
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.consulting import is_consultation, needed_to_consult
from noroshi.drafting.errors import FieldNeeded
from noroshi.drafting.fields import fields_of
from noroshi.drafting.levels import LevelAnswer, levels_answer
from noroshi.drafting.queries import DraftShown
from noroshi.drafting.sending import terms_wished
from noroshi.drafting.written import Written
from noroshi.reports.guide import laws_of
from noroshi.reports.ways import Way, consulting_ways, ways
from noroshi.schemes.forms import FormField
from noroshi.threshold.acting import Seats
from noroshi.vocabulary.errors import InvalidFields, Refusal
from noroshi.web.components import Choice, Crumb, FieldError, Scope
from noroshi.web.pages.directory.words import language, separator
from noroshi.web.pages.drafts.blocks import BlockShown, block_shown, blocks_of
from noroshi.web.pages.drafts.fields import Around, FieldShown, field_shown
from noroshi.web.pages.drafts.scope import (
    DestinationGroup,
    Reach,
    Tuning,
    band,
    color_choices,
    destinations,
    reach_of,
    tuning,
)
from noroshi.web.pages.drafts.sharing_with import SHARED_WITH, sheet_choices
from noroshi.web.pages.drafts.typed import marks_of
from noroshi.web.pages.items.lines import kind_name, number_words
from noroshi.web.pages.items.picking import PartyGroup


@dataclass(frozen=True, slots=True)
class LevelLine:
    text: str
    cite: str
    is_breached: bool | None


@dataclass(frozen=True, slots=True)
class LevelsShown:
    """Beside ⑥. `figures` are choices without a choice: metric, label, unit and what was typed."""

    sector: str
    lines: tuple[LevelLine, ...]
    figures: tuple[FieldShown, ...]
    is_breached: bool | None
    laws: tuple[str, ...] = ()
    is_statutory: bool = False


@dataclass(frozen=True, slots=True)
class DraftPage:
    id: UUID
    kind: str
    kind_words: str
    title: str
    number: str
    version: int
    read: str
    saved_at: datetime
    saved_by: str
    crumbs: tuple[Crumb, ...]
    blocks: tuple[BlockShown, ...]
    colors: tuple[Choice, ...]
    reach: Reach
    scope: Scope
    tuning: Tuning
    destinations: tuple[DestinationGroup, ...]
    shared_with: tuple[PartyGroup, ...]
    levels: LevelsShown | None
    ways: tuple[Choice, ...]
    way_words: str
    primary: str
    done: int
    most: int
    missing: str
    errors: tuple[FieldError, ...]
    opens: str
    removed: str
    is_overtaken: bool = False

    @property
    def url(self) -> str:
        return reverse("draft", args=[self.id])


@dataclass(frozen=True, slots=True)
class Asked:
    """How the page is wanted: with which typed values instead of the kept ones, what opened, what refused."""

    written: Written | None = None
    refusal: Refusal | None = None
    checks: bool = False
    opens: str = ""
    find: str = ""
    removed: str = ""
    beside: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form itself: its fields by id, the same in blocks, and what is wrong where."""

    fields: Mapping[str, FieldShown]
    blocks: tuple[BlockShown, ...]
    errors: Mapping[str, Sequence[str]]


def sheet_of(looked: Looked, asked: Asked) -> Sheet:
    draft, errors = looked.draft, _errors(looked, asked)
    written, form = asked.written or draft.written, draft.form
    around = Around(
        draft.scheme,
        written,
        timezone.localtime(),
        looked.files,
        errors,
        _warnings(looked),
        bool(draft.continues or draft.sources),
    )
    fields = {one.id: _fixed(one, field_shown(one, around), looked) for one in fields_of(form) if one.is_asked}
    blocks = tuple(block_shown(form, block, fields, looked.missing, asked.opens) for block in blocks_of(form))
    return Sheet(fields, blocks, errors)


def starred(looked: Looked, fields: Mapping[str, FieldShown]) -> tuple[int, int, str]:
    """How many of the items that sending needs are there, of how many, and the names of the rest."""
    form = looked.draft.form
    is_consulting = is_consultation(looked.draft.way)
    needed = needed_to_consult(form) if is_consulting else [one.id for one in form.fields if one.blocks_sending]
    left = separator().join(fields[name].label for name in looked.missing if name in fields)
    return len(needed) - sum(one in looked.missing for one in needed), len(needed), left


def _new(draft: DraftShown) -> str:
    if draft.kind != "report":
        return _("A new sheet") if draft.kind == "sheet" else _("A new advisory")
    return _("A new consultation") if is_consultation(draft.way) else _("A new report")


def kind_words(draft: DraftShown) -> str:
    return _("Consultation") if is_consultation(draft.way) else kind_name(draft.kind)


def _offered(viewer: Viewer, draft: DraftShown) -> tuple[Way, ...]:
    """What was begun as a consultation becomes a report by another way, and stays in one place until then."""
    if draft.kind != "report":
        return ()
    return (*ways(viewer), *(consulting_ways(viewer) if is_consultation(draft.way) else ()))


def shared_with(viewer: Viewer, written: Written, asked: Asked) -> tuple[PartyGroup, ...]:
    chosen = written.wish.get("destinations") or ()
    return sheet_choices(viewer.seat, chosen, asked.find if asked.opens == SHARED_WITH else "")


@asked_once()
def draft_page(
    request: HttpRequest, viewer: Viewer, draft: DraftShown, asked: Asked, looked: Looked | None = None
) -> DraftPage:
    """Of a draft as it was just read, or looked at."""
    looked = looked or look_at(viewer, draft)
    draft, written = looked.draft, asked.written or looked.draft.written
    sheet = sheet_of(looked, asked)
    shown, errors = sheet.fields, sheet.errors
    reach = reach_of(looked, own_desk(request))
    offered = _offered(viewer, draft)
    done, most, missing = starred(looked, shown)
    return DraftPage(
        id=draft.public_id,
        kind=draft.kind,
        kind_words=kind_words(draft),
        title=draft.title or _new(draft),
        number=number_words(looked.number),
        version=draft.version,
        read=marks_of(draft.written),
        saved_at=draft.saved_at,
        saved_by=draft.saved_by.name(language()),
        crumbs=(Crumb(_("Drafts"), reverse("drafts")), Crumb(kind_words(draft), "")),
        blocks=sheet.blocks,
        colors=color_choices(looked, written),
        reach=reach,
        scope=band(reach, str(draft.written.wish.get("tlp") or "")),
        tuning=tuning(
            viewer,
            written,
            [one for one in shown.values() if not one.fixed],
            asked.find,
            lists=asked.opens == "tuning",
            terms=terms_wished(viewer, draft.row),
        ),
        destinations=destinations(viewer, written.wish.get("destinations") or ()) if draft.kind == "advisory" else (),
        shared_with=shared_with(viewer, written, asked) if draft.kind == "sheet" else (),
        levels=levels_shown(looked, written),
        ways=tuple(
            Choice(one.id, one.label(language()), one.when(language()), is_chosen=one.id == draft.way)
            for one in offered
        ),
        way_words=_way_words(offered, draft.way),
        primary=primary_words(looked),
        done=done,
        most=most,
        missing=missing,
        errors=tuple(_summary(errors, shown)) if asked.checks or asked.refusal or asked.beside else (),
        opens=asked.opens,
        removed=asked.removed,
    )


def own_desk(request: HttpRequest) -> str:
    seats: Seats = request.seats  # type: ignore[attr-defined]  # set with the viewer
    return f"{seats.chosen.organization} {seats.chosen.desk}"


def primary_words(looked: Looked) -> str:
    """The deed and whom it reaches first."""
    if looked.draft.kind == "advisory":
        return _("Issue it…")
    if looked.draft.kind == "sheet":
        return _("Share it…")
    if not looked.stops:
        return _("Check and send…")
    return _("Send to %(place)s…") % {"place": looked.stops[0].desk.organization.name(language())}


def _errors(looked: Looked, asked: Asked) -> dict[str, Sequence[str]]:
    """Missing items are named only once somebody wants to send."""
    lang = language()
    refused = asked.refusal.field_messages(lang) if asked.refusal else {}
    found = InvalidFields(fields=looked.filled.mistakes).field_messages(lang)
    needed = {name: [FieldNeeded().message(lang)] for name in looked.missing} if asked.checks else {}
    bare = {name.removeprefix("marks.").removeprefix("wish."): words for name, words in refused.items()}
    return {**needed, **found, **bare, **asked.beside}


def _warnings(looked: Looked) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for warning in looked.filled.warnings:
        found.setdefault(warning.field, []).append(warning.message(language()))
    return found


def _fixed(about: FormField, shown: FieldShown, looked: Looked) -> FieldShown:
    """What the system fills in stands where the sheet prints it, in words."""
    match about.id:
        case "edition_number":
            return replace(shown, kind="fixed", fixed=number_words(looked.number) or _("counted when it is sent"))
        case "reference_number":
            given = looked.reference_number
            later = (
                _("given by the center on arrival") if looked.draft.kind == "report" else _("given when it is issued")
            )
            return replace(shown, kind="fixed", fixed=given or later)
        case "reported_at" | "provided_at":
            return replace(shown, kind="fixed", fixed=_("the moment of sending"))
        case "sharing_scope":
            tlp = looked.draft.written.wish.get("tlp")
            return replace(shown, kind="scope", said=f"TLP:{str(tlp).upper()}" if tlp else "")
        case "destinations":
            count = len(looked.destinations)
            return replace(shown, said=_("%(n)d chosen") % {"n": count} if count else "")
        case _:
            return shown


def _summary(errors: Mapping[str, Sequence[str]], shown: Mapping[str, FieldShown]) -> Iterable[FieldError]:
    for name, words in errors.items():
        about = shown.get(name.split(".")[0])
        label = f"{about.mark} {about.label}".strip() if about else ""
        yield FieldError(about.control if about else "", f"{label}: {' '.join(words)}" if label else " ".join(words))


def levels_shown(looked: Looked, written: Written) -> LevelsShown | None:
    if looked.draft.form.field("service_level_breached") is None:
        return None
    sector = looked.draft.scheme.sector(str(written.typed.get("sector") or ""))
    if sector is None:
        return None
    answer = levels_answer(sector, written.figures)
    lang = language()
    return LevelsShown(
        sector.label(lang),
        tuple(LevelLine(one.text(lang), one.cite, one.is_breached) for one in answer.findings),
        _figures(answer, written),
        answer.is_breached,
        tuple(f"{law.label(lang)}: {separator().join(law.laws)}" for law in laws_of(looked.draft.scheme, [sector.id])),
        bool(written.wish.get("is_statutory")),
    )


def _figures(answer: LevelAnswer, written: Written) -> tuple[FieldShown, ...]:
    wrong = InvalidFields(fields=answer.mistakes).field_messages(language())
    return tuple(
        FieldShown(
            id=one.metric.value,
            kind="figure",
            label=one.label(language()),
            help=one.unit(language()),
            value=str(written.figures.get(one.metric.value) or ""),
            errors=tuple(wrong.get(one.metric.value, ())),
        )
        for one in answer.asked
    )


def _way_words(offered: Sequence[Way], chosen: str) -> str:
    return next((one.label(language()) for one in offered if one.id == chosen), "")
