"""What the home of a desk lists in several places, read in one question: its parts then find their lines at hand."""

from collections.abc import Iterable
from itertools import chain

from noroshi.advisories.here import done_here
from noroshi.advisories.queries import open_ids, received_keys
from noroshi.audiences.viewer import Viewer
from noroshi.editions.queries import Wanted, ids_of, lines_readable_by
from noroshi.reports.queries import follow_up_ids, waiting_ids


def read_at_once(viewer: Viewer, lists: Iterable[Wanted], limit: int = 20) -> None:
    """Inside `asked_once`; written down like any other reading. `limit` is what the parts ask for."""
    listed = [ids_of(viewer, wanted) for wanted in lists]
    done_here(viewer, [*received_keys(viewer), *chain.from_iterable(found.values() for found in listed)])
    waiting = (open_ids(viewer, limit), waiting_ids(viewer, limit), follow_up_ids(viewer, limit))
    lines_readable_by(viewer, dict.fromkeys(chain(*listed, *waiting)))
