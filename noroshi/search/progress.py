"""How far the worker has read each source: numbers follow the order of commits."""

from django.db import connection


def progress(source: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select noroshi_search_progress(%s)", [source])
        return int(cursor.fetchone()[0])


def reached(source: str, last: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select noroshi_search_reached(%s, %s)", [source, last])
