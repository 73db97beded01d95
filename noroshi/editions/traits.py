"""What tells the same as a text, among the parts that a viewer holds: found by the numbers that were kept with each part."""

from collections.abc import Iterable
from typing import Final

from noroshi.audiences.queries import Held, array
from noroshi.editions.models import Part, Trait
from noroshi.likeness import Traits, compared, traits_of

OF_EACH: Final = 20
"""Parts that are fetched for one number: what stands in every letter tells nothing by itself."""
A_SIGN: Final = 40
"""One address that both name comes before letters, however many."""

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


def keep_traits(part: Part) -> None:
    """With the part, in its range; a file's name or an empty part keeps none."""
    found = traits_of(compared({name: value for name, (_salt, value) in part.content.items()}))
    rows = (Trait(audience_id=part.audience_id, part=part, trait=one) for one in found.every)
    Trait.objects.bulk_create(rows)


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
