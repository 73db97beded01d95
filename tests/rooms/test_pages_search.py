"""The search as people and machines meet it; a stranger meets nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Organization
from noroshi.directory.signin.keys import make_own_key
from noroshi.directory.signin.scopes import Scope
from noroshi.editions.actions import Statement, derive
from noroshi.editions.models import EditionKind
from noroshi.vocabulary import HopKind, Leg, Tlp
from tests.cast import Cast
from tests.drafted import amended, draft_report, reported
from tests.rooms.api_world import Caller
from tests.rooms.drafts_pages import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def caller(viewer: Viewer) -> Caller:
    scopes = (Scope.EDITIONS_READ, Scope.INTEL_READ, Scope.EDITIONS_WRITE)
    until = timezone.now() + timedelta(days=30)
    with acting_as(viewer):
        return Caller(make_own_key(viewer.seat, purpose="test", scopes=scopes, expires_at=until))


def test_a_page_shows_what_was_found_with_its_hits_marked(cast: Cast) -> None:
    report = reported(cast.electric, summary="監視装置カゲロウの停止")
    client = client_of(cast.electric)

    page = client.get(reverse("search"), {"q": "かげろう"}).content.decode()
    part = client.get(reverse("search"), {"q": "かげろう"}, headers={"hx-request": "true"}).content.decode()

    assert "<mark>カゲロウ</mark>" in page
    assert str(report) in page
    assert "/api/v1/search?q=" in page
    assert part.lstrip().startswith('<div id="found"')


def test_a_text_that_says_nothing_of_it_is_not_quoted_beneath_a_title_that_does(cast: Cast) -> None:
    reported(cast.electric, summary="監視装置カゲロウの停止", source_person="蜩 鳴海")

    by_title, by_text = (
        client_of(cast.electric).get(reverse("search"), {"q": word}).content.decode() for word in ("カゲロウ", "蜩")
    )

    assert "found-words" not in by_title
    assert "found-words" in by_text


def test_a_stranger_s_page_is_as_if_nothing_were_there(cast: Cast) -> None:
    reported(cast.electric, tlp="red", summary="監視装置カゲロウの停止")

    pages = [
        client_of(cast.bank).get(reverse("search"), {"q": word}).content.decode() for word in ("カゲロウ", "ヒグラシ")
    ]

    assert all("Nothing found" in page for page in pages)
    assert len(pages[0]) - len(pages[1]) == 0


@pytest.mark.parametrize(
    "given", [{"q": "x", "kind": "nothing"}, {"q": "x", "from": "yesterday"}, {"q": "x", "source": "名もなき者"}]
)
def test_what_nobody_knows_is_told_in_words(cast: Cast, given: dict[str, str]) -> None:
    assert client_of(cast.electric).get(reverse("search"), {**given, "q": "停止"}).status_code == 422


def test_pages_go_on_and_end(cast: Cast) -> None:
    for number in range(3):
        reported(cast.electric, summary=f"ミンミンゼミ{number}号の停止")
    one = caller(cast.electric)

    first = one.read("/search?q=ミンミンゼミ&limit=2")
    second = one.read(f"/search?q=ミンミンゼミ&limit=2&cursor={first['next']}")

    assert (len(first["items"]), first["results"], first["more"]) == (2, 3, False)
    assert (len(second["items"]), second["next"]) == (1, None)
    assert not {each["item"]["id"] for each in first["items"]} & {each["item"]["id"] for each in second["items"]}


def test_the_handbook_and_the_glossary_are_pages(cast: Cast) -> None:
    client = client_of(cast.electric)

    assert "handbook/api/" in client.get(reverse("handbook")).content.decode()
    assert "curl" in client.get(reverse("handbook_page", args=["api"])).content.decode()
    assert client.get("/handbook/nothing-here/").status_code == 404
    assert "情報連絡" in client.get(reverse("glossary")).content.decode()
    assert "#term-report" in client.get(reverse("search"), {"q": "情報連絡"}).content.decode()


def test_a_chapter_is_read_in_one_s_own_language_and_leads_to_the_other(cast: Cast) -> None:
    address = reverse("handbook_page", args=["api"])
    japanese, english = (client_of(cast.electric, lang).get(address).content.decode() for lang in ("ja", "en"))
    other = client_of(cast.electric, "ja").get(address, {"language": "en"}).content.decode()

    assert '<h1 lang="ja">APIの使い方</h1>' in japanese
    assert f'href="{address}?language=en" lang="en" hreflang="en" translate="no">Read in English</a>' in japanese
    assert '<h1 lang="en">The API</h1>' in english
    assert f'href="{address}?language=ja" lang="ja" hreflang="ja" translate="no">日本語で読む</a>' in english
    assert '<h1 lang="en">The API</h1>' in other
    assert f'href="{address}" lang="ja"' in other
    assert client_of(cast.electric).get(address, {"language": "fr"}).status_code == 404
    contents = client_of(cast.electric, "ja").get(reverse("handbook")).content.decode()
    assert f'href="{address}">APIの使い方</a>' in contents
    assert "The API" not in contents


def test_a_chapter_found_by_the_words_of_the_other_language_is_opened_in_that_one(cast: Cast) -> None:
    address = reverse("handbook_page", args=["notices"])
    by_own, by_other = (
        client_of(cast.electric, "ja").get(reverse("search"), {"q": words}).content.decode()
        for words in ("次の当番", '"next shift"')
    )

    assert f'href="{address}">通知の届け先</a>' in by_own
    assert f'href="{address}?language=en" lang="en" hreflang="en">Notices, mail and webhooks</a>' in by_other


def test_a_link_between_chapters_keeps_the_language(cast: Cast) -> None:
    address, taxii = (reverse("handbook_page", args=[name]) for name in ("intel", "taxii"))

    assert f'<a href="{taxii}">TAXII</a>' in client_of(cast.electric, "en").get(address).content.decode()
    from_the_other = client_of(cast.electric, "ja").get(address, {"language": "en"}).content.decode()
    assert f'<a href="{taxii}?language=en">TAXII</a>' in from_the_other


def test_a_search_is_kept_opened_and_taken_away(cast: Cast) -> None:
    client, colleague = client_of(cast.electric), client_of(cast.electric_colleague)
    given = {"name": "カゲロウ", "asked": "q=カゲロウ&tlp=green"}

    assert client.post(reverse("keep_search"), given).status_code == 302
    assert client.post(reverse("keep_search"), given).status_code == 409
    assert client.post(reverse("keep_search"), {"name": "無", "asked": ""}).status_code == 422
    (kept,) = caller(cast.electric).read("/searches")["items"]
    there = reverse("saved_search", args=[kept["id"]])
    assert "tlp=green" in client.get(there).headers["Location"]
    assert colleague.get(there).status_code == 404
    assert "カゲロウ" not in colleague.get(reverse("searches")).content.decode()
    assert client_of(cast.bank).post(reverse("end_search", args=[kept["id"]])).status_code == 404
    assert client.post(reverse("end_search", args=[kept["id"]])).status_code == 302
    assert client.get(there).status_code == 404


def test_similar_items_stand_beside_an_item(cast: Cast) -> None:
    text = "遠隔保守の入口にある装置の弱点が悪用され、203.0.113.91 からの接続が続いている。装置を止めて設定を見直した。"
    first, second = (reported(cast.electric, tlp="amber", summary=f"{text}{which}") for which in ("一件目", "二件目"))
    closed = reported(cast.neighbor, tlp="red", summary=f"{text}秘密")

    page = client_of(cast.electric).get(reverse("item_alike", args=[first])).content.decode()

    assert str(second) in page
    assert str(closed) not in page
    assert client_of(cast.bank).get(reverse("item_alike", args=[first])).status_code == 404


def sources_of(viewer: Viewer, words: str) -> tuple[int, str]:
    answer = client_of(viewer).get(reverse("search"), {"q": "カゲロウ", "source": words})
    return answer.status_code, answer.content.decode()


def name_of(viewer: Viewer) -> str:
    return Organization.objects.get(pk=viewer.organization_id).name_ja


def test_a_source_is_named_in_the_form_and_stands_in_the_address_by_number(cast: Cast) -> None:
    reported(cast.electric, tlp="green", summary="監視装置カゲロウの停止")
    own = Organization.objects.get(pk=cast.electric.organization_id)

    for said in (own.name_ja, own.name("en"), own.name_ja[:4], str(own.public_id), f"{own.name_ja}、{own.name_ja}"):
        status, page = sources_of(cast.electric, said)
        assert (said, status, "<mark>カゲロウ</mark>" in page) == (said, 200, True)
        assert f'value="{own.name("en")}"' in page
        assert f"source={own.public_id}" in page
    status, page = sources_of(cast.electric, name_of(cast.ministry))
    assert (status, "<mark>カゲロウ</mark>" in page) == (200, False)


def test_an_organization_that_one_does_not_know_is_as_one_that_there_is_not(cast: Cast) -> None:
    """Neither offered, nor found by its name, nor named from the number in an address that somebody else has sent."""
    stranger, electric = cast.bank, Organization.objects.get(pk=cast.electric.organization_id)
    known = [sources_of(stranger, name) for name in (electric.name_ja, "無名の電力会社")]

    assert [status for status, _ in known] == [422, 422]
    assert electric.name_ja not in known[1][1]
    status, page = sources_of(stranger, str(electric.public_id))
    assert (status, electric.name("en") in page, electric.name_ja in page) == (200, False, False)
    assert f'<input type="hidden" name="source" value="{electric.public_id}">' in page
    offered = client_of(stranger).get(reverse("search"), {"q": "x"}).content.decode()
    ministry = Organization.objects.get(pk=cast.ministry.organization_id)
    assert f'<option value="{ministry.name("en")}">' in offered
    assert electric.name("en") not in offered


def test_what_was_passed_on_without_its_source_is_not_found_by_its_source(cast: Cast) -> None:
    source = cast.report(cast.electric, Tlp.GREEN)
    cast.send(cast.electric, source, cast.secretariat)
    with acting_as(cast.secretariat):
        marking = cast.marking(cast.secretariat, Tlp.GREEN, leg=Leg.CEPTOAR_TO_MINISTRY)
        said = Statement(EditionKind.REPORT, content={"title": "カゲロウの停止"}, marking=marking)
        derived = derive(cast.secretariat, [source.public_id], said)
    cast.send(cast.secretariat, derived, cast.ministry, kind=HopKind.RELAY_ANONYMIZED)

    _, by_source = sources_of(cast.ministry, name_of(cast.electric))
    _, by_sender = sources_of(cast.ministry, name_of(cast.secretariat))

    assert str(derived.public_id) not in by_source
    assert "<mark>カゲロウ</mark>" not in by_source
    assert str(derived.public_id) in by_sender


def test_the_page_says_that_shared_intelligence_has_neither_importance_nor_kind_of_event(cast: Cast) -> None:
    words = "says no importance"
    client = client_of(cast.electric)

    def said(**given: str) -> bool:
        return words in client.get(reverse("search"), {"q": "カゲロウ", **given}).content.decode()

    assert said(importance="warning")
    assert said(event_kind="malware")
    assert said(importance="warning", kind="object")
    assert not said(importance="warning", kind="report")
    assert not said(event_kind="malware", kind="sheet")
    assert not said()


ALIKE = "遠隔保守の入口にある装置の弱点が悪用され、203.0.113.91 からの接続が続いている。装置を止めて設定を見直した。"


def beside_draft(viewer: Viewer, draft: Any) -> str:
    asked = {"x-noroshi-beside": "1"}
    return str(client_of(viewer).get(reverse("draft_alike", args=[draft]), headers=asked).content.decode())


def test_similar_items_stand_beside_a_draft_while_it_is_written(cast: Cast) -> None:
    first = reported(cast.electric, tlp="amber", summary=f"{ALIKE}一件目")
    draft = draft_report(cast.electric, tlp="amber", summary="まだ何も似ていない下書きの概要である。")
    client, address = client_of(cast.electric), reverse("draft", args=[draft.public_id])

    page = client.get(address).content.decode()
    before = beside_draft(cast.electric, draft.public_id)
    with acting_as(cast.electric):
        amended(cast.electric, draft, summary=ALIKE)
    after = beside_draft(cast.electric, draft.public_id)

    assert f'<a href="{reverse("draft_alike", args=[draft.public_id])}">' in page
    assert str(first) not in before
    assert str(first) in after
    assert "203[.]0[.]113[.]91" in after
    assert "Similar items" in client.get(reverse("draft_alike", args=[draft.public_id])).content.decode()
    assert str(first) not in client.get(address).content.decode(), "nothing of it comes into the draft"


def test_whoever_writes_the_same_words_gets_nothing_of_what_others_hold(cast: Cast) -> None:
    closed = [reported(cast.electric, tlp=tlp, summary=f"{ALIKE}秘密") for tlp in ("red", "amber")]
    strangers = (cast.bank, cast.neighbor, cast.electric_colleague)
    drafts = {one: [draft_report(one, summary=words).public_id for words in (ALIKE, "別件")] for one in strangers}

    for stranger, (same, other) in drafts.items():
        assert all(str(one) not in beside_draft(stranger, same) for one in closed)
        assert beside_draft(stranger, same) == beside_draft(stranger, other)


def test_a_draft_of_another_desk_has_nothing_beside_it_for_a_stranger(cast: Cast) -> None:
    draft = draft_report(cast.electric, summary=ALIKE)

    for stranger in (cast.bank, cast.neighbor, cast.ministry, cast.electric_executive):
        assert client_of(stranger).get(reverse("draft_alike", args=[draft.public_id])).status_code == 404
