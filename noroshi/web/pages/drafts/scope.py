"""情報共有範囲 on the form: four colors, each with how far it may go, and below them what colors cannot say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noroshi.advisories.foretelling import Looked
from noroshi.audiences.viewer import Viewer
from noroshi.directory.queries import organizations_known_to
from noroshi.drafting.written import Written
from noroshi.editions.terms import Term
from noroshi.reports.ways import Stop
from noroshi.vocabulary import OrganizationKind, Tlp
from noroshi.web.components import AudiencePreview, Choice, Hop, HopState, Scope
from noroshi.web.pages.directory.words import language, sector_name, separator
from noroshi.web.pages.drafts.excepting import SECTOR, Exceptions, exceptions
from noroshi.web.pages.drafts.fields import FieldShown
from noroshi.web.pages.items.audience import audience_of
from noroshi.web.pages.items.ceilings import CeilingShown, ceiling_shown
from noroshi.web.pages.items.marking_asked import chosen_sectors, colors
from noroshi.web.pages.items.picking import PartyGroup, named_so_far, party_groups
from noroshi.web.pages.items.routes import party_name


@dataclass(frozen=True, slots=True)
class Reach:
    """Who holds it right after sending, how far it may go, and the stations ahead."""

    audience: AudiencePreview | None
    ceiling: CeilingShown | None
    stations: tuple[Hop, ...]
    refused: str

    @property
    def most_words(self) -> str:
        return _most_words(self.audience.most_count) if self.audience else ""


@dataclass(frozen=True, slots=True)
class Tuning:
    """細かく決める."""

    sectors: tuple[Choice, ...]
    additions: tuple[PartyGroup, ...]
    exclusions: tuple[PartyGroup, ...]
    exceptions: Exceptions
    is_statutory: bool
    relay_by_hand: bool
    find: str
    said: str
    lists: bool


@dataclass(frozen=True, slots=True)
class DestinationGroup:
    title: str
    choices: tuple[Choice, ...]


def color_choices(looked: Looked, written: Written) -> tuple[Choice, ...]:
    """How far each may go with today's directory; a color that cannot be sent has no figure."""
    most = looked.foretold.at_most
    chosen = written.wish.get("tlp")
    return tuple(
        Choice(
            one.value,
            "",
            one.words,
            _most_words(most[tlp]) if (tlp := Tlp.of(one.value)) in most else "",
            is_chosen=one.value == chosen,
            tlp=tlp,
        )
        for one in colors(Tlp.RED)
    )


def reach_of(looked: Looked, own_desk: str) -> Reach:
    reach, tlp = looked.foretold.reach, looked.draft.written.wish.get("tlp")
    audience = audience_of(Tlp.of(str(tlp)), reach) if reach and tlp else None
    refused = looked.foretold.refused
    return Reach(
        audience,
        _folded(ceiling_shown(reach)) if reach else None,
        stations(looked, own_desk),
        refused.message(language()) if refused else "",
    )


def _folded(ceiling: CeilingShown) -> CeilingShown:
    """Clause by clause in one line each: beside the form there is little room."""
    most, never = (tuple(replace(group, is_open=False) for group in groups) for groups in (ceiling.most, ceiling.never))
    return replace(ceiling, most=most, never=never)


def stations(looked: Looked, own_desk: str, words: str = "") -> tuple[Hop, ...]:
    """The own desk first, then everybody on the way with what they will do."""
    ahead = [Hop(place_of(stop), _does(stop), HopState.AHEAD) for stop in looked.stops]
    if looked.destinations:
        does = _("receive it") if looked.draft.kind == "sheet" else _("pass it on")
        ahead.append(Hop(separator().join(map(party_name, looked.destinations)), does, HopState.AHEAD))
    return (Hop(own_desk, words or _("sends it"), HopState.NOW), *ahead)


def place_of(stop: Stop) -> str:
    lang = language()
    return f"{stop.desk.organization.name(lang)} {stop.desk.name(lang)}"


