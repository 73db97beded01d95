"""What tells the same as a text, among the parts that a viewer holds: found by the numbers that were kept with each part."""

from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from noroshi.audiences.queries import Held, array
from noroshi.editions.models import Part, Trait
from noroshi.likeness import Traits, compared, traits_of
from noroshi.observables import Kind, NotOfThisKind, found_in, key, settled

OF_EACH: Final = 20
"""Parts that are fetched for one number: what stands in every letter tells nothing by itself."""
A_SIGN: Final = 40
"""One address that both name comes before letters, however many."""
KEPT_VALUES: Final = 64
LOOKED_AT: Final = 8000
"""Letters of a part in which values are looked for."""

type Value = tuple[Kind, str]

WITH_THE_SAME: Final = """
select p.edition_id, sum(a.weight)
  from unnest(%(traits)s::bigint[], %(weights)s::int[]) as a (trait, weight)
  cross join lateral (
    select t.part_id from held.editions_trait t
     where t.trait = a.trait and t.audience_id = any (%(among)s::int[]) and t.part_id <> all (%(apart)s::bigint[])
     order by t.audience_id desc, t.part_id desc limit %(each)s) as f
  join held.editions_part p on p.id = f.part_id
 group by 1 order by 2 desc, 1 desc limit %(most)s
"""
"""Along the index by number and audience: what others hold is jumped over, not looked through."""


def keep_traits(part: Part, *, is_again: bool = False) -> None:
    """With the part, in its range; a file's name or an empty part keeps none."""
    text = compared({name: value for name, (_salt, value) in part.content.items()})
    values = (number_of(value) for value in list(values_in(text))[:KEPT_VALUES])
    found = dict.fromkeys((*traits_of(text).every, *values))
    rows = [Trait(audience_id=part.audience_id, part=part, trait=one) for one in found]
    Trait.objects.bulk_create(rows, ignore_conflicts=is_again)


def editions_like(held: Held, asked: Traits, apart: Iterable[int], most: int) -> list[int]:
    """Editions by their numbers, those with the most in common first, without those `apart`."""
    parts = held.of_these(Part.objects.filter(edition__in=list(apart))).values_list("pk", flat=True)
    found = held.asked(
        WITH_THE_SAME,
        traits=array(asked.every),
        weights=array(A_SIGN if one in asked.signs else 1 for one in asked.every),
        among=array(sorted(held.numbers)),
        apart=array(parts),
        each=OF_EACH,
        most=most,
    )
    return [edition for edition, _weight in found]


def editions_naming(held: Held, values: Iterable[Value], most: int) -> list[int]:
    """Editions that name one of these values in a part that the viewer holds."""
    return editions_like(held, Traits(tuple(dict.fromkeys(map(number_of, values))), ()), (), most)


def texts_of(held: Held, editions: Iterable[int]) -> dict[int, str]:
    """Of each edition what is compared, as far as the viewer holds it."""
    found: dict[int, dict[str, Any]] = {}
    rows = held.of_these(Part.objects.filter(edition__in=list(editions)))
    for edition, content in rows.values_list("edition_id", "content"):
        found.setdefault(edition, {}).update({name: value for name, (_salt, value) in content.items()})
    return {edition: compared(content) for edition, content in found.items()}


def values_in(text: str) -> dict[Value, None]:
    """Each value once, however it was blunted, in the order of the text."""
    return dict.fromkeys(one for found in found_in(text[:LOOKED_AT]) for one in whole_and_host(found.kind, found.value))


def whole_and_host(kind: Kind, value: str) -> Iterator[Value]:
    """An address of a page names its host as well."""
    yield kind, value
    host = (urlsplit(value).hostname or "") if kind is Kind.URL else ""
    for shape in (Kind.IPV4, Kind.IPV6, Kind.DOMAIN) if host else ():
        try:
            yield settled(shape, host)
        except NotOfThisKind:
            continue
        return


def number_of(value: Value) -> int:
    return int.from_bytes(key(*value)[:8], signed=True)
