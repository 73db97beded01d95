"""The worker's part: how common short pieces of text are, so that the index is asked for the rarest of what somebody typed."""

from django.db import connection

from noroshi.audiences.viewer import SystemViewer, acting_as


def reckon_common() -> int:
    """How many are, by the database's own statistics; nobody reads which but the search itself."""
    with acting_as(SystemViewer("searching")), connection.cursor() as cursor:
        cursor.execute("select noroshi_search_reckon()")
        return int(cursor.fetchone()[0])
