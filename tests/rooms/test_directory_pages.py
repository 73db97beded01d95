"""The pages of the directory, asked for by everybody: what is theirs, what is refused in words, what is not there at all."""

import json
import re
import time
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory import queries
from noroshi.directory.actions.agreements import record_agreement
from noroshi.directory.actions.changes import request_change
from noroshi.directory.actions.governing import administrator_signed_in
from noroshi.directory.actions.groups import add_to_group, make_group
from noroshi.directory.actions.organizations import edit_organization, found_organization
from noroshi.directory.actions.rules import write_handling_rule
from noroshi.directory.interchange import export
from noroshi.directory.models import ContactCheck, Person
from noroshi.directory.shown import MembershipShown, OrganizationShown
from noroshi.directory.signin import invitations
from noroshi.directory.signin.bootstrap import set_credentials
from noroshi.ledger.models import Entry
from tests.cast import Cast

pytestmark = pytest.mark.django_db

PASSWORD = "kaze-no-toorimichi-37"
BIDI, NUL = "safe\u202egnp.exe", "zero\x00byte"


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    """The door has its own tests."""
    settings.SECOND_FACTOR_REQUIRED = False


def client_of(cast: Cast, viewer: Viewer, language: str = "en") -> Client:
    """Signed in a moment ago, at the viewer's desk."""
    client = Client(headers={"accept-language": language})
    client.force_login(Person.objects.get(pk=viewer.seat.person_id))
    session = client.session
    session["noroshi_began"] = time.time()
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["desk"] = str(queries.own_desk(viewer.seat).id)
    session.save()
    return client


def words_of(answer: Any) -> str:
    """What one reads, without the marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def form_values(answer: Any) -> dict[str, Any]:
    """What a browser would send back of the page's form, unchanged."""
    form = answer.context["form"]
    values: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if bound.name == "read":
            values[bound.name] = value if isinstance(value, str) else json.dumps(value)
        elif isinstance(value, bool):
            values |= {bound.name: "on"} if value else {}
        elif isinstance(value, list | tuple) and bound.name != "other_names":
            values[bound.name] = list(value)
        else:
            values[bound.name] = "" if value is None else bound.field.prepare_value(value)
    return values


def home_of(viewer: Viewer) -> OrganizationShown:
    return queries.own_organization(viewer.seat)


def person_of(viewer: Viewer) -> UUID:
    return queries.own_person(viewer.seat).id


def seat_row(viewer: Viewer) -> MembershipShown:
    desk = queries.own_desk(viewer.seat).id
    return next(each for each in queries.own_person(viewer.seat).memberships if each.desk.id == desk)


# ---------------------------------------------------------------- who gets which page

LISTS = ["directory", "people", "contacts", "groups", "handling_rules", "agreements", "changes", "interchange"]


@pytest.mark.parametrize("page", LISTS)
def test_lists_open_for_everybody_who_is_signed_in(cast: Cast, page: str) -> None:
    for viewer in (cast.electric, cast.electric_colleague, cast.bank, cast.platform, cast.secretariat, cast.center):
        for language in ("ja", "en"):
            assert client_of(cast, viewer, language).get(reverse(page)).status_code == 200, (page, viewer)


def organization_pages(cast: Cast) -> dict[str, str]:
    """Of the electric company, which governs itself."""
    administrator_signed_in(person_id=cast.electric.seat.person_id, at=timezone.now())
    home, desk = home_of(cast.electric).id, queries.own_desk(cast.electric.seat).id
    person, seat = person_of(cast.electric_colleague), seat_row(cast.electric_colleague).id
    change = request_change(
        actor=cast.electric.seat, organization=home, version=home_of(cast.electric).version, sectors=["gas"]
    )
    rule = write_handling_rule(actor=cast.electric.seat, title_ja="則", text_ja="文", valid_from="2026-01-01")
    agreement = queries.agreements(cast.electric.seat)[0].id
    return {
        "organization": reverse("organization", args=[home]),
        "edit_organization": reverse("edit_organization", args=[home]),
        "ask_change": reverse("ask_change", args=[home]),
        "change": reverse("change", args=[change.public_id]),
        "people_of": reverse("people_of", args=[home]),
        "invite_for": reverse("invite_for", args=[home]),
        "add_desk": reverse("add_desk", args=[home]),
        "desk": reverse("desk", args=[desk]),
        "edit_desk": reverse("edit_desk", args=[desk]),
        "close_desk": reverse("close_desk", args=[desk]),
        "invite_to": reverse("invite_to", args=[desk]),
        "add_person": reverse("add_person", args=[desk]),
        "person": reverse("person", args=[person]),
        "edit_person": reverse("edit_person", args=[person]),
        "deactivate_person": reverse("deactivate_person", args=[person]),
        "add_seat": reverse("add_seat", args=[person]),
        "edit_seat": reverse("edit_seat", args=[person, seat]),
        "end_seat": reverse("end_seat", args=[person, seat]),
        "seat_duties": reverse("seat_duties", args=[person, seat]),
        "handling_rule": reverse("handling_rule", args=[rule.public_id]),
        "edit_rule": reverse("edit_rule", args=[rule.public_id]),
        "agreement": reverse("agreement", args=[agreement]),
        "invitations": reverse("invitations"),
        "record_agreement": reverse("record_agreement"),
        "make_group": reverse("make_group"),
        "write_rule": reverse("write_rule"),
        "found_organization": reverse("found_organization"),
        "interchange": reverse("interchange"),
    }


