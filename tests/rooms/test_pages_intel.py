"""Values found in a text, in the browser: brought, looked through row by row, taken in; nothing is kept before."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from noroshi.audiences.viewer import acting_as
from noroshi.intel import queries
from noroshi.intel.actions.accept import Acceptance, Chosen, accept
from noroshi.intel.models import StixObject
from noroshi.ledger.models import Entry
from noroshi.observables import Kind
from tests.cast import Cast
from tests.rooms.intel_given import origin_of
from tests.rooms.test_intel_accepted import suspicious_mail
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db
FOUND = '<input class="value-edit" name="value_{}" value="{}"'


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def kept(cast: Cast, viewer: Any, value: str) -> int:
    with acting_as(viewer):
        return len(queries.about(viewer, Kind.DOMAIN, value))


def looked(client: Client, text: str) -> str:
    return client.post(reverse("find_values"), {"text": text}).content.decode()


def test_a_text_is_looked_through_and_chosen_rows_are_taken_in(cast: Cast) -> None:
    client = client_of(cast.center)

    page = looked(client, "通信先は evil[.]kirisame[.]top と 10.0.0.5 でした。")
    assert FOUND.format(0, "evil[.]kirisame[.]top") in page
    assert FOUND.format(1, "10[.]0[.]0[.]5") in page
    assert "a private address" in page
    assert "evil.kirisame.top" not in page
    assert page.count(" checked") == 1
    assert kept(cast, cast.center, "evil.kirisame.top") == 0

    answer = client.post(
        reverse("take_values"),
        {
            "take": ["0"],
            "value_0": "evil[.]kirisame[.]top",
            "kept_0": '{"kind": "domain"}',
            "value_1": "10[.]0[.]0[.]5",
            "kept_1": '{"kind": "ipv4"}',
            "confidence": "70",
        },
    )

    assert answer.status_code == 302
    assert "3 objects were taken in." in client.get(answer["Location"]).content.decode()
    assert kept(cast, cast.center, "evil.kirisame.top") > 0
    assert kept(cast, cast.bank, "evil.kirisame.top") == 0


def test_a_mail_is_brought_as_a_file(cast: Cast) -> None:
    client = client_of(cast.center)

    page = client.post(
        reverse("find_values"), {"file": SimpleUploadedFile("a.eml", suspicious_mail("victim.top"))}
    ).content.decode()

    assert "Read as a mail" in page
    assert "shown as something else" in page
    assert "somebody[@]victim" not in page
    assert "somebody@victim" not in page


def test_nothing_brought_and_nothing_found_are_told(cast: Cast) -> None:
    client = client_of(cast.center)

    assert client.post(reverse("find_values"), {"text": " "}).status_code == 422
    assert "Nothing was found" in looked(client, "何もありませんでした。")


def test_a_row_that_is_no_value_comes_back_with_what_was_typed(cast: Cast) -> None:
    client = client_of(cast.center)

    answer = client.post(
        reverse("take_values"),
        {
            "take": ["0", "1"],
            "value_0": "evil[.]top",
            "kept_0": '{"kind": "domain", "where": "件名"}',
            "value_1": "これは値ではない",
            "kept_1": '{"kind": "ipv4"}',
            "title": "宅配を装うメール",
        },
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "宅配を装うメール" in page
    assert 'id="error_1"' in page
    assert 'id="error_0"' not in page
    assert kept(cast, cast.center, "evil.top") == 0


@pytest.mark.parametrize(
    "hostile",
    [
        {"take": ["0"], "value_0": "x", "kept_0": "no json"},
        {"take": ["9"], "value_0": "a.top", "kept_0": '{"kind": "domain"}'},
        {"take": ["0"], "value_0": "a.top", "kept_0": '["list"]', "origin": "no uuid"},
        {"take": ["0"], "value_0": "a.top", "kept_0": '{"kind": "domain"}', "tlp": "pink"},
        {"take": ["0"], "value_0": "a.top", "kept_0": '{"kind": "domain"}', "confidence": "1000"},
        {"take": ["0"], "value_0": "a.top", "kept_0": '{"kind": "domain"}', "confidence": "surely"},
        {"take": ["0"], "value_0": "a.top", "kept_0": '{"kind": "domain"}', "valid_until": "2020-01-01"},
        {"take": ["0"], "value_0": "a.top", "kept_0": '{"kind": "domain"}', "valid_until": "soon"},
        {},
    ],
)
def test_what_somebody_made_up_is_told_and_nothing_is_kept(cast: Cast, hostile: dict[str, Any]) -> None:
    answer = client_of(cast.center).post(reverse("take_values"), hostile)

    assert answer.status_code in {302, 422}
    with acting_as(cast.center):
        assert (StixObject.objects.count() > 0) == (answer.status_code == 302)


def test_markup_in_a_mail_is_shown_as_letters(cast: Cast) -> None:
    page = looked(client_of(cast.center), "<script>alert(1)</script> evil.kirisame.top <img src=x onerror=y>")

    assert "<script>alert" not in page
    assert "onerror=y>" not in page.replace("&gt;", "")


def test_a_source_of_another_desk_is_neither_offered_nor_taken(cast: Cast) -> None:
    origin = origin_of(cast.center)
    client = client_of(cast.bank)

    assert origin.name not in looked(client, "a.kirisame.top")
    answer = client.post(
        reverse("take_values"),
        {"take": ["0"], "value_0": "a.top", "kept_0": '{"kind": "domain"}', "origin": str(origin.public_id)},
    )
    assert answer.status_code in {404, 422}
    with acting_as(cast.center):
        assert StixObject.objects.count() == 0


def test_a_stranger_without_a_seat_sees_neither_page(cast: Cast) -> None:
    for name in ("find_values", "take_values"):
        assert Client().post(reverse(name), {"text": "a.top"}).status_code in {302, 403}


def taken(cast: Cast) -> None:
    with acting_as(cast.center):
        accept(cast.center, Acceptance([Chosen(Kind.URL, "http://evil.kirisame.top/a")]))


def test_the_live_form_is_given_when_asked_for_and_written_down(cast: Cast) -> None:
    taken(cast)
    client = client_of(cast.center)
    asked = {"kind": "url", "value": "hxxp://evil[.]kirisame[.]top/a"}

    page = client.post(reverse("live_value"), asked).content.decode()
    bare = client.post(reverse("live_value"), asked, headers={"X-Requested-With": "fetch"})

    assert 'value="http://evil.kirisame.top/a"' in page
    assert '<a href="http://evil' not in page
    assert (bare.content, bare["Content-Type"]) == (b"http://evil.kirisame.top/a", "text/plain; charset=utf-8")
    with acting_as(cast.center):
        assert Entry.objects.filter(deed="show_live", person_id=cast.center.seat.person_id).count() == 2


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "url", "value": "http://evil.kirisame.top/a"},
        {"kind": "nothing", "value": "x"},
        {"kind": "ipv4", "value": "none"},
        {},
    ],
)
def test_who_may_not_read_a_value_gets_no_live_form(cast: Cast, asked: dict[str, str]) -> None:
    taken(cast)

    assert client_of(cast.bank).post(reverse("live_value"), asked).status_code == 404


def test_a_value_is_shown_so_that_it_cannot_be_pressed() -> None:
    shown = Template("{% load noroshi_ui %}{% live_value kind value %}").render(
        Context({"kind": Kind.URL, "value": "http://evil.kirisame.top/a"})
    )
    harmless = Template("{% load noroshi_ui %}{% live_value kind value %}").render(
        Context({"kind": Kind.SHA1, "value": "ab" * 20})
    )

    assert "hxxp://evil[.]kirisame[.]top/a" in shown
    assert "http://evil.kirisame.top" not in shown
    assert "data-live" in shown
    assert "data-live" not in harmless
