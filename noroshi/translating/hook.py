"""One question to the installation's translator, as LibreTranslate answers it: several texts at once, little in size, short in time.

Nothing of it is logged or kept. Who it is the operator of the platform has said; it is led to no other host.
"""

import http.client
import json
import ssl
import time
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings

from noroshi.delivery.watching import watched
from noroshi.translating.colors import place_of
from noroshi.translating.errors import TranslatorSilent
from noroshi.vocabulary import Language

WHOLE_SECONDS: Final = 30.0
MOST_BYTES: Final = 2 * 1024 * 1024
CHUNK: Final = 64 * 1024


def machine_says(texts: Sequence[str], into: Language) -> list[str]:
    """As many answers as texts, in their order; anything else is no answer."""
    asked = {"q": list(texts), "source": into.other.value, "target": into.value, "format": "text"}
    if settings.TRANSLATOR_KEY:
        asked["api_key"] = settings.TRANSLATOR_KEY
    try:
        told = json.loads(_answer(json.dumps(asked, ensure_ascii=False).encode()))
    except (ValueError, OSError, RecursionError, http.client.HTTPException) as problem:
        raise TranslatorSilent from problem
    return _said(told, len(texts))


def _said(told: Any, many: int) -> list[str]:
    said = told.get("translatedText") if isinstance(told, dict) else None
    found = [said] if isinstance(said, str) else said
    if not isinstance(found, list) or len(found) != many or not all(isinstance(one, str) for one in found):
        raise TranslatorSilent
    return found


def _answer(body: bytes) -> bytes:
    connection, until = _connection(), time.monotonic() + WHOLE_SECONDS
    try:
        connection.connect()
        with watched(connection.sock, until):
            headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "Noroshi"}
            connection.request("POST", urlsplit(settings.TRANSLATOR).path or "/", body, headers)
            answer = connection.getresponse()
            if answer.status != 200:
                raise TranslatorSilent
            return _read(answer)
    finally:
        connection.close()


def _read(answer: http.client.HTTPResponse) -> bytes:
    body = bytearray()
    while chunk := answer.read1(CHUNK):
        body += chunk
        if len(body) > MOST_BYTES:
            raise TranslatorSilent
    if answer.length:
        raise TranslatorSilent
    return bytes(body)


def _connection() -> http.client.HTTPConnection:
    place = place_of(settings.TRANSLATOR)
    if place is None:
        raise TranslatorSilent
    if urlsplit(settings.TRANSLATOR).scheme == "https":
        return http.client.HTTPSConnection(*place, timeout=WHOLE_SECONDS, context=ssl.create_default_context())
    return http.client.HTTPConnection(*place, timeout=WHOLE_SECONDS)