ANSWERS = {
    # page: administrator, ordinary member, foreign administrator, platform administrator
    "organization": (200, 200, 404, 200),
    "edit_organization": (200, 403, 404, 403),
    "ask_change": (200, 403, 404, 200),
    "change": (200, 200, 404, 200),
    "people_of": (200, 200, 404, 404),
    "invite_for": (200, 403, 404, 403),
    "add_desk": (200, 403, 404, 403),
    "desk": (200, 200, 404, 200),
    "edit_desk": (200, 403, 404, 403),
    "close_desk": (200, 403, 404, 403),
    "invite_to": (200, 403, 404, 403),
    "add_person": (200, 403, 404, 403),
    "person": (200, 200, 404, 404),
    "edit_person": (200, 403, 404, 404),
    "deactivate_person": (200, 403, 404, 404),
    "add_seat": (200, 403, 404, 404),
    "edit_seat": (200, 403, 404, 404),
    "end_seat": (200, 403, 404, 404),
    "seat_duties": (200, 200, 404, 404),
    "handling_rule": (200, 200, 404, 404),
    "edit_rule": (200, 403, 404, 404),
    "agreement": (200, 200, 404, 404),
    "invitations": (200, 403, 200, 200),
    "record_agreement": (200, 403, 200, 200),
    "make_group": (200, 403, 200, 200),
    "write_rule": (200, 403, 200, 200),
    "found_organization": (403, 403, 403, 200),
    "interchange": (200, 200, 200, 200),
}


def test_every_page_answers_each_asker_as_the_table_says(cast: Cast) -> None:
    pages = organization_pages(cast)
    askers = (cast.electric, cast.electric_colleague, cast.bank, cast.platform)
    clients = [client_of(cast, viewer) for viewer in askers]

    found = {name: tuple(client.get(pages[name]).status_code for client in clients) for name in ANSWERS}

    assert found == ANSWERS


def test_strangers_are_led_to_the_door_by_every_page_and_learn_nothing(cast: Cast) -> None:
    pages = organization_pages(cast)

    for address in [*pages.values(), *(reverse(name) for name in LISTS), reverse("export_directory", args=["csv"])]:
        answer = Client().get(address)

        assert answer.status_code == 302, address
        assert re.match(r"/sign-in/", answer["Location"]), address


def test_missing_and_forbidden_answer_alike(cast: Cast) -> None:
    client = client_of(cast, cast.bank)
    missing = client.get(reverse("organization", args=[uuid4()]))
    forbidden = client.get(reverse("organization", args=[home_of(cast.electric).id]))

    assert missing.status_code == forbidden.status_code == 404
    assert words_of(missing) == words_of(forbidden)


@pytest.mark.parametrize("name", ["first_link", "confirm_contact", "agree_change", "withdraw_rule"])
def test_deeds_are_not_done_by_following_a_link(cast: Cast, name: str) -> None:
    assert client_of(cast, cast.electric).get(reverse(name, args=[uuid4()])).status_code == 405


DEEDS = ["first_link", "confirm_contact", "agree_change", "refuse_change", "withdraw_invitation", "confirm_agreement"]


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_about_what_is_not_there_is_not_found(cast: Cast, name: str) -> None:
    assert client_of(cast, cast.electric).post(reverse(name, args=[uuid4()])).status_code == 404


# ---------------------------------------------------------------- looking up


def test_looking_up_by_name_reading_english_kind_and_sector(cast: Cast) -> None:
    client = client_of(cast, cast.center)
    electric = home_of(cast.electric)

    for asked in ({"q": "汐見"}, {"q": "しおみ"}, {"q": "シオミ"}, {"q": "shiomi electric"}, {"q": "shiomi"}):
        assert electric.name_en in words_of(client.get(reverse("directory"), asked)), asked
    narrowed = words_of(client.get(reverse("directory"), {"kind": "ministry", "sector": "electricity"}))
    assert "Economy, Trade" in narrowed
    assert electric.name_en not in narrowed


def test_the_bank_finds_no_electric_company(cast: Cast) -> None:
    answer = client_of(cast, cast.bank).get(reverse("directory"), {"q": "汐見"})

    assert "Nobody found" in words_of(answer)


@pytest.mark.parametrize("asked", [{"kind": "spy"}, {"sector": "moon"}, {"q": "x" * 300}, {"q": BIDI}, {"q": NUL}])
def test_a_filter_that_nobody_knows_is_told(cast: Cast, asked: dict[str, str]) -> None:
    answer = client_of(cast, cast.electric).get(reverse("directory"), asked)

    assert answer.status_code == 422
    assert "correcting" in words_of(answer)


