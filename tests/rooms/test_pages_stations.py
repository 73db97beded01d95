"""Deeds at stations: shown before they are done, done once, refused in words; and strangers find nothing."""

import re
import time
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from noroshi.advisories.actions import acknowledge, begin_advisory, issue_advisory, relay_advisory
from noroshi.advisories.models import Acknowledgement
from noroshi.advisories.queries import answers, relay_choices
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory import queries
from noroshi.directory.actions.groups import add_to_group, make_group
from noroshi.directory.models import Person
from noroshi.drafting.files import add_file, files
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import draft as draft_of
from noroshi.editions.actions import recall
from noroshi.editions.actions.orders import Order, write_order
from noroshi.editions.models import Edition, Hop
from noroshi.editions.queries import edition_readable_by
from noroshi.editions.wishes import parties
from noroshi.ledger.queries import readings_of_provider
from noroshi.reports.actions import begin_anonymized, begin_completion, relay_report, release_leaks, submit_report
from noroshi.reports.errors import SuspectsLeft
from noroshi.reports.leaks import leak_check
from noroshi.vocabulary import SightingAnswer, Tlp
from tests.cast import Cast
from tests.drafted import amended, draft_report, issued, reported, sent

pytestmark = pytest.mark.django_db

SECRET = "灯台守の端末から出た合図"


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    """The door has its own tests."""
    settings.SECOND_FACTOR_REQUIRED = False


def client_of(viewer: Viewer | None, language: str = "en") -> Client:
    """Signed in at the viewer's desk; nobody is a stranger from the street."""
    client = Client(headers={"accept-language": language})
    if viewer is not None:
        client.force_login(Person.objects.get(pk=viewer.seat.person_id))
        session = client.session
        session["noroshi_began"] = time.time()
        session["desk"] = desk_of(viewer)
        session.save()
    return client


def desk_of(viewer: Viewer) -> str:
    return str(queries.own_desk(viewer.seat).id)


def words_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode().split('id="main"')[-1]))


def reads(viewer: Viewer, edition_id: UUID) -> bool:
    with acting_as(Viewer(viewer.seat)):
        return Edition.objects.filter(public_id=edition_id).exists()


def pair(cast: Cast) -> str:
    return f"ministry_for_sector:{cast.world.organizations['meti'].public_id}/electricity"


def strangers(cast: Cast) -> dict[str, Viewer]:
    return {
        "a bank of another sector": cast.bank,
        "a colleague without need to know": cast.electric_colleague,
        "an outside person whose NDA has ended": cast.contractor,
        "the liaison of another sector": cast.gas_liaison,
        "another ministry": cast.bank_ministry,
        "the administrator of the platform": cast.platform,
    }


def hops_of(viewer: Viewer, edition_id: UUID) -> int:
    with acting_as(Viewer(viewer.seat)):
        return Hop.objects.filter(edition_public_id=edition_id, from_desk=viewer.desk_id).count()


def relayed(by: Viewer, edition_id: UUID) -> None:
    with acting_as(by):
        relay_advisory(by, edition_id, to=[one.text for one in relay_choices(by, edition_id)][:1])


# ---------------------------------------------------------------- a report, as it is


def test_a_ministry_sees_where_a_report_would_go_and_passes_it_on_once(cast: Cast) -> None:
    edition = reported(cast.electric, "direct_report")
    client, path = client_of(cast.ministry), reverse("relay_report", args=[edition])

    shown = words_of(client.get(path))
    first = client.post(path, {"note": "至急"})
    second = client.post(path, {"note": "至急"})
    there = client.get(reverse("item", args=[edition])).content.decode()

    assert cast.world.organizations["nisc"].name_en in shown
    assert "The center gives it on arrival" in shown
    assert "The name goes with it" not in shown
    assert first.status_code == second.status_code == 302
    assert hops_of(cast.ministry, edition) == 1
    with acting_as(cast.ministry):
        number = edition_readable_by(cast.ministry, edition).reference_number
    assert number
    assert f"Its reference number is {number}." in there


def test_who_is_not_on_the_way_passes_no_report_on(cast: Cast) -> None:
    edition = reported(cast.electric, "direct_report")
    path = reverse("relay_report", args=[edition])

    for method in ("get", "post"):
        assert getattr(client_of(cast.electric), method)(path).status_code == 403
        for who, viewer in strangers(cast).items():
            assert getattr(client_of(viewer), method)(path).status_code == 404, who
        assert getattr(client_of(None), method)(path).status_code in {302, 401}
    assert not reads(cast.center, edition)


