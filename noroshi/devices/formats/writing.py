"""Every form by its word: what it can hold, how it is written, how it is taken back, and what tells a device that nothing has changed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final

from noroshi.devices.formats import lists, names_only, nftables, rpz, sigma, suricata
from noroshi.devices.formats.listed import Heading, Listed, Omitted, Sorted, sifted
from noroshi.observables.kinds import Kind
from noroshi.vocabulary.devices import DeviceFormat, LeftOut

type Write = Callable[[Heading, Sorted], str]


@dataclass(frozen=True, slots=True)
class Form:
    kinds: frozenset[Kind]
    write: Write
    take_back: Write
    media_type: str = "text/plain"
    ending: str = "txt"
    also: Callable[[Listed], LeftOut | None] = lambda _row: None


@dataclass(frozen=True, slots=True)
class Written:
    """`tag` follows from what is listed and not from when it was written: a device that has it need not read again."""

    text: str
    media_type: str
    ending: str
    tag: str
    count: int
    omitted: tuple[Omitted, ...]


def _list(word: str) -> Form:
    return Form(lists.LISTED[word], lists.lines, lists.lines_back)


FORMS: Final[Mapping[DeviceFormat, Form]] = {
    DeviceFormat.ADDRESS_LIST: _list("address_list"),
    DeviceFormat.DOMAIN_LIST: _list("domain_list"),
    DeviceFormat.URL_LIST: _list("url_list"),
    DeviceFormat.HASH_LIST: _list("hash_list"),
    DeviceFormat.CSV: Form(frozenset(Kind), lists.table, lists.table_back, "text/csv", "csv"),
    DeviceFormat.RPZ: Form(rpz.KINDS, rpz.zone, rpz.zone_back, ending="rpz", also=rpz.too_long),
    DeviceFormat.SURICATA: Form(
        suricata.KINDS, suricata.rules, suricata.rules_back, ending="rules", also=suricata.hidden
    ),
    DeviceFormat.NFTABLES: Form(nftables.KINDS, nftables.sets, nftables.sets_back, ending="nft"),
    DeviceFormat.SQUID: Form(names_only.SQUID_KINDS, names_only.squid, names_only.squid_back, ending="conf"),
    DeviceFormat.HOSTS: Form(names_only.HOSTS_KINDS, names_only.hosts, names_only.hosts_back),
    DeviceFormat.SIGMA: Form(sigma.KINDS, sigma.rules, sigma.rules_back, "application/yaml", "yml"),
}

LISTABLE: Final = tuple(
    sorted(frozenset().union(*(form.kinds for word, form in FORMS.items() if word is not DeviceFormat.CSV)))
)
"""Kinds that at least one form beside the table of everything has a place for."""


def kinds_of(form: DeviceFormat) -> frozenset[Kind]:
    return FORMS[form].kinds


def written(form: DeviceFormat, rows: Iterable[Listed], heading: Heading) -> Written:
    """The list as the device reads it."""
    return _written(form, rows, heading, FORMS[form].write)


def taken_back(form: DeviceFormat, rows: Iterable[Listed], heading: Heading) -> Written:
    """What undoes exactly these rows at the device."""
    forever = (replace(row, until=None) if row.until and row.until <= heading.made_at else row for row in rows)
    return _written(form, forever, heading, FORMS[form].take_back)


def _written(form: DeviceFormat, rows: Iterable[Listed], heading: Heading, write: Write) -> Written:
    how = FORMS[form]
    first = sifted(rows, how.kinds, heading.made_at)
    further = tuple(Omitted(row, why) for row in first.rows if (why := how.also(row)))
    out = {id(one.row) for one in further}
    found = Sorted(tuple(row for row in first.rows if id(row) not in out), (*first.omitted, *further))
    return Written(
        write(heading, found), how.media_type, how.ending, _tag(form, heading, found), len(found.rows), found.omitted
    )


def _tag(form: DeviceFormat, heading: Heading, found: Sorted) -> str:
    parts = (form.value, heading.profile, heading.marking, str(heading.drops), *(f"{row!r}" for row in found.rows))
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()
