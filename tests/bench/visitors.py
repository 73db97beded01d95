"""Signed-in browsers of the bench: Django's test client, which runs the whole WSGI application without a socket."""

import time
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client

from noroshi.directory.models import Desk, Person
from tests.bench.people import Seat

HOST = "127.0.0.1"


def session_of(seat: Seat) -> SessionBase:
    """As signing in leaves it; the door has its own tests."""
    number, desk = seat
    person = Person.objects.get(pk=number)
    session: SessionBase = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session["noroshi_began"] = time.time()
    session["desk"] = str(Desk.objects.get(pk=desk).public_id)
    session.save()
    return session


def visitor(seat: Seat) -> Client:
    client = Client(SERVER_NAME=HOST, headers={"accept-language": "ja"})
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session_of(seat).session_key)
    return client


def swapping(seat: Seat) -> Client:
    """A browser that asks for a part of a page."""
    client = visitor(seat)
    client.defaults["HTTP_HX_REQUEST"] = "true"
    return client


def machine(key: str) -> Client:
    """A client of the API."""
    return Client(SERVER_NAME=HOST, headers={"authorization": f"Bearer {key}"})


def seen(answer: Any, *, status: int = 200) -> Any:
    """What did not do what is measured is no measure."""
    if answer.status_code != status:
        raise AssertionError(f"{answer.request['PATH_INFO']}: {answer.status_code}, {answer.content[:400]!r}")
    return answer
