"""What a desk has made from somebody else's matter, for the desk itself."""

import uuid
from collections.abc import Iterable

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions import pseudonyms
from noroshi.editions.models import Derivation, Edition


def own_derived(viewer: Viewer, source: Edition) -> Edition | None:
    """The latest edition that the viewer's desk has derived from any edition of the source's matter."""
    return own_made_from(viewer, source.matter)


def own_made_from(viewer: Viewer, matter: uuid.UUID) -> Edition | None:
    ids = readable_by(viewer, Edition.objects.filter(matter=matter)).values_list("public_id", flat=True)
    return made_from_any_of(viewer, ids)


def made_from_any_of(viewer: Viewer, ids: Iterable[uuid.UUID]) -> Edition | None:
    """Of sources that the viewer was given."""
    rows = Derivation.objects.filter(
        source_digest__in=[pseudonyms.digest_of(one) for one in ids], derived__originator_desk=viewer.desk_id
    )
    found = readable_by(viewer, rows).order_by("-pk").select_related("derived").first()
    return found.derived if found else None


def derived_by_own_desk(viewer: Viewer, sources: dict[uuid.UUID, bytes]) -> set[uuid.UUID]:
    """Which of these sources (by their digests) the viewer's desk has made something of."""
    rows = Derivation.objects.filter(source_digest__in=list(sources.values()), derived__originator_desk=viewer.desk_id)
    done = {bytes(digest) for digest in readable_by(viewer, rows).values_list("source_digest", flat=True)}
    return {source for source, digest in sources.items() if digest in done}


def sealed_sources_of(viewer: Viewer, matter: uuid.UUID) -> list[bytes]:
    """The links under which own editions of a matter were made, each once and still closed."""
    rows = Derivation.objects.filter(derived__matter=matter, derived__originator_desk=viewer.desk_id)
    found = {bytes(row.source_digest): bytes(row.sealed_source) for row in readable_by(viewer, rows).order_by("pk")}
    return list(found.values())
