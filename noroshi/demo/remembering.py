"""The loader has the world to itself: what it has asked is not asked again until something that it asked about has changed.

Deeds, checks and the database's own lock stay as they are; only the same two questions are not put thousands of times.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final
from unittest.mock import patch

from django.db import connection

from noroshi.audiences import everybody, queries
from noroshi.audiences.viewer import AnyViewer, Viewer

CHANGES: Final = re.compile(
    r'noroshi_intern\(|noroshi_reseat\(|update audiences_reading|^(insert|update|delete)[^"]*"(directory|audiences)_',
    re.IGNORECASE,
)
INTERNED: Final = "select noroshi_interned("
"""An audience that another process has made is new to this one."""
REVISION: Final = "revision"


@contextmanager
def remembering() -> Iterator[None]:
    """Forgets everything as soon as an audience is made or the directory is written to."""
    kept: dict[object, Any] = {}
    known: set[object] = set()
    ask, look = queries.audience_ids, everybody._revision  # noqa: SLF001 - the one question of that file

    def audience_ids(viewer: AnyViewer) -> list[int]:
        key = (viewer.setting, viewer.person, viewer.is_in_range) if isinstance(viewer, Viewer) else viewer.setting
        if key not in kept:
            kept[key] = ask(viewer)
        found: list[int] = kept[key]
        return found

    def revision() -> int:
        if REVISION not in kept:
            kept[REVISION] = look()
        return int(kept[REVISION])

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's own
        if CHANGES.search(sql) or (sql.startswith(INTERNED) and params[0] not in known):
            kept.clear()
        if sql.startswith(INTERNED):
            known.add(params[0])
        return execute(sql, params, many, context)

    with (
        connection.execute_wrapper(watch),
        patch.object(queries, "audience_ids", audience_ids),
        patch.object(everybody, "_revision", revision),
    ):
        yield
