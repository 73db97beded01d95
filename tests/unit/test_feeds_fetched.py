"""The one way by which a connector gets something from another server, against servers that mean harm."""

import gzip

import pytest

from noroshi.connectors.fetching import Limits, NotFetched, fetched
from noroshi.vocabulary import FeedFault
from tests.feed_server import Page, dripping, publisher

OPEN = Limits(may_be_private=True)


def fault(url: str, limits: Limits = OPEN) -> FeedFault:
    with pytest.raises(NotFetched) as problem:
        fetched(url, limits)
    return problem.value.fault


def test_what_has_not_changed_is_not_sent_again():
    with publisher(feed=Page(b"<rss/>", headers={"ETag": '"1"', "Content-Type": "text/xml"})) as server:
        first = fetched(server.at("/feed"), OPEN)
        again = fetched(server.at("/feed"), OPEN, etag=first.etag)

    assert (first.body, first.media_type, first.etag) == (b"<rss/>", "text/xml", '"1"')
    assert again.is_unchanged
    assert not again.body


def test_inner_addresses_are_not_called_unless_the_installation_says_so():
    with publisher(feed=Page(b"<rss/>")) as server:
        for url in (
            server.at("/feed"),
            f"https://127.0.0.1:{server.port}/feed",
            "https://[::1]/",
            "https://localhost/",
        ):
            assert fault(url, Limits()) is FeedFault.PRIVATE
        assert server.asked == []


def test_a_feed_without_end_is_left_at_its_limit():
    with publisher(feed=Page(b"x" * 65536, endless=True), claims=Page(b"x" * 5_000_000)) as server:
        assert fault(server.at("/feed")) is FeedFault.TOO_LARGE
        assert fault(server.at("/claims")) is FeedFault.TOO_LARGE


def test_a_small_body_that_unpacks_to_much_is_left():
    bomb = gzip.compress(b"\0" * 50_000_000)
    packed = {"Content-Encoding": "gzip"}
    with publisher(
        bomb=Page(bomb, headers=packed),
        well=Page(gzip.compress(b"<rss/>"), headers=packed),
        broken=Page(b"no", headers=packed),
    ) as server:
        assert fault(server.at("/bomb")) is FeedFault.TOO_LARGE
        assert fault(server.at("/broken")) is FeedFault.NO_FEED
        assert fetched(server.at("/well"), OPEN).body == b"<rss/>"


def test_one_that_drips_is_left_when_its_time_is_over():
    with publisher(feed=Page(b"x", endless=True)) as server:
        assert fault(server.at("/feed"), Limits(may_be_private=True, seconds=0)) is FeedFault.TOO_SLOW


def test_one_that_drips_even_its_head_is_left_when_its_time_is_over():
    with dripping() as port:
        limits = Limits(may_be_private=True, seconds=0.5)
        assert fault(f"http://127.0.0.1:{port}/feed", limits) is FeedFault.TOO_SLOW


def test_what_was_cut_off_is_no_feed():
    with publisher(feed=Page(b"<rss>", headers={"Content-Length": "99"})) as server:
        assert fault(server.at("/feed")) is FeedFault.UNREACHABLE


def test_only_the_same_server_may_send_on():
    onward = {
        "moved": "/feed",
        "circle": "/circle",
        "away": "http://169.254.169.254/latest",
        "file": "file:///etc/passwd",
        "nowhere": "https://[",
        "beyond": "//127.0.0.1:99999/",
    }
    pages = {name: Page(status=302, headers={"Location": to}) for name, to in onward.items()}
    with publisher(feed=Page(b"<rss/>"), **pages) as server:
        assert fetched(server.at("/moved"), OPEN).body == b"<rss/>"
        for name in ("circle", "away", "file", "nowhere", "beyond"):
            assert fault(server.at(f"/{name}")) is FeedFault.ELSEWHERE


def test_faults_have_their_names():
    with publisher(broken=Page(status=500)) as server:
        assert fault(server.at("/broken")) is FeedFault.REFUSED
        assert fault(server.at("/none")) is FeedFault.REFUSED
        port = server.port
    assert fault(f"http://127.0.0.1:{port}/feed") is FeedFault.UNREACHABLE
    assert fault("https://nowhere.invalid/feed") is FeedFault.NAME_UNKNOWN
    assert fault("ftp://alerts.example/feed") is FeedFault.PRIVATE


@pytest.mark.parametrize(
    "url",
    ["https://alerts.example:99999/feed", "https://alerts.example:x/", "https://alerts.example:0/", "https://[a/"],
)
def test_what_is_no_address_is_called_nowhere(url):
    assert fault(url) is FeedFault.PRIVATE