def test_red_that_names_nobody_further_says_that_it_stops(cast: Cast) -> None:
    row = cast.report(cast.electric, Tlp.RED, receivers=frozenset({cast.ministry.desk_id}))
    cast.send(cast.electric, row, cast.ministry)
    path = reverse("relay_report", args=[row.public_id])

    shown = client_of(cast.ministry).get(path)
    done = client_of(cast.ministry).post(path)

    assert "outside the range that its originator gave it" in words_of(shown)
    assert done.status_code == 422
    assert not reads(cast.center, row.public_id)


def test_a_secretariat_is_warned_that_the_name_goes_with_it(cast: Cast) -> None:
    row = cast.report(cast.electric)
    cast.send(cast.electric, row, cast.secretariat)
    client, path = client_of(cast.secretariat), reverse("relay_report", args=[row.public_id])

    shown = client.get(path)
    done = client.post(path)

    assert "The name goes with it" in words_of(shown)
    assert cast.world.organizations["shiomi"].name_en in words_of(shown)
    assert reverse("begin_anonymized", args=[row.public_id]) in shown.content.decode()
    assert done.status_code == 302
    assert reads(cast.ministry, row.public_id)


def test_what_may_go_further_only_without_the_name_does(cast: Cast) -> None:
    edition = reported(cast.electric, "anonymized_report")
    client, path = client_of(cast.secretariat), reverse("relay_report", args=[edition])

    shown = client.get(path)
    done = client.post(path)

    assert "Only without the name" in words_of(shown)
    assert "Pass on with the name" not in words_of(shown)
    assert done.status_code in {403, 409, 422}
    assert not reads(cast.ministry, edition)


def test_a_report_that_was_recalled_meanwhile_is_not_passed_on(cast: Cast) -> None:
    edition = reported(cast.electric, "direct_report")
    with acting_as(cast.electric):
        recall(cast.electric, edition, read_number=1, reason="誤り")

    assert client_of(cast.ministry).post(reverse("relay_report", args=[edition])).status_code == 404


# ---------------------------------------------------------------- a ministry's own edition


def test_a_ministry_begins_once_and_sees_what_it_changed(cast: Cast) -> None:
    edition = reported(cast.electric, "statutory_report")
    client, path = client_of(cast.ministry), reverse("begin_completion", args=[edition])

    first, second = client.post(path), client.post(path)
    with acting_as(cast.ministry):
        (row,) = Draft.objects.all()
        begun = draft_of(cast.ministry, row.public_id)
        amended(cast.ministry, begun, lessons="所管省庁で補足した", summary="変電所の端末から社外への通信")
    shown = words_of(client.get(reverse("differences", args=[row.public_id])))

    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert "所管省庁で補足した" in shown
    assert "Addition" in shown
    assert "Summary of the event Correction 変電所の" in shown
    contact = shown.partition("your desk’s own block")[2]
    assert "Person in charge Changed" in contact
    assert "Correction" not in contact


def test_a_draft_of_a_recalled_report_says_so(cast: Cast) -> None:
    edition = reported(cast.electric, "statutory_report")
    with acting_as(cast.ministry):
        begun = begin_completion(cast.ministry, edition)
    with acting_as(cast.electric):
        recall(cast.electric, edition, read_number=1, reason="誤り")

    shown = client_of(cast.ministry).get(reverse("differences", args=[begun.public_id]))

    assert shown.status_code == 200
    assert "cannot be read any more" in words_of(shown)
    assert cast.world.organizations["shiomi"].name_en not in shown.content.decode()


def test_nobody_else_begins_or_sees_a_ministrys_draft(cast: Cast) -> None:
    edition = reported(cast.electric, "statutory_report")
    with acting_as(cast.ministry):
        begun = begin_completion(cast.ministry, edition)

    others = {**strangers(cast), "the operator itself": cast.electric, "the center": cast.center}
    for who, viewer in others.items():
        client = client_of(viewer)
        assert client.post(reverse("begin_completion", args=[edition])).status_code in {403, 404}, who
        assert client.post(reverse("begin_anonymized", args=[edition])).status_code in {403, 404}, who
        missing = client.get(reverse("differences", args=[uuid4()]))
        forbidden = client.get(reverse("differences", args=[begun.public_id]))
        assert missing.status_code == forbidden.status_code == 404, who
    assert client_of(cast.ministry).get(reverse("begin_completion", args=[edition])).status_code == 405


