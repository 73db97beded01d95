"""Weighty changes, shown to the organization that they are about, and to the platform's administrators."""

from collections.abc import Collection

from django.utils import timezone

from noroshi.directory.actions.changes import may_decide
from noroshi.directory.models import ChangeRequest
from noroshi.directory.queries.organizations import name_of
from noroshi.directory.seated import Seated
from noroshi.directory.shown import ChangeShown


def changes_shown_to(viewer: Seated) -> list[ChangeShown]:
    """Newest first, decided ones included."""
    rows = ChangeRequest.objects.select_related("organization").order_by("-created_at")
    if not viewer.is_platform_administrator:
        rows = rows.filter(organization=viewer.organization_id)
    return [_show(viewer, row) for row in rows[:200]]


def open_changes(viewer: Seated, numbers: Collection[int]) -> list[ChangeShown]:
    """Of changes that `settling` found to be about this viewer's organization, or any for the platform's administrators."""
    rows = ChangeRequest.objects.select_related("organization").filter(pk__in=numbers).order_by("-created_at")
    return [_show(viewer, row) for row in rows] if numbers else []


def _show(viewer: Seated, row: ChangeRequest) -> ChangeShown:
    state = _state(row)
    is_own = row.asked_by_id == viewer.person_id
    return ChangeShown(
        id=row.public_id,
        organization=name_of(row.organization),
        was=dict(row.was),
        wanted=dict(row.wanted),
        reason=row.reason,
        opens=row.opens,
        closes=row.closes,
        asked_at=row.created_at,
        expires_at=row.expires_at,
        state=state,
        may_decide=state == "asked" and not is_own and may_decide(viewer, row),
        may_withdraw=state == "asked" and is_own,
    )


def _state(row: ChangeRequest) -> str:
    if row.agreed_at:
        return "agreed"
    if row.refused_at and row.decided_by_id:
        return "refused"
    return "expired" if row.refused_at or row.expires_at <= timezone.now() else "asked"
