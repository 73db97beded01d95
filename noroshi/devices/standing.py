"""Whether what a line rests on may still be used: asked of the database, which tells it of the asker's own lines alone."""

from collections.abc import Collection

from django.db import connection


def lost(lines: Collection[int]) -> set[int]:
    """Lines whose object was recalled, or that the desk may hold no longer."""
    if not lines:
        return set()
    with connection.cursor() as cursor:
        cursor.execute("select line_id from devices_lost(%s::bigint[])", [f"{{{','.join(map(str, lines))}}}"])
        return {row[0] for row in cursor.fetchall()}
