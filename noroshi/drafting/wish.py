"""How a draft's wish about sharing becomes the policy's values; what cannot be read is a mistake beside its field."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from noroshi.directory.models import Desk
from noroshi.editions.addressed import addressed
from noroshi.editions.wishes import MarkingWish, PartWish, PublishedWish
from noroshi.sharing.marking import Marking, PartMarking
from noroshi.sharing.parties import Party, UnknownParty
from noroshi.sharing.pieces import is_piece
from noroshi.vocabulary import Tlp
from noroshi.vocabulary.errors import InvalidFields, Refusal
from noroshi.vocabulary.text import TextNotText
from noroshi.vocabulary.unreadable import WordUnknown

LONGEST_ADDRESS: Final = 500
FLAGS: Final = ("is_statutory", "relay_by_hand", "only_anonymized", "bars_government", "names_in_note")


class AddressUnreadable(Refusal):
    code, status = "address_unreadable", 422
    ja = "公表している場所は、https:// から始まるアドレスで書いてください。"
    en = "Write where it is public as an address that begins with https://."


def marking_wish(wish: Mapping[str, Any], handling_note: str = "") -> MarkingWish:
    """Without a color it is RED: nothing given never means more."""
    mistakes: dict[str, list[str]] = {}
    tlp = _read(_tlp, wish, "tlp", mistakes)
    parts = _read(_parts, wish, "parts", mistakes)
    lists = {
        name: _read(_texts, wish, name, mistakes) for name in ("sectors", "destinations", "additions", "exclusions")
    }
    receivers = _read(_ids, wish, "receivers", mistakes)
    flags = {name: _read(_flag, wish, name, mistakes) for name in FLAGS}
    published = _read(_published, wish, "published", mistakes)
    if mistakes:
        raise InvalidFields(fields=mistakes)
    return MarkingWish(
        tlp=tlp,
        sectors=lists["sectors"],
        receivers=receivers,
        destinations=lists["destinations"],
        additions=lists["additions"],
        exclusions=lists["exclusions"],
        parts=parts,
        handling_note=handling_note,
        is_statutory=flags["is_statutory"],
        relay_by_hand=flags["relay_by_hand"],
        only_anonymized=flags["only_anonymized"],
        bars_government=flags["bars_government"],
        names_in_note=flags["names_in_note"],
        published=published,
    )


def wish_of(marking: Marking) -> dict[str, Any]:
    """An earlier marking as its originator would wish for it again."""
    receivers = Desk.objects.filter(pk__in=marking.receivers).values_list("public_id", flat=True)
    return {
        "tlp": marking.tlp.value,
        "sectors": sorted(marking.sectors),
        "receivers": sorted(map(str, receivers)),
        "destinations": _written(marking.destinations),
        "additions": _written(marking.additions),
        "exclusions": _written(marking.exclusions),
        "parts": [_part_wish(part, number) for number, part in enumerate(marking.parts, start=1)],
        "published": [{"fields": sorted(one.fields), "address": one.address} for one in marking.published],
        "bars_government": marking.bars_government,
        "is_statutory": marking.is_statutory,
        "relay_by_hand": marking.relay_by_hand,
        "only_anonymized": marking.only_anonymized,
    }


def marks_of(marking: Marking) -> dict[str, str]:
    """By which mark the paragraphs of each part would be typed again."""
    return {
        name: str(number)
        for number, part in enumerate(marking.parts, start=1)
        for name in part.fields
        if is_piece(name)
    }


def _part_wish(part: PartMarking, number: int) -> dict[str, Any]:
    """What belonged to it by a mark in the text belongs to it by that mark again."""
    wish: dict[str, Any] = {"fields": sorted(name for name in part.fields if not is_piece(name)), "mark": str(number)}
    if part.kept_from:
        wish["kept_from"] = _written(part.kept_from)
    if part.tlp is not None:
        wish["tlp"] = part.tlp.value
    if part.readers is not None:
        wish["readers"] = _written(part.readers)
    return wish


def _written(parties: Iterable[Party]) -> list[str]:
    return [one.text for one in addressed(sorted(map(str, parties)))]


class _UnreadableError(ValueError):
    """Carries the code of the refusal that says it in words."""


def _read(read: Callable[[Any], Any], wish: Mapping[str, Any], name: str, mistakes: dict[str, list[str]]) -> Any:
    try:
        return read(wish.get(name))
    except _UnreadableError as mistake:
        mistakes[f"wish.{name}"] = [str(mistake)]
        return None


def _tlp(value: Any) -> Tlp:
    if not value:
        return Tlp.RED
    try:
        return Tlp.of(str(value).lower())
    except ValueError:
        raise _UnreadableError(WordUnknown.code) from None


def _texts(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise _UnreadableError(TextNotText.code)
    return tuple(one for one in value if one)


def _ids(value: Any) -> tuple[UUID, ...]:
    try:
        return tuple(UUID(one) for one in _texts(value))
    except ValueError:
        raise _UnreadableError(UnknownParty.code) from None


def _flag(value: Any) -> bool:
    if value not in (None, True, False):
        raise _UnreadableError(WordUnknown.code)
    return bool(value)


def _parts(value: Any) -> tuple[PartWish, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(part, Mapping) for part in value):
        raise _UnreadableError(TextNotText.code)
    return tuple(
        PartWish(
            fields=frozenset(_texts(part.get("fields"))),
            tlp=_tlp(part["tlp"]) if part.get("tlp") else None,
            readers=_texts(part["readers"]) if part.get("readers") is not None else None,
            kept_from=_texts(part.get("kept_from")),
            mark=str(part.get("mark") or "")[:2],
        )
        for part in value
    )


def _published(value: Any) -> tuple[PublishedWish, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
        raise _UnreadableError(TextNotText.code)
    return tuple(PublishedWish(frozenset(_texts(one.get("fields"))), _address(one.get("address"))) for one in value)


def _address(value: Any) -> str:
    """Where anybody can look it up; a path inside somebody's own network is no such place."""
    text = value.strip() if isinstance(value, str) else ""
    try:
        parts = urlsplit(text)
    except ValueError:
        raise _UnreadableError(AddressUnreadable.code) from None
    if parts.scheme not in {"http", "https"} or "." not in (parts.hostname or "") or len(text) > LONGEST_ADDRESS:
        raise _UnreadableError(AddressUnreadable.code)
    return text
