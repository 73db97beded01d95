"""Feeds as publishers write them, and as somebody writes them who means harm."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from noroshi.bulletins.days import LAST, Rule, upcoming
from noroshi.bulletins.entries import Entry
from noroshi.bulletins.icalendar import Event, icalendar
from noroshi.connectors.alerts.reading import NoFeed, entries
from noroshi.vocabulary import DateRule
from tests.feed_server import ATOM, RSS1, RSS2

HERE = "https://alerts.example/feed.xml"


def read(text: str | bytes, media_type: str = "application/xml") -> list[Entry]:
    return list(entries(text.encode() if isinstance(text, str) else text, media_type, HERE))


def item(inside: str) -> str:
    return f"<rss><channel><item>{inside}</item></channel></rss>"


def test_rss_of_vulnerabilities_with_its_identifiers_and_scores():
    (one,) = read(RSS1)

    assert one.title == "ヨモギVPNに認証回避の脆弱性"
    assert one.link == "https://alerts.example/2026-000777.html"
    assert one.identifiers == ("JVNDB-2026-000777", "CVE-2026-31337")
    assert one.cves == ["CVE-2026-31337"]
    assert one.cvss == Decimal("9.8")
    assert one.published_at == datetime(2026, 11, 19, 1, 0, tzinfo=UTC)


def test_rss_2_with_html_as_words_and_without_dates():
    first, second = read(RSS2.format(encoding="UTF-8"))

    assert first.summary == "至急更新してください。"
    assert first.cves == ["CVE-2026-31337", "CVE-2026-31338"]
    assert first.published_at == datetime(2026, 11, 20, 0, 30, tzinfo=UTC)
    assert (second.title, second.published_at, second.summary) == ("別の話題", None, "")


def test_atom_with_markup_in_its_title_and_a_link_from_its_own_server():
    (one,) = read(ATOM)

    assert one.title == "月例の&更新"
    assert one.link == "https://alerts.example/notices/1"
    assert one.summary == "一行目二行目"


@pytest.mark.parametrize("encoding", ["Shift_JIS", "EUC-JP", "ISO-2022-JP", "UTF-8", "UTF-16"])
def test_every_encoding_that_publishers_here_write_in(encoding):
    body = RSS2.format(encoding=encoding).replace("ISO-2022", "iso-2022").encode(encoding, "replace")

    assert read(body)[0].title.startswith("ヨモギVPNの更新について")


def test_a_wrong_declaration_is_no_reason_to_read_nothing():
    assert read(RSS2.format(encoding="UTF-8").encode("shift_jis"))[0].title.startswith("ヨモギVPN")
    assert read(RSS2.format(encoding="klingon").encode())[0].title.startswith("ヨモギVPN")
    assert read(RSS2.format(encoding="bz2").encode(), "text/xml; charset=zlib")[0].title.startswith("ヨモギVPN")


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE rss [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]><rss><channel><item><title>&c;</title></item></channel></rss>',
        '<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss/>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>',
        "<html><body>not a feed</body></html>",
        "<rss><channel>",
        "",
        "\x00\x01\x02",
        '{"items": []}',
    ],
)
def test_bombs_and_what_is_no_feed(text):
    with pytest.raises(NoFeed):
        read(text)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://a:b@evil.example/",
        "file:///etc/passwd",
        'https://x.example/"onclick=',
        "https://[::1",
    ],
)
def test_links_that_open_no_page_are_left_out(link):
    shown = link.replace("&", "&amp;").replace('"', "&quot;")

    assert [one.link for one in read(item(f"<title>x</title><link>{shown}</link>"))] == [""]


def test_scripts_and_hidden_letters_do_not_reach_a_title():
    (one,) = read(item("<title>&lt;script&gt;alert(1)&lt;/script&gt;更新\u202e\u200b です</title>"))

    assert one.title == "更新 です"


def test_entries_without_words_are_none_and_odd_figures_are_left_out():
    assert read(item("")) == []
    odd = '<title>x</title><cvss score="NaN"/><cvss score="99"/><cvss score="x"/><pubDate>gestern</pubDate>'
    assert [(one.cvss, one.published_at) for one in read(item(odd))] == [(None, None)]


def test_very_many_entries_and_very_deep_ones_come_to_an_end():
    assert len(read(f"<rss>{'<item><title>x</title></item>' * 5000}</rss>")) == 500
    assert read(f"<rss>{'<a>' * 20_000}{'</a>' * 20_000}</rss>") == []


def test_words_of_a_desk_are_met_however_they_are_written():
    entry = Entry(title="ＹＯＭＯＧＩ　VPNの更新", identifiers=("JVNDB-2026-000777",))

    assert entry.matched(["yomogi", "jvndb-2026", "カスミ"]) == ["yomogi", "jvndb-2026"]


def test_the_same_entry_has_the_same_key_whatever_else_changes():
    assert Entry("a", mark="1").key == Entry("b", link="x", mark="1").key
    assert Entry("a", link="x").key != Entry("b", link="x").key


TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (Rule(DateRule.MONTHLY, nth=2, weekday=1), [date(2026, 12, 8), date(2027, 1, 12)]),
        (Rule(DateRule.MONTHLY, nth=2, weekday=1, shift=1), [date(2026, 12, 9), date(2027, 1, 13)]),
        (Rule(DateRule.MONTHLY, nth=LAST, weekday=4), [date(2026, 11, 27), date(2026, 12, 25)]),
        (Rule(DateRule.MONTHLY, nth=5, weekday=0), [date(2026, 11, 30), date(2027, 3, 29)]),
        (Rule(DateRule.QUARTERLY, nth=3, weekday=1, start=date(2026, 1, 1)), [date(2027, 1, 19), date(2027, 4, 20)]),
        (Rule(DateRule.WEEKS, weeks=2, start=date(2026, 11, 5)), [date(2026, 12, 3), date(2026, 12, 17)]),
        (Rule(DateRule.WEEKS, weeks=3, start=date(2027, 2, 1)), [date(2027, 2, 1), date(2027, 2, 22)]),
        (
            Rule(DateRule.DATES, dates=(date(2027, 1, 5), date(2026, 11, 21), date(2026, 1, 1))),
            [TODAY, date(2027, 1, 5)],
        ),
        (Rule(DateRule.DATES), []),
    ],
)
def test_dates_by_rule(rule, days):
    assert rule.is_whole
    assert upcoming(rule, TODAY, 2) == days


def test_a_date_that_comes_a_day_later_here_is_not_lost_on_that_day():
    rule = Rule(DateRule.MONTHLY, nth=2, weekday=1, shift=1)

    assert upcoming(rule, date(2026, 12, 9), 1) == [date(2026, 12, 9)]


@pytest.mark.parametrize(
    "rule",
    [
        Rule(DateRule.MONTHLY, nth=6, weekday=1),
        Rule(DateRule.MONTHLY, nth=1, weekday=7),
        Rule(DateRule.QUARTERLY, nth=1, weekday=1),
        Rule(DateRule.WEEKS, weeks=0, start=TODAY),
        Rule(DateRule.WEEKS, weeks=2),
        Rule(DateRule.DATES, shift=9),
    ],
)
def test_a_rule_that_lacks_something_is_not_whole(rule):
    assert not rule.is_whole


def test_a_file_for_calendar_programs_has_short_lines_and_nothing_breaks_out():
    long = "更新" * 60
    text = icalendar(
        "名前", [Event("m", TODAY, f"a;b,c\\d {long}", "x\r\nEND:VCALENDAR")], datetime(2026, 11, 21, tzinfo=UTC)
    )
    lines = text.split("\r\n")

    assert all(len(line.encode()) <= 75 for line in lines)
    assert [line for line in lines if line == "END:VCALENDAR"] == ["END:VCALENDAR"]
    assert "DTSTART;VALUE=DATE:20261121" in lines
    assert f"SUMMARY:a\\;b\\,c\\\\d {long}" in text.replace("\r\n ", "")
