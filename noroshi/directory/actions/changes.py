"""Changing kind, sectors, ministry or CEPTOARs, or closing an organization: one person asks, another agrees."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from noroshi.directory import events
from noroshi.directory.actions.governing import after_losing_administrators
from noroshi.directory.actions.weighty import apply_weighty, preview_weighty, read_weighty, weighty_values
from noroshi.directory.authority import is_platform_administrator
from noroshi.directory.columns import line, read
from noroshi.directory.events import Preview
from noroshi.directory.known import known_organizations
from noroshi.directory.models import ChangeRequest, Membership, Organization
from noroshi.directory.recording import note
from noroshi.directory.rows import locked, must_be_as_read
from noroshi.directory.seated import Seated
from noroshi.vocabulary.errors import ChangedMeanwhile, NotYours, Refusal

OPEN_FOR: Final = timedelta(days=14)


class SecondPersonNeeded(Refusal):
    code, status = "second_person_needed", 403
    ja = "この変更には別の人の同意が必要です。"
    en = "Another person has to agree to this change."


class ChangeWaiting(Refusal):
    code, status = "change_waiting", 409
    ja = "この組織には同意待ちの変更があります。先にそれを決めてください。"
    en = "A change of this organization is waiting for agreement. Decide on that one first."


class ChangeDecided(Refusal):
    code, status = "change_decided", 409
    ja = "この変更はすでに決まったか、期限が切れています。"
    en = "This change has been decided or has expired."


class NothingChanges(Refusal):
    code, status = "nothing_changes", 422
    ja = "変わるところがありません。"
    en = "Nothing would change."


def preview_change(*, actor: Seated, organization: UUID, **wanted: object) -> Preview:
    """How many items the change would open and close. Changes nothing."""
    row = locked(known_organizations(actor), organization)
    _must_ask(actor, row)
    return preview_weighty(row, read_weighty(wanted, organization=row))


def request_change(
    *, actor: Seated, organization: UUID, version: int, reason: str = "", **wanted: object
) -> ChangeRequest:
    row = locked(known_organizations(actor), organization)
    _must_ask(actor, row)
    now = weighty_values(row)
    must_be_as_read(row, version, now)
    clean = {name: value for name, value in read_weighty(wanted, organization=row).items() if value != now[name]}
    if not clean:
        raise NothingChanges
    _expire(row)
    if row.change_requests.filter(agreed_at=None, refused_at=None).exists():
        raise ChangeWaiting
    seen = preview_weighty(row, clean)
    request = ChangeRequest.objects.create(
        organization=row,
        was={name: now[name] for name in clean},
        wanted=clean,
        reason=str(read({"reason": line(400)}, {"reason": reason})["reason"]),
        opens=seen.opens,
        closes=seen.closes,
        asked_by_id=actor.person_id,
        expires_at=timezone.now() + OPEN_FOR,
    )
    note(actor, "request_change", request.public_id, organization=row, fields=sorted(clean))
    return request


def agree_change(*, actor: Seated, change: UUID) -> Organization:
    request = _open(actor, change)
    if request.asked_by_id == actor.person_id:
        raise SecondPersonNeeded
    if not may_decide(actor, request):
        raise NotYours
    organization = Organization.objects.select_for_update().get(pk=request.organization_id)
    now = weighty_values(organization)
    if any(now[name] != value for name, value in request.was.items()):
        raise ChangedMeanwhile(current={**now, "version": organization.version})
    clean = read_weighty(request.wanted, organization=organization)
    touched = apply_weighty(organization, clean)
    request.decided_by_id, request.agreed_at = actor.person_id, timezone.now()
    request.save(update_fields=["decided_by", "agreed_at"])
    note(actor, "agree_change", request.public_id, organization=organization, asked_by=request.asked_by_id)
    if clean.get("is_active") is False:
        after_losing_administrators(organization)
    events.desk_facts_changed(touched)
    events.membership_changed(_memberships(organization))
    return organization


def refuse_change(*, actor: Seated, change: UUID) -> ChangeRequest:
    """Also how the asker withdraws."""
    request = _open(actor, change)
    if request.asked_by_id != actor.person_id and not may_decide(actor, request):
        raise NotYours
    request.decided_by_id, request.refused_at = actor.person_id, timezone.now()
    request.save(update_fields=["decided_by", "refused_at"])
    note(actor, "refuse_change", request.public_id, organization=request.organization)
    return request


def _must_ask(actor: Seated, organization: Organization) -> None:
    if not (actor.is_platform_administrator or _is_own_administrator(actor, organization)):
        raise NotYours


def may_decide(actor: Seated, request: ChangeRequest) -> bool:
    """One of the two is always of the platform: no organization moves itself, however many administrators it has."""
    if actor.is_platform_administrator:
        return True
    own = _is_own_administrator(actor, request.organization) and request.organization.self_governed_at is not None
    return own and is_platform_administrator(request.asked_by_id)


def _is_own_administrator(actor: Seated, organization: Organization) -> bool:
    return actor.is_administrator and actor.organization_id == organization.pk


def _open(actor: Seated, public_id: UUID) -> ChangeRequest:
    shown = ChangeRequest.objects.select_related("organization")
    if not actor.is_platform_administrator:
        shown = shown.filter(organization=actor.organization_id)
    request = locked(shown, public_id)
    if not (actor.is_administrator or actor.is_platform_administrator):
        raise NotYours
    if request.agreed_at or request.refused_at or request.expires_at <= timezone.now():
        raise ChangeDecided
    return request


def _expire(organization: Organization) -> None:
    """An expired request no longer stands in the way of the next one."""
    organization.change_requests.filter(agreed_at=None, refused_at=None, expires_at__lte=timezone.now()).update(
        refused_at=timezone.now()
    )


def _memberships(organization: Organization) -> set[int]:
    return set(Membership.objects.filter(desk__organization=organization, ended_at=None).values_list("pk", flat=True))