# ---------------------------------------------------------------- an advisory, down


def test_a_ministry_sees_whom_an_advisory_would_reach_and_passes_it_on_once(cast: Cast) -> None:
    edition = issued(cast.center, pair(cast))
    client, path = client_of(cast.ministry), reverse("relay_advisory", args=[edition])
    to = f"desk:{desk_of(cast.secretariat)}"

    asked = client.get(path).content.decode()
    shown = words_of(client.get(path, {"to": to}))
    first = client.post(path, {"to": to, "note": ""})
    second = client.post(path, {"to": to, "note": ""})
    after = words_of(client.get(path))

    assert to in asked
    assert cast.world.organizations["electricity_ceptoar"].name_en in shown
    assert first.status_code == second.status_code == 302
    assert hops_of(cast.ministry, edition) == 1
    assert reads(cast.secretariat, edition)
    assert "Passed on already" in after


def test_a_liaison_is_offered_only_whom_it_answers_for(cast: Cast) -> None:
    with acting_as(cast.center):
        wish = {"destinations": [pair(cast)], "sectors": ["electricity", "banking"]}
        draft = amended(cast.center, begin_advisory(cast.center), tlp="green", wish=wish, threat_summary="機器の弱点")
        wide = issue_advisory(cast.center, draft.public_id, version=draft.version)

    offered = client_of(cast.ministry).get(reverse("relay_advisory", args=[wide])).content.decode()

    usual = offered.split("Somebody else")[0]
    assert f"desk:{desk_of(cast.secretariat)}" in usual
    assert f"desk:{desk_of(cast.bank_secretariat)}" not in usual
    with acting_as(cast.ministry):
        assert [one.kind for one in relay_choices(cast.ministry, wide)] == ["ceptoar"]


def test_red_stops_at_the_ministry_in_words(cast: Cast) -> None:
    edition = issued(cast.center, pair(cast), tlp="red")
    client, path = client_of(cast.ministry), reverse("relay_advisory", args=[edition])
    to = {"to": f"desk:{desk_of(cast.secretariat)}"}

    shown = words_of(client.get(path, to))
    done = client.post(path, to)

    assert "stops at the desks that its originator named" in shown
    assert "Pass on now" not in shown
    assert done.status_code == 422
    assert not reads(cast.secretariat, edition)


def test_an_operator_passes_no_advisory_to_others(cast: Cast) -> None:
    edition = issued(cast.center, pair(cast))
    relayed(cast.ministry, edition)
    relayed(cast.secretariat, edition)
    client, path = client_of(cast.electric), reverse("relay_advisory", args=[edition])

    shown = words_of(client.get(path))
    done = client.post(path, {"to": f"desk:{desk_of(cast.bank)}"})
    nobody = client.post(path, {})

    assert "does not carry information to others" in shown
    assert done.status_code == 403
    assert nobody.status_code in {403, 422}
    assert not reads(cast.bank, edition)


def test_a_report_is_passed_on_as_a_report_and_an_advisory_as_an_advisory(cast: Cast) -> None:
    report, advisory = reported(cast.electric, "direct_report"), issued(cast.center, pair(cast))
    client = client_of(cast.ministry)

    for path in (reverse("relay_report", args=[advisory]), reverse("relay_advisory", args=[report])):
        assert client.get(path).status_code == 422
        assert client.post(path, {"to": f"desk:{desk_of(cast.secretariat)}"}).status_code == 422
    for name in ("acknowledge", "answers"):
        assert client.get(reverse(name, args=[report])).status_code == 422, name


