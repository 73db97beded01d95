"""Before sending: who holds it right afterwards, and how far each color could go at most."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from noroshi.audiences.viewer import Viewer
from noroshi.editions.explaining import most, preview
from noroshi.editions.previews import MOST_NAMED, PreviewTold, told
from noroshi.sharing.marking import Marking, refuse_contradictions
from noroshi.sharing.parties import Party
from noroshi.vocabulary import Tlp
from noroshi.vocabulary.errors import Refusal

type Marker = Callable[[Tlp], tuple[Marking, Iterable[Party]]]
"""The marking as it would be sealed in a color, and whom the first hop opens it to."""


@dataclass(frozen=True, slots=True)
class Foretold:
    """`at_most` counts organizations by color; None is everybody, a color that cannot be sent is not in it."""

    reach: PreviewTold | None
    at_most: Mapping[Tlp, int | None]
    refused: Refusal | None = None


def foretell(viewer: Viewer, chosen: Tlp | None, mark: Marker, *, counts: bool = True) -> Foretold:
    """`refused` says why the chosen color cannot be sent as it is. Without `counts` only that color is counted."""
    at_most: dict[Tlp, int | None] = {}
    refused: dict[Tlp, Refusal] = {}
    reach: PreviewTold | None = None
    for tlp in Tlp if counts else (chosen or Tlp.RED,):
        try:
            marking, opened = mark(tlp)
            refuse_contradictions(marking)
            at_most[tlp] = most(marking, opened)
        except Refusal as refusal:
            refused[tlp] = refusal
        else:
            reach = told(viewer, preview(marking, opened), most_named=MOST_NAMED) if tlp is chosen else reach
    return Foretold(reach, at_most, refused.get(chosen or Tlp.RED))
