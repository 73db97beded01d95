"""Who may read an object and why: for its own desk everybody, for all others the clause by which they read it."""

from dataclasses import replace

from noroshi.audiences.everybody import everybody
from noroshi.audiences.kept_schemes import table_of
from noroshi.audiences.viewer import Viewer
from noroshi.editions.explaining import preview
from noroshi.editions.previews import MOST_NAMED, PreviewTold, told
from noroshi.intel.actions.origins import reach_of
from noroshi.intel.colors import limit_here
from noroshi.intel.models import Origin
from noroshi.intel.queries import Kept
from noroshi.intel.ranges import audience_of, definition_of
from noroshi.sharing.decisions import Decision, decide
from noroshi.sharing.definitions import Definition


def sentence_of(viewer: Viewer, kept: Kept, origin: Origin) -> Definition | None:
    """The sentence that its audience stands for; none where it was changed since: withdrawn, or its source was opened otherwise."""
    limit = replace(limit_here(viewer, kept, origin), statements=(), unknown=())
    reach = replace(reach_of(origin), limit=limit)
    for one in (reach, replace(reach, is_withdrawn=True)):
        if audience_of(one) == kept.audience:
            return definition_of(one)
    return None


def readers_of(viewer: Viewer, kept: Kept, origin: Origin) -> PreviewTold | None:
    """Only the desk whose source it is is told who reads."""
    if origin.desk_id != viewer.desk_id:
        return None
    said = sentence_of(viewer, kept, origin)
    if said is None:
        return None
    return told(viewer, preview(said.marking, said.opened), names_holders=True, most_named=MOST_NAMED)


def why(viewer: Viewer, kept: Kept, origin: Origin) -> Decision | None:
    """The clause by which the viewer's desk reads it."""
    said = sentence_of(viewer, kept, origin)
    if said is None:
        return None
    (own,) = everybody().those([viewer.desk_id])
    return decide(said.marking, own, table_of(said.scheme), said.carriers)