def test_strangers_find_no_station_of_an_advisory(cast: Cast) -> None:
    edition = issued(cast.center, pair(cast), threat_summary=SECRET)
    relayed(cast.ministry, edition)

    for who, viewer in {**strangers(cast), "an operator it has not reached": cast.electric}.items():
        client = client_of(viewer)
        for name in ("relay_advisory", "acknowledge", "answers", "open_source"):
            forbidden = client.get(reverse(name, args=[edition]))
            missing = client.get(reverse(name, args=[uuid4()]))
            assert forbidden.status_code == missing.status_code == 404, (who, name)
            assert SECRET not in forbidden.content.decode()
        assert client.post(reverse("acknowledge", args=[edition]), {"sighting": "seen"}).status_code == 404, who
        assert client.post(reverse("open_source", args=[edition])).status_code == 404, who
    for name in ("relay_advisory", "acknowledge", "answers", "open_source"):
        assert client_of(None).get(reverse(name, args=[edition])).status_code in {302, 401}, name


# ---------------------------------------------------------------- answers


@pytest.fixture
def advisory(cast: Cast) -> UUID:
    """On its way down to the operators of the sector."""
    edition = issued(cast.center, pair(cast))
    relayed(cast.ministry, edition)
    relayed(cast.secretariat, edition)
    return edition


def test_an_operator_answers_and_changes_its_answer(cast: Cast, advisory: UUID) -> None:
    client, path = client_of(cast.electric), reverse("acknowledge", args=[advisory])

    asked = words_of(client.get(path))
    first = client.post(path, {"sighting": "unknown", "note": "調査中"})
    again = client.post(path, {"sighting": "unknown", "note": "調査中"})
    changed = client.post(path, {"sighting": "not_seen"}, follow=True)

    assert "Has it come here?" in asked
    assert first.status_code == again.status_code == 302
    assert "You changed your answer to: It has not come here. You may change it at any time." in (
        changed.content.decode()
    )
    with acting_as(cast.electric):
        assert Acknowledgement.objects.count() == 2


def test_an_answer_from_an_open_page_comes_back_with_a_toast(cast: Cast, advisory: UUID) -> None:
    client, path = client_of(cast.electric), reverse("acknowledge", args=[advisory])

    led = client.post(path, {"sighting": "seen"}, headers={"HX-Request": "true"})
    stays = client.post(path, {"sighting": "unknown"}, headers={"HX-Request": "true", "HX-Target": "answer"})

    assert led.status_code == 204
    assert led.headers["HX-Redirect"] == reverse("item", args=[advisory])
    assert "Do not know" in stays.headers["HX-Trigger"]
    assert "Change the answer" in words_of(stays)


def test_a_made_up_answer_and_a_note_that_is_too_long_are_refused(cast: Cast, advisory: UUID) -> None:
    client, path = client_of(cast.electric), reverse("acknowledge", args=[advisory])

    for given in ({"sighting": "perhaps"}, {"sighting": "seen", "note": "長" * 401}, {"note": "a\u202eb"}):
        assert client.post(path, given).status_code == 422, given
    with acting_as(cast.electric):
        assert not Acknowledgement.objects.exists()
    assert client_of(cast.center).post(path, {"sighting": "seen"}).status_code == 422


def test_the_center_sees_who_answered_and_who_is_silent(cast: Cast, advisory: UUID) -> None:
    with acting_as(cast.electric):
        acknowledge(cast.electric, advisory, sighting=SightingAnswer.SEEN, note="通信が1件")
    client, path = client_of(cast.center), reverse("answers", args=[advisory])

    shown = client.get(path)
    silent = words_of(client.get(path, {"state": "silent"}))

    assert cast.world.organizations["shiomi"].name_en in words_of(shown)
    assert "通信が1件" in words_of(shown)
    assert words_of(shown).index(cast.world.organizations["shiomi"].name_en) < words_of(shown).index(
        cast.world.organizations["hokuryo"].name_en
    )
    assert cast.world.organizations["hokuryo"].name_en in silent
    assert "通信が1件" not in silent
    assert "?state=silent#rows" in shown.content.decode()


def test_a_carrier_sees_only_those_it_passed_it_to(cast: Cast, advisory: UUID) -> None:
    with acting_as(cast.electric):
        acknowledge(cast.electric, advisory, sighting=SightingAnswer.SEEN, note="通信が1件")
    path = reverse("answers", args=[advisory])

    secretariat = words_of(client_of(cast.secretariat).get(path))
    ministry = words_of(client_of(cast.ministry).get(path))
    operator = words_of(client_of(cast.neighbor).get(path))

    assert "通信が1件" in secretariat
    assert cast.world.organizations["hokuryo"].name_en in secretariat
    for other in (ministry, operator):
        assert "通信が1件" not in other
        assert cast.world.organizations["shiomi"].name_en not in other
    assert cast.world.organizations["electricity_ceptoar"].name_en in ministry
    assert "passed it on to nobody" in operator


