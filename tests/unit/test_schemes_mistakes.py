"""Every mistake in a scheme file is told with its file and line, what is wrong and what would be right."""

import shutil
from pathlib import Path

import pytest

from noroshi.schemes import DEFINITIONS, SchemeBroken, check, cli_check, load_scheme


@pytest.fixture
def plan4(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEFINITIONS / "plan4", tmp_path / "plan4"))


def plant(file: Path, right: str, wrong: str, after: str = "") -> int:
    """Put the mistake into the file and say on which line its first word stands."""
    text = file.read_text()
    start = text.index(right, text.index(after) if after else 0)
    file.write_text(text[:start] + wrong + text[start + len(right) :])
    lead = len(wrong) - len(wrong.lstrip("\n"))
    return text.count("\n", 0, start) + lead + 1


PLANTED = [
    pytest.param("sectors.toml", 'id = "meti"', 'id = "metti"', "電力", "meti", id="unknown-ministry"),
    pytest.param("sectors.toml", 'metric = "users"', 'metric = "user"', "", "users", id="unknown-metric"),
    pytest.param("sectors.toml", 'op = ">="', 'op = "=>"', "", ">=", id="unknown-comparison"),
    pytest.param("sectors.toml", "value = 30000", 'value = "30000"', "", "whole number", id="wrong-type"),
    pytest.param("sectors.toml", "value = 30000", "value = 0", "", "1 or more", id="empty-threshold"),
    pytest.param("sectors.toml", 'kind = "threshold"', 'kind = "no_outage"', "", "threshold needs", id="level-misfit"),
    pytest.param("sectors.toml", 'id = "finance"', 'id = "information_communications"', "", "another id", id="same-id"),
    pytest.param("sectors.toml", 'id = "banking"', 'id = "telecom"', "", "another id", id="same-service"),
    pytest.param("sectors.toml", "number = 2", "number = 1", "", "keep one", id="same-number"),
    pytest.param("sectors.toml", "sector_count = 14", "sector_count = 15", "", "14", id="miscounted"),
    pytest.param("sectors.toml", "laws = [", "lows = [", "", "laws", id="unknown-key"),
    pytest.param("sectors.toml", 'ja = "航空"', 'ja = "航空', "", 'end it with "', id="open-quote"),
    pytest.param("sectors.toml", "sector_count = 14", "sector_count 14", "", "key", id="no-equals-sign"),
    pytest.param("scheme.toml", "2018-07-25", '"2018-07-25"', "", "a date", id="date-as-text"),
    pytest.param("scheme.toml", "2018-07-25", "2018-13-25", "", "key", id="no-such-date"),
    pytest.param(
        "scheme.toml",
        "\nvalid_from = 2017-04-18",
        "\nvalid_to = 2016-01-01\nvalid_from = 2017-04-18",
        "",
        "on or after",
        id="ends-before-it-begins",
    ),
    pytest.param("scheme.toml", "format = 1", "format = 2", "", "from 1 to 1", id="format-of-the-future"),
    pytest.param("scheme.toml", 'id = "plan4"', 'id = ""', "", "drop the key", id="empty-text"),
    pytest.param("sharing.toml", '"any_ceptoar"', '"any_septor"', "", "any_ceptoar", id="unknown-phrase"),
    pytest.param("sharing.toml", '"persons"', '"person"', "", "persons", id="unknown-requirement"),
    pytest.param("sharing.toml", '"ministry_to_center"', '"ministry_to_centre"', "[[table", "center", id="unknown-leg"),
    pytest.param("sharing.toml", 'phrase = "any_ministry"', 'phrase = "center"', "", "one row", id="phrase-twice"),
    pytest.param("words.toml", 'id = "leak"', 'id = "leek"', "", "leak", id="word-outside-its-list"),
    pytest.param("words.toml", 'group = "sign"', 'group = "sing"', "", "sign", id="unknown-group"),
    pytest.param("words.toml", 'vocabulary = "Cause"', 'vocabulary = "Causes"', "", "Cause", id="unknown-list"),
    pytest.param("form_report.toml", 'options = "outlook"', 'options = "outlok"', "", "outlook", id="unknown-options"),
    pytest.param(
        "form_report.toml", 'field = "press_status"', 'field = "pres_status"', "", "press_status", id="unknown-field"
    ),
    pytest.param("form_report.toml", 'notes = ["※1"]', 'notes = ["※9"]', "", "※1", id="unknown-note"),
    pytest.param("routes.toml", '"ministry"', '"ministy"', "", "ministry", id="unknown-party"),
    pytest.param("numbering.toml", "T{random:5}", "T{rnd:5}", "", "{random:5}", id="bad-pattern"),
    pytest.param("numbering.toml", '"23456789', '"22456789', "", "31", id="bad-alphabet"),
    pytest.param("contacts.toml", '"plan2"', '"plan9"', "", "plan2", id="unknown-scheme"),
]


