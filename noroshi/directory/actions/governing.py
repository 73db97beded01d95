"""When an organization takes its people into its own hands, and when that falls back to the platform."""

from datetime import datetime

from noroshi.directory.authority import is_platform
from noroshi.directory.models import Membership, Organization
from noroshi.vocabulary.errors import Refusal


class LastAdministrator(Refusal):
    code, status = "last_administrator", 409
    ja = "最後の管理者です。先に別の人を管理者にしてください。"
    en = "This is the last administrator. Make somebody else an administrator first."


def administrator_signed_in(*, person_id: int, at: datetime) -> None:
    """From the first sign-in of its own administrator, only that one adds people. In the caller's transaction."""
    Organization.objects.filter(
        pk__in=Membership.objects.filter(
            person=person_id,
            is_administrator=True,
            ended_at=None,
            desk__is_active=True,
            desk__organization__is_active=True,
        ).values("desk__organization"),
        self_governed_at=None,
    ).update(self_governed_at=at)


def after_losing_administrators(organization: Organization) -> None:
    """Without an administrator of its own, the platform may name a first one again; the platform never runs dry."""
    if _has_administrator(organization):
        return
    if is_platform(organization):
        raise LastAdministrator
    if organization.self_governed_at is not None:
        organization.self_governed_at = None
        organization.save(update_fields=["self_governed_at"])


def _has_administrator(organization: Organization) -> bool:
    return Membership.objects.filter(
        desk__organization=organization,
        desk__is_active=True,
        is_administrator=True,
        ended_at=None,
        person__is_active=True,
    ).exists()
