"""What a desk may not read stands in no list, digest, graph, device list and no answer to a text: in random worlds of markings and ranges.

What may be read is asked of the database alone, by the viewer's own setting; each object carries a word that stands nowhere else.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.devices.queries import candidates_of
from noroshi.intel import queries
from noroshi.intel.actions import withdraw
from noroshi.intel.graphs import around
from noroshi.intel.models import Origin
from noroshi.observables import Kind
from noroshi.stix.ours import extended
from noroshi.triage.actions.profiles import begin_profile
from noroshi.triage.digests import digest_of
from noroshi.triage.grouping import grouped
from noroshi.triage.lists import listed
from noroshi.triage.models import Digest
from noroshi.triage.profiles import ProfileShown, ProfileWish, profile_of
from noroshi.triage.showing import items
from noroshi.triage.similar import similar
from noroshi.vocabulary import Tlp2
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.rooms.devices_given import list_of
from tests.rooms.intel_given import brought, indicator, marked, origin_of, relationship, stix_id

pytestmark = pytest.mark.django_db

SEATS = ("center", "electric", "secretariat", "bank", "bank_ministry")
MAKERS = ("center", "electric", "bank")
ORIGINS = (
    (Tlp2.AMBER_STRICT, ()),
    (Tlp2.AMBER, ("everyone_in_range",)),
    (Tlp2.GREEN, ()),
    (Tlp2.GREEN, ("everyone_in_range",)),
    (Tlp2.CLEAR, ("everyone_in_range",)),
)
TURN = count()


@dataclass(frozen=True)
class Piece:
    """One indicator: who brings it, under which source and color, about which sector, tied to which one before it."""

    maker: str
    origin: int
    tlp: Tlp2 | None
    sector: str
    tie: int
    is_withdrawn: bool


pieces = st.builds(
    Piece,
    maker=st.sampled_from(MAKERS),
    origin=st.integers(0, len(ORIGINS) - 1),
    tlp=st.sampled_from([None, *Tlp2]),
    sector=st.sampled_from(["", "electricity", "finance"]),
    tie=st.integers(0, 7),
    is_withdrawn=st.integers(0, 5).map(lambda drawn: drawn == 0),
)


@settings(
    max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
@given(st.lists(pieces, min_size=6, max_size=8))
def test_no_surface_holds_what_the_desk_may_not_read(cast: Cast, given_pieces: list[Piece]) -> None:
    checked(cast, given_pieces)


def checked(cast: Cast, given_pieces: list[Piece]) -> None:
    """That it can fail is shown beside it, with the lock opened."""
    words = built(cast, given_pieces)

    for seat in SEATS:
        viewer: Viewer = getattr(cast, seat)
        with acting_as(viewer):
            may = {word for word, number in words.items() if number in readable(words.values())}
            text = everything_told(viewer, words)
            assert {word for word in words if word in text} == may, seat
            for word in words.keys() - may:
                closed = uuid.UUID(stix_id("indicator", word)[-36:])
                with pytest.raises(NotFound):
                    around(viewer, closed)
            houses_own(cast, seat, given_pieces, list(words), may)


def houses_own(cast: Cast, seat: str, given_pieces: list[Piece], words: list[str], may: set[str]) -> None:
    """Said once more in plain words: what is for one's own house, or was taken back, leaves it nowhere."""
    for word, piece in zip(words, given_pieces, strict=True):
        is_kept = ORIGINS[piece.origin][0] is Tlp2.AMBER_STRICT or not ORIGINS[piece.origin][1] or piece.is_withdrawn
        if is_kept or piece.tlp in {Tlp2.RED, Tlp2.AMBER_STRICT}:
            is_own = getattr(cast, seat).organization_id == getattr(cast, piece.maker).organization_id
            assert is_own or word not in may


