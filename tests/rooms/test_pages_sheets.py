"""Pages of sheets, help and patterns: those concerned read them, a stranger gets not found and no line in any list."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from noroshi.audiences.viewer import Viewer
from tests.cast import Cast
from tests.rooms.drafts_pages import client_of
from tests.rooms.test_helping import TITLE as ASKED
from tests.rooms.test_helping import WORDS, asked, desk_of
from tests.rooms.test_sheets import TITLE, named, shared


@pytest.fixture(autouse=True)
def without_a_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def page(viewer: Viewer, name: str, *arguments: object) -> tuple[int, str]:
    answer = client_of(viewer).get(reverse(name, args=arguments))
    return answer.status_code, answer.content.decode()


def test_a_sheet_stands_in_the_list_of_whom_it_names_and_nowhere_else(cast: Cast) -> None:
    sheet = shared(cast.electric, "amber", named(cast, "organization:aoshio"), indicators="203.0.113.77")

    for reader in (cast.electric, cast.bank):
        assert TITLE in page(reader, "sheets")[1]
        assert page(reader, "item", sheet)[0] == 200
    for stranger in (cast.neighbor, cast.isac, cast.hub, cast.ministry, cast.center):
        for place in ("sheets", "items", "home"):
            assert TITLE not in page(stranger, place)[1]
        assert page(stranger, "item", sheet)[0] == 404


@pytest.mark.parametrize("sort", ["pdf", "txt", "xlsx"])
def test_a_sheet_goes_onto_paper(cast: Cast, sort: str) -> None:
    sheet = shared(cast.electric, "green", named(cast, "organization:hokuryo"))

    answer = client_of(cast.neighbor).get(reverse("item_form", args=[sheet, sort]))

    assert answer.status_code == 200
    assert len(b"".join(answer) if answer.streaming else answer.content) > 100
    assert client_of(cast.bank).get(reverse("item_form", args=[sheet, sort])).status_code == 404


def test_a_sheet_is_read_with_words_and_no_name_of_a_field(cast: Cast) -> None:
    sheet = shared(cast.electric, "green", named(cast, "organization:hokuryo"))

    _status, shown = page(cast.neighbor, "item", sheet)

    assert TITLE in shown
    assert "edition_number" not in shown
    assert reverse("item_form", args=[sheet, "xlsx"]) in shown
    assert (
        "edition_number"
        not in b"".join(client_of(cast.neighbor).get(reverse("item_form", args=[sheet, "txt"]))).decode()
    )


def test_a_sheet_goes_out_as_stix(cast: Cast) -> None:
    words = {"what_happened": "203.0.113.77 への通信", "measures": "口を閉じる"}
    sheet = shared(cast.electric, "green", named(cast, "organization:hokuryo"), **words)

    answer = client_of(cast.neighbor).get(reverse("item_stix", args=[sheet]))

    assert answer.status_code == 200
    said = (b"".join(answer) if answer.streaming else answer.content).decode()
    assert "口を閉じる" in said
    assert "潮見" not in said


def test_a_request_for_help_is_found_by_the_two_desks_alone(cast: Cast) -> None:
    request = asked(cast.electric, cast.isac)

    for reader in (cast.electric, cast.isac):
        assert ASKED in page(reader, "help_requests")[1]
        assert page(reader, "help_request", request)[0] == 200
    for stranger in (cast.neighbor, cast.bank, cast.hub, cast.ministry, cast.center):
        assert ASKED not in page(stranger, "help_requests")[1]
        assert page(stranger, "help_request", request)[0] == 404


def test_what_is_shown_of_an_item_stands_under_the_words_of_its_form(cast: Cast) -> None:
    sheet = shared(cast.electric, "green", named(cast, "organization:hokuryo"))
    request = asked(cast.electric, cast.isac, about=sheet, shows=("title", "measures"))

    status, shown = page(cast.isac, "help_request", request)

    assert (status, TITLE in shown) == (200, True)
    assert "<dt>Title</dt>" in shown
    assert "<dt>Measures</dt>" in shown
    assert "<dt>title</dt>" not in shown
    assert page(cast.hub, "help_request", request)[0] == 404


def test_help_goes_on_under_a_line_of_ones_own_and_what_was_refused_is_not_lost(cast: Cast) -> None:
    request = asked(cast.electric, cast.isac, consent=True)
    door = client_of(cast.isac)
    given = {"deed": "pass_on", "to": str(desk_of(cast.hub)), "title": "汐見電力の検体", "text": WORDS}

    refused = door.post(reverse("help_request", args=[request]), given)
    passed = door.post(reverse("help_request", args=[request]), {**given, "title": "検体の解析"})

    assert refused.status_code == 409
    assert 'value="汐見電力の検体"' in refused.content.decode()
    assert passed.status_code == 302


def test_the_roster_is_for_houses_that_help_and_patterns_for_those_that_choose(cast: Cast) -> None:
    assert page(cast.hub, "help_experts")[0] == 200
    assert page(cast.electric, "help_experts")[0] != 200
    for viewer, key in ((cast.electric, "operators"), (cast.hub, "hub_as_isac"), (cast.isac, "through_isac")):
        assert page(viewer, "sharing_patterns")[0] == 200
        assert page(viewer, "sharing_pattern", key)[0] == 200
    assert page(cast.ministry, "sharing_pattern", "operators")[0] == 403
    assert page(cast.electric, "sharing_pattern", "nothing-such")[0] == 404


def test_ministries_are_told_that_they_issue_advisories(cast: Cast) -> None:
    assert page(cast.ministry, "begin_sheet")[0] == 403
    assert page(cast.electric, "begin_sheet")[0] == 200
    assert client_of(cast.electric).get(f"{reverse('begin_sheet')}?from={uuid.uuid4()}").status_code == 404
