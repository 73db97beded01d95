"""What is shown of a find is what somebody wrote, never how addressees and times are kept."""

import re

import pytest

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.search.finding import search
from noroshi.search.wanted import Wanted
from tests.cast import Cast
from tests.drafted import issued

pytestmark = pytest.mark.django_db
STORED = re.compile(r"ministry_for_sector|[0-9a-f]{8}-[0-9a-f]{4}|\dT\d\d:\d\d")


def shown(viewer: Viewer, words: str) -> list[str]:
    with acting_as(viewer):
        return ["".join(piece.text for piece in one.words) for one in search(viewer, Wanted.of({"q": [words]})).found]


def test_a_find_shows_words_and_neither_keys_of_addressees_nor_times_as_machines_write_them(cast: Cast) -> None:
    pair = f"ministry_for_sector:{cast.world.organizations['meti'].public_id}/electricity"
    issued(cast.center, pair, threat_summary="遠隔接続の弱点", course_of_action="ナガレグモを更新する")

    for reader in (cast.center, cast.ministry):
        (words,) = shown(reader, "ナガレグモ")
        assert "ナガレグモを更新する" in words
        assert not STORED.search(words)
    assert shown(cast.bank, "ナガレグモ") == []


def test_how_an_addressee_is_stored_finds_nothing(cast: Cast) -> None:
    pair = f"ministry_for_sector:{cast.world.organizations['meti'].public_id}/electricity"
    issued(cast.center, pair, threat_summary="ヨブネの弱点が悪用されている")

    assert shown(cast.center, "ヨブネ")
    assert shown(cast.center, f'"{pair}"') == []