def band(reach: Reach, tlp: str) -> Scope:
    """Under the tabs: the color that it will have, and in figures what that means."""
    if not tlp or reach.audience is None:
        return Scope(_("No color yet. Until it is sent, only those of your desk who know the matter read it."))
    now = reach.audience.now_count
    held = ngettext(
        "A draft. Right after sending %(n)d organization holds it, at most:",
        "A draft. Right after sending %(n)d organizations hold it, at most:",
        now,
    )
    return Scope(held % {"n": now}, Tlp.of(tlp), reach.most_words, "#reach")


def tuning(
    viewer: Viewer,
    written: Written,
    fields: Iterable[FieldShown],
    find: str,
    *,
    lists: bool,
    terms: Sequence[Term] = (),
) -> Tuning:
    """Everybody whom one may name is listed only when asked for; who is named already always is."""
    wish = written.wish
    parts = wish.get("parts") or []
    added = [text for text in wish.get("additions") or [] if not text.startswith(SECTOR)]
    chosen = [added, wish.get("exclusions") or [], *(part.get("readers") or [] for part in parts)]
    everybody = party_groups(viewer.seat, [text for texts in chosen for text in texts], find) if lists else ()
    additions, exclusions = (_picked(viewer, texts, everybody) for texts in chosen[:2])
    return Tuning(
        sectors=chosen_sectors(wish.get("sectors") or ()),
        additions=additions,
        exclusions=exclusions,
        exceptions=exceptions(written, fields, lambda texts: _picked(viewer, texts, everybody), terms),
        is_statutory=bool(wish.get("is_statutory")),
        relay_by_hand=bool(wish.get("relay_by_hand")),
        find=find,
        said=_tuned(wish),
        lists=lists,
    )


def _picked(viewer: Viewer, chosen: Sequence[str], everybody: Sequence[PartyGroup]) -> tuple[PartyGroup, ...]:
    if not everybody:
        named = named_so_far(viewer.seat, chosen)
        return (PartyGroup(_("Named so far"), named),) if named else ()
    marked = (
        replace(group, choices=tuple(replace(one, is_chosen=one.value in chosen) for one in group.choices))
        for group in everybody
    )
    return tuple(group for group in marked if group.title != _("Named so far") or group.chosen)


def destinations(viewer: Viewer, chosen: Sequence[str]) -> tuple[DestinationGroup, ...]:
    """Ministry and sector pairs, ministry by ministry (手引書 図7)."""
    lang = language()
    ministries = organizations_known_to(viewer.seat, kind=OrganizationKind.MINISTRY.value, limit=100)
    return tuple(
        DestinationGroup(
            ministry.name(lang),
            tuple(
                Choice(
                    value := f"ministry_for_sector:{ministry.id}/{sector}",
                    sector_name(sector),
                    is_chosen=value in chosen,
                )
                for sector in ministry.sectors
            ),
        )
        for ministry in ministries
        if ministry.sectors
    )


def _does(stop: Stop) -> str:
    return {
        "ceptoar_secretariat": _("takes out the name and passes it on"),
        "ministry": _("passes it on"),
    }.get(stop.kind, _("receives and numbers it"))


def _most_words(count: int | None) -> str:
    return (
        _("everybody") if count is None else ngettext("%(n)d organization", "%(n)d organizations", count) % {"n": count}
    )


def _tuned(wish: Any) -> str:
    """What was decided there, for the line that stays in sight."""
    held = {name for part in wish.get("parts") or () for name in part.get("fields") or ()}
    counted = (
        (_("additions"), len(wish.get("additions") or ())),
        (_("exclusions"), len(wish.get("exclusions") or ())),
        (_("fields held back"), len(held)),
    )
    words = [f"{name} {count}" for name, count in counted if count]
    words += [_("statutory")] if wish.get("is_statutory") else []
    words += [_("not to government")] if wish.get("bars_government") else []
    words += [_("passed on by hand")] if wish.get("relay_by_hand") else []
    return separator().join(words)