def test_members_of_a_confidential_group_are_neither_named_nor_counted(cast: Cast) -> None:
    with acting_as(cast.center):
        group = make_group(
            actor=cast.center.seat, handle="dark", name_ja="灯台の会", name_en="Lighthouse", roster_is_confidential=True
        )
        add_to_group(actor=cast.center.seat, group=group.public_id, desk=queries.own_desk(cast.vendor.seat).id)
    with acting_as(cast.center):
        wish = {"destinations": [pair(cast)], "sectors": ["electricity"], "additions": [f"group:{group.public_id}"]}
        draft = amended(cast.center, begin_advisory(cast.center), wish=wish, threat_summary="機器の弱点")
        edition = issue_advisory(cast.center, draft.public_id, version=draft.version)
        relay_advisory(cast.center, edition, to=[f"group:{group.public_id}"])
    path, name = reverse("answers", args=[edition]), cast.world.organizations["arcgate"].name_en

    before = words_of(client_of(cast.center).get(path))
    with acting_as(cast.vendor):
        acknowledge(cast.vendor, edition, sighting=SightingAnswer.SEEN, note="機器は当社製")
    after = words_of(client_of(cast.center).get(path))
    with acting_as(cast.center):
        assert answers(cast.center, edition) == []

    for shown in (before, after):
        assert name not in shown
        assert "機器は当社製" not in shown
        assert "members of Lighthouse, who are neither named nor counted here" in shown
    assert "Heard from among them" not in before
    assert "Heard from among them: It has come there" in after


# ---------------------------------------------------------------- taking the name out

TELLING = "汐見電力の端末 SHIOMI-OT-07 が 203.0.113.77 へ通信。佐伯涼 (Saeki) が確認。北稜電力にも似た通信。"


@pytest.fixture
def bench(cast: Cast) -> tuple[UUID, UUID]:
    """A report that names its writer in many ways, and the secretariat's draft of it."""
    source = reported(
        cast.electric,
        "anonymized_report",
        summary=TELLING,
        systems="変電所の保守端末",
        detected_at="2026年11月20日 14時05分",
        timeline=[{"at": "14:05", "entry": "汐見電力で検知"}],
    )
    with acting_as(cast.secretariat):
        return source, begin_anonymized(cast.secretariat, source).public_id


def posted(client: Client, draft: UUID, deed: str, **more: Any) -> Any:
    """As the page would send it."""
    path = reverse("anonymize", args=[draft])
    version = re.search(r'name="version" value="(\d+)"', client.get(path).content.decode())
    return client.post(path, {"version": version[1] if version else "", "deed": deed, **more})


def draft_at(cast: Cast, draft: UUID) -> Any:
    with acting_as(cast.secretariat):
        return draft_of(cast.secretariat, draft).written


def test_the_original_stands_beside_with_what_gives_it_away_marked(cast: Cast, bench: tuple[UUID, UUID]) -> None:
    page = client_of(cast.secretariat).get(reverse("anonymize", args=[bench[1]])).content.decode()

    for said in ("汐見電力", "SHIOMI-OT-07", "203[.]0[.]113[.]77", "北稜電力"):
        assert re.search(rf'<mark class="suspect suspect--open">{re.escape(said)}<sup>\d+</sup></mark>', page), said
    assert "Anonymized" in page
    assert "Fewer than 5 members" in page
    assert 'name="f.timeline.0.entry"' in page


def test_everything_suggested_is_replaced_at_once_and_the_attackers_address_stays(
    cast: Cast, bench: tuple[UUID, UUID]
) -> None:
    client = client_of(cast.secretariat)

    answer = posted(client, bench[1], "replace_all")

    written = draft_at(cast, bench[1])
    assert answer.status_code == 302
    assert "汐見" not in written.typed["summary"]
    for trace in ("北稜", "佐伯", "Saeki"):
        assert trace not in written.typed["summary"]
    assert "203.0.113.77" in written.typed["summary"]
    assert written.typed["timeline"] == [{"at": "14:05", "entry": "当該事業者で検知"}]


