"""Who may read an object and why: for its own desk everybody, for all others the clause by which they read it."""

from noroshi.audiences.actions import definition_of
from noroshi.audiences.everybody import everybody
from noroshi.audiences.kept_schemes import table_of
from noroshi.audiences.viewer import Viewer
from noroshi.editions.explaining import preview
from noroshi.editions.previews import MOST_NAMED, PreviewTold, told
from noroshi.intel.models import Origin
from noroshi.intel.queries import Kept
from noroshi.sharing.decisions import Decision, decide
from noroshi.sharing.definitions import Definition


def sentence_of(kept: Kept) -> Definition | None:
    """The sentence that its audience stands for, whatever became of its source since."""
    return definition_of(kept.audience)


def readers_of(viewer: Viewer, kept: Kept, origin: Origin) -> PreviewTold | None:
    """Only the desk whose source it is is told who reads."""
    if origin.desk_id != viewer.desk_id:
        return None
    said = sentence_of(kept)
    if said is None:
        return None
    return told(viewer, preview(said.marking, said.opened), names_holders=True, most_named=MOST_NAMED)


def why(viewer: Viewer, kept: Kept) -> Decision | None:
    """The clause by which the viewer's desk reads it."""
    said = sentence_of(kept)
    if said is None:
        return None
    (own,) = everybody().those([viewer.desk_id])
    return decide(said.marking, own, table_of(said.scheme), said.carriers)
