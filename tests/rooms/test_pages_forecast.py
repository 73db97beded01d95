"""What an outage may reach, as a page and through the API: clearly a forecast, and the same whatever has been reported."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.signin.keys import make_own_key
from noroshi.directory.signin.scopes import Scope
from noroshi.matters import foreseeing
from noroshi.schemes import DEFINITIONS
from noroshi.sharing.marking import PartMarking
from noroshi.vocabulary import Tlp
from tests.cast import Cast
from tests.drafted import issued, reported
from tests.rooms.api_world import Caller
from tests.rooms.test_matters import linked
from tests.rooms.test_matters_merged import pair
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db

SINCE = "2026-11-22T09:00"
TOKENS = re.compile(r'csrfmiddlewaretoken" value="[^"]*"|data-as-of="\d+"|nonce="[^"]*"')


@pytest.fixture(autouse=True)
def _without_factors(settings: Any, tmp_path: Path) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    settings.DEPENDENCIES_FOLDER = tmp_path


def caller_of(viewer: Viewer) -> Caller:
    with acting_as(viewer):
        until = timezone.now() + timedelta(days=30)
        return Caller(make_own_key(viewer.seat, purpose="test", scopes=(Scope.LEDGER_READ,), expires_at=until))


def shown(client: Client, language: str = "en", **asked: Any) -> str:
    page = client.get(reverse("forecast"), asked, headers={"accept-language": language})
    assert page.status_code == 200
    content = page.content.decode()
    return TOKENS.sub("", content[content.index("<main") : content.index("</main>")])


def test_each_step_is_told_in_words_with_when_how_strongly_and_on_what_basis(cast: Cast) -> None:
    page = shown(client_of(cast.electric), sector="electricity", since=SINCE)

    assert "A forecast, not a report" in page
    assert "As soon as Electricity fails, Railway may stop." in page
    assert "8 hours after Electricity fails, Information and communications may be reduced." in page
    assert "Electricity → Information and communications → Credit card" in page.replace("\n", "")
    assert "手引書 表1" in page
    assert "Its time: an assumption" in page
    assert "<svg" in page


def test_japanese_readers_read_the_word_forecast_and_the_same_steps(cast: Cast) -> None:
    page = shown(client_of(cast.electric), "ja", sector="electricity", since=SINCE)

    assert "予測であり、情報連絡ではありません" in page
    assert "停止のおそれ" in page


def test_the_page_and_the_call_are_the_same_whatever_has_been_reported(cast: Cast) -> None:
    asked = {"sector": "electricity", "since": SINCE}
    caller, path = caller_of(cast.center), f"/forecast?sector=electricity&at={SINCE}:00%2B09:00"
    before = shown(client_of(cast.center), **asked), caller.get(path).json()
    reported(cast.electric, "direct_report", tlp="green", summary="変電所の停止")
    pair(cast, summary="窓口の端末が停電で止まった。")

    assert (shown(client_of(cast.center), **asked), caller.get(path).json()) == before


def test_everybody_who_is_signed_in_gets_the_same_answer(cast: Cast) -> None:
    asked = {"sector": "water", "since": SINCE}

    assert len({shown(client_of(one), **asked) for one in (cast.electric, cast.bank, cast.police)}) == 1


def test_nobody_who_is_not_signed_in_gets_any() -> None:
    assert Client().get(reverse("forecast"), {"sector": "water"}).status_code == 302
    assert Caller().get("/forecast?sector=water").status_code == 401


def test_a_service_narrows_its_sector(cast: Cast) -> None:
    page = shown(client_of(cast.electric), sector="information_communications", service="cable_tv", since=SINCE)

    assert "Nothing is foretold" in page


def test_without_a_sector_one_is_asked_for(cast: Cast) -> None:
    page = shown(client_of(cast.electric))

    assert "Choose what fails" in page
    assert "<details" in page
    assert "<svg viewBox" not in page


def test_a_plan_without_data_says_so(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreseeing, "dependencies_of", lambda scheme, own: None)

    assert "No dependency data for this plan" in shown(client_of(cast.electric), scheme="plan2", sector="electricity")
    assert client_of(cast.electric).get(reverse("forecast"), {"scheme": "plan9"}).status_code == 404


def test_the_second_plan_foretells_and_says_that_its_data_are_derived(cast: Cast) -> None:
    client = client_of(cast.electric)
    page = shown(client, scheme="plan2", sector="electricity", since=SINCE)
    told = caller_of(cast.electric).get("/forecast?scheme=plan2&sector=electricity").json()

    assert "derived from those of Plan 4" in page
    assert "第2次行動計画 別紙3 ④" in page
    assert "may reach 9 sectors" in page
    assert told["derived_from"] == "plan4"
    assert {"railway", "water"} <= {step["sector"] for step in told["steps"]}
    assert "derived from those of" not in shown(client, scheme="plan4", sector="electricity", since=SINCE)


@pytest.mark.parametrize("since", ["yesterday", "9999-12-31T23:59", "0001-01-01T00:00", "\x00", "2026-02-30T00:00"])
def test_a_time_that_cannot_be_read_is_told_beside_it(cast: Cast, since: str) -> None:
    page = shown(client_of(cast.electric), sector="electricity", since=since)

    assert "Give a day and a time." in page
    assert "<svg viewBox" not in page


def test_what_the_scheme_does_not_know_is_left_out_of_the_page(cast: Cast) -> None:
    page = shown(client_of(cast.electric), sector=["nowhere", "<script>"], service="telecom", since=SINCE)

    assert "Choose what fails" in page


def test_data_of_the_installation_are_used_instead_and_a_mistake_in_them_is_told(cast: Cast, tmp_path: Path) -> None:
    shipped = (DEFINITIONS / "plan4" / "dependencies.toml").read_text()
    head = shipped[: shipped.index("[[dependency]]")].replace("An example that came with the product", "Our study")
    line = shipped[shipped.index("[[dependency]]") :].split("\n\n")[0]
    (tmp_path / "plan4.toml").write_text(f"{head}\n{line}\n")

    page = shown(client_of(cast.electric), sector="electricity", since=SINCE)
    assert "Our study" in page
    assert "may reach 1 sector<" in page

    (tmp_path / "plan4.toml").write_text(f"{head}\n{line}\n".replace("railway", "railways"))
    broken = client_of(cast.electric).get(reverse("forecast"), {"sector": "electricity"})
    assert broken.status_code == 409
    assert str(tmp_path) not in broken.content.decode()


def test_the_call_gives_the_same_steps_and_says_that_it_is_a_forecast(cast: Cast) -> None:
    answer = caller_of(cast.bank).get(f"/forecast?sector=electricity&sector=water&at={SINCE}:00%2B09:00").json()

    assert (answer["is_forecast"], answer["has_data"], answer["scheme"]) == (True, True, "plan4")
    first = answer["steps"][0]
    assert (first["at"], first["strength"], first["likelihood"]) == ("2026-11-22T09:00:00+09:00", "stops", "expected")
    assert first["way"][0] == "electricity"
    assert first["cite"].startswith("手引書 表1")
    assert first["after_cite"] == ""
    assert any(step["way"][0] == "water" for step in answer["steps"])


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("sector=nowhere", "sector"),
        ("sector=water&service=telecom", "service"),
        ("sector=water&at=9999-12-31T23:59:00Z", "at"),
        ("sector=water&at=2026-11-22T09:00", "at"),
        ("service=telecom", "sector"),
        ("sector=water&desk=1", "desk"),
    ],
)
def test_the_call_refuses_what_it_does_not_know(cast: Cast, asked: str, field: str) -> None:
    answer = caller_of(cast.bank).get(f"/forecast?{asked}")

    assert answer.status_code == 422
    assert field in answer.json()["errors"]


def test_an_event_leads_here_with_the_sectors_that_this_reader_is_told_of(cast: Cast) -> None:
    power, bank = pair(cast, summary="窓口の端末が停電で止まった。")
    event = reverse("event", args=[linked(cast.center, power, bank)])

    page = client_of(cast.center).get(event).content.decode()

    assert f"{reverse('forecast')}?sector=" in page
    assert client_of(cast.police).get(event).status_code == 404


def test_a_report_leads_here_with_its_sector_and_an_advisory_nowhere(cast: Cast) -> None:
    """A reader who is not told of the sector gets no way to it either."""
    report = reported(cast.electric, "direct_report", tlp="green", sector="electricity")
    apart = PartMarking(frozenset({"sector"}), Tlp.RED)
    content = {"title": "保守端末の故障", "sector": "electricity"}
    withheld = cast.report(cast.electric, Tlp.GREEN, content, parts=(apart,))
    cast.send(cast.electric, withheld, cast.ministry)
    meti = cast.world.organizations["meti"].public_id
    advisory = issued(cast.center, f"ministry_for_sector:{meti}/electricity", tlp="green")

    def beside(viewer: Viewer, edition: UUID) -> str:
        here = reverse("item_event", args=[edition])
        return str(client_of(viewer).get(here, headers={"HX-Request": "true"}).content.decode())

    to = f"{reverse('forecast')}?sector=electricity"
    assert to in beside(cast.electric, report)
    assert to in beside(cast.electric, withheld.public_id)
    assert "Same event" in beside(cast.ministry, withheld.public_id)
    assert "What may this reach?" not in beside(cast.ministry, withheld.public_id)
    assert "What may this reach?" not in beside(cast.center, advisory)
    assert "What may this reach?" not in beside(cast.bank, report)
