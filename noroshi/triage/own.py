"""What the profiles of a house call its own networks and domains, for its desks when they look values through."""

from ipaddress import ip_network

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.observables import Own
from noroshi.triage.models import Asset
from noroshi.triage.owned import DOMAIN, NETWORK, OF_ONE_S_OWN


def own_of_house(viewer: Viewer) -> Own:
    """Of this organization's desks alone: to everybody else a value carries no such warning."""
    rows = Asset.objects.filter(
        ended_at=None, kind__in=OF_ONE_S_OWN, profile__desk__organization=viewer.organization_id
    )
    found = readable_by(viewer, rows).values_list("kind", "value").distinct()
    named = [(kind, value) for kind, value in found]
    networks = tuple(ip_network(value, strict=False) for kind, value in named if kind == NETWORK)
    return Own(networks, frozenset(value for kind, value in named if kind == DOMAIN))