def test_a_long_list_goes_on_page_by_page_without_a_gap(cast: Cast) -> None:
    for number in range(120):
        found_organization(
            actor=cast.platform.seat, handle=f"many-{number:03}", name_ja=f"多数{number:03}", kinds=["operator"]
        )
    client = client_of(cast, cast.platform)

    seen: list[str] = []
    address = reverse("directory") + "?q=%E5%A4%9A%E6%95%B0"
    while address:
        page = client.get(address).context["page"]
        seen += [each.handle for each in page.found]
        address = page.next_url

    assert seen == [f"many-{number:03}" for number in range(120)]


def test_a_place_in_a_list_is_of_one_seat_and_one_question(cast: Cast) -> None:
    for number in range(60):
        found_organization(
            actor=cast.platform.seat, handle=f"many-{number:03}", name_ja=f"多数{number:03}", kinds=["operator"]
        )
    next_url = client_of(cast, cast.platform).get(reverse("directory")).context["page"].next_url

    assert client_of(cast, cast.center).get(next_url).status_code == 400
    assert client_of(cast, cast.platform).get(f"{next_url}&kind=operator").status_code == 400
    assert client_of(cast, cast.platform).get(reverse("directory"), {"cursor": "made-up"}).status_code == 400


def test_searching_as_one_types_sends_the_list_alone(cast: Cast) -> None:
    answer = client_of(cast, cast.electric).get(reverse("directory"), {"q": "電力"}, headers={"hx-request": "true"})

    assert answer.content.lstrip().startswith(b'<div id="found"')
    assert b"<html" not in answer.content


# ---------------------------------------------------------------- what does not appear


def test_buttons_that_are_not_ones_own_do_not_appear(cast: Cast) -> None:
    home = reverse("organization", args=[home_of(cast.electric).id])
    theirs, ours = client_of(cast, cast.electric_colleague).get(home), client_of(cast, cast.electric).get(home)

    for words in ("Add a desk", "Ask to change these", "/edit/"):
        assert words in ours.content.decode()
        assert words not in theirs.content.decode()


def test_a_button_that_cannot_be_pressed_has_its_reason_beside_it(cast: Cast) -> None:
    shown = home_of(cast.electric)
    change = request_change(actor=cast.electric.seat, organization=shown.id, version=shown.version, sectors=["gas"])
    address = reverse("change", args=[change.public_id])

    own = client_of(cast, cast.electric).get(address).content.decode()
    platform = client_of(cast, cast.platform).get(address).content.decode()
    member = client_of(cast, cast.electric_colleague).get(address).content.decode()

    assert re.search(r"<button[^>]* disabled[^>]*>Agree</button><span class=\"button-reason\">You asked", own)
    assert re.search(r"<button[^>]*data-confirm[^>]*>Agree</button>", platform)
    assert "Agree</button>" not in member


def test_sign_in_names_are_for_administrators_only(cast: Cast) -> None:
    assert "hartmann@shiomi" in words_of(client_of(cast, cast.electric).get(reverse("people")))
    assert "hartmann@shiomi " not in words_of(client_of(cast, cast.electric_colleague).get(reverse("people")))


# ---------------------------------------------------------------- editing, and two editors


def test_a_desk_is_opened_changed_and_closed(cast: Cast) -> None:
    client = client_of(cast, cast.electric)
    home = home_of(cast.electric).id

    made = client.post(
        reverse("add_desk", args=[home]), {"name_ja": "夜間窓口", "handle": "night", "kind": "general"}, follow=True
    )
    desk = made.context["page"].desk
    edit = reverse("edit_desk", args=[desk.id])
    client.post(edit, form_values(client.get(edit)) | {"telephone": "00-0000-1111", "sectors": ["electricity"]})
    changed = queries.desk(cast.electric.seat, desk.id)
    client.post(reverse("close_desk", args=[desk.id]), {"version": changed.version})

    assert (changed.telephone, changed.sectors, changed.handle) == ("00-0000-1111", ("electricity",), "shiomi.night")
    assert not queries.desk(cast.electric.seat, desk.id).is_active


def test_closing_what_somebody_changed_meanwhile_closes_nothing(cast: Cast) -> None:
    desk = queries.own_desk(cast.electric.seat)

    answer = client_of(cast, cast.electric).post(reverse("close_desk", args=[desk.id]), {"version": "0"})

    assert answer.status_code == 409
    assert "Nothing was closed" in words_of(answer)
    assert queries.desk(cast.electric.seat, desk.id).is_active


def test_the_second_of_two_editors_is_told_and_loses_nothing(cast: Cast) -> None:
    client, home = client_of(cast, cast.electric), home_of(cast.electric)
    edit = reverse("edit_organization", args=[home.id])
    second = form_values(client.get(edit)) | {"note_ja": "二人目の備考", "name_kana": "しおみ"}
    edit_organization(
        actor=cast.electric.seat,
        organization=home.id,
        version=home.version,
        note_ja="一人目の備考",
        name_en="Shiomi Power",
    )

    told = client.post(edit, second)
    again = client.post(edit, form_values(told))
    saved = home_of(cast.electric)

    assert told.status_code == 409
    for words in ("Somebody else saved first", "一人目の備考", "二人目の備考", "Shiomi Power"):
        assert words in told.content.decode(), words
    assert again.status_code == 302
    assert (saved.note_ja, saved.name_kana, saved.name_en) == ("二人目の備考", "しおみ", "Shiomi Power")