def built(cast: Cast, given_pieces: list[Piece]) -> dict[str, int]:
    """Each word with the number of its object; what stands there from before is left alone."""
    turn = next(TURN)
    words = [f"w{turn}x{place}" for place in range(len(given_pieces))]
    origins: dict[tuple[str, int], Origin] = {}
    for place, (word, piece) in enumerate(zip(words, given_pieces, strict=True)):
        maker = getattr(cast, piece.maker)
        key = piece.maker, piece.origin
        if key not in origins:
            tlp, opened = ORIGINS[piece.origin]
            origins[key] = origin_of(maker, f"{turn} {piece.origin}", tlp, opened=list(opened), sectors=["electricity"])
        whole = made(word, piece)
        others = [relationship(f"{word}", whole["id"], stix_id("indicator", words[piece.tie % place]))] if place else []
        brought(maker, origins[key], whole, *others)
        if piece.is_withdrawn:
            with acting_as(maker):
                withdraw(maker, origins[key].public_id, uuid.UUID(whole["id"][-36:]))
    return {word: number_of(getattr(cast, piece.maker), word) for word, piece in zip(words, given_pieces, strict=True)}


def made(word: str, piece: Piece) -> dict[str, Any]:
    now = timezone.now().strftime("%Y-%m-%dT%H:%M:%S.000Z")
    more = {"extensions": extended(sectors=[piece.sector], products=[])} if piece.sector else {}
    color = marked(piece.tlp) if piece.tlp else {}
    said = {"name": f"{word} name", "description": f"{word} said", "confidence": 95, "valid_from": now}
    return indicator(word, f"{word}.example", created=now, modified=now) | said | more | color


def number_of(maker: Viewer, word: str) -> int:
    with acting_as(maker):
        return queries.versions(maker, uuid.UUID(stix_id("indicator", word)[-36:]))[0].number


def readable(numbers: Any) -> set[int]:
    """By the lock alone: rows of the database as this viewer meets them, with no filter of the product's own."""
    with connection.cursor() as cursor:
        cursor.execute("select id from intel_stixobject where id = any(%s)", [list(numbers)])
        return {row[0] for row in cursor.fetchall()}


def everything_told(viewer: Viewer, words: dict[str, int]) -> str:
    """Every surface as text, numbers of objects turned into their words."""
    now, turn = timezone.now(), next(TURN)
    profile = begun(viewer, turn)
    shown = items(viewer, listed(viewer, profile, now, is_whole=True).entries, now)
    told: list[object] = [shown, grouped(viewer, shown), digested(viewer, profile, list(words.values()))]
    told += candidates_of(viewer, list_of(viewer, f"{turn}", [Kind.DOMAIN]).public_id)
    told += [similar(viewer, " ".join(f"{word}.example" for word in words))]
    for word, number in words.items():
        of = uuid.UUID(stix_id("indicator", word)[-36:])
        if number in readable([number]):
            graph = around(viewer, of, steps=3)
            told += [graph, [one.of.whole for one in graph.nodes]]
    names = {str(uuid.UUID(stix_id("indicator", word)[-36:])): word for word in words}
    text = "\n".join(map(repr, told))
    return text + " ".join(word for number, word in names.items() if number in text)


def begun(viewer: Viewer, turn: int) -> ProfileShown:
    wish = ProfileWish(f"{turn}", ["electricity", "finance"], keywords=["name"], threshold=0.05, notice_threshold=0.05)
    return profile_of(viewer, begin_profile(viewer, wish).public_id)


def digested(viewer: Viewer, profile: ProfileShown, numbers: list[int]) -> object:
    """As if the desk had once been told of everything: ranges may have become narrower since."""
    row = Digest.objects.create(
        audience_id=audience_of_profile(profile),
        profile_id=profile.number,
        desk_id=viewer.desk_id,
        objects_in=numbers,
        made_at=timezone.now() - timedelta(minutes=1),
    )
    return digest_of(viewer, row.public_id, timezone.now())


def audience_of_profile(profile: ProfileShown) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select audience_id from triage_profile where id = %s", [profile.number])
        return int(cursor.fetchone()[0])
