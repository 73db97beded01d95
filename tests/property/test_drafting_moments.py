"""Random moments and random text: what is printed is read back, and no text is ever refused."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from noroshi.drafting.moments import LooseMoment, printed, read_loosely

JAPAN = ZoneInfo("Asia/Tokyo")
NOW = datetime(2026, 11, 21, 13, 0, tzinfo=JAPAN)
MOMENTS = st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1), timezones=st.just(JAPAN))  # noqa: DTZ001 - the zone is given
PIECES = st.sampled_from(
    [
        "令和",
        "8",
        "年",
        "11",
        "月",
        "21",
        "日",
        "2",
        "時",
        ":",
        "40",
        "頃",
        "/",
        "XX",
        "(",
        ")",
        " ",
        "昨日",
        "R",
        "午後",
        "-",
        "Nov",
    ]
)


def parts(found: LooseMoment | None) -> tuple[int | None, ...] | None:
    return found and (found.year, found.month, found.day, found.hour, found.minute)


def parts_of(moment: datetime) -> tuple[int, ...]:
    return moment.year, moment.month, moment.day, moment.hour, moment.minute


@given(MOMENTS, st.sampled_from(["ja", "en"]))
def test_what_is_printed_is_read_back(moment: datetime, lang: str) -> None:
    assert parts(read_loosely(printed(moment, lang), now=NOW)) == parts_of(moment)


@given(MOMENTS, st.sampled_from(["ja", "en"]), st.booleans())
def test_what_is_said_back_means_the_same(moment: datetime, lang: str, is_about: bool) -> None:
    said = LooseMoment("", *parts_of(moment), is_about=is_about)

    again = read_loosely(said.words(lang), now=NOW)

    assert parts(again) == parts_of(moment)
    assert again is not None
    assert again.is_about == is_about


@given(MOMENTS)
def test_letter_width_does_not_matter(moment: datetime) -> None:
    narrow = f"{moment:%Y/%m/%d %H:%M}"
    wide = narrow.translate({ord(character): ord(character) + 0xFEE0 for character in "0123456789/:"})

    assert parts(read_loosely(wide, now=NOW)) == parts_of(moment)


@given(MOMENTS, MOMENTS)
def test_a_day_without_a_year_is_the_nearest_one(now: datetime, moment: datetime) -> None:
    assume((moment.month, moment.day) != (2, 29))

    found = read_loosely(f"{moment.month}/{moment.day}", now=now)

    assert found is not None
    assert found.earliest is not None
    assert abs((found.earliest.date() - now.date()).days) <= 183


@given(st.text() | st.lists(PIECES, max_size=14).map("".join))
def test_no_text_is_refused_and_what_is_read_could_be(text: str) -> None:
    found = read_loosely(text, now=NOW)

    if found is not None:
        assert found.typed == text
        assert found.words("ja") != ""
        assert found.words("en") != ""
        assert found.earliest is None or (found.latest is not None and found.earliest <= found.latest)


@given(MOMENTS, st.text(st.characters(categories=["Lo", "Lu", "Ll"]), min_size=1, max_size=20))
def test_the_basis_changes_nothing_about_the_moment(moment: datetime, basis: str) -> None:
    found = read_loosely(f"{printed(moment, 'ja')} ({basis})", now=NOW)

    assume(basis not in "月火水木金土日")
    assert parts(found) == parts_of(moment)


@given(MOMENTS, st.timedeltas(timedelta(minutes=1), timedelta(days=400)))
def test_two_moments_are_left_alone(moment: datetime, later: timedelta) -> None:
    assert read_loosely(f"{printed(moment, 'ja')}から{printed(moment + later, 'ja')}", now=NOW) is None