def test_one_passage_is_replaced_in_the_writers_own_words_and_the_rest_is_kept_as_typed(
    cast: Cast, bench: tuple[UUID, UUID]
) -> None:
    client = client_of(cast.secretariat)
    given = {"word.name": "会員C", "f.systems": "保守端末"}

    posted(client, bench[1], "replace:name", **given)

    written = draft_at(cast, bench[1])
    assert written.typed["summary"].startswith("会員Cの端末")
    assert written.typed["timeline"][0]["entry"] == "会員Cで検知"
    assert written.typed["systems"] == "保守端末"
    assert "203.0.113.77" in written.typed["summary"]


def test_times_are_rounded_and_fields_emptied(cast: Cast, bench: tuple[UUID, UUID]) -> None:
    client = client_of(cast.secretariat)

    posted(client, bench[1], "round_half:detected_at")
    posted(client, bench[1], "empty:sector")
    posted(client, bench[1], "empty:systems")

    written = draft_at(cast, bench[1])
    assert written.typed["detected_at"] == "2026年11月20日 午後"
    assert not written.typed.get("sector")
    assert not written.typed.get("systems")
    assert written.marks["operator_name"] == {"anonymized": True}


def test_what_is_left_is_named_with_its_place_and_must_be_confirmed(cast: Cast, bench: tuple[UUID, UUID]) -> None:
    client = client_of(cast.secretariat)

    asked = posted(client, bench[1], "send", **{"w.tlp": "amber"})
    with acting_as(cast.secretariat):
        now = draft_of(cast.secretariat, bench[1])
        with pytest.raises(SuspectsLeft):
            submit_report(cast.secretariat, bench[1], version=now.version)
    confirmed = posted(client, bench[1], "send", confirmed="yes")

    assert asked.status_code == 422
    assert "These are still in it" in words_of(asked)
    assert "row 1" in words_of(asked)
    assert confirmed.status_code == 302
    assert confirmed.headers["Location"] == reverse("leaks", args=[bench[1]])
    second = cast.world.viewer("ogata@electricity_ceptoar")
    with acting_as(second):
        found = leak_check(second, bench[1])
        release_leaks(second, bench[1], digest=found.digest, reason="公表された内容のとおり")
    with acting_as(cast.secretariat):
        now = draft_of(cast.secretariat, bench[1])
        edition = submit_report(cast.secretariat, bench[1], version=now.version)
    assert reads(cast.ministry, edition)


def test_leaving_one_on_purpose_is_kept_until_it_changes(cast: Cast, bench: tuple[UUID, UUID]) -> None:
    client = client_of(cast.secretariat)
    posted(client, bench[1], "replace_all")
    page = client.get(reverse("anonymize", args=[bench[1]])).content.decode()
    (key,) = set(re.findall(r'value="keep:(address\w+)"', page))

    posted(client, bench[1], f"keep:{key}")
    then = client.get(reverse("anonymize", args=[bench[1]])).content.decode()
    posted(client, bench[1], "save", **{"f.summary": "198.51.100.9 への通信"})
    after = client.get(reverse("anonymize", args=[bench[1]])).content.decode()

    assert f"reopen:{key}" in then
    assert "keep:address" in after


def test_the_second_of_two_writers_is_told_and_loses_nothing(cast: Cast, bench: tuple[UUID, UUID]) -> None:
    client, path = client_of(cast.secretariat), reverse("anonymize", args=[bench[1]])
    posted(client, bench[1], "save", **{"f.summary": "先に保存した文"})

    answer = client.post(path, {"version": 1, "deed": "save", "f.summary": "後から書いた文"})

    assert answer.status_code == 409
    assert "先に保存した文" in words_of(answer)
    assert "後から書いた文</textarea>" in answer.content.decode()
    assert draft_at(cast, bench[1]).typed["summary"] == "先に保存した文"


def test_what_no_text_may_hold_is_refused_beside_its_field(cast: Cast, bench: tuple[UUID, UUID]) -> None:
    client, path = client_of(cast.secretariat), reverse("anonymize", args=[bench[1]])

    answer = posted(client, bench[1], "save", **{"f.summary": "a\u202eb"})

    assert answer.status_code == 422
    assert draft_at(cast, bench[1]).typed["summary"] == TELLING
    assert client.post(path, {"deed": "save"}).status_code == 400
    for deed in ("replace:none", "keep:none", "empty:none", "round_half:none", "nonsense"):
        assert posted(client, bench[1], deed).status_code == 302, deed
    for deed in ("take:none", f"take:{uuid4()}", f"drop:{uuid4()}"):
        assert posted(client, bench[1], deed).status_code == 404, deed


