"""The center's advisories go down through ministries; straight to CEPTOARs and operators only as a warning (別添2(3)④; F2, C-276).

Who sits in a group of another house has agreed with that house, and what is posted there goes by its rules.
"""

from collections.abc import Collection

from noroshi.audiences.everybody import everybody
from noroshi.directory.models import Group
from noroshi.editions.errors import ThroughTheLiaison
from noroshi.editions.models import Edition, EditionKind
from noroshi.editions.rosters import groups_in
from noroshi.sharing.facts import DeskFacts
from noroshi.sharing.parties import Naming, Party
from noroshi.vocabulary import OrganizationKind

BELOW = frozenset({OrganizationKind.CEPTOAR, OrganizationKind.OPERATOR})


def goes_by_liaison(from_desk: int, kind: str) -> bool:
    """Whether what this desk passes on reaches those below by their ministry's liaison alone."""
    (own,) = everybody().those([from_desk])
    return kind == EditionKind.ADVISORY and OrganizationKind.CENTER in own.kinds


def must_go_by_liaison(edition: Edition, from_desk: int, to: Collection[Party], reached: Collection[int]) -> None:
    """`reached` are the desks that would newly hold it."""
    if not reached or not goes_by_liaison(from_desk, edition.kind):
        return
    (own,) = everybody().those([from_desk])
    if any_below(own.organization, to, reached):
        raise ThroughTheLiaison


def any_below(center: int, to: Collection[Party], among: Collection[int] | None = None) -> bool:
    """Whether these parties name a CEPTOAR or an operator, other than by a group of another house."""
    counted = [party for party in to if party not in _groups_of_others(center, to)]
    desks = everybody() if among is None else everybody().those(among)
    return any(_is_below(desk) and any(party.holds(desk) for party in counted) for desk in desks)


def _is_below(desk: DeskFacts) -> bool:
    return bool(desk.kinds & BELOW) and OrganizationKind.MINISTRY not in desk.kinds


def _groups_of_others(center: int, to: Collection[Party]) -> frozenset[Party]:
    groups = Group.objects.filter(pk__in=groups_in(to)).exclude(owner__organization=center)
    return frozenset(Party(Naming.GROUP, str(number)) for number in groups.values_list("pk", flat=True))
