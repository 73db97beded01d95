"""Whatever somebody writes as a value, a title or the name of a profile: a device reads values, and nothing more."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import yaml
from hypothesis import given
from hypothesis import strategies as st

from noroshi.devices.formats import Heading, Listed, kinds_of, taken_back, written
from noroshi.observables import Kind, NotOfThisKind, settled
from noroshi.vocabulary.devices import DeviceFormat, LeftOut
from tests.conformance.suricata_grammar import rule_mistakes

NOW = datetime(2026, 11, 21, tzinfo=UTC)
PLAIN = Heading("list", "TLP:AMBER", NOW)
NASTY = st.text(
    st.sampled_from([*"\n\r\t\0;\"'#{}[]()|\\$`*?!,:=+-@. a0あ\u2028\u202e\ufeff\x85"]), max_size=24
) | st.text(max_size=24)
COMMENTS = {DeviceFormat.RPZ: ";"}
ALL = st.sampled_from(DeviceFormat)
SAID_SHOWN = {DeviceFormat.CSV, DeviceFormat.SURICATA}


@st.composite
def rows(draw: st.DrawFn) -> list[Listed]:
    """Half of them values as they should be, half whatever somebody could send."""
    good = st.sampled_from(
        [
            (Kind.IPV4, "203.0.113.5"),
            (Kind.CIDR, "203.0.112.0/23"),
            (Kind.IPV6, "2001:db8::5"),
            (Kind.DOMAIN, "kirisame.top"),
            (Kind.URL, "http://kirisame.top/a"),
            (Kind.SHA256, "ab" * 32),
        ]
    )
    any_value = st.tuples(
        st.sampled_from(Kind),
        NASTY
        | st.builds(lambda text: f"http://kirisame.top/{text}", NASTY)
        | st.builds(lambda text: f"{text}.top", NASTY),
    )
    values = draw(st.lists(good | any_value | any_value.map(_as_settled), max_size=8))
    times = st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is given beside it
    return [
        Listed(kind, value, draw(times), draw(st.none() | st.integers(0, 100)), draw(NASTY), draw(NASTY))
        for kind, value in values
    ]


def _as_settled(value: tuple[Kind, str]) -> tuple[Kind, str]:
    try:
        return settled(*value)
    except NotOfThisKind:
        return value


def _lines(form: DeviceFormat, text: str) -> list[str]:
    mark = COMMENTS.get(form, "#")
    return [line for line in re.split(r"\r?\n", text) if line and not line.startswith(mark)]


@given(form=ALL, listed=rows(), said=NASTY)
def test_what_people_wrote_beside_a_value_changes_no_rule(form: DeviceFormat, listed: list[Listed], said: str) -> None:
    silent = [Listed(row.kind, row.value, row.until, row.confidence) for row in listed]
    other = [Listed(row.kind, row.value, row.until, row.confidence, said, said) for row in listed]

    if form in SAID_SHOWN:
        assert len(_lines(form, written(form, silent, PLAIN).text)) == len(
            _lines(form, written(form, other, PLAIN).text)
        )
    else:
        assert written(form, silent, PLAIN).text == written(form, other, PLAIN).text


@given(form=ALL, listed=rows(), name=NASTY, marking=NASTY)
def test_the_name_of_a_profile_is_a_comment(form: DeviceFormat, listed: list[Listed], name: str, marking: str) -> None:
    for make in (written, taken_back):
        nasty = make(form, listed, Heading(name, marking, NOW, source=name)).text
        plain = make(form, listed, PLAIN).text

        assert len(_lines(form, nasty)) == len(_lines(form, plain))
        if form not in {DeviceFormat.NFTABLES, DeviceFormat.SIGMA}:
            assert _lines(form, nasty) == _lines(form, plain)


@given(form=ALL, listed=rows())
def test_each_row_is_written_or_left_out_with_its_reason(form: DeviceFormat, listed: list[Listed]) -> None:
    made = written(form, listed, PLAIN)

    left_out = {(one.row.kind, one.row.value) for one in made.omitted}
    stayed = {(row.kind, row.value) for row in listed} - left_out
    assert all(settled(*value) == value and value[0] in kinds_of(form) for value in stayed)
    assert all(isinstance(one.why, LeftOut) for one in made.omitted)
    assert made.count <= len(stayed) + len(left_out)


@given(listed=rows())
def test_a_spreadsheet_reads_rows_and_runs_nothing(listed: list[Listed]) -> None:
    made = written(DeviceFormat.CSV, listed, PLAIN)
    read = list(
        csv.reader(io.StringIO("\r\n".join(line for line in made.text.splitlines() if not line.startswith("#"))))
    )

    assert len(read) == made.count + 1
    assert all(len(row) == len(read[0]) for row in read)
    assert not any(cell[:1] in {"=", "+", "-", "@", "\t", "|", "%"} for row in read for cell in row)


@given(listed=rows())
def test_rules_keep_to_the_grammar(listed: list[Listed]) -> None:
    made = written(DeviceFormat.SURICATA, listed, PLAIN)

    assert [mistakes for line in _lines(DeviceFormat.SURICATA, made.text) if (mistakes := rule_mistakes(line))] == []


@given(listed=rows(), name=NASTY)
def test_sigma_holds_exactly_the_values(listed: list[Listed], name: str) -> None:
    made = written(DeviceFormat.SIGMA, listed, Heading(name, name, NOW))
    rules = [rule for rule in yaml.safe_load_all(made.text) if rule]

    assert all(
        list(rule)
        == [
            "title",
            "id",
            "status",
            "description",
            "author",
            "date",
            "logsource",
            "detection",
            "falsepositives",
            "level",
        ]
        for rule in rules
    )
    held = sum(len(values) for rule in rules for values in rule["detection"]["selection"].values())
    left_out = {one.row for one in made.omitted}
    names = {row.value for row in listed if row.kind is Kind.DOMAIN and row not in left_out}
    assert held == made.count + len(names)


@given(listed=rows(), later=st.integers(1, 10**6))
def test_the_tag_follows_the_list_and_not_the_clock(listed: list[Listed], later: int) -> None:
    forever = [Listed(row.kind, row.value, None, row.confidence, row.said) for row in listed]
    again = Heading("list", "TLP:AMBER", NOW + timedelta(seconds=later))

    for form in DeviceFormat:
        assert written(form, forever, PLAIN).tag == written(form, list(reversed(forever)), again).tag or len(
            {(r.kind, r.value) for r in forever}
        ) < len(forever)
        assert (
            written(form, [*forever, Listed(Kind.DOMAIN, "another.top")], PLAIN).tag
            != written(form, forever, PLAIN).tag
            or form not in _of_names()
        )


def _of_names() -> set[DeviceFormat]:
    return {form for form in DeviceFormat if Kind.DOMAIN in kinds_of(form)}


@given(listed=rows())
def test_numbers_of_rules_stay_when_the_list_grows(listed: list[Listed]) -> None:
    more = [*listed, *(Listed(Kind.IPV4, f"198.51.100.{at}") for at in range(20))]
    before = set(_lines(DeviceFormat.SURICATA, written(DeviceFormat.SURICATA, listed, PLAIN).text))

    assert before <= set(_lines(DeviceFormat.SURICATA, written(DeviceFormat.SURICATA, more, PLAIN).text))
