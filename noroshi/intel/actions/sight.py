"""Whether a desk has seen what an object speaks of: seen, not seen, or not known; answered again it is a later version of one object."""

import uuid
from datetime import datetime

import msgspec
from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.intel import queries
from noroshi.intel.actions.accept import by_hand
from noroshi.intel.actions.origins import own_origin
from noroshi.intel.actions.take_in import take_in
from noroshi.intel.colors import color_of
from noroshi.intel.deriving import goes_as_far
from noroshi.intel.naming import whole_of
from noroshi.stix.ids import own_id
from noroshi.stix.markings import outward
from noroshi.stix.ours import definition, extended, stamp
from noroshi.stix.reading import read
from noroshi.stix.tlp import ID_OF
from noroshi.vocabulary import SightingAnswer, Tlp2
from noroshi.vocabulary.errors import Refusal

MOST = 999_999_999


class NothingToSight(Refusal):
    code, status = "nothing_to_sight", 409
    ja = "この種類の情報には、観測の有無を答えられません。"
    en = "Of this kind of information nobody can say whether it was seen."


class CountOutside(Refusal):
    code, status = "sighting_count_outside", 422
    ja = "観測した回数は1から999,999,999までの数で入力してください。"
    en = "How often it was seen is a number from 1 to 999,999,999."


def sight(
    viewer: Viewer,
    of: uuid.UUID,
    answer: SightingAnswer,
    *,
    count: int = 1,
    origin_id: uuid.UUID | None = None,
    at: datetime | None = None,
) -> uuid.UUID:
    """No farther than the object itself may go. Not seen is a count of nought; who does not know takes back what was said before."""
    kept = queries.newest(viewer, of)
    if not kept.kind.is_domain:
        raise NothingToSight
    if not 1 <= count <= MOST:
        raise CountOutside
    origin = own_origin(viewer, origin_id) if origin_id else by_hand(viewer)
    source = queries.origins_named(viewer, {kept.origin}).get(kept.origin)
    color = color_of(viewer, kept, source) if source else None
    now, ref = at or timezone.now(), str(whole_of(kept.raw)["id"])
    label = Tlp2.RED if color is None else Tlp2.AMBER_STRICT if color.is_own_house else outward(color.tlp)
    if label is not Tlp2.RED and not goes_as_far(kept, origin):
        label = Tlp2.AMBER_STRICT
    sighting = own_id("sighting", origin.public_id, ref)
    whole = {
        "type": "sighting",
        "spec_version": "2.1",
        "id": sighting,
        "created": stamp(_begun(viewer, sighting) or now),
        "modified": stamp(now),
        "sighting_of_ref": ref,
        **({"count": count, "last_seen": stamp(now)} if answer is SightingAnswer.SEEN else {}),
        **({"count": 0} if answer is SightingAnswer.NOT_SEEN else {}),
        **({"revoked": True} if answer is SightingAnswer.UNKNOWN else {}),
        "object_marking_refs": [ID_OF[label]],
        "extensions": extended(details={"answer": answer.value}),
    }
    take_in(viewer, origin.public_id, [read(msgspec.json.encode(one)) for one in (whole, *definition())])
    return uuid.UUID(sighting[-36:])


def _begun(viewer: Viewer, sighting: str) -> datetime | None:
    found = queries.versions(viewer, uuid.UUID(sighting[-36:]))
    return datetime.fromisoformat(whole_of(found[-1].raw)["created"]) if found else None