def test_a_source_that_was_recalled_meanwhile_is_gone_from_the_bench(cast: Cast, bench: tuple[UUID, UUID]) -> None:
    source, draft = bench
    with acting_as(cast.electric):
        recall(cast.electric, source, read_number=1, reason="誤り")
    client = client_of(cast.secretariat)

    shown = client.get(reverse("anonymize", args=[draft]))

    assert "cannot be read any more" in words_of(shown)
    assert "汐見" not in shown.content.decode()
    assert client.post(reverse("anonymize", args=[draft]), {"version": 1, "deed": "replace_all"}).status_code == 200


def test_files_go_along_only_when_somebody_chose_them(cast: Cast) -> None:
    begun = draft_report(cast.electric, "anonymized_report", attachment_presence="yes")
    with acting_as(cast.electric):
        add_file(cast.electric, begun.public_id, field="attachments", name="汐見電力_調査メモ.txt", chunks=[b"memo"])
    source = sent(cast.electric, begun)
    with acting_as(cast.secretariat):
        draft = begin_anonymized(cast.secretariat, source).public_id
    client, path = client_of(cast.secretariat), reverse("anonymize", args=[draft])
    (file,) = re.findall(r'value="take:([\w-]+)"', client.get(path).content.decode())

    with acting_as(cast.secretariat):
        assert files(cast.secretariat, draft) == []
    posted(client, draft, f"take:{file}")
    posted(client, draft, f"take:{file}")
    taken = client.get(path).content.decode()
    with acting_as(cast.secretariat):
        (copy,) = files(cast.secretariat, draft)
    posted(client, draft, f"drop:{copy.public_id}")

    assert "No file goes along by itself" in taken
    assert "not rewritten: leave the file out" in taken
    with acting_as(cast.secretariat):
        assert files(cast.secretariat, draft) == []


def test_nobody_else_comes_to_the_bench_and_no_other_draft_opens_on_it(cast: Cast, bench: tuple[UUID, UUID]) -> None:
    path = reverse("anonymize", args=[bench[1]])
    others = {**strangers(cast), "the operator itself": cast.electric, "its ministry": cast.ministry}

    for who, viewer in others.items():
        client = client_of(viewer)
        assert client.get(path).status_code == client.get(reverse("anonymize", args=[uuid4()])).status_code == 404, who
        assert client.post(path, {"version": 1, "deed": "replace_all"}).status_code == 404, who
    assert client_of(None).get(path).status_code in {302, 401}
    begun = draft_report(cast.electric)
    assert client_of(cast.electric).get(reverse("anonymize", args=[begun.public_id])).status_code == 422


# ---------------------------------------------------------------- the link to the original


@pytest.fixture
def derived(cast: Cast, bench: tuple[UUID, UUID]) -> tuple[UUID, UUID]:
    """Sent on without the name."""
    client = client_of(cast.secretariat)
    posted(client, bench[1], "replace_all")
    posted(client, bench[1], "send", confirmed="yes", **{"w.tlp": "amber"})
    with acting_as(cast.secretariat):
        now = draft_of(cast.secretariat, bench[1])
        return bench[0], submit_report(cast.secretariat, bench[1], version=now.version)


def test_only_the_secretariat_opens_the_link_and_the_source_sees_it(cast: Cast, derived: tuple[UUID, UUID]) -> None:
    source, edition = derived
    client, path = client_of(cast.secretariat), reverse("open_source", args=[edition])
    with acting_as(cast.electric):
        before = readings_of_provider(cast.electric.organization_id, of=source, limit=500)

    asked = client.get(path)
    with acting_as(cast.electric):
        looked = readings_of_provider(cast.electric.organization_id, of=source, limit=500)
    unsaid = client.post(path)
    opened = client.post(path, {"reason": "電話での確認"})

    assert unsaid.status_code == 422
    assert "sees every opening" in words_of(asked)
    assert str(source) not in asked.content.decode()
    assert len(looked) == len(before)
    assert opened.headers["Location"] == reverse("item", args=[source])
    with acting_as(cast.electric):
        after = readings_of_provider(cast.electric.organization_id, of=source, limit=500)
    assert len(after) > len(before)