@pytest.mark.parametrize(("name", "right", "wrong", "after", "instead"), PLANTED)
def test_a_planted_mistake_is_found_on_its_line(
    plan4: Path, name: str, right: str, wrong: str, after: str, instead: str
) -> None:
    line = plant(plan4 / name, right, wrong, after)

    found = [(one.file.name, one.line, one.instead.en) for one in check(plan4)]

    assert [one for one in found if one[:2] == (name, line) and instead in one[2]], found


def test_a_key_given_twice_is_told_at_the_second(plan4: Path) -> None:
    line = plant(plan4 / "sectors.toml", "number = 4", "number = 4\nnumber = 4")

    assert [(one.line, one.instead.en) for one in check(plan4)] == [(line + 1, "keep one of them")]


def test_a_missing_key_is_told_at_its_table(plan4: Path) -> None:
    line = plant(plan4 / "sectors.toml", "\nnumber = 3", "")

    (mistake,) = [one for one in check(plan4) if "number" in one.what.en]

    text = (plan4 / "sectors.toml").read_text().split("\n")
    assert text[mistake.line - 1] == "[[sector]]"
    assert line - mistake.line < 3


def test_overlapping_ministries_are_told_at_the_second(plan4: Path) -> None:
    file = plan4 / "sectors.toml"
    text = file.read_text()
    entry = '[[sector.ministry]]\nid = "mhlw"\nbasis = "stated"'
    start = text.index(entry)
    second = '[[sector.ministry]]\nid = "mlit"\nvalid_from = 2024-04-01\n\n'
    file.write_text(text[:start] + second + text[start:])

    assert [one.instead.en for one in check(plan4)] == ["close the earlier one with valid_to"]


def test_a_ministry_may_change_when_the_dates_meet(plan4: Path) -> None:
    file = plan4 / "sectors.toml"
    entry = '[[sector.ministry]]\nid = "mhlw"\nbasis = "stated"'
    text = file.read_text()
    closed = f'{entry}\nvalid_to = 2024-03-31\n\n[[sector.ministry]]\nid = "mlit"\nvalid_from = 2024-04-01'
    file.write_text(text.replace(entry, closed))

    assert check(plan4) == []


def test_all_mistakes_are_told_at_once(plan4: Path) -> None:
    plant(plan4 / "sectors.toml", 'metric = "users"', 'metric = "user"')
    plant(plan4 / "sectors.toml", 'id = "meti"', 'id = "metti"')
    plant(plan4 / "sectors.toml", "number = 5", "number = 4")
    plant(plan4 / "sharing.toml", '"any_ceptoar"', '"any_septor"')
    plant(plan4 / "words.toml", 'ja = "警報"', "ja = 警報")

    places = {one.file.name for one in check(plan4)}

    assert places == {"sectors.toml", "sharing.toml", "words.toml"}
    assert len([one for one in check(plan4) if one.file.name == "sectors.toml"]) == 3