def test_editors_of_different_fields_do_not_disturb_each_other_after_being_told(cast: Cast) -> None:
    client, desk = client_of(cast, cast.electric), queries.own_desk(cast.electric.seat)
    edit = reverse("edit_desk", args=[desk.id])
    first = form_values(client.get(edit)) | {"fax": "00-0000-2222"}
    second = form_values(client.get(edit)) | {"telephone": "00-0000-3333"}

    client.post(edit, first)
    client.post(edit, form_values(client.post(edit, second)))
    saved = queries.desk(cast.electric.seat, desk.id)

    assert (saved.fax, saved.telephone) == ("00-0000-2222", "00-0000-3333")


BAD = [
    ({"name_ja": ""}, "required"),
    ({"name_ja": BIDI}, "direction of writing"),
    ({"name_ja": "é" + NUL}, "ull"),
    ({"name_ja": "長" * 400}, "too long"),
    ({"name_ja": "zero\u200bwidth"}, "cannot be seen"),
    ({"telephone": "call me"}, "not a telephone number"),
    ({"email": "nobody"}, "not an e-mail address"),
    ({"kind": "spy"}, "valid choice"),
    ({"kind": "cip"}, "cannot have a desk of this kind"),
    ({"sectors": ["moon"]}, "valid choice"),
    ({"version": "many"}, "whole number"),
    ({"read": "{"}, "valid JSON"),
]


@pytest.mark.parametrize(("typed", "told"), BAD)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_changes(
    cast: Cast, typed: dict[str, Any], told: str
) -> None:
    client, desk = client_of(cast, cast.electric), queries.own_desk(cast.electric.seat)
    edit = reverse("edit_desk", args=[desk.id])

    answer = client.post(edit, form_values(client.get(edit)) | typed)

    assert answer.status_code == 422
    assert "needs correcting" in words_of(answer)
    assert told in answer.content.decode()
    assert queries.desk(cast.electric.seat, desk.id) == desk


def test_what_was_typed_stands_in_the_form_again(cast: Cast) -> None:
    client, desk = client_of(cast, cast.electric), queries.own_desk(cast.electric.seat)
    edit = reverse("edit_desk", args=[desk.id])

    answer = client.post(edit, form_values(client.get(edit)) | {"name_en": "Night desk", "telephone": "call me"})

    assert 'value="Night desk"' in answer.content.decode()
    assert 'value="call me"' in answer.content.decode()


def test_a_refused_form_is_written_down(cast: Cast) -> None:
    client, desk = client_of(cast, cast.electric), queries.own_desk(cast.electric.seat)
    edit = reverse("edit_desk", args=[desk.id])

    client.post(edit, form_values(client.get(edit)) | {"telephone": "call me"})

    with acting_as(cast.electric):
        entry = Entry.objects.filter(deed="refused").order_by("-pk")[0]
    assert (entry.clause, entry.detail["route"]) == ("invalid_fields", "edit_desk")


# ---------------------------------------------------------------- founding and weighty changes


def test_the_platform_founds_an_organization_gives_it_a_desk_and_a_first_person(cast: Cast) -> None:
    client = client_of(cast, cast.platform)
    ministry = queries.organizations_known_to(cast.platform.seat, kind="ministry")[0]

    founded = (
        client.post(
            reverse("found_organization"),
            {"name_ja": "新電力", "handle": "shin", "kinds": ["operator"], "ministry": ministry.id, "sectors": ["gas"]},
            follow=True,
        )
        .context["page"]
        .organization
    )
    desk = (
        client.post(
            reverse("add_desk", args=[founded.id]), {"name_ja": "窓口", "handle": "desk", "kind": "csirt"}, follow=True
        )
        .context["page"]
        .desk
    )
    person = client.post(
        reverse("add_person", args=[desk.id]),
        {
            "name_ja": "新 一",
            "login": "first",
            "language": "ja",
            "time_zone": "Asia/Tokyo",
            "role": "csirt",
            "tie": "staff",
            "is_administrator": "on",
        },
        follow=True,
    ).context["page"]
    link = client.post(reverse("first_link", args=[person.person.id]))

    assert (founded.ministry.id, founded.sectors) == (ministry.id, ("gas",))
    assert person.person.login == "first@shin"
    assert person.powers.may_have_first_link
    assert re.search(r"/reset/[\w-]{20,}/", link.content.decode())


def test_a_handle_in_use_is_told_beside_its_field(cast: Cast) -> None:
    answer = client_of(cast, cast.platform).post(
        reverse("found_organization"), {"name_ja": "別の汐見", "handle": "shiomi", "kinds": ["operator"]}
    )

    assert answer.status_code == 422
    assert "already in use" in words_of(answer)


def weighty(client: Client, address: str, **typed: Any) -> dict[str, Any]:
    return form_values(client.get(address)) | typed