def test_the_ministry_finds_no_link_and_nothing_of_the_source(cast: Cast, derived: tuple[UUID, UUID]) -> None:
    source, edition = derived
    with acting_as(cast.ministry):
        relay_report(cast.ministry, edition)
    traces = (str(source), "汐見", "Shiomi", "SHIOMI-OT-07")

    for who in (cast.ministry, cast.center):
        client = client_of(who)
        for method in ("get", "post"):
            assert getattr(client, method)(reverse("open_source", args=[edition])).status_code == 404
            assert getattr(client, method)(reverse("open_source", args=[source])).status_code == 404
        for path in ("/", "/items/", reverse("item", args=[edition]), reverse("relay_report", args=[edition])):
            page = client.get(path).content.decode()
            assert [trace for trace in traces if trace in page] == [], (path, who)
        assert client.get(reverse("item", args=[source])).status_code == 404
    for viewer in (cast.electric, cast.bank, cast.electric_colleague):
        assert client_of(viewer).post(reverse("open_source", args=[edition])).status_code == 404


def test_a_sent_draft_leads_to_what_was_sent(cast: Cast, derived: tuple[UUID, UUID], bench: tuple[UUID, UUID]) -> None:
    answer = client_of(cast.secretariat).get(reverse("anonymize", args=[bench[1]]))

    assert answer.headers["Location"] == reverse("item", args=[derived[1]])


def test_opening_the_link_to_a_recalled_source_says_so(cast: Cast, derived: tuple[UUID, UUID]) -> None:
    source, edition = derived
    with acting_as(cast.electric):
        recall(cast.electric, source, read_number=1, reason="誤り")
    client, path = client_of(cast.secretariat), reverse("open_source", args=[edition])

    answer = client.post(path, {"reason": "電話での確認"})

    assert answer.status_code == 200
    assert "The opening is in the record" in words_of(answer)
    assert "汐見" not in answer.content.decode()


def test_a_colleagues_note_stays_when_only_the_answer_is_changed_from_the_dock(cast: Cast, advisory: UUID) -> None:
    client, path = client_of(cast.electric), reverse("acknowledge", args=[advisory])

    client.post(path, {"sighting": "unknown", "note": "調査中"})
    client.post(path, {"sighting": "seen"})

    with acting_as(cast.electric):
        assert Acknowledgement.objects.latest("pk").note == "調査中"


# ---------------------------------------------------------------- what items and drafts show of the stations


def test_the_item_says_to_the_desk_which_of_its_orders_passed_it_on(cast: Cast) -> None:
    with acting_as(cast.ministry):
        to = frozenset(parties(cast.ministry, [f"desk:{desk_of(cast.secretariat)}"]))
        write_order(cast.ministry, Order(to, note="電力はすぐに"))
    row = cast.report(cast.electric)
    cast.send(cast.electric, row, cast.ministry)

    own = words_of(client_of(cast.ministry).get(reverse("item", args=[row.public_id])))
    others = [client_of(one).get(reverse("item", args=[row.public_id])) for one in (cast.secretariat, cast.electric)]

    assert "by a standing order of this desk" in own
    assert "電力はすぐに" in own
    for other in others:
        assert other.status_code == 200
        assert "by a standing order of this desk" not in words_of(other)
        assert "電力はすぐに" not in words_of(other)


def test_the_derived_item_leads_the_secretariat_to_its_original_and_nobody_else(
    cast: Cast, derived: tuple[UUID, UUID]
) -> None:
    path = reverse("item", args=[derived[1]])

    own = client_of(cast.secretariat).get(path).content.decode()
    theirs = client_of(cast.ministry).get(path).content.decode()

    assert reverse("open_source", args=[derived[1]]) in own
    assert "/source/" not in theirs
    assert "Open the original" not in theirs


def test_the_form_of_a_made_draft_leads_to_bench_and_differences(cast: Cast, bench: tuple[UUID, UUID]) -> None:
    page = client_of(cast.secretariat).get(reverse("draft", args=[bench[1]])).content.decode()
    plain = draft_report(cast.electric)
    first = client_of(cast.electric).get(reverse("draft", args=[plain.public_id])).content.decode()

    assert reverse("anonymize", args=[bench[1]]) in page
    assert reverse("differences", args=[bench[1]]) in page
    assert "/differences/" not in first
