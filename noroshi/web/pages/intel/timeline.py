"""When what happened, as an object and those who saw it say: the past first, what is still ahead last."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noroshi.intel.seen import Sighted
from noroshi.intel.telling import Told
from noroshi.web.pages.directory.words import language

SAID: Final[dict[str, str | Promise]] = {
    "created": gettext_lazy("Written first"),
    "valid_from": gettext_lazy("Valid from"),
    "valid_until": gettext_lazy("Valid until"),
    "first_seen": gettext_lazy("First seen"),
    "last_seen": gettext_lazy("Last seen"),
    "first_observed": gettext_lazy("First seen"),
    "last_observed": gettext_lazy("Last seen"),
    "published": gettext_lazy("Published"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    at: datetime
    words: str
    is_ahead: bool


def timeline_of(told: Told, seen: Sequence[Sighted]) -> tuple[Moment, ...]:
    now = timezone.now()
    found = sorted({*_said(told), *_versions(told), *_seen(seen)})
    return tuple(Moment(at, words, at > now) for at, words in found)


def _said(told: Told) -> Iterator[tuple[datetime, str]]:
    for name, words in SAID.items():
        if isinstance(text := told.whole.get(name), str):
            yield datetime.fromisoformat(text), str(words)


def _versions(told: Told) -> Iterator[tuple[datetime, str]]:
    for stop in told.stops:
        yield stop.added_at, _("Came in from %(source)s") % {"source": stop.origin.name if stop.origin else "—"}


def _seen(seen: Sequence[Sighted]) -> Iterator[tuple[datetime, str]]:
    for one in seen:
        if one.at is not None:
            who = _("This desk") if one.is_own or one.origin is None else one.origin.name
            yield one.at, f"{who}: {one.answer.label(language())}"
