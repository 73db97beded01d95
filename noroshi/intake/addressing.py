"""Desks by their mail addresses here: `<desk handle>@<domain>`, with `+specimen` for files that nobody may open."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings

from noroshi.directory.models import Desk

SPECIMEN_TAGS: Final = frozenset({"specimen", "specimens", "kentai", "検体"})


@dataclass(frozen=True, slots=True)
class DeskAddress:
    desk: Desk
    is_specimen: bool


def address_of(handle: str) -> str:
    return f"{handle}@{domain()}"


def domain() -> str:
    return str(settings.MAIL_IN_DOMAIN or settings.MAIL_FROM.rpartition("@")[2]).lower()


def desk_at(address: str) -> DeskAddress | None:
    """None for everybody who is no desk here."""
    local, _, at = address.strip().strip("<>").rpartition("@")
    name, _, tag = local.lower().partition("+")
    if at.lower() != domain() or not name or (tag and tag not in SPECIMEN_TAGS):
        return None
    found = Desk.objects.filter(handle__iexact=name, is_active=True, organization__is_active=True)
    desk = found.select_related("organization").first()
    return DeskAddress(desk, bool(tag)) if desk else None
