"""Passing an advisory down: a ministry to the CEPTOAR or straight to operators, a secretariat to its members (手引書 3.1, 図6)."""

import uuid
from collections.abc import Collection

from noroshi.advisories.errors import NotAnAdvisory
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions.actions import hop
from noroshi.editions.models import Edition, EditionKind, Hop
from noroshi.editions.wishes import parties
from noroshi.vocabulary import HopKind
from noroshi.vocabulary.errors import NotFound


def relay_advisory(viewer: Viewer, edition_id: uuid.UUID, *, to: Collection[str], note: str = "") -> Hop:
    """The same recipients a second time are the same receipt; parties as in `wishes`."""
    edition = readable_by(viewer, Edition.objects.filter(public_id=edition_id)).first()
    if edition is None:
        raise NotFound
    if edition.kind != EditionKind.ADVISORY:
        raise NotAnAdvisory
    found = parties(viewer, to)
    named = sorted(map(str, found))
    done = readable_by(viewer, Hop.objects.filter(edition=edition, from_desk=viewer.desk_id, to=named)).first()
    return done or hop(viewer, edition_id, kind=HopKind.RELAY, to=found, note=note)
