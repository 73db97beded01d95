"""Which links of notices somebody may know of: rooms above say what stands at theirs. A notice of anything else is as if it were not."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer

LINK: Final = re.compile(r"((?:/[a-z]+)+/)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/(?:[a-z]+/)?")

Rows = Callable[[], QuerySet[Any]]
"""All rows of a shared table; whoever asks is given those that may be read."""

_askable: Final[dict[str, Rows]] = {}


def ask_about(place: str, rows: Rows) -> None:
    """`place` is the beginning of the link, `/orders/`; behind it stands the `public_id` of a row. Once per place."""
    _askable[place] = rows


def is_asked_about(link: str) -> bool:
    """Whether it leads to what not everybody at a desk may read."""
    return bool((named := LINK.fullmatch(link)) and named[1] in _askable)


def hidden(viewer: Viewer, links: Collection[str]) -> set[str]:
    """Of these links, those that lead to what this viewer may not read."""
    found: dict[str, dict[str, UUID]] = defaultdict(dict)
    for link in links:
        if (named := LINK.fullmatch(link)) and named[1] in _askable:
            found[named[1]][link] = UUID(named[2])
    return {link for place, ids in found.items() for link in _not_for(viewer, place, ids)}


def _not_for(viewer: Viewer, place: str, links: dict[str, UUID]) -> list[str]:
    rows = _askable[place]().filter(public_id__in=set(links.values()))
    known = set(readable_by(viewer, rows).values_list("public_id", flat=True))
    return [link for link, one in links.items() if one not in known]
