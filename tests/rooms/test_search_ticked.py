"""A past case is found by the boxes that its writer ticked, in the words printed beside them, in either language; by its readers alone."""

from uuid import UUID

import pytest

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.search.finding import search
from noroshi.search.wanted import Wanted
from noroshi.vocabulary import EventKind
from tests.cast import Cast
from tests.drafted import reported

pytestmark = pytest.mark.django_db


def found(viewer: Viewer, words: str, **more: list[str]) -> set[UUID]:
    with acting_as(viewer):
        return {one.item for one in search(viewer, Wanted.of({"q": [words], "exact": ["on"], **more})).found}


@pytest.mark.parametrize(
    "kind", [one for one in EventKind if one is not EventKind.OTHER_EVENT], ids=lambda one: one.value
)
def test_a_case_is_found_by_its_kind_of_event_and_one_of_another_kind_is_not(cast: Cast, kind: EventKind) -> None:
    another = EventKind.LEAK if kind is not EventKind.LEAK else EventKind.INTRUSION
    wanted = reported(cast.electric, tlp="amber", summary="変電所の端末", event_kind=kind.value)
    other = reported(cast.electric, tlp="amber", summary="営業所の端末", event_kind=another.value)

    for words in (kind.label("ja"), kind.label("en"), f"端末 {kind.label('ja')}", f"“{kind.label('en')}”"):
        assert wanted in found(cast.electric, words)
        assert other not in found(cast.electric, words)
        assert wanted in found(cast.electric, words, kind=["report"], tlp=["amber"])
        for stranger in (cast.bank, cast.neighbor, cast.center, cast.contractor):
            assert found(stranger, words) == set()


def test_how_a_box_is_stored_finds_nothing(cast: Cast) -> None:
    reported(cast.electric, tlp="amber", summary="変電所の端末", event_kind="code_execution")

    assert found(cast.electric, "code_execution") == set()
