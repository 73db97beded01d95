"""Who reads in the bench: persons whose lists are made in different ways, found in the built directory."""

from collections.abc import Mapping

from django.db.models import QuerySet

from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Membership
from noroshi.directory.seated import seated
from noroshi.vocabulary import DeskKind, OrganizationKind, Role, Tie

Seat = tuple[int, int]


def readers() -> Mapping[str, Seat]:
    """From the broadest to the narrowest. Numbers of audiences are told with the figures."""
    poc = Membership.objects.filter(is_poc=True)
    others = Membership.objects.filter(is_poc=False, desk__organization__kinds=[OrganizationKind.OPERATOR.value])
    found = {
        "center": poc.filter(desk__organization__kinds=[OrganizationKind.CENTER.value], desk__kind=DeskKind.CIP.value),
        "liaison of a ministry": poc.filter(desk__kind=DeskKind.LIAISON.value),
        "operator": poc.filter(desk__organization__kinds=[OrganizationKind.OPERATOR.value]),
        "operator, by duty": others.filter(role=Role.OPERATIONS.value, tie=Tie.STAFF.value, duties__isnull=False),
        "operator, from outside": others.filter(tie=Tie.CONSULTANT.value),
        "ISAC": poc.filter(desk__organization__kinds=[OrganizationKind.ISAC.value]),
        "information provider": poc.filter(desk__organization__kinds=[OrganizationKind.INFORMATION_PROVIDER.value]),
    }
    return {name: _first(rows) for name, rows in found.items()}


def viewer(seat: Seat) -> Viewer:
    """As a request makes one: the seat is checked, nothing is kept from before."""
    return Viewer(seated(*seat))


def _first(rows: QuerySet[Membership]) -> Seat:
    return rows.order_by("pk").values_list("person_id", "desk_id")[0]