def test_a_weighty_change_shows_what_opens_before_it_is_asked_and_needs_a_second_person(cast: Cast) -> None:
    client, home = client_of(cast, cast.electric), home_of(cast.electric)
    ask = reverse("ask_change", args=[home.id])
    wanted = weighty(client, ask, sectors=["electricity", "gas"])

    preview = client.post(ask, wanted | {"step": "preview"})
    nothing_yet = queries.changes_shown_to(cast.electric.seat)
    asked = client.post(ask, wanted | {"step": "ask", "reason": "ガス事業を始めた"}, follow=True)
    change = asked.context["page"].change
    own_agreement = client.post(reverse("agree_change", args=[change.id]))
    agreed = client_of(cast, cast.platform).post(reverse("agree_change", args=[change.id]), follow=True)

    assert "Items that open to somebody" in words_of(preview)
    assert nothing_yet == []
    assert own_agreement.status_code == 403
    assert agreed.context["page"].change.state == "agreed"
    assert set(home_of(cast.electric).sectors) == {"electricity", "gas"}


def test_a_change_that_changes_nothing_is_told(cast: Cast) -> None:
    client = client_of(cast, cast.electric)
    ask = reverse("ask_change", args=[home_of(cast.electric).id])

    answer = client.post(ask, weighty(client, ask, step="preview"))

    assert answer.status_code == 422
    assert "Nothing would change." in words_of(answer)


def test_a_change_is_withdrawn_by_its_asker_and_refused_by_the_platform(cast: Cast) -> None:
    client, home = client_of(cast, cast.electric), home_of(cast.electric)
    states = []

    for decider in (client, client_of(cast, cast.platform)):
        change = request_change(actor=cast.electric.seat, organization=home.id, version=home.version, sectors=["gas"])
        answer = decider.post(reverse("refuse_change", args=[change.public_id]), follow=True)
        states.append(answer.context["page"].change.state)

    assert states == ["refused", "refused"]
    assert home_of(cast.electric).sectors == home.sectors


# ---------------------------------------------------------------- people, seats, need to know


def test_a_person_is_edited_seated_given_duties_and_leaves(cast: Cast) -> None:
    client, person = client_of(cast, cast.electric), person_of(cast.electric_colleague)
    seat = seat_row(cast.electric_colleague)
    edit, duties = reverse("edit_person", args=[person]), reverse("seat_duties", args=[person, seat.id])
    edit_seat = reverse("edit_seat", args=[person, seat.id])

    client.post(edit, form_values(client.get(edit)) | {"name_en": "Minori Ogasa-Smith"})
    client.post(edit_seat, form_values(client.get(edit_seat)) | {"role": "analyst", "is_deputy": "on"})
    client.post(duties, {"deed": "duty", "duty-sector": "electricity"})
    changed = queries.person(cast.electric.seat, person)
    client.post(reverse("end_duty", args=[person, seat.id, "electricity"]))
    without_duty = queries.person(cast.electric.seat, person)
    leaving = client.get(reverse("deactivate_person", args=[person]))
    client.post(reverse("deactivate_person", args=[person]))

    row = next(each for each in changed.memberships if each.id == seat.id)
    assert (changed.name_en, row.role, row.is_deputy, row.duties) == (
        "Minori Ogasa-Smith",
        "analyst",
        True,
        ("electricity",),
    )
    assert all(not each.duties for each in without_duty.memberships)
    assert "Every session and every API key." in words_of(leaving)
    assert not queries.person(cast.electric.seat, person).is_active


def test_a_person_who_left_is_at_the_door_again(cast: Cast) -> None:
    theirs = client_of(cast, cast.electric_colleague)
    assert theirs.get(reverse("directory")).status_code == 200

    client_of(cast, cast.electric).post(reverse("deactivate_person", args=[person_of(cast.electric_colleague)]))

    assert theirs.get(reverse("directory")).status_code == 302


def test_a_matter_is_assigned_by_another_and_never_by_oneself(cast: Cast) -> None:
    matter = str(cast.report(cast.electric).matter)
    client, person = client_of(cast, cast.electric), person_of(cast.electric_colleague)
    seat, own = seat_row(cast.electric_colleague), seat_row(cast.electric)
    address = reverse("seat_duties", args=[person, seat.id])
    theirs = reverse("seat_duties", args=[person_of(cast.electric), own.id])

    given = client.post(address, {"deed": "matter", "matter-matter": matter, "matter-reason": "当番"}, follow=True)
    to_oneself = client.post(theirs, {"deed": "duty", "duty-sector": "gas"})

    assert [each.reason for each in given.context["page"].assignments] == ["当番"]
    assert to_oneself.status_code == 403
    assert "your own role or duties" in words_of(to_oneself)


def test_a_matter_that_one_may_not_read_cannot_be_assigned(cast: Cast) -> None:
    client, person = client_of(cast, cast.electric), person_of(cast.electric_colleague)
    address = reverse("seat_duties", args=[person, seat_row(cast.electric_colleague).id])

    for matter in (str(cast.report(cast.bank, sectors=frozenset({"finance"})).matter), str(uuid4()), "x"):
        answer = client.post(address, {"deed": "matter", "matter-matter": matter})

        assert answer.status_code == 422


def test_nobody_raises_the_own_role(cast: Cast) -> None:
    client = client_of(cast, cast.electric)
    edit = reverse("edit_seat", args=[person_of(cast.electric), seat_row(cast.electric).id])

    answer = client.post(edit, form_values(client.get(edit)) | {"role": "executive"})

    assert answer.status_code == 403
    assert "Ask another administrator" in words_of(answer)


