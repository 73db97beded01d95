"""Profiles as their organization reads them; nobody else learns that there are any."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import QuerySet

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.triage.factors import MOST, THRESHOLD
from noroshi.triage.models import Asset, Profile
from noroshi.triage.owned import OF_ONE_S_OWN
from noroshi.triage.templates import keywords_of
from noroshi.vocabulary import Freshness, TextLanguage
from noroshi.vocabulary.errors import NotFound

NOTICE: Final = 0.6
SUPPLIER: Final = "supplier"
KINDS: Final = (*OF_ONE_S_OWN, SUPPLIER)


@dataclass(frozen=True)
class ProfileWish:
    """What somebody writes. Thresholds are scores from 0 to 1; a way out without one takes what the notice takes."""

    name: str
    sectors: Collection[str] = ()
    products: Sequence[str] = ()
    networks: Sequence[str] = ()
    domains: Sequence[str] = ()
    suppliers: Sequence[str] = ()
    keywords: Sequence[str] = ()
    kinds: Collection[Freshness] = ()
    languages: Collection[TextLanguage] = ()
    threshold: float = THRESHOLD
    notice_threshold: float = NOTICE
    mail_threshold: float | None = None
    webhook_threshold: float | None = None
    most: int = MOST


@dataclass(frozen=True, slots=True)
class ProfileShown:
    """`number` and `met_until` are for this room alone: up to there the worker met what names its own, its suppliers and keywords."""

    number: int
    public_id: uuid.UUID
    desk: int
    is_own_desk: bool
    wish: ProfileWish = field(repr=False)
    met_until: int = 0

    @property
    def name(self) -> str:
        return self.wish.name


def profiles_of(viewer: Viewer) -> list[ProfileShown]:
    """The own desk's first, then those of other desks of the house."""
    return sorted(_all(viewer, _rows(viewer).order_by("name")), key=lambda one: not one.is_own_desk)


def profile_of(viewer: Viewer, public_id: uuid.UUID) -> ProfileShown:
    found = _all(viewer, _rows(viewer).filter(public_id=public_id))
    if not found:
        raise NotFound
    return found[0]


def template(viewer: Viewer) -> ProfileWish:
    """What a new profile starts from: the sectors of the organization, and what they mostly watch for."""
    sectors = sorted(Desk.objects.select_related("organization").get(pk=viewer.desk_id).organization.sectors)
    return ProfileWish(name="", sectors=sectors, keywords=keywords_of(sectors))


def _rows(viewer: Viewer) -> QuerySet[Profile]:
    """The system's login sees all: only those of the viewer's own organization are meant here."""
    own = Profile.objects.filter(ended_at=None, desk__organization_id=viewer.organization_id)
    return readable_by(viewer, own)


def _all(viewer: Viewer, rows: QuerySet[Profile]) -> list[ProfileShown]:
    """Their assets are asked for once."""
    found = list(rows)
    assets: dict[tuple[int, str], list[str]] = defaultdict(list)
    own = Asset.objects.filter(profile__in=found, ended_at=None)
    for profile, kind, value in readable_by(viewer, own).order_by("pk").values_list("profile_id", "kind", "value"):
        assets[profile, kind].append(value)
    return [_shown(viewer, row, {kind: assets[row.pk, kind] for kind in KINDS}) for row in found]


def _shown(viewer: Viewer, row: Profile, assets: Mapping[str, Sequence[str]]) -> ProfileShown:
    wish = ProfileWish(
        name=row.name,
        sectors=row.sectors,
        products=row.products,
        networks=assets["network"],
        domains=assets["domain"],
        suppliers=assets["supplier"],
        keywords=row.keywords,
        kinds=[Freshness.of(kind) for kind in row.kinds],
        languages=[TextLanguage.of(one) for one in row.languages],
        threshold=row.threshold,
        notice_threshold=row.notice_threshold,
        mail_threshold=row.mail_threshold,
        webhook_threshold=row.webhook_threshold,
        most=row.most,
    )
    return ProfileShown(row.pk, row.public_id, row.desk_id, row.desk_id == viewer.desk_id, wish, row.met_until)