def test_two_faults_of_syntax_in_one_file_are_both_told(plan4: Path) -> None:
    first = plant(plan4 / "routes.toml", 'ja = "情報提供"', 'ja = "情報提供')
    second = plant(plan4 / "routes.toml", 'id = "hotline"', "id = hotline")

    assert [one.line for one in check(plan4)] == sorted([first, second])


def test_an_array_left_open_is_told_where_it_opens(plan4: Path) -> None:
    line = plant(plan4 / "form_report.toml", '"ceptoar_secretariat"]', '"ceptoar_secretariat"')

    assert [one.line for one in check(plan4)] == [line]


def test_a_missing_file_is_told(plan4: Path) -> None:
    (plan4 / "sharing.toml").unlink()

    assert [str(one.what.en) for one in check(plan4)] == ["sharing.toml is missing."]


def test_a_stray_file_is_told(plan4: Path) -> None:
    (plan4 / "sector.toml").write_text("")

    (mistake,) = check(plan4)
    assert "sectors.toml" in mistake.instead.en


def test_a_missing_color_is_told(plan4: Path) -> None:
    file = plan4 / "sharing.toml"
    text = file.read_text()
    start = text.index('[[table]]\nvariant = "table4"\ntlp = "clear"')
    file.write_text(text[:start])

    assert [one.what.en for one in check(plan4)] == ["table4 has no table for clear."]


def test_one_file_can_be_checked_alone(plan4: Path) -> None:
    plant(plan4 / "sharing.toml", '"any_ceptoar"', '"any_septor"')
    plant(plan4 / "words.toml", 'id = "leak"', 'id = "leek"')

    assert {one.file.name for one in check(plan4 / "words.toml")} == {"words.toml"}


@pytest.mark.parametrize("content", [b"\xff\xfe", b'ja = "\xe8', b"[" * 5000, b"a = 1" + b"0" * 5000, b"\x00"])
def test_unreadable_bytes_are_a_mistake(plan4: Path, content: bytes) -> None:
    (plan4 / "sectors.toml").write_bytes(content)

    assert {one.file.name for one in check(plan4)} == {"sectors.toml"}


def test_hidden_characters_are_a_mistake(plan4: Path) -> None:
    line = plant(plan4 / "words.toml", 'ja = "警報"', 'ja = "警\u202e報"')

    assert [(one.line, one.instead.en) for one in check(plan4)] == [(line, "remove it")]


def test_a_place_without_a_scheme_is_a_mistake(tmp_path: Path) -> None:
    assert [one.instead.en for one in check(tmp_path)] == ["point at a folder with scheme.toml"]
    assert [one.line for one in check(tmp_path / "nowhere")] == [1]


def test_a_broken_scheme_is_not_half_loaded(plan4: Path) -> None:
    plant(plan4 / "words.toml", 'id = "leak"', 'id = "leek"')

    with pytest.raises(SchemeBroken) as refused:
        load_scheme("plan4", plan4.parent)

    assert len(refused.value.mistakes) == 1
    assert "words.toml" in refused.value.message("ja")


def test_the_command_answers_in_the_readers_language(plan4: Path) -> None:
    line = plant(plan4 / "words.toml", 'id = "leak"', 'id = "leek"')

    code, text = cli_check([plan4], "ja")
    _, english = cli_check([plan4], "en")

    assert code == 1
    assert f"{plan4 / 'words.toml'}:{line}: 「leek」は EventKind の語ではありません。 正しくは: leak" in text
    assert text.endswith("誤りが 1 件あります。")
    assert "'leek' is not a word of EventKind. Instead: did you mean leak?" in english


def test_the_schemes_of_the_product_have_no_mistakes() -> None:
    code, text = cli_check([], "en")

    assert (code, text.startswith("No mistakes")) == (0, True)
