"""Handling rules that a CEPTOAR, an ISAC or a ministry asks its members to read (情報取扱いルール)."""

from uuid import UUID

from django.utils import timezone

from noroshi.directory.authority import must_govern
from noroshi.directory.columns import HANDLING_RULE, read
from noroshi.directory.models import HandlingRule, Organization
from noroshi.directory.recording import note
from noroshi.directory.rows import change, locked, must_be_as_read
from noroshi.directory.seated import Seated
from noroshi.vocabulary import Role
from noroshi.vocabulary.errors import NotFound


def write_handling_rule(*, actor: Seated, **values: object) -> HandlingRule:
    """For the own organization, by its administrator or its secretariat."""
    own = Organization.objects.get(pk=actor.organization_id)
    _must_write(actor, own)
    required: dict[str, object] = {"title_ja": "", "text_ja": "", "valid_from": ""}
    rule = HandlingRule(organization=own, **read(HANDLING_RULE, required | values))
    rule.save()
    note(actor, "write_handling_rule", rule.public_id, organization=own)
    return rule


def edit_handling_rule(*, actor: Seated, rule: UUID, version: int, **changes: object) -> HandlingRule:
    row = _own(actor, rule)
    must_be_as_read(row, version, {name: getattr(row, name) for name in HANDLING_RULE})
    changed = change(row, read(HANDLING_RULE, changes))
    note(actor, "edit_handling_rule", row.public_id, organization=row.organization, fields=changed)
    return row


def withdraw_handling_rule(*, actor: Seated, rule: UUID) -> HandlingRule:
    row = _own(actor, rule)
    change(row, {"withdrawn_at": timezone.now()})
    note(actor, "withdraw_handling_rule", row.public_id, organization=row.organization)
    return row


def _own(actor: Seated, public_id: UUID) -> HandlingRule:
    row = locked(HandlingRule.objects.select_related("organization").filter(withdrawn_at=None), public_id)
    if row.organization_id != actor.organization_id:
        raise NotFound
    _must_write(actor, row.organization)
    return row


def _must_write(actor: Seated, organization: Organization) -> None:
    if actor.role is not Role.SECRETARIAT:
        must_govern(actor, organization)
