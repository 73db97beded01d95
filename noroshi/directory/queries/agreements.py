"""Agreements for their two sides; handling rules for those who are asked to keep them."""

from django.db.models import Q
from django.utils import timezone

from noroshi.directory.authority import governs
from noroshi.directory.models import Agreement, Group, HandlingRule, Organization
from noroshi.directory.queries.organizations import name_of
from noroshi.directory.seated import Seated
from noroshi.directory.shown import AgreementShown, HandlingRuleShown
from noroshi.vocabulary import OrganizationKind, Role


def agreements(viewer: Seated) -> list[AgreementShown]:
    """Of the own organization, ended ones included."""
    sides = Q(first=viewer.organization_id) | Q(second=viewer.organization_id)
    rows = Agreement.objects.filter(sides).select_related("first", "second", "desk").order_by("-signed_date", "pk")
    return [_show_agreement(viewer, row) for row in rows]


def handles_specimens(desk_id: int) -> bool:
    """Whether an agreement that both sides have confirmed gives specimens to this desk today."""
    today = timezone.localdate()
    standing = Agreement.objects.filter(
        kind=Agreement.Kind.SPECIMENS, desk=desk_id, ended_at=None, signed_date__lte=today
    )
    in_time = Q(ends_date=None) | Q(ends_date__gte=today)
    return standing.filter(in_time, confirmed_at__isnull=False).exists()


def handling_rules(viewer: Seated) -> list[HandlingRuleShown]:
    """Of the own organization, its ministry, its CEPTOARs, the owners of its desk's groups, and of the center."""
    own = Organization.objects.get(pk=viewer.organization_id)
    seated_in = Group.objects.filter(is_active=True, seats__desk=viewer.desk_id, seats__ended_at=None)
    asked_by = (
        Q(organization=own)
        | Q(organization=own.ministry_id)
        | Q(organization__in=own.ceptoars.values("pk"))
        | Q(organization__in=seated_in.values("owner__organization"))
        | Q(organization__kinds__contains=[OrganizationKind.CENTER.value])
    )
    rows = HandlingRule.objects.filter(asked_by, withdrawn_at=None).select_related("organization")
    return [_show_rule(viewer, row) for row in rows.order_by("organization__handle", "valid_from", "pk")]


def _show_agreement(viewer: Seated, row: Agreement) -> AgreementShown:
    ended = row.ended_at is not None or (row.ends_date is not None and row.ends_date < timezone.localdate())
    return AgreementShown(
        id=row.public_id,
        kind=row.kind,
        first=name_of(row.first),
        second=name_of(row.second),
        signed_date=row.signed_date,
        ends_date=row.ends_date,
        text=row.text,
        desk=name_of(row.desk) if row.desk else None,
        is_confirmed=row.confirmed_at is not None,
        has_ended=ended,
        may_confirm=row.confirmed_at is None and not ended and governs(viewer, row.second),
    )


def _show_rule(viewer: Seated, row: HandlingRule) -> HandlingRuleShown:
    own = row.organization_id == viewer.organization_id
    return HandlingRuleShown(
        id=row.public_id,
        version=row.version,
        organization=name_of(row.organization),
        title_ja=row.title_ja,
        title_en=row.title_en,
        text_ja=row.text_ja,
        text_en=row.text_en,
        scheme_place=row.scheme_place,
        difference_ja=row.difference_ja,
        difference_en=row.difference_en,
        valid_from=row.valid_from,
        may_edit=own and (viewer.is_administrator or viewer.role is Role.SECRETARIAT),
    )
