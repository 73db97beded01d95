"""The color that an object has here: its own marking met with its source's, and never wider than it came in under."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from noroshi.audiences.actions import definition_of
from noroshi.audiences.viewer import AnyViewer
from noroshi.intel.actions.origins import reach_of
from noroshi.intel.actions.take_in import defined_before
from noroshi.intel.held import limit_of_range
from noroshi.intel.marked import Marked
from noroshi.intel.models import Origin
from noroshi.intel.naming import read_of
from noroshi.intel.queries import Kept
from noroshi.stix.markings import Limit, limit_of
from noroshi.vocabulary import Tlp


@dataclass(frozen=True, slots=True)
class Color:
    """`is_own_house`: RED by the plan, and open to the whole of one's own organization (AMBER+STRICT)."""

    tlp: Tlp
    is_own_house: bool = False
    statements: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """As filters and machines name it."""
        return "amber+strict" if self.is_own_house else self.tlp.value


def limit_here(viewer: AnyViewer, kept: Kept, origin: Origin) -> Limit:
    """Markings that the source defined itself are looked up as the viewer may read them; what is closed counts as unknown."""
    said, marked = read_of(kept.raw), Marked(reach_of(origin))
    if said is None:
        return Limit(Tlp.RED)
    if missing := marked.unknown([said]):
        marked.know(defined_before(viewer, origin, missing))
    return limit_of(said, marked.book) & marked.reach.limit & limit_of_range(definition_of(kept.audience))


def color_of(viewer: AnyViewer, kept: Kept, origin: Origin) -> Color:
    limit = limit_here(viewer, kept, origin)
    return Color(limit.tlp or Tlp.RED, limit.own_organization, limit.statements, limit.unknown)


def colors_of(viewer: AnyViewer, found: Collection[Kept], origins: Mapping[int, Origin]) -> dict[int, Color]:
    """By number; each audience is looked at once."""
    by_audience: dict[int, Color] = {}
    for one in found:
        if one.audience not in by_audience and one.origin in origins:
            color = color_of(viewer, one, origins[one.origin])
            by_audience[one.audience] = replace(color, statements=(), unknown=())
    red = Color(Tlp.RED)
    return {one.number: by_audience.get(one.audience, red) for one in found}
