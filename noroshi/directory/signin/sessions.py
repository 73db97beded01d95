"""Sessions of a person: listed, ended one by one, ended everywhere. The cookie's value itself is never shown."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import Final

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.utils import timezone

from noroshi.directory.models import Person
from noroshi.directory.signin import records

BEGAN: Final = "noroshi_began"
FACTOR: Final = "noroshi_factor"
SEEN_EVERY_SECONDS: Final = 60
MOST_KEPT: Final = 10_000


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One browser in which the person is signed in."""

    reference: str
    address: str
    browser: str
    began_at: datetime
    seen_at: datetime
    is_this_one: bool


def begin(session: SessionBase, *, has_factor: bool) -> None:
    session[BEGAN] = timezone.now().timestamp()
    session[FACTOR] = timezone.now().timestamp() if has_factor else None


def proved_by_factor(session: SessionBase) -> None:
    """This session has shown a second factor, or has just been given one."""
    session[FACTOR] = timezone.now().timestamp()


def has_factor(session: SessionBase) -> bool:
    return session.get(FACTOR) is not None


def is_ended(session: SessionBase, person: Person) -> bool:
    """Signed out everywhere after this session began."""
    since = person.sessions_valid_from
    return since is not None and float(session.get(BEGAN, 0)) < since.timestamp()


_seen: dict[str, datetime] = {}
"""When this process has last told the database of a session, by its digest; forgotten when there are too many."""


def saw(session: SessionBase) -> None:
    """Remembers activity, at most once a minute; within it the database is not even asked."""
    now, reference = timezone.now(), _reference(session.session_key or "")
    limit = now - timedelta(seconds=SEEN_EVERY_SECONDS)
    told = _seen.get(reference)
    if told is not None and limit < told <= now:
        return
    if len(_seen) >= MOST_KEPT:
        _seen.clear()
    _seen[reference] = now
    UserSession.objects.filter(session_key=session.session_key, last_seen_at__lt=limit).update(last_seen_at=now)


def open_sessions(person: Person, current_key: str | None) -> list[OpenSession]:
    rows = UserSession.objects.purge_and_list(person)
    listed = [
        OpenSession(
            reference=_reference(row.session_key),
            address=row.ip,
            browser=row.user_agent,
            began_at=row.created_at,
            seen_at=row.last_seen_at,
            is_this_one=row.session_key == current_key,
        )
        for row in rows
    ]
    return sorted(listed, key=lambda each: (not each.is_this_one, -each.seen_at.timestamp()))


def end_one(person: Person, reference: str) -> bool:
    """False when there is no such session, also when it is somebody else's."""
    for row in UserSession.objects.filter(user=person):
        if _reference(row.session_key) == reference:
            row.end()
            records.deed(person, "session_ended")
            return True
    return False


def end_others(person: Person, current_key: str | None) -> int:
    rows = list(UserSession.objects.filter(user=person).exclude(session_key=current_key))
    for row in rows:
        row.end()
    records.deed(person, "sessions_ended", number=len(rows))
    return len(rows)


def end_everywhere(person: Person) -> None:
    """Every session ends at once, also those that no list knows: older ones no longer stand."""
    person.sessions_valid_from = timezone.now()
    person.save(update_fields=["sessions_valid_from"])
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for row in UserSession.objects.filter(user=person):
        store().delete(row.session_key)
        row.delete()


def clear_expired() -> int:
    """For the daily job: sessions that nobody can use any more, and the lines that listed them."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    standing = Session.objects.values("session_key")
    return int(UserSession.objects.exclude(session_key__in=standing).delete()[0])


def _reference(session_key: str) -> str:
    return hashlib.sha256(b"noroshi.session:" + session_key.encode()).hexdigest()[:32]
