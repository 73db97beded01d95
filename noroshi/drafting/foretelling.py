"""Before sending: who holds it right afterwards, and how far each color could go at most."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from noroshi.audiences.viewer import Viewer
from noroshi.editions.explaining import Preview, preview
from noroshi.editions.previews import PreviewTold, told
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


def foretell(viewer: Viewer, chosen: Tlp | None, mark: Marker) -> Foretold:
    """`refused` says why the chosen color cannot be sent as it is."""
    reaches: dict[Tlp, Preview] = {}
    refused: dict[Tlp, Refusal] = {}
    for tlp in Tlp:
        try:
            reaches[tlp] = _reach(*mark(tlp))
        except Refusal as refusal:
            refused[tlp] = refusal
    at_most = {tlp: None if reach.is_public else reach.organizations_at_most for tlp, reach in reaches.items()}
    reach = told(viewer, reaches[chosen]) if chosen in reaches else None
    return Foretold(reach, at_most, refused.get(chosen or Tlp.RED))


def _reach(marking: Marking, opened: Iterable[Party]) -> Preview:
    refuse_contradictions(marking)
    return preview(marking, opened)
