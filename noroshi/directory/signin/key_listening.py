"""Who stands behind the keys with which programs listen: asked again every few seconds, by the same door as every other question."""

from collections.abc import Collection
from dataclasses import dataclass, field

from noroshi.directory.signin.keys import KeyHolder, authenticate
from noroshi.directory.signin.listening import Listener
from noroshi.directory.signin.scopes import Scope
from noroshi.vocabulary.errors import Refusal


@dataclass(frozen=True, slots=True)
class ShownKey:
    """A key as it was shown, and from where."""

    value: str = field(repr=False)
    address: str


def key_listeners(keys: Collection[ShownKey]) -> dict[ShownKey, Listener]:
    """Whoever is missing is nobody: unknown, expired, revoked, from elsewhere, or too narrow to read."""
    holders = {key: _holder(key) for key in keys}
    return {key: Listener(one.seat.person_id, one.seat.desk_id) for key, one in holders.items() if one}


def _holder(key: ShownKey) -> KeyHolder | None:
    try:
        holder = authenticate(key.value, key.address)
    except Refusal:
        return None
    return holder if Scope.EDITIONS_READ in holder.scopes else None
