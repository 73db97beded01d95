"""The deeds of the first pages: shown before they are done, done as shown, refused in words; and who may see what."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

import noroshi
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory import queries
from noroshi.directory.actions.groups import add_to_group, make_group
from noroshi.directory.models import Person
from noroshi.editions.actions import mark_again
from noroshi.editions.addressed import orders_of
from noroshi.editions.explaining import marking_of_own
from noroshi.editions.models import Edition, Hop
from noroshi.editions.queries import Wanted, editions_readable_by
from noroshi.schemes import all_schemes
from noroshi.vocabulary import Tlp
from noroshi.web.pages.deeds import DEEDS
from noroshi.web.pages.schemes import PARTS
from tests.cast import Cast

pytestmark = pytest.mark.django_db

TITLE = "灯台守の端末から出た合図"
BIDI = "safe\u202egnp.exe"


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    """The door has its own tests."""
    settings.SECOND_FACTOR_REQUIRED = False


def client_of(viewer: Viewer, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(Person.objects.get(pk=viewer.seat.person_id))
    session = client.session
    session["noroshi_began"] = time.time()
    session["desk"] = desk_of(viewer)
    session.save()
    return client


def desk_of(viewer: Viewer) -> str:
    return str(queries.own_desk(viewer.seat).id)


def organization_of(viewer: Viewer) -> str:
    return f"organization:{queries.own_organization(viewer.seat).id}"


def words_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def report(cast: Cast, tlp: Tlp = Tlp.AMBER) -> Edition:
    return cast.report(cast.electric, tlp, content={"title": TITLE, "body": "本文"})


def held(viewer: Viewer) -> set[str]:
    fresh = Viewer(viewer.seat)
    with acting_as(fresh):
        return {line.title for line in editions_readable_by(fresh, Wanted())}


# ---------------------------------------------------------------- a notice


def test_showing_who_seals_nothing_and_keeps_what_was_typed(cast: Cast) -> None:
    client = client_of(cast.electric)

    answer = client.post("/notices/new/", {"title": TITLE, "body": "b", "tlp": "green", "deed": "show"})

    assert answer.status_code == 200
    assert TITLE in answer.content.decode()
    assert TITLE not in held(cast.electric)


def test_a_sealed_notice_is_held_by_its_own_desk_alone(cast: Cast) -> None:
    answer = client_of(cast.electric).post(
        "/notices/new/", {"title": TITLE, "body": "b", "tlp": "green", "importance": "caution", "deed": "seal"}
    )

    assert answer.status_code == 302
    assert TITLE in held(cast.electric)
    assert TITLE not in held(cast.neighbor) | held(cast.ministry) | held(cast.bank)


@pytest.mark.parametrize(
    ("title", "words"),
    [("", "required"), (BIDI, "direction of writing"), ("x" * 161, "too long"), ("nul\x00byte", "Null characters")],
)
def test_a_notice_with_a_bad_title_is_refused_in_words_and_nothing_is_sealed(
    cast: Cast, title: str, words: str
) -> None:
    answer = client_of(cast.electric).post(
        "/notices/new/", {"title": title, "body": "本文は残る", "tlp": "green", "deed": "seal"}
    )

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "本文は残る" in answer.content.decode()
    assert held(cast.electric) == set()


def test_clear_with_an_exclusion_is_a_contradiction_that_is_told(cast: Cast) -> None:
    given = {"title": TITLE, "body": "b", "tlp": "clear", "exclude": organization_of(cast.ministry), "deed": "seal"}

    answer = client_of(cast.electric).post("/notices/new/", given)

    assert answer.status_code == 422
    assert "Nobody can be excluded from public information" in words_of(answer)
    assert held(cast.electric) == set()


# ---------------------------------------------------------------- passing on


def test_the_preview_names_who_it_would_reach_and_sends_nothing(cast: Cast) -> None:
    edition = report(cast)
    path = reverse("pass_on", args=[edition.public_id])

    answer = client_of(cast.electric).get(path, {"to": [f"desk:{desk_of(cast.ministry)}", organization_of(cast.hub)]})

    words = words_of(answer)
    assert cast.world.organizations["meti"].name_en in words
    assert "Outside its range" in words
    assert TITLE not in held(cast.ministry)


def test_passing_on_opens_it_to_those_shown(cast: Cast) -> None:
    edition = report(cast)
    path = reverse("pass_on", args=[edition.public_id])

    answer = client_of(cast.electric).post(path, {"to": f"desk:{desk_of(cast.ministry)}", "kind": "submit"})

    assert answer.status_code == 302
    assert TITLE in held(cast.ministry)
    assert TITLE not in held(cast.gas_liaison) | held(cast.center)


def test_passing_on_outside_the_range_is_refused_in_words(cast: Cast) -> None:
    edition = report(cast)
    path = reverse("pass_on", args=[edition.public_id])

    answer = client_of(cast.electric).post(path, {"to": organization_of(cast.bank), "kind": "submit"})

    assert answer.status_code == 422
    assert "None of these recipients is inside the range" in words_of(answer)
    assert TITLE not in held(cast.bank)


def test_who_carries_nothing_is_offered_its_own_house_only(cast: Cast) -> None:
    edition = report(cast)
    cast.send(cast.electric, edition, cast.neighbor)
    client, path = client_of(cast.neighbor), reverse("pass_on", args=[edition.public_id])

    offered = client.get(path).content.decode()
    refused = client.post(path, {"to": f"desk:{desk_of(cast.ministry)}", "kind": "relay"})

    assert desk_of(cast.ministry) not in offered
    assert refused.status_code == 403
    assert TITLE not in held(cast.ministry)


def test_a_carrier_is_not_told_why_somebody_is_outside(cast: Cast) -> None:
    neighbor = cast.world.party("organization:hokuryo")
    edition = cast.report(cast.electric, content={"title": TITLE, "body": "b"}, exclusions=frozenset({neighbor}))
    cast.send(cast.electric, edition, cast.secretariat)

    path = reverse("pass_on", args=[edition.public_id])
    words = words_of(client_of(cast.secretariat).get(path, {"to": organization_of(cast.neighbor)}))

    assert "Nobody: none of them is inside its range" in words
    assert "xcluded" not in words


# ---------------------------------------------------------------- marking again, recalling


def test_what_marking_again_would_change_is_shown_and_then_done(cast: Cast) -> None:
    edition = report(cast, Tlp.GREEN)
    cast.send(cast.electric, edition, cast.bank)
    client, path = client_of(cast.electric), reverse("mark_again", args=[edition.public_id])

    shown = words_of(client.get(path, {"tlp": "amber", "sector": "electricity"}))
    done = client.post(path, {"tlp": "amber", "sector": "electricity", "read_number": 1, "reason": "狭める"})

    assert "These would lose it" in shown
    assert cast.world.organizations["aoshio"].name_en in shown
    assert done.status_code == 302
    assert TITLE not in held(cast.bank)


def test_the_second_who_marks_again_is_told_and_nothing_changes(cast: Cast) -> None:
    edition = report(cast)
    with acting_as(cast.electric):
        current, _ = marking_of_own(cast.electric, edition.public_id)
        mark_again(cast.electric, edition.public_id, current, read_number=1)
    path = reverse("mark_again", args=[edition.public_id])

    answer = client_of(cast.electric).post(path, {"tlp": "green", "sector": "electricity", "read_number": 1})

    assert answer.status_code == 409
    assert "Somebody else changed the marking" in words_of(answer)
    assert 'name="read_number" value="2"' in answer.content.decode()
    with acting_as(cast.electric):
        assert marking_of_own(cast.electric, edition.public_id) == (current, 2)


def test_marking_again_keeps_additions_that_the_lists_do_not_offer(cast: Cast) -> None:
    party = cast.world.party("ministry_for_sector:fsa/finance")
    edition = cast.report(cast.electric, content={"title": TITLE, "body": "b"}, additions=frozenset({party}))
    path = reverse("mark_again", args=[edition.public_id])

    page = client_of(cast.electric).get(path)

    assert "Named so far" in page.content.decode()
    assert f'value="ministry_for_sector:{cast.world.organizations["fsa"].public_id}/finance" checked' in (
        page.content.decode()
    )


def test_a_recall_needs_its_reason_and_ends_it_for_everybody(cast: Cast) -> None:
    edition = report(cast)
    cast.send(cast.electric, edition, cast.ministry)
    client, path = client_of(cast.electric), reverse("recall", args=[edition.public_id])

    without = client.post(path, {"read_number": 1})
    still = held(cast.ministry)
    done = client.post(path, {"read_number": 1, "reason": "誤り"})

    assert without.status_code == 422
    assert TITLE in still
    assert done.status_code == 302
    assert TITLE not in held(cast.ministry)
    assert client.get(path).status_code == 409


# ---------------------------------------------------------------- standing orders


def test_a_ministry_writes_an_order_and_ends_it(cast: Cast) -> None:
    client = client_of(cast.ministry)
    given = {"to": f"desk:{desk_of(cast.secretariat)}", "sectors": "electricity", "tlps": "amber"}

    assert client.post("/standing-orders/new/", given).status_code == 302
    with acting_as(cast.ministry):
        (order,) = orders_of(cast.ministry)
    edition = report(cast)
    cast.send(cast.electric, edition, cast.ministry)
    assert TITLE in held(cast.secretariat)

    assert client.post(reverse("end_standing_order", args=[order.public_id])).status_code == 302
    cast.send(cast.electric, cast.report(cast.electric, content={"title": "二つ目", "body": "b"}), cast.ministry)
    assert "二つ目" not in held(cast.secretariat)


def test_an_operator_writes_no_order_and_ends_nobody_elses(cast: Cast) -> None:
    client_of(cast.ministry).post("/standing-orders/new/", {"to": f"desk:{desk_of(cast.secretariat)}"})
    with acting_as(cast.ministry):
        (order,) = orders_of(cast.ministry)

    client = client_of(cast.electric)

    assert client.post("/standing-orders/new/", {"to": f"desk:{desk_of(cast.electric)}"}).status_code == 403
    assert client.post(reverse("end_standing_order", args=[order.public_id])).status_code == 404
    assert "Ministries, CEPTOARs and hubs" in words_of(client.get("/standing-orders/"))


def test_an_order_without_recipients_is_refused(cast: Cast) -> None:
    answer = client_of(cast.ministry).post("/standing-orders/new/", {"sectors": "electricity"})

    assert answer.status_code == 422
    assert "Choose at least one recipient" in words_of(answer)


# ---------------------------------------------------------------- who may see what


def test_the_explorer_answers_by_clause_and_stores_nothing(cast: Cast) -> None:
    with acting_as(cast.electric):
        before = Edition.objects.count(), Hop.objects.count()

    words = words_of(client_of(cast.electric).get("/who/", {"tlp": "amber", "way": "operator_to_ministry"}))

    assert cast.world.organizations["meti"].name_en in words
    assert "手引書 図4 Amber" in words
    assert "No clause names them" in words
    with acting_as(cast.electric):
        assert (Edition.objects.count(), Hop.objects.count()) == before


def test_the_explorer_names_no_operators_that_the_viewer_may_not_know_of(cast: Cast) -> None:
    words = words_of(client_of(cast.bank).get("/who/", {"tlp": "green", "sector": "finance"}))

    assert cast.world.organizations["shiomi"].name_en not in words
    assert cast.world.organizations["hokuryo"].name_en not in words
    assert "Other organizations: operator" in words


def test_the_explorer_never_opens_a_confidential_group(cast: Cast) -> None:
    with acting_as(cast.hub):
        group = make_group(
            actor=cast.hub.seat,
            handle="dark",
            name_ja="灯台の会",
            name_en="Lighthouse circle",
            roster_is_confidential=True,
        )
        for member in (cast.isac, cast.vendor):
            add_to_group(actor=cast.hub.seat, group=group.public_id, desk=queries.own_desk(member.seat).id)
    given = {"tlp": "red", "add": f"group:{group.public_id}"}

    words = words_of(client_of(cast.vendor).get("/who/", given)).split("How far it may go")[1]

    assert "members of Lighthouse circle, who are not counted here" in words
    assert cast.world.organizations["tomoshibi-isac"].name_en not in words
    assert "Lighthouse" not in client_of(cast.electric).get("/who/", given).content.decode()


def test_an_exclusion_is_told_with_its_clause(cast: Cast) -> None:
    given = {"tlp": "green", "exclude": organization_of(cast.ministry)}

    words = words_of(client_of(cast.electric).get("/who/", given)).split("Never get it")[1]

    assert "this beats every grant" in words
    assert cast.world.organizations["meti"].name_en in words


def test_withheld_fields_have_a_ceiling_of_their_own(cast: Cast) -> None:
    given = {"tlp": "green", "withheld": "amber", "only": organization_of(cast.secretariat)}

    words = words_of(client_of(cast.electric).get("/who/", given))

    withheld = words.split("The withheld fields go to")[1]
    assert cast.world.organizations["electricity_ceptoar"].name_en in withheld
    assert cast.world.organizations["fsa"].name_en not in withheld.split("Never get it")[0]


@pytest.mark.parametrize(
    "given",
    [{"tlp": "clear", "exclude": "kind:ministry"}, {"sector": "moon"}, {"add": "desk:none"}, {"receiver": "x"}],
)
def test_the_explorer_answers_a_contradiction_in_words(cast: Cast, given: dict[str, str]) -> None:
    answer = client_of(cast.electric).get("/who/", given)

    assert answer.status_code == 422
    assert "contradicts itself" in words_of(answer)


# ---------------------------------------------------------------- rules and the words of the record


def test_every_part_of_every_plan_can_be_read(cast: Cast) -> None:
    client = client_of(cast.bank)

    for scheme in all_schemes():
        assert scheme.key in client.get("/schemes/").content.decode()
        for part in PARTS:
            name, arguments = ("scheme", [scheme.id]) if part == "about" else ("scheme_part", [scheme.id, part])
            assert client.get(reverse(name, args=arguments)).status_code == 200, (scheme.id, part)


def test_a_plan_or_part_that_is_not_there_is_not_found(cast: Cast) -> None:
    client = client_of(cast.bank)

    assert client.get("/schemes/plan9/").status_code == 404
    assert client.get("/schemes/plan4/secrets/").status_code == 404


def test_every_deed_of_the_record_has_words() -> None:
    package = Path(noroshi.__file__).parent
    said = r'(?:deed=|(?<!\w)(?:note|deed|refused)\(\s*[\w.()]+,\s*|_remark\([^)]*deed=)"([a-z][a-z_]+)"'
    found = {
        word
        for folder in ("directory", "editions", "threshold", "demo")
        for file in (package / folder).rglob("*.py")
        for word in re.findall(said, file.read_text(encoding="utf-8"))
    }

    assert len(found) > 50
    assert found - set(DEEDS) == set()
