"""The way of an item, station by station, from the receipts that this desk keeps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noroshi.editions.addressed import Addressed, addressed
from noroshi.editions.queries import Line, Receipt
from noroshi.sharing.parties import Naming
from noroshi.vocabulary import OrganizationKind
from noroshi.web.components import Hop, HopState
from noroshi.web.pages.directory.words import language, sector_name, separator

MOST_STATIONS: Final = 6


class Named(Protocol):
    def name(self, language: str) -> str: ...


class Desk(Named, Protocol):
    """As the room hands it out."""

    @property
    def organization(self) -> Named: ...


DEEDS: dict[str, str | Promise] = {
    "submit": gettext_lazy("Submitted"),
    "relay": gettext_lazy("Passed on"),
    "relay_anonymized": gettext_lazy("Passed on without the source"),
    "issue": gettext_lazy("Issued"),
    "warn": gettext_lazy("Warned directly"),
    "post": gettext_lazy("Posted"),
    "publish": gettext_lazy("Published"),
    "share": gettext_lazy("Shared with whom it names"),
}


def route_of(line: Line, receipts: Sequence[Receipt], *, arrives_at: str = "") -> tuple[Hop, ...]:
    """Beginning with who wrote it. A station is where it arrived, or, where that is not for this reader, who passed it on.

    `arrives_at` is the reader's own desk, when it is not the one that wrote it.
    """
    words = _("Recalled") if line.is_recalled else _("Written and sealed")
    state = HopState.BACK if line.is_recalled else HopState.DONE
    stations = [Hop(_desk(line.originator), words, state, line.sealed_at)]
    parties = _parties(receipts)
    for receipt in receipts:
        station = _station(receipt, parties)
        if station.place == stations[-1].place:
            stations[-1] = replace(station, words=separator().join((stations[-1].words, station.words)))
        else:
            stations.append(station)
    if arrives_at and stations[-1].place != arrives_at:
        stations.append(Hop(arrives_at, _("Holds it"), HopState.NOW))
    return shortened(tuple(stations))


def shortened(hops: tuple[Hop, ...]) -> tuple[Hop, ...]:
    """What goes to thirty places is told by its first and its last ones; the board of answers names them all."""
    if len(hops) <= MOST_STATIONS:
        return hops
    left_out = len(hops) - MOST_STATIONS + 1
    words = ngettext("%(n)d more place", "%(n)d more places", left_out) % {"n": left_out}
    return (*hops[: MOST_STATIONS - 2], Hop(words, "", HopState.DONE), hops[-1])


def _parties(receipts: Iterable[Receipt]) -> dict[str, Addressed]:
    """Everybody to whom this desk passed it on, asked for at once."""
    texts = list(dict.fromkeys(text for receipt in receipts for text in receipt.to))
    return dict(zip(texts, addressed(texts), strict=True))


def _station(receipt: Receipt, parties: Mapping[str, Addressed]) -> Hop:
    words = str(DEEDS.get(receipt.kind, receipt.kind))
    if receipt.is_by_order:
        words = _("%(deed)s (standing order)") % {"deed": words}
    to = [parties[text] for text in receipt.to]
    place = called(to) if to else _desk(receipt.from_desk)
    return Hop(place, words, HopState.DONE, receipt.at)


def _desk(desk: Desk) -> str:
    lang = language()
    return f"{desk.organization.name(lang)} {desk.name(lang)}"


def called(parties: Sequence[Addressed]) -> str:
    return separator().join(party_name(party) for party in parties)


def party_name(party: Addressed) -> str:
    """A party in the reader's words."""
    english = language() == "en" and party.name_en
    name = str(party.name_en if english else party.name_ja)
    home = (party.home_en or party.home_ja) if english else party.home_ja
    naming, _colon, which = party.text.partition(":")
    match naming:
        case Naming.KIND:
            return OrganizationKind.of(which).label(language())
        case Naming.SECTOR:
            return _("Sector %(sector)s") % {"sector": sector_name(which)}
        case Naming.CEPTOAR_MEMBERS:
            return _("Members of %(ceptoar)s") % {"ceptoar": name}
        case Naming.MINISTRY_FOR_SECTOR:
            sector = sector_name(which.partition("/")[2])
            return _("%(ministry)s for %(sector)s") % {"ministry": name, "sector": sector}
        case Naming.EVERYONE_IN_RANGE | Naming.PUBLIC:
            return Naming.of(naming).label(language())
        case _:
            return f"{home} {name}".strip()
