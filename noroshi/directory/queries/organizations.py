"""Looking up organizations and their desks."""

from collections.abc import Iterable
from typing import Final
from unicodedata import normalize
from uuid import UUID

from django.db.models import Q, QuerySet

from noroshi.directory.authority import governs
from noroshi.directory.events import LookedUp, looked_up
from noroshi.directory.known import known_desks, known_organizations
from noroshi.directory.models import Desk, Organization
from noroshi.directory.rows import found
from noroshi.directory.seated import Seated
from noroshi.directory.shown import DeskShown, Named, OrganizationShown
from noroshi.vocabulary import OrganizationKind
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_line

LARGEST_PAGE: Final = 200
NAMED_MOST: Final = 5
"""So few are found by a name; more are found by a sector or a syllable, which says nothing of any of them."""
HIRAGANA: Final = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
KATAKANA: Final = {code: code + 0x60 for code in range(0x3041, 0x3097)}
"""A reading is found whichever kana it is written in."""


def organizations_known_to(
    viewer: Seated,
    search: str = "",
    *,
    kind: str = "",
    sector: str = "",
    after: str = "",
    limit: int = 50,
) -> list[OrganizationShown]:
    """In the order of handles; `after` is the last handle of the page before."""
    rows = known_organizations(viewer).filter(handle__gt=after) if after else known_organizations(viewer)
    if kind:
        rows = rows.filter(kinds__contains=[kind])
    if sector:
        rows = rows.filter(sectors__contains=[sector])
    for term in clean_line(search, most=200).split():
        rows = rows.filter(_named_like(term))
    shown = list(_with_relations(rows)[: max(1, min(limit, LARGEST_PAGE))])
    if search.strip() and 0 < len(shown) <= NAMED_MOST:
        looked_up(LookedUp(viewer, frozenset(row.public_id for row in shown), by_name=True))
    return [show_organization(viewer, row) for row in shown]


def organization(viewer: Seated, public_id: UUID) -> OrganizationShown:
    shown = organization_among(viewer, known_organizations(viewer).filter(public_id=public_id))
    looked_up(LookedUp(viewer, frozenset({public_id})))
    return shown


def organization_among(viewer: Seated, rows: "QuerySet[Organization]") -> OrganizationShown:
    """The only one among these rows, which the viewer knows."""
    row = _with_relations(rows).first()
    if row is None:
        raise NotFound
    return show_organization(viewer, row)


def desks(viewer: Seated, organization: UUID) -> list[DeskShown]:
    """Closed desks are listed for who governs them only."""
    home = found(known_organizations(viewer), organization)
    rows = home.desks.select_related("organization")
    return [show_desk(viewer, row) for row in (rows if governs(viewer, home) else rows.filter(is_active=True))]


def desk(viewer: Seated, public_id: UUID) -> DeskShown:
    return show_desk(viewer, found(known_desks(viewer).select_related("organization"), public_id))


def desks_known_to(viewer: Seated, search: str, *, limit: int = 50) -> list[DeskShown]:
    """By their own name or handle; further words may be of their organization's. Closed ones are found by who governs them only."""
    terms = clean_line(search, most=200).split()
    if not terms:
        return []
    rows = _open_to(viewer, known_desks(viewer).select_related("organization"))
    own, whole = Q(), Q()
    for term in terms:
        own |= _desk_named_like(term)
        whole &= _desk_named_like(term) | _named_like(term, "organization__")
    found = list(rows.filter(own & whole).order_by("handle")[: max(limit, NAMED_MOST) + 1])
    if 0 < len(found) <= NAMED_MOST:
        looked_up(LookedUp(viewer, frozenset(row.organization.public_id for row in found), by_name=True))
    return [show_desk(viewer, row) for row in found[:limit]]


def show_organization(viewer: Seated, row: Organization) -> OrganizationShown:
    return OrganizationShown(
        id=row.public_id,
        version=row.version,
        handle=row.handle,
        name_ja=row.name_ja,
        name_kana=row.name_kana,
        name_en=row.name_en,
        other_names=tuple(row.other_names),
        kinds=tuple(row.kinds),
        sectors=tuple(row.sectors),
        ministry=name_of(row.ministry) if row.ministry else None,
        ceptoars=tuple(name_of(ceptoar) for ceptoar in row.ceptoars.all()),
        note_ja=row.note_ja,
        note_en=row.note_en,
        is_active=row.is_active,
        may_edit=governs(viewer, row),
        may_ask_change=viewer.is_platform_administrator
        or (viewer.is_administrator and viewer.organization_id == row.pk),
    )


def show_desk(viewer: Seated, row: Desk) -> DeskShown:
    return DeskShown(
        id=row.public_id,
        version=row.version,
        organization=name_of(row.organization),
        handle=row.handle,
        name_ja=row.name_ja,
        name_en=row.name_en,
        kind=row.kind,
        sectors=tuple(row.sectors),
        telephone=row.telephone,
        fax=row.fax,
        email=row.email,
        is_active=row.is_active,
        may_edit=governs(viewer, row.organization),
    )


def name_of(row: Organization | Desk) -> Named:
    return Named(row.public_id, row.handle, row.name_ja, row.name_en)


def names_of(rows: Iterable[Desk]) -> tuple[Named, ...]:
    return tuple(name_of(row) for row in rows)


def _with_relations(rows: "QuerySet[Organization]") -> "QuerySet[Organization]":
    return rows.select_related("ministry").prefetch_related("ceptoars").order_by("handle")


def _open_to(viewer: Seated, rows: "QuerySet[Desk]") -> "QuerySet[Desk]":
    """Closed ones only where the viewer governs."""
    governed = Q(organization=viewer.organization_id) if viewer.is_administrator else Q(pk=None)
    if viewer.is_platform_administrator:
        platform = Q(organization__kinds__contains=[OrganizationKind.PLATFORM.value])
        governed |= Q(organization__self_governed_at=None) & ~platform
    return rows.filter(Q(is_active=True) | governed)


def _named_like(term: str, of: str = "") -> Q:
    """`of`: how one gets there from what is looked for."""
    like = Q()
    for column in ("handle", "name_ja", "name_kana", "name_en", "other_names"):
        like |= Q(**{f"{of}{column}__icontains": term})
    for kana in (HIRAGANA, KATAKANA):
        like |= Q(**{f"{of}name_kana__icontains": term.translate(kana)})
    return like


def _desk_named_like(term: str) -> Q:
    """In whichever kana and width it is typed; desks have no reading of their own."""
    like, plain = Q(), normalize("NFKC", term)
    for shape in {term, plain, plain.translate(HIRAGANA), plain.translate(KATAKANA)}:
        for column in ("handle", "name_ja", "name_en"):
            like |= Q(**{f"{column}__icontains": shape})
    return like