def test_the_only_seat_says_what_ends_with_it(cast: Cast) -> None:
    person, seat = person_of(cast.electric_colleague), seat_row(cast.electric_colleague).id
    client = client_of(cast, cast.electric)

    shown = client.get(reverse("end_seat", args=[person, seat]))
    client.post(reverse("end_seat", args=[person, seat]))

    assert "only seat here" in words_of(shown)
    assert queries.person(cast.electric.seat, person).memberships == ()


# ---------------------------------------------------------------- invitations


def test_an_invitation_is_shown_once_joined_with_and_gone(cast: Cast) -> None:
    client, desk = client_of(cast, cast.electric), queries.own_desk(cast.electric.seat)
    typed = {"desk": desk.id, "role": "csirt", "tie": "staff", "name_ja": "新 人"}

    made = client.post(reverse("invite_to", args=[desk.id]), typed)
    link = re.search(r"http://testserver(/join/[\w-]+/)", made.content.decode())
    assert link is not None
    listed = client.get(reverse("invitations"))
    guest = Client(headers={"accept-language": "en"})
    joined = guest.post(
        link[1],
        {"name_ja": "新 人", "login": "shin", "language": "ja", "password": PASSWORD},
    )

    assert "新 人" in words_of(listed)
    assert link[1] not in listed.content.decode()
    assert made["Cache-Control"] == "private, no-store"
    assert joined.status_code == 302
    assert guest.get(link[1]).status_code == 404
    assert "shin@shiomi" in words_of(client.get(reverse("people")))


def test_an_invitation_is_withdrawn_by_ones_own_administrator_only(cast: Cast) -> None:
    line, token = invitations.invite(cast.electric.seat, queries.own_desk(cast.electric.seat).id, role="csirt")
    withdraw, join = reverse("withdraw_invitation", args=[line.public_id]), reverse("join", kwargs={"token": token})

    foreign = client_of(cast, cast.bank).post(withdraw)
    still_good = Client().get(join).status_code
    client_of(cast, cast.electric).post(withdraw)

    assert (foreign.status_code, still_good) == (404, 200)
    assert Client().get(join).status_code == 404


def test_inviting_asks_who_is_there_once_more(cast: Cast) -> None:
    set_credentials(cast.world.people["saeki@shiomi"], PASSWORD)
    client = client_of(cast, cast.electric)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 3600}]
    session.save()

    answer = client.get(reverse("invite_for", args=[home_of(cast.electric).id]))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/again/")


# ---------------------------------------------------------------- groups, contacts, rules, agreements


def test_a_group_is_made_filled_and_keeps_its_roster_from_its_members(cast: Cast) -> None:
    client = client_of(cast, cast.secretariat)
    electric = queries.own_desk(cast.electric.seat)

    group = (
        client.post(
            reverse("make_group"), {"name_ja": "作戦会議", "handle": "war", "roster_is_confidential": "on"}, follow=True
        )
        .context["page"]
        .group
    )
    found = client.get(reverse("group", args=[group.id]), {"find": "汐見"})
    client.post(reverse("add_to_group", args=[group.id]), {"desk": electric.id})
    owner = client.get(reverse("group", args=[group.id]))
    member = client_of(cast, cast.electric).get(reverse("group", args=[group.id]))
    stranger = client_of(cast, cast.bank).get(reverse("group", args=[group.id]))

    assert str(electric.id) in found.content.decode()
    assert electric.handle in owner.content.decode()
    assert member.context["page"].group.roster is None
    assert "The roster is confidential" in words_of(member)
    assert stranger.status_code == 404


def test_a_promised_roster_stays_confidential_whatever_is_posted(cast: Cast) -> None:
    group = make_group(actor=cast.secretariat.seat, handle="war", name_ja="会議", roster_is_confidential=True)
    client, edit = client_of(cast, cast.secretariat), reverse("edit_group", args=[group.public_id])
    typed = form_values(client.get(edit))
    typed.pop("roster_is_confidential")

    answer = client.post(edit, typed)

    assert answer.status_code == 409
    assert "cannot be opened later" in words_of(answer)


def test_a_desk_leaves_a_group_and_a_group_is_dissolved(cast: Cast) -> None:
    group = make_group(actor=cast.secretariat.seat, handle="war", name_ja="会議", roster_is_confidential=False)
    electric = queries.own_desk(cast.electric.seat)
    add_to_group(actor=cast.secretariat.seat, group=group.public_id, desk=electric.id)
    address = reverse("remove_from_group", args=[group.public_id])

    stranger = client_of(cast, cast.bank).post(address, {"desk": electric.id})
    left = client_of(cast, cast.electric).post(address, {"desk": electric.id})
    client_of(cast, cast.secretariat).post(reverse("dissolve_group", args=[group.public_id]))

    assert stranger.status_code == 404
    assert left["Location"] == reverse("groups")
    assert queries.groups_of(cast.electric.seat) == [
        each for each in queries.groups_of(cast.electric.seat) if each.id != group.public_id
    ]
    assert "Dissolved" in words_of(client_of(cast, cast.secretariat).get(reverse("groups")))


