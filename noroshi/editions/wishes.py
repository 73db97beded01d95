"""A marking as somebody asks for it at a door: public ids and words, turned into the policy's values once."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk, Group, GroupSeat, Organization
from noroshi.editions.communities import with_communities
from noroshi.editions.rosters import groups_in
from noroshi.sharing.marking import Marking, PartMarking, Published
from noroshi.sharing.parties import Naming, Party, UnknownParty
from noroshi.vocabulary import Leg, OrganizationKind, TableVariant, Tlp


@dataclass(frozen=True)
class PartWish:
    """`mark` is the number by which paragraphs of a text say that they belong to it."""

    fields: Collection[str]
    tlp: Tlp | None = None
    readers: Collection[str] | None = None
    kept_from: Collection[str] = ()
    mark: str = ""


@dataclass(frozen=True)
class PublishedWish:
    """Fields that are public at an address already."""

    fields: Collection[str]
    address: str


@dataclass(frozen=True)
class MarkingWish:
    """Parties are written `organization:<id>`, `desk:<id>`, `group:<id>`, `kind:<word>`, `sector:<id>`,
    `ministry_for_sector:<id>/<sector>`, `ceptoar_members:<id>`, `everyone_in_range`."""

    tlp: Tlp = Tlp.RED
    sectors: Collection[str] = ()
    receivers: Collection[uuid.UUID] = ()
    destinations: Collection[str] = ()
    additions: Collection[str] = ()
    exclusions: Collection[str] = ()
    parts: Sequence[PartWish] = field(default=())
    handling_note: str = ""
    is_statutory: bool = False
    relay_by_hand: bool = False
    only_anonymized: bool = False
    bars_government: bool = False
    names_in_note: bool = False
    published: Sequence[PublishedWish] = field(default=())


def marking(viewer: Viewer, wish: MarkingWish, kind: str) -> Marking:
    """The form and the leg follow from who writes what; sectors not given are those of the destinations, else of the house."""
    organization = Organization.objects.get(pk=viewer.organization_id)
    variant, leg = _form(kind, frozenset(organization.kinds))
    named = parties(viewer, wish.destinations)
    return Marking(
        tlp=wish.tlp,
        variant=variant,
        leg=leg,
        sectors=frozenset(wish.sectors) or _addressed_sectors(wish) or frozenset(organization.sectors),
        receivers=_desks(wish.receivers),
        destinations=with_communities(viewer, named) if variant is TableVariant.SHEET_FORM else named,
        provider_ministry=organization.ministry_id,
        additions=parties(viewer, wish.additions),
        exclusions=excluded(viewer, wish.exclusions),
        originator=viewer.desk_id,
        is_statutory=wish.is_statutory,
        handling_note=wish.handling_note,
        relay_by_hand=wish.relay_by_hand,
        only_anonymized=wish.only_anonymized,
        bars_government=wish.bars_government,
        parts=tuple(_part(viewer, part) for part in wish.parts),
        published=tuple(Published(frozenset(one.fields), one.address) for one in wish.published),
    )


def _addressed_sectors(wish: MarkingWish) -> frozenset[str]:
    """Who addresses ministries for their sectors means these sectors (手引書 図7 情報提供先)."""
    pairs = (text.partition("/") for text in wish.destinations if text.startswith(Naming.MINISTRY_FOR_SECTOR.value))
    return frozenset(sector for _ministry, _slash, sector in pairs if sector)


def parties(viewer: Viewer, texts: Iterable[str]) -> frozenset[Party]:
    return frozenset(party(viewer, text) for text in texts)


def excluded(viewer: Viewer, texts: Iterable[str]) -> frozenset[Party]:
    """Who is refused where a confidential group is excluded is in it: only the owner of the roster may ask that."""
    found = parties(viewer, texts)
    secret = Group.objects.filter(pk__in=groups_in(found), roster_is_confidential=True).exclude(owner=viewer.desk_id)
    for group in secret:
        raise UnknownParty(text=f"group:{group.public_id}")
    return found


def party(viewer: Viewer, text: str) -> Party:
    """Ids from outside become our own; what the viewer may not know is unknown."""
    asked = Party.parse(text)
    match asked.naming:
        case Naming.ORGANIZATION | Naming.CEPTOAR_MEMBERS:
            return Party(asked.naming, str(_organization(text, asked.which)))
        case Naming.DESK:
            return Party(asked.naming, str(_desk(text, asked.which)))
        case Naming.GROUP:
            return Party(asked.naming, str(_group(viewer, text, asked.which)))
        case Naming.MINISTRY_FOR_SECTOR:
            ministry, _, sector = asked.which.partition("/")
            return Party(asked.naming, f"{_organization(text, ministry)}/{sector}")
        case Naming.KIND:
            if asked.which not in set(OrganizationKind):
                raise UnknownParty(text=text[:80])
            return asked
        case _:
            return asked


def _form(kind: str, kinds: frozenset[str]) -> tuple[TableVariant, Leg]:
    if kind == "advisory":
        return TableVariant.ADVISORY_FORM, Leg.CENTER_TO_MINISTRY if OrganizationKind.CENTER in kinds else Leg.OTHER
    if kind == "sheet":
        return TableVariant.SHEET_FORM, Leg.OTHER
    if kind != "report":
        return TableVariant.TABLE4, Leg.OTHER
    legs = {
        OrganizationKind.CEPTOAR: Leg.CEPTOAR_TO_MINISTRY,
        OrganizationKind.MINISTRY: Leg.MINISTRY_TO_CENTER,
        OrganizationKind.OPERATOR: Leg.OPERATOR_TO_MINISTRY,
    }
    return TableVariant.REPORT_FORM, next((leg for of, leg in legs.items() if of in kinds), Leg.OTHER)


def _part(viewer: Viewer, part: PartWish) -> PartMarking:
    readers = None if part.readers is None else parties(viewer, part.readers)
    return PartMarking(frozenset(part.fields), part.tlp, readers, parties(viewer, part.kept_from))


def _uuid(text: str, which: str) -> uuid.UUID:
    try:
        return uuid.UUID(which)
    except ValueError:
        raise UnknownParty(text=text[:80]) from None


def _organization(text: str, which: str) -> int:
    return _known(
        text, Organization.objects.filter(public_id=_uuid(text, which), is_active=True).values_list("pk", flat=True)
    )


def _desk(text: str, which: str) -> int:
    return _known(text, Desk.objects.filter(public_id=_uuid(text, which), is_active=True).values_list("pk", flat=True))


def _group(viewer: Viewer, text: str, which: str) -> int:
    """Groups are known to their members and their owner."""
    group = Group.objects.filter(public_id=_uuid(text, which), is_active=True).first()
    is_member = group is not None and GroupSeat.objects.filter(group=group, desk=viewer.desk_id, ended_at=None).exists()
    if group is None or not (is_member or group.owner_id == viewer.desk_id):
        raise UnknownParty(text=text[:80])
    return group.pk


def _known(text: str, found: Iterable[int]) -> int:
    number = next(iter(found), None)
    if number is None:
        raise UnknownParty(text=text[:80])
    return number


def _desks(ids: Collection[uuid.UUID]) -> frozenset[int]:
    found = dict(Desk.objects.filter(public_id__in=list(ids), is_active=True).values_list("public_id", "pk"))
    missing = [str(one) for one in ids if one not in found]
    if missing:
        raise UnknownParty(text=missing[0])
    return frozenset(found.values())
