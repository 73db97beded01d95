"""How far an event may go: its tags met with its distribution, and those of everything in it. What nobody knows is the strictest."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from noroshi.vocabulary import Tlp2

STRICTEST_FIRST: Final = (Tlp2.RED, Tlp2.AMBER_STRICT, Tlp2.AMBER, Tlp2.GREEN, Tlp2.CLEAR)
TAGS: Final[Mapping[str, Tlp2]] = {
    "tlp:red": Tlp2.RED,
    "tlp:amber+strict": Tlp2.AMBER_STRICT,
    "tlp:amber": Tlp2.AMBER,
    "tlp:green": Tlp2.GREEN,
    "tlp:clear": Tlp2.CLEAR,
    "tlp:white": Tlp2.CLEAR,
}
DISTRIBUTIONS: Final = {0: Tlp2.AMBER_STRICT, 1: Tlp2.AMBER, 2: Tlp2.GREEN, 3: Tlp2.CLEAR, 4: Tlp2.AMBER_STRICT}
"""One's own organization, this community, connected ones, all of them, a sharing group. 5 is that of the event."""
INHERITED: Final = 5
OUTWARD: Final = {Tlp2.RED: 0, Tlp2.AMBER_STRICT: 0, Tlp2.AMBER: 0, Tlp2.GREEN: 1, Tlp2.CLEAR: 3}


def strictest(colors: Iterable[Tlp2 | None]) -> Tlp2 | None:
    """None where nothing was said."""
    return min((color for color in colors if color), key=STRICTEST_FIRST.index, default=None)


def color_of_event(event: Mapping[str, Any]) -> Tlp2:
    """Of the whole, with everything that is in it: a feed without any word is its source's default, the strictest here."""
    return strictest([_own(event), *map(_own, inside(event))]) or Tlp2.AMBER_STRICT


def color_of_part(event: Mapping[str, Any], *parts: Mapping[str, Any]) -> Tlp2:
    """Of an attribute, with the object around it and the event around both."""
    return strictest([_own(event), *map(_own, parts)]) or Tlp2.AMBER_STRICT


def inside(event: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from _clusters(event)
    yield from _attributes(event)
    for whole in listed(event, "Object"):
        yield whole
        yield from _attributes(whole)
    yield from listed(event, "EventReport")


def _attributes(part: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for one in listed(part, "Attribute"):
        yield one
        yield from _clusters(one)


def _clusters(part: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for galaxy in listed(part, "Galaxy"):
        yield galaxy
        yield from listed(galaxy, "GalaxyCluster")


def listed(part: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = part.get(name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def narrowed(event: dict[str, Any], color: Tlp2) -> dict[str, Any]:
    """As it may leave: unchanged where it says no more than `color` allows, else under that color throughout.

    AMBER of the plan leaves under the next stricter label.
    """
    if STRICTEST_FIRST.index(color_of_event(event)) <= STRICTEST_FIRST.index(color):
        return event
    color = Tlp2.AMBER_STRICT if color is Tlp2.AMBER else color
    bare = {**_without_colors(event), "distribution": str(OUTWARD[color])}
    return {**bare, "Tag": [*bare.get("Tag", []), tag_of(color)]}


def tag_of(color: Tlp2) -> dict[str, Any]:
    return {"name": f"tlp:{color.value.lower().replace('_', '+')}", "colour": "#000000", "exportable": True}


def _without_colors(part: Mapping[str, Any]) -> dict[str, Any]:
    """Tags that say a color, here and inside."""
    said = dict(part)
    for name in ("Attribute", "Object", "EventReport", "Galaxy", "GalaxyCluster"):
        if isinstance(said.get(name), list):
            said[name] = [_inherits(one) if isinstance(one, Mapping) else one for one in said[name]]
    if isinstance(said.get("Tag"), list):
        said["Tag"] = [tag for tag in said["Tag"] if not _name(tag).startswith("tlp:")]
    return said


def _inherits(part: Mapping[str, Any]) -> dict[str, Any]:
    bare = _without_colors(part)
    return {**bare, "distribution": str(INHERITED)} if "distribution" in bare else bare


def _own(part: Mapping[str, Any]) -> Tlp2 | None:
    tags = part.get("Tag")
    named = [_name(tag) for tag in tags] if isinstance(tags, list) else []
    said = [TAGS.get(name, Tlp2.RED) for name in named if name.startswith("tlp:")]
    return strictest([*said, _distribution(part)])


def _distribution(part: Mapping[str, Any]) -> Tlp2 | None:
    given = part.get("distribution")
    if given is None or given == "":
        return None
    number = int(given) if isinstance(given, int) or (isinstance(given, str) and given.isdecimal()) else -1
    return None if number == INHERITED else DISTRIBUTIONS.get(number, Tlp2.RED)


def _name(tag: Any) -> str:
    return str(tag.get("name", "")).lower().strip() if isinstance(tag, Mapping) else ""