@pytest.mark.parametrize("given", ["", "x", NUL, "c6bbc36b-c143-4812-b351-31c4afb3dc79"])
def test_a_member_that_does_not_exist_cannot_be_added(cast: Cast, given: str) -> None:
    group = make_group(actor=cast.secretariat.seat, handle="war", name_ja="会議", roster_is_confidential=True)

    answer = client_of(cast, cast.secretariat).post(reverse("add_to_group", args=[group.public_id]), {"desk": given})

    assert answer.status_code == 404


def test_a_contact_is_confirmed_with_one_tap_by_its_own_side_only(cast: Cast) -> None:
    ContactCheck.objects.update(due_date="2026-01-31")
    contact = queries.contacts(cast.electric.seat, home_of(cast.electric).id)[0]
    confirm = reverse("confirm_contact", args=[contact.id])

    overseer = client_of(cast, cast.ministry).get(reverse("contacts"))
    foreign = client_of(cast, cast.bank).post(confirm)
    member = client_of(cast, cast.electric_colleague).post(confirm)
    own = client_of(cast, cast.electric).post(confirm, {"next": "https://elsewhere.example/"})

    after = next(
        each for each in queries.contacts(cast.electric.seat, home_of(cast.electric).id) if each.id == contact.id
    )
    assert contact.name("en") in words_of(overseer)
    assert (foreign.status_code, member.status_code) == (404, 403)
    assert own["Location"] == reverse("contacts")
    assert after.confirmed_at is not None
    assert not after.is_overdue


def test_a_rule_is_written_read_by_members_edited_and_withdrawn(cast: Cast) -> None:
    client = client_of(cast, cast.secretariat)
    typed = {"title_ja": "夜間の扱い", "text_ja": "夜は電話で。", "valid_from": "2026-04-01"}

    rule = client.post(reverse("write_rule"), typed, follow=True).context["page"].rule
    member = client_of(cast, cast.electric).get(reverse("handling_rule", args=[rule.id]))
    stranger = client_of(cast, cast.bank).get(reverse("handling_rule", args=[rule.id]))
    edit = reverse("edit_rule", args=[rule.id])
    client.post(edit, form_values(client.get(edit)) | {"text_ja": "夜も昼も電話で。"})
    changed = next(each for each in queries.handling_rules(cast.electric.seat) if each.id == rule.id)
    client.post(reverse("withdraw_rule", args=[rule.id]))

    assert "夜は電話で。" in words_of(member)
    assert stranger.status_code == 404
    assert changed.text_ja == "夜も昼も電話で。"
    assert rule.id not in {each.id for each in queries.handling_rules(cast.electric.seat)}


def test_an_agreement_stands_once_the_other_side_has_confirmed_it(cast: Cast) -> None:
    client, other = client_of(cast, cast.electric), home_of(cast.secretariat)
    typed = {"kind": "handling", "signed_date": "2026-11-01", "text": "直接やりとりする。"}

    made = client.post(f"{reverse('record_agreement')}?with={other.id}", typed, follow=True).context["page"].agreement
    confirm = reverse("confirm_agreement", args=[made.id])
    by_oneself = client.post(confirm)
    by_a_stranger = client_of(cast, cast.bank).post(confirm)
    client_of(cast, cast.secretariat).post(confirm)
    stands = next(each for each in queries.agreements(cast.electric.seat) if each.id == made.id)
    client.post(reverse("end_agreement", args=[made.id]))

    assert (by_oneself.status_code, by_a_stranger.status_code) == (403, 404)
    assert stands.is_confirmed
    assert next(each for each in queries.agreements(cast.electric.seat) if each.id == made.id).has_ended


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"ends_date": "2026-10-01"}, "before it began"),
        ({"signed_date": "yesterday"}, "Write dates like"),
        ({"kind": "friendship"}, "valid choice"),
    ],
)
def test_an_agreement_that_cannot_be_is_told(cast: Cast, typed: dict[str, str], told: str) -> None:
    address = f"{reverse('record_agreement')}?with={home_of(cast.secretariat).id}"

    answer = client_of(cast, cast.electric).post(address, {"kind": "nda", "signed_date": "2026-11-01"} | typed)

    assert answer.status_code == 422
    assert told in words_of(answer)


def test_an_agreement_with_somebody_unknown_is_not_found(cast: Cast) -> None:
    client = client_of(cast, cast.electric)

    for other in ("x", str(uuid4()), str(home_of(cast.bank).id)):
        assert client.get(reverse("record_agreement"), {"with": other}).status_code == 404


def test_agreements_of_others_do_not_exist(cast: Cast) -> None:
    made = record_agreement(
        actor=cast.electric.seat,
        own=home_of(cast.electric).id,
        other=home_of(cast.secretariat).id,
        kind="nda",
        signed_date="2026-11-01",
    )

    assert client_of(cast, cast.bank).get(reverse("agreement", args=[made.public_id])).status_code == 404


# ---------------------------------------------------------------- import and export


def show(client: Client, text: str) -> HttpResponse:
    return client.post(reverse("interchange"), {"text": text})


def hidden(answer: Any) -> dict[str, str]:
    page = answer.context["page"]
    return {"text": page.text, "seen": page.seen}


