"""Whether a session may go on: not ended elsewhere, and with a second factor where one is demanded."""

from enum import Enum, auto

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from noroshi.directory.models import Person
from noroshi.directory.signin import factors, sessions


class Standing(Enum):
    STANDS = auto()
    ENDED = auto()
    WANTS_FACTOR = auto()


def standing(session: SessionBase, person: Person) -> Standing:
    """The demo world demands no factor of those who have none; who has one must show it everywhere."""
    if sessions.is_ended(session, person):
        return Standing.ENDED
    if settings.SECOND_FACTOR_REQUIRED and not (sessions.has_factor(session) and factors.has_any(person)):
        return Standing.WANTS_FACTOR
    return Standing.STANDS
