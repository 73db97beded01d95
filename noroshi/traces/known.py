"""What is known of a source before its text is read: from the directory and from its own block of the form."""

from collections.abc import Iterable
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Known:
    """`names` of the organization in every writing (Japanese, kana, English, short, old), `desks` of its desks; `companies` are others'."""

    names: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    contractors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()

    def __or__(self, other: "Known") -> "Known":
        """Of several sources."""
        return Known(**{one.name: once((*getattr(self, one.name), *getattr(other, one.name))) for one in fields(Known)})

    @property
    def is_nothing(self) -> bool:
        return not any(getattr(self, one.name) for one in fields(Known))


def once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values if value and value.strip()))