DESK = "record,handle,name_ja,kind,telephone\r\ndesk,shiomi.night,夜間窓口,general,00-0000-4444\r\n"


def test_an_import_is_shown_first_and_applied_as_shown(cast: Cast) -> None:
    client = client_of(cast, cast.electric)

    shown = show(client, DESK)
    before = {desk.handle for desk in queries.desks(cast.electric.seat, home_of(cast.electric).id)}
    client.post(reverse("apply_import"), hidden(shown))
    after = {desk.handle for desk in queries.desks(cast.electric.seat, home_of(cast.electric).id)}

    assert {each.outcome.value: each.number for each in shown.context["page"].counts}["added"] == 1
    assert after - before == {"shiomi.night"}


def test_mistakes_are_told_by_row_and_column_and_nothing_can_be_applied(cast: Cast) -> None:
    client = client_of(cast, cast.electric)
    text = DESK + "desk,shiomi.bad,,spy,call me\r\nplanet,mars,,,\r\n"

    shown = show(client, text)
    applied = client.post(reverse("apply_import"), hidden(shown))

    told = words_of(shown)
    for words in (
        "Kind: Choose one of the listed words",
        "Telephone: This is not a telephone number",
        "A record is one of",
    ):
        assert words in told
    assert {each.row for each in shown.context["page"].records if each.mistakes} == {3, 4}
    assert "Apply exactly this" not in told
    assert applied.status_code == 409


def test_an_import_that_would_do_something_else_than_was_shown_is_shown_anew(cast: Cast) -> None:
    client, desk = client_of(cast, cast.electric), queries.own_desk(cast.electric.seat)
    text = f"record,handle,name_ja\r\ndesk,{desk.handle},新しい名\r\n"
    shown = show(client, text)
    edit = reverse("edit_desk", args=[desk.id])
    client.post(edit, form_values(client.get(edit)) | {"name_ja": "先に変えた名"})

    answer = client.post(reverse("apply_import"), hidden(shown))

    assert answer.status_code == 409
    assert "先に変えた名" in words_of(answer)
    assert queries.own_desk(cast.electric.seat).name_ja == "先に変えた名"


@pytest.mark.parametrize("form", ["csv", "json"])
def test_an_exported_file_imports_as_unchanged(cast: Cast, form: str) -> None:
    client = client_of(cast, cast.electric)
    file = client.get(reverse("export_directory", args=[form]))

    shown = client.post(reverse("interchange"), {"file": SimpleUploadedFile(f"d.{form}", file.content)})

    assert file["Content-Disposition"].startswith("attachment")
    assert shown.context["page"].changes_nothing, words_of(shown)
    assert export(cast.electric.seat, form) == file.content.decode().removeprefix("\ufeff")


def test_only_administrators_import_and_nobody_exports_people_of_others(cast: Cast) -> None:
    member = client_of(cast, cast.electric_colleague)

    assert "Import" not in words_of(member.get(reverse("interchange"))).replace("Import and export", "")
    assert show(member, DESK).status_code == 403
    assert member.post(reverse("apply_import"), {"text": DESK, "seen": ""}).status_code == 403
    assert (
        "ogasa@shiomi"
        not in client_of(cast, cast.neighbor).get(reverse("export_directory", args=["csv"])).content.decode()
    )


def test_an_import_never_reaches_another_organization(cast: Cast) -> None:
    bank = home_of(cast.bank)
    text = f"record,handle,name_ja\r\norganization,{bank.handle},乗っ取り\r\ndesk,{bank.handle}.x,窓口\r\n"

    shown = show(client_of(cast, cast.electric), text)

    assert all(each.outcome.value == "refused" for each in shown.context["page"].records)
    assert bank.name_ja not in words_of(shown)


@pytest.mark.parametrize(
    "text", ["", "   ", "no header", '"unclosed', "{", '{"format": "other"}', "[1]", "record,record\r\n", NUL]
)
def test_a_broken_file_is_told_and_nothing_happens(cast: Cast, text: str) -> None:
    answer = show(client_of(cast, cast.electric), text)

    assert answer.status_code == 422
    assert "needs correcting" in words_of(answer)


def test_a_file_that_is_no_text_and_one_that_is_too_large_are_told(cast: Cast) -> None:
    client = client_of(cast, cast.electric)

    for content in (b"\xff\xfe\xd8", b"x" * 1_600_000):
        answer = client.post(reverse("interchange"), {"file": SimpleUploadedFile("d.csv", content)})

        assert answer.status_code in {400, 422}
        assert "needs correcting" in words_of(answer)


def test_an_export_in_another_form_is_refused(cast: Cast) -> None:
    assert client_of(cast, cast.electric).get(reverse("export_directory", args=["exe"])).status_code == 400


def test_pages_are_whole_in_both_languages(cast: Cast) -> None:
    pages = organization_pages(cast)
    japanese = client_of(cast, cast.electric, "ja")

    for name in ANSWERS:
        answer = japanese.get(pages[name])

        assert '<html lang="ja"' in answer.content.decode()
        assert not re.search(r"\b(Edit|Desks|Whom to ring|Seats|Save|Cancel)\b", words_of(answer)), name
