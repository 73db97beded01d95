"""Whom naming an ISAC, a hub or a CEPTOAR means besides itself on a sheet: within GREEN those who share in it."""

from collections.abc import Iterable

from django.db.models import Q

from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk, Group, GroupSeat, Organization
from noroshi.sharing.parties import Naming, Party
from noroshi.vocabulary import OrganizationKind

GATHERERS = (OrganizationKind.ISAC, OrganizationKind.CROSS_SECTOR_HUB)


def with_communities(viewer: Viewer, named: frozenset[Party]) -> frozenset[Party]:
    """A confidential roster only where the writer is on it; of the others nobody outside is told who they are (`rosters`)."""
    houses = _houses(named)
    own = GroupSeat.objects.filter(desk=viewer.desk_id, ended_at=None).values("group")
    kept = Group.objects.filter(
        is_active=True,
        owner__organization__in=houses,
        owner__organization__kinds__overlap=[kind.value for kind in GATHERERS],
    )
    shared = kept.filter(Q(roster_is_confidential=False) | Q(pk__in=own) | Q(owner=viewer.desk_id))
    ceptoars = Organization.objects.filter(pk__in=houses, kinds__contains=[OrganizationKind.CEPTOAR.value])
    return named.union(
        (Party(Naming.GROUP, str(number)) for number in shared.values_list("pk", flat=True)),
        (Party(Naming.CEPTOAR_MEMBERS, str(number)) for number in ceptoars.values_list("pk", flat=True)),
    )


def _houses(named: Iterable[Party]) -> set[int]:
    desks = [int(party.which) for party in named if party.naming is Naming.DESK]
    found = {int(party.which) for party in named if party.naming is Naming.ORGANIZATION}
    return found | set(Desk.objects.filter(pk__in=desks).values_list("organization", flat=True))
