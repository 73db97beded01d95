"""A profile is begun, amended, ended by the desk it belongs to. What it wants is kept by topic as well, for the way back."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.intel.queries import until
from noroshi.intel.sectors import bits
from noroshi.ledger.actions import record
from noroshi.observables import Kind, NotOfThisKind, settled
from noroshi.triage.errors import NotAnAsset, ProfileNamedTwice, ThresholdOutside, TooManyWishes, UnknownSector
from noroshi.triage.factors import FLOOR, MOST
from noroshi.triage.house import own_house
from noroshi.triage.models import Asset, Profile, Wish
from noroshi.triage.owned import DOMAIN, NETWORK
from noroshi.triage.profiles import SUPPLIER, ProfileWish
from noroshi.triage.topics import topics_of
from noroshi.triage.wishes import wishes_of
from noroshi.triage.words import relevances_said
from noroshi.vocabulary import Relevance
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_line

MANY: Final = 200


def begin_profile(viewer: Viewer, wish: ProfileWish) -> Profile:
    """It is told of what comes from now on; its list holds what is there already."""
    now = timezone.now()
    row = Profile(
        audience_id=own_house(viewer),
        desk_id=viewer.desk_id,
        made_by_id=viewer.seat.person_id,
        made_at=now,
        told_until=until(now),
    )
    _written(viewer, row, wish, "begin_profile")
    return row


def amend_profile(viewer: Viewer, profile_id: uuid.UUID, wish: ProfileWish) -> Profile:
    row = own_profile(viewer, profile_id)
    _ended(viewer, row)
    _written(viewer, row, wish, "amend_profile")
    return row


def end_profile(viewer: Viewer, profile_id: uuid.UUID) -> None:
    row = own_profile(viewer, profile_id)
    _ended(viewer, row)
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    _told(viewer, "end_profile", row)


def own_profile(viewer: Viewer, profile_id: uuid.UUID) -> Profile:
    """Of the viewer's own desk, in force."""
    mine = Profile.objects.filter(public_id=profile_id, desk_id=viewer.desk_id, ended_at=None)
    row = readable_by(viewer, mine).first()
    if row is None:
        raise NotFound
    return row


def _written(viewer: Viewer, row: Profile, wish: ProfileWish, deed: str) -> None:
    for name, value in _said(wish).items():
        setattr(row, name, value)
    assets, row.met_until = list(_assets(wish)), 0
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as mistake:
        if "one_profile_a_name_and_desk" in str(mistake):
            raise ProfileNamedTwice from None
        raise
    Asset.objects.bulk_create(
        [Asset(audience_id=row.audience_id, profile=row, kind=kind, value=value) for kind, value in assets]
    )
    suppliers = [value for kind, value in assets if kind == SUPPLIER]
    Wish.objects.bulk_create(wishes_of(row, _topics(row, suppliers)))
    _told(viewer, deed, row)


def _said(wish: ProfileWish) -> dict[str, Any]:
    for sector in wish.sectors:
        if not bits([sector]):
            raise UnknownSector(text=sector[:60])
    ways = (wish.mail_threshold, wish.webhook_threshold)
    if not all(FLOOR <= one <= 1 for one in (wish.threshold, wish.notice_threshold, *ways) if one is not None):
        raise ThresholdOutside
    notice = max(wish.notice_threshold, wish.threshold)
    return {
        "name": clean_line(wish.name, most=120, required=True),
        "sectors": sorted(wish.sectors),
        "products": _lines(wish.products, 200),
        "keywords": _lines(wish.keywords, 80),
        "kinds": sorted(kind.value for kind in wish.kinds),
        "languages": sorted(one.value for one in wish.languages),
        "threshold": wish.threshold,
        "notice_threshold": notice,
        "mail_threshold": _above(notice, wish.mail_threshold),
        "webhook_threshold": _above(notice, wish.webhook_threshold),
        "most": min(max(wish.most, 1), MOST),
        "changed_at": timezone.now(),
    }


def _above(notice: float, said: float | None) -> float | None:
    """Nothing leaves that was not told; what asks for no more than the notice says nothing of its own."""
    return said if said is not None and said > notice else None


def _lines(given: Collection[str], most: int) -> list[str]:
    found = list(dict.fromkeys(line for one in given if (line := clean_line(one, most=most))))
    if len(found) > MANY:
        raise TooManyWishes
    return found


def _assets(wish: ProfileWish) -> Iterable[tuple[str, str]]:
    for line in _lines(wish.networks, 60):
        yield NETWORK, _network(line)
    for line in _lines(wish.domains, 253):
        yield DOMAIN, _of_kind((Kind.DOMAIN,), line)
    for line in _lines(wish.suppliers, 120):
        yield SUPPLIER, line


def _network(line: str) -> str:
    return _of_kind((Kind.CIDR, Kind.IPV4, Kind.IPV6), line)


def _of_kind(kinds: Sequence[Kind], line: str) -> str:
    for kind in kinds:
        try:
            return settled(kind, line)[1]
        except NotOfThisKind:
            continue
    raise NotAnAsset(text=line[:60])


def _topics(row: Profile, suppliers: Iterable[str]) -> dict[int, Relevance]:
    return topics_of(row.sectors, row.products) | relevances_said(suppliers, row.keywords)


def _ended(viewer: Viewer, row: Profile) -> None:
    now = timezone.now()
    readable_by(viewer, Asset.objects.filter(profile=row, ended_at=None)).update(ended_at=now)
    readable_by(viewer, Wish.objects.filter(profile=row, ended_at=None)).update(ended_at=now)


def _told(viewer: Viewer, deed: str, row: Profile) -> None:
    record(deed=deed, actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])
