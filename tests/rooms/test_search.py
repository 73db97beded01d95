"""Everything that one may read is found, in Japanese and English, and nothing else."""

import pytest

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.search.finding import Result, search
from noroshi.search.wanted import Wanted
from tests.cast import Cast
from tests.drafted import reported

pytestmark = pytest.mark.django_db


def found(viewer: Viewer, words: str, **more: list[str]) -> Result:
    with acting_as(viewer):
        return search(viewer, Wanted.of({"q": [words], **more}))


@pytest.mark.parametrize(
    "words",
    [
        "不審な通信",
        "ﾎｼｭ端末",
        "ほしゅ端末",
        "保守 通信",
        '"変電所の保守"',
        "evil-host.example",
        "evil-host[.]example",
        "hxxp://evil-host[.]example/a",
        "203.0.113.0/24",
        "203.0.113.77",
        "2001:db8:70::/48",
        "2001:db8:70:1::/64",
        "a1b2c3d4e5",
        "cve-2026-11111",
        "保守 -無関係",
        "存在しない語 OR 保守",
        "保",
        "マルウェア",
        "malware",
    ],
)
def test_whatever_it_is_written_like_it_is_found(cast: Cast, words: str) -> None:
    text = (
        "変電所の保守端末（ホシュ端末）から http://evil-host.example/a と 203.0.113.77 と 2001:db8:70:1::77 への不審な通信。"
        "CVE-2026-11111、マルウェアの痕跡 "
        "ffa1b2c3d4e5f60718293a4b5c6d7e8f90112233445566778899aabbccddeeff"
    )
    report = reported(cast.electric, summary=text)

    result = found(cast.electric, words)

    assert [one.item for one in result.found] == [report]
    assert (result.many, result.is_more) == (1, False)
    assert any(piece.is_hit for one in result.found for piece in (*one.title, *one.words)) or "/" in words


def test_an_address_outside_a_network_is_not_found_in_it(cast: Cast) -> None:
    reported(cast.electric, summary="2001:db8:70:1::77 への不審な通信")

    networks = ("2001:db8:70::/48", "2001:db8:71::/48", "2001:db8:70:1::76/127", "2001:db8:70:1::78/127")
    assert [found(cast.electric, one).many for one in networks] == [1, 0, 1, 0]
    assert found(cast.electric, "2001:0DB8:0070:0001::0077").many == 1, "it is written in many ways"
    assert [found(cast.bank, one).many for one in networks] == [0, 0, 0, 0]


def test_a_stranger_finds_nothing_and_counts_nothing(cast: Cast) -> None:
    reported(cast.electric, tlp="red", summary="狼煙の合言葉 kanaria-7731")

    result = found(cast.bank, "kanaria-7731")

    assert (result.found, result.many, result.next) == ((), 0, "")
