"""With whom a sheet is shared: the communities that one takes part in, ISACs and hubs, organizations by name, desks of the own house."""

from collections.abc import Collection
from typing import Final

from django.utils.translation import gettext as _

from noroshi.directory.queries import organizations_known_to
from noroshi.directory.seated import Seated
from noroshi.vocabulary import OrganizationKind
from noroshi.vocabulary.text import clean_line
from noroshi.web.components import Choice
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.items.picking import (
    PartyGroup,
    group_choices,
    named_so_far,
    organization_choices,
    own_desk_choices,
)

SHARED_WITH: Final = "shared_with"
GATHERERS: Final = (OrganizationKind.ISAC, OrganizationKind.CROSS_SECTOR_HUB, OrganizationKind.CEPTOAR)
GOVERNMENT: Final = (
    OrganizationKind.MINISTRY,
    OrganizationKind.CENTER,
    OrganizationKind.CRISIS_MINISTRY,
    OrganizationKind.SECURITY_MINISTRY,
    OrganizationKind.DISASTER_MINISTRY,
    OrganizationKind.PLATFORM,
)


def sheet_choices(seat: Seated, chosen: Collection[str], find: str = "") -> tuple[PartyGroup, ...]:
    """What is chosen stays in the list, whatever is looked for."""
    gatherers = _gatherers(seat, chosen, find)
    groups = [
        PartyGroup(_("Communities that we take part in"), group_choices(seat, chosen)),
        PartyGroup(_("ISACs, hubs and CEPTOARs"), gatherers),
        PartyGroup(_("Organizations"), _others(seat, chosen, find, {one.value for one in gatherers})),
        PartyGroup(_("Desks of our own house"), own_desk_choices(seat, chosen)),
    ]
    listed = {choice.value for group in groups for choice in group.choices}
    groups.append(PartyGroup(_("Named so far"), named_so_far(seat, [one for one in chosen if one not in listed])))
    return tuple(group for group in groups if group.choices)


def _gatherers(seat: Seated, chosen: Collection[str], find: str) -> tuple[Choice, ...]:
    words, lang = clean_line(find, most=100), language()
    found = {
        one.id: one for kind in GATHERERS for one in organizations_known_to(seat, words, kind=kind.value, limit=60)
    }
    return tuple(
        Choice(value := f"organization:{one.id}", one.name(lang), is_chosen=value in chosen) for one in found.values()
    )


def _others(seat: Seated, chosen: Collection[str], find: str, gatherers: Collection[str]) -> tuple[Choice, ...]:
    found = organization_choices(seat, chosen, find, leaves_out=[*GATHERERS, *GOVERNMENT])
    return tuple(choice for choice in found if choice.value not in gatherers)
