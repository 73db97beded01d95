"""An object as it leaves: where its own marking allows more than the range it is held under, that range's label stands beside it.

What its sender marked is never taken out: several markings intersect, so one more can only narrow. All else stays byte for byte.
"""

from functools import lru_cache
from typing import Final

import msgspec

from noroshi.stix.markings import FIXED, Limit, outward
from noroshi.stix.tlp import ID_OF
from noroshi.vocabulary import Tlp, Tlp2

REFS: Final = "object_marking_refs"


class _Marks(msgspec.Struct, frozen=True):
    id: str = ""
    object_marking_refs: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET


_marks: Final = msgspec.json.Decoder(_Marks).decode
_whole: Final = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode


def labelled(raw: bytes, held: Limit) -> bytes:
    """Marking definitions that are fixed by the standard are everybody's, and stay what they are."""
    if held.tlp is None or held.tlp is Tlp.CLEAR:
        return raw
    marks = _marks(raw)
    given = () if marks.object_marking_refs is msgspec.UNSET else marks.object_marking_refs
    if marks.id in FIXED or not _enough(held).isdisjoint(given):
        return raw
    if marks.object_marking_refs is msgspec.UNSET:
        return b'%s,"%s":["%s"]}' % (raw.rstrip()[:-1], REFS.encode(), label_of(held).encode())
    refs = msgspec.json.encode([*given, label_of(held)])
    return msgspec.json.encode({**_whole(raw), REFS: msgspec.Raw(refs)})


def label_of(held: Limit) -> str:
    """The id of the widest fixed label that does not widen it."""
    return ID_OF[Tlp2.AMBER_STRICT if held.own_organization else outward(held.tlp or Tlp.RED)]


@lru_cache(maxsize=16)
def _enough(held: Limit) -> frozenset[str]:
    """Fixed markings that allow nothing beyond it."""
    return frozenset(ref for ref, limit in FIXED.items() if limit & held == limit)
