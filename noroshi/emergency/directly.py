"""Who gets an early warning directly, who does not and why: said before anything is sent (第2次行動計画 別添2(3)④; C-275, C-276)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from noroshi.advisories.actions.begin import must_be_center
from noroshi.audiences.actions import definition_of
from noroshi.audiences.everybody import everybody
from noroshi.audiences.kept_schemes import table_of
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.known import known_organizations
from noroshi.directory.models import Agreement, Desk, Organization
from noroshi.editions.models import Edition, EditionKind
from noroshi.emergency.errors import WarningsOnly
from noroshi.sharing.definitions import seats
from noroshi.sharing.facts import DeskFacts
from noroshi.sharing.parties import Naming, Party, desk
from noroshi.vocabulary import DeskKind, DirectAnswer, Importance, OrganizationKind
from noroshi.vocabulary.errors import NotFound


@dataclass(frozen=True, slots=True)
class Addressee:
    """One CEPTOAR or operator; `liaisons` are told in the same moment. `by_liaison`: the normal path will bring it."""

    organization: Organization
    answer: DirectAnswer
    liaisons: tuple[Desk, ...]

    @property
    def is_direct(self) -> bool:
        return self.answer is DirectAnswer.DIRECT


def addressees(viewer: Viewer, edition_id: uuid.UUID) -> list[Addressee]:
    """CEPTOARs and operators of the advisory's sectors; those who get it directly first."""
    edition = warning_of(viewer, edition_id)
    return sorted(_addressees(viewer, edition), key=lambda one: (not one.is_direct, one.answer, one.organization.pk))


def warning_of(viewer: Viewer, edition_id: uuid.UUID) -> Edition:
    found = readable_by(viewer, Edition.objects.filter(public_id=edition_id)).first()
    if found is None:
        raise NotFound
    must_be_center(viewer)
    is_warning = found.kind == EditionKind.ADVISORY and found.importance == Importance.WARNING
    if not is_warning or found.originator_desk_id != viewer.desk_id or found.is_recalled:
        raise WarningsOnly
    return found


def agreed_with(organization: int) -> frozenset[int]:
    """Organizations with which a handling agreement, confirmed by both sides, is in force today."""
    today = timezone.localdate()
    rows = Agreement.objects.filter(
        Q(first=organization) | Q(second=organization),
        Q(ends_date=None) | Q(ends_date__gte=today),
        kind=Agreement.Kind.HANDLING,
        confirmed_at__isnull=False,
        ended_at=None,
        signed_date__lte=today,
    )
    return frozenset(side for pair in rows.values_list("first", "second") for side in pair) - {organization}


def _addressees(viewer: Viewer, edition: Edition) -> Iterable[Addressee]:
    definition = definition_of(edition.audience_id)
    if definition is None:
        raise NotFound
    agreed, homes = agreed_with(viewer.organization_id), _candidates(viewer, edition)
    facts = {home.pk: [one for one in everybody() if one.organization == home.pk] for home in homes}
    liaisons = {home.pk: _liaisons(facts[home.pk], edition) for home in homes}
    parties = {desk(one.desk) for found in (*facts.values(), *liaisons.values()) for one in found}
    table = table_of(definition.scheme)
    held, reached = (set(seats(each, everybody(), table)) for each in (definition, definition.opened_to(parties)))
    rows = Desk.objects.select_related("organization").in_bulk(
        {one.desk for found in liaisons.values() for one in found}
    )
    for home in homes:
        copied = tuple(rows[one.desk] for one in liaisons[home.pk] if one.desk in reached)
        own = {one.desk for one in facts[home.pk]}
        yield Addressee(home, _answer(home.pk in agreed, own, held, reached, has_liaison=bool(copied)), copied)


def _answer(is_agreed: bool, own: set[int], held: set[int], reached: set[int], *, has_liaison: bool) -> DirectAnswer:  # noqa: FBT001
    if own & held:
        return DirectAnswer.HELD
    if not own & reached:
        return DirectAnswer.OUT_OF_RANGE
    if not is_agreed:
        return DirectAnswer.NO_AGREEMENT
    return DirectAnswer.DIRECT if has_liaison else DirectAnswer.NO_LIAISON


def _candidates(viewer: Viewer, edition: Edition) -> list[Organization]:
    kinds = Q(kinds__contains=[OrganizationKind.CEPTOAR.value]) | Q(kinds__contains=[OrganizationKind.OPERATOR.value])
    rows = known_organizations(viewer.seat).filter(kinds, is_active=True, sectors__overlap=list(edition.sectors))
    return list(rows.order_by("pk"))


def _liaisons(own: Iterable[DeskFacts], edition: Edition) -> list[DeskFacts]:
    """Of its own ministry for its sector; without one those who answer for the sector."""
    facts = list(own)
    ministries = {one.ministry for one in facts} - {None}
    sectors = frozenset(edition.sectors) & frozenset().union(*(one.sectors for one in facts))
    standing = [
        one
        for one in everybody()
        if one.desk_kind is DeskKind.LIAISON and OrganizationKind.MINISTRY in one.kinds and one.sectors & sectors
    ]
    return [one for one in standing if one.organization in ministries] or standing


def parties_of(one: Addressee) -> frozenset[Party]:
    """The recipient and its liaison, and nobody else: no recipient learns who the others are."""
    home = Party(Naming.ORGANIZATION, str(one.organization.pk))
    return frozenset({home, *(desk(liaison.pk) for liaison in one.liaisons)})
