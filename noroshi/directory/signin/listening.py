"""Who stands behind open sessions, many at once: asked every few seconds for everybody whose page listens."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from noroshi.directory.models import Person
from noroshi.directory.signin import gate

SEATS: Final = """
select m.person_id, d.public_id::text, d.id
  from directory_membership m
  join directory_desk d on d.id = m.desk_id and d.is_active
  join directory_organization o on o.id = d.organization_id and o.is_active
 where m.person_id = any (%s) and m.ended_at is null
 order by m.is_poc desc, m.is_deputy desc, m.id
"""


@dataclass(frozen=True, slots=True)
class Listener:
    """One person at the desk for which the session acts."""

    person: int
    desk: int


def listeners(keys: Collection[str], desk_field: str) -> dict[str, Listener]:
    """By session key. Whoever is missing is nobody: signed out, expired, ended elsewhere, left, deactivated, without a seat."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    standing = Session.objects.filter(session_key__in=list(keys), expire_date__gt=timezone.now())
    kept = {row.session_key: store(row.session_key) for row in standing}
    for row in standing:
        kept[row.session_key]._session_cache = row.get_decoded()  # noqa: SLF001 - as SessionStore.load does, for many
    people = _people(kept)
    seats = _seats({person.pk for person in people.values()})
    found = {key: _seat(seats.get(person.pk, ()), kept[key].get(desk_field)) for key, person in people.items()}
    return {key: Listener(people[key].pk, desk) for key, desk in found.items() if desk}


def _people(sessions: Mapping[str, Any]) -> dict[str, Person]:
    """As `django.contrib.auth.get_user` and the gate would say, in one question."""
    numbers = {key: int(each[SESSION_KEY]) for key, each in sessions.items() if SESSION_KEY in each}
    active = Person.objects.filter(is_active=True).in_bulk(set(numbers.values()))
    return {
        key: person
        for key, number in numbers.items()
        if (person := active.get(number))
        and sessions[key].get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(sessions[key].get(HASH_SESSION_KEY, ""), person.get_session_auth_hash())
        and gate.standing(sessions[key], person) is gate.Standing.STANDS
    }


def _seats(persons: Collection[int]) -> dict[int, list[tuple[str, int]]]:
    found: dict[int, list[tuple[str, int]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(SEATS, [list(persons)])
        for person, public_id, desk in cursor.fetchall():
            found.setdefault(person, []).append((public_id, desk))
    return found


def _seat(seats: Collection[tuple[str, int]], wanted: str | None) -> int | None:
    """The desk of the session while the person sits there, else the first one: as the threshold seats it."""
    first = next(iter(seats), (None, None))[1]
    return next((desk for public_id, desk in seats if public_id == wanted), first)
