"""Whom a form may name: desks, organizations that the viewer knows of, groups, kinds. Values are parties as `wishes` reads them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from noroshi.audiences.viewer import Viewer
from noroshi.directory.queries import desks, groups_of, organizations_known_to, own_organization
from noroshi.directory.seated import Seated
from noroshi.directory.shown import DeskShown, OrganizationShown
from noroshi.editions.addressed import addressed
from noroshi.editions.straight import BELOW
from noroshi.editions.wishes import party
from noroshi.vocabulary import OrganizationKind
from noroshi.vocabulary.errors import Refusal
from noroshi.vocabulary.text import clean_line
from noroshi.web.components import Choice
from noroshi.web.pages.directory.words import language, sector_choices, sentence
from noroshi.web.pages.items.routes import party_name

MOST_LISTED: Final = 60
CENTER: Final = OrganizationKind.CENTER.value


@dataclass(frozen=True, slots=True)
class PartyGroup:
    """Parties of one sort under their heading."""

    title: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> int:
        return sum(choice.is_chosen for choice in self.choices)


def neighbors(seat: Seated) -> tuple[OrganizationShown, ...]:
    """The own house and the bodies that a report or an advisory usually goes to next, up or down the road."""
    own = own_organization(seat)
    named = {each.id for each in (*own.ceptoars, *([own.ministry] if own.ministry else []))}
    bodies = (
        body
        for kind in (OrganizationKind.MINISTRY, OrganizationKind.CEPTOAR, OrganizationKind.CENTER)
        for body in organizations_known_to(seat, kind=kind.value, limit=200)
    )
    near = {body.id: body for body in bodies if body.id != own.id and (body.id in named or _is_next(own, body))}
    return own, *near.values()


def _is_next(own: OrganizationShown, body: OrganizationShown) -> bool:
    """The center for everybody, ministries for the center, CEPTOARs for the ministry of their sector."""
    if OrganizationKind.CEPTOAR.value in body.kinds:
        is_ministry = OrganizationKind.MINISTRY.value in own.kinds
        return is_ministry and not set(own.sectors).isdisjoint(body.sectors)
    return CENTER in body.kinds or CENTER in own.kinds


def desk_choices(
    seat: Seated, chosen: Collection[str], *, prefix: str = "desk:", own: bool = True
) -> tuple[Choice, ...]:
    """Desks of the neighbors by name."""
    houses = neighbors(seat)
    found = [desk for house in houses if own or house is not houses[0] for desk in desks(seat, house.id)]
    return tuple(_desk(desk, prefix, chosen) for desk in found)


def own_desk_choices(seat: Seated, chosen: Collection[str]) -> tuple[Choice, ...]:
    """Desks of the own house: where those pass on who carry nothing to others."""
    return tuple(_desk(desk, "desk:", chosen) for desk in desks(seat, own_organization(seat).id))


def organization_choices(
    seat: Seated, chosen: Collection[str], find: str = "", leaves_out: Collection[str] = ()
) -> tuple[Choice, ...]:
    """Chosen ones stay in the list whatever is looked for, and whatever kinds are left out."""
    found = organizations_known_to(seat, clean_line(find, most=100), limit=MOST_LISTED)
    everybody = organizations_known_to(seat, limit=200) if chosen else []
    kept = [each for each in everybody if f"organization:{each.id}" in chosen and each not in found]
    lang = language()
    return tuple(
        Choice(
            value := f"organization:{each.id}",
            each.name(lang),
            words=_kinds(each.kinds),
            is_chosen=value in chosen,
        )
        for each in (*kept, *found)
        if f"organization:{each.id}" in chosen or not set(each.kinds) & set(leaves_out)
    )


def kind_choices(chosen: Collection[str], leaves_out: Collection[str] = ()) -> tuple[Choice, ...]:
    return tuple(
        Choice(value := f"kind:{kind.value}", sentence(kind.label(language())), is_chosen=value in chosen)
        for kind in OrganizationKind
        if kind is not OrganizationKind.PLATFORM and (kind not in leaves_out or f"kind:{kind.value}" in chosen)
    )


def sector_group(chosen: Collection[str]) -> PartyGroup:
    """For a wish that another decides about: whole sectors, named as the plan names them."""
    found = (Choice(value := f"sector:{key}", name, is_chosen=value in chosen) for key, name in sector_choices())
    return PartyGroup(_("Sectors"), tuple(found))


def group_choices(seat: Seated, chosen: Collection[str]) -> tuple[Choice, ...]:
    lang = language()
    return tuple(
        Choice(value := f"group:{group.id}", group.name(lang), is_chosen=value in chosen) for group in groups_of(seat)
    )


def party_groups(
    seat: Seated, chosen: Collection[str], find: str = "", leaves_out: Collection[str] = ()
) -> tuple[PartyGroup, ...]:
    """For additions, exclusions and readers of withheld fields."""
    groups = [
        PartyGroup(_("Desks"), desk_choices(seat, chosen)),
        PartyGroup(_("Organizations"), organization_choices(seat, chosen, find, leaves_out)),
        PartyGroup(_("Groups"), group_choices(seat, chosen)),
        PartyGroup(_("Every organization of a kind"), kind_choices(chosen, leaves_out)),
    ]
    listed = {choice.value for group in groups for choice in group.choices}
    groups.append(PartyGroup(_("Named so far"), named_so_far(seat, [one for one in chosen if one not in listed])))
    return tuple(group for group in groups if group.choices)


def named_so_far(seat: Seated, texts: Collection[str]) -> tuple[Choice, ...]:
    """What the lists do not offer stays chosen; what nobody knows is dropped."""
    viewer = Viewer(seat)
    known = [text for text in texts if _is_known(viewer, text)]
    named = zip(known, addressed(str(party(viewer, text)) for text in known), strict=True)
    return tuple(Choice(text, party_name(one), is_chosen=True) for text, one in named)


def _is_known(viewer: Viewer, text: str) -> bool:
    try:
        party(viewer, text)
    except Refusal:
        return False
    return True


def recipient_groups(
    seat: Seated, chosen: Collection[str], find: str, *, carries: bool, by_liaison: bool = False
) -> tuple[PartyGroup, ...]:
    """For a hop. Who does not carry for others passes on inside its own house only; `by_liaison` nobody below a ministry."""
    if not carries:
        return (PartyGroup(_("Desks"), own_desk_choices(seat, chosen)),)
    if by_liaison:
        return party_groups(seat, chosen, find, leaves_out=BELOW)
    own = own_organization(seat)
    everyone = Choice("everyone_in_range", _("Everyone in range"), is_chosen="everyone_in_range" in chosen)
    special = [everyone]
    if OrganizationKind.CEPTOAR.value in own.kinds:
        members = f"ceptoar_members:{own.id}"
        special.append(Choice(members, _("Our member operators"), is_chosen=members in chosen))
    specials = {choice.value for choice in special}
    named = party_groups(seat, [one for one in chosen if one not in specials], find)
    return (named[0], PartyGroup(_("Many at once"), tuple(special)), *named[1:])


def _desk(desk: DeskShown, prefix: str, chosen: Collection[str]) -> Choice:
    lang, value = language(), f"{prefix}{desk.id}"
    return Choice(value, f"{desk.organization.name(lang)} {desk.name(lang)}", is_chosen=value in chosen)


def _kinds(kinds: Iterable[str]) -> str:
    return " / ".join(sentence(OrganizationKind.of(kind).label(language())) for kind in kinds)
