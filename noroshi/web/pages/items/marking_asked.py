"""A marking as a form asks for it, and the choices that the form offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.http import QueryDict
from django.utils.translation import gettext as _

from noroshi.directory.seated import Seated
from noroshi.editions.wishes import MarkingWish
from noroshi.vocabulary import Tlp
from noroshi.vocabulary.text import clean_text
from noroshi.web.components import Choice
from noroshi.web.pages.directory.words import sector_choices
from noroshi.web.pages.items.picking import PartyGroup, party_groups

LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class MarkingAsked:
    tlp: Tlp
    sectors: tuple[str, ...] = ()
    additions: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    handling_note: str = ""
    find: str = ""
    bars_government: bool = False

    @classmethod
    def read(cls, given: QueryDict) -> Self:
        """A color that nobody knows is the strictest one; a sector that nobody knows is left out."""
        known = {sector for sector, _name in sector_choices()}
        tlp = given.get("tlp", "")
        return cls(
            tlp=Tlp.of(tlp) if tlp in set(Tlp) else Tlp.RED,
            sectors=tuple(sector for sector in given.getlist("sector") if sector in known),
            additions=tuple(given.getlist("add")),
            exclusions=tuple(given.getlist("exclude")),
            handling_note=given.get("handling_note", ""),
            find=given.get("find", "")[:100],
            bars_government=given.get("bars_government") == "yes",
        )

    def wish(self) -> MarkingWish:
        return MarkingWish(
            tlp=self.tlp,
            sectors=self.sectors,
            additions=self.additions,
            exclusions=self.exclusions,
            handling_note=clean_text(self.handling_note, most=LONGEST_NOTE),
            bars_government=self.bars_government,
        )


@dataclass(frozen=True, slots=True)
class MarkingChoices:
    """What the shared fields of such a form show."""

    colors: tuple[Choice, ...]
    sectors: tuple[Choice, ...]
    additions: tuple[PartyGroup, ...]
    exclusions: tuple[PartyGroup, ...]
    handling_note: str
    find: str
    bars_government: bool


def marking_choices(seat: Seated, asked: MarkingAsked) -> MarkingChoices:
    return MarkingChoices(
        colors=colors(asked.tlp),
        sectors=chosen_sectors(asked.sectors),
        additions=party_groups(seat, asked.additions, asked.find),
        exclusions=party_groups(seat, asked.exclusions, asked.find),
        handling_note=asked.handling_note,
        find=asked.find,
        bars_government=asked.bars_government,
    )


def colors(chosen: Tlp) -> tuple[Choice, ...]:
    return tuple(Choice(tlp.value, "", _reach_words(tlp), is_chosen=tlp is chosen, tlp=tlp) for tlp in Tlp)


def chosen_sectors(chosen: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, name, is_chosen=value in chosen) for value, name in sector_choices())


def _reach_words(tlp: Tlp) -> str:
    return {
        Tlp.RED: _("only the desks that are named"),
        Tlp.AMBER: _("concerned parties, who need to know"),
        Tlp.GREEN: _("parties of critical infrastructure"),
        Tlp.CLEAR: _("everybody, once published"),
    }[tlp]
