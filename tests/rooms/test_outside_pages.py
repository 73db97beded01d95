"""The public pages without an account, the desk's page for what came that way, and the same by REST."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.directory.models import Desk
from noroshi.intake.models import Knock
from noroshi.intake.outside.tickets import WAIT, new_ticket
from noroshi.intake.queries import arrivals
from noroshi.ledger.models import Entry
from tests.rooms.test_attacks_canary import caller_of, client_of

pytestmark = pytest.mark.django_db
CANARY = "かなりあ八号の装置に見知らぬ通信"


@pytest.fixture(autouse=True)
def _intake(cast: Any, settings: Any) -> None:
    """The center's desk alone; the door has its own tests."""
    settings.PUBLIC_INTAKE = [Desk.objects.get(pk=cast.center.desk_id).handle]
    settings.SECOND_FACTOR_REQUIRED = False


def ticket() -> str:
    return new_ticket(timezone.now() - 2 * WAIT)


def told(client: Client, **given: Any) -> Any:
    return client.post(reverse("public_report"), {"what": CANARY, "ticket": ticket(), **given})


def codes(answer: Any) -> tuple[str, str]:
    receipt = answer.context["receipt"]
    return receipt.number, receipt.secret


def one_of(viewer: Any) -> Any:
    with acting_as(viewer):
        (one,) = arrivals(viewer)
        return one


def test_a_stranger_tells_something_and_follows_it_with_the_receipt(cast) -> None:
    client = Client()

    answer = told(client, when="きのう", file=[SimpleUploadedFile("写し.txt", b"seen")])
    number, secret = codes(answer)
    one = one_of(cast.center)
    desk = client_of(cast.center)
    said = desk.post(
        reverse("arrival", args=[one.public_id]), {"deed": "answer", "text": "型番は。", "stands": "looked_at"}
    )
    followed = Client()
    opened = followed.post(reverse("public_follow"), {"number": number, "secret": secret}, follow=True)
    added = followed.post(reverse("public_followed"), {"text": "R-200 です。"}, follow=True)

    assert answer.status_code == 201
    assert "no-store" in answer["Cache-Control"]
    assert (number in answer.content.decode(), secret in answer.content.decode()) == (True, True)
    assert said.status_code == 302
    assert all(words in opened.content.decode() for words in (number, CANARY, "型番は。", "写し.txt"))
    assert secret not in opened.content.decode()
    assert "R-200 です。" in added.content.decode()
    shown = desk.get(reverse("arrival", args=[one.public_id])).content.decode()
    assert all(words in shown for words in ("R-200 です。", "not verified", "写し.txt"))
    assert secret not in shown


def test_the_home_and_the_list_of_the_desk_say_that_nobody_verified_it(cast) -> None:
    told(Client())
    client = client_of(cast.center)

    assert "One message from a non-member waits" in client.get(reverse("home")).content.decode()
    assert "Non-member, not verified" in client.get(reverse("arrivals")).content.decode()


def test_strangers_with_an_account_see_nothing_of_it(cast) -> None:
    number, _secret = codes(told(Client()))
    one = one_of(cast.center)

    for stranger in (cast.electric, cast.bank, cast.ministry, cast.center_general, cast.platform):
        client = client_of(stranger)
        page = reverse("arrival", args=[one.public_id])
        assert client.get(page).status_code == 404
        assert client.post(page, {"deed": "answer", "text": "x", "stands": "closed"}).status_code == 404
        for name in ("home", "arrivals", "ledger", "notices"):
            shown = client.get(reverse(name)).content.decode()
            assert CANARY not in shown
            assert number not in shown


@pytest.mark.parametrize(("number", "secret"), [("right", "wrong"), ("wrong", "right"), ("wrong", "wrong")])
def test_whatever_does_not_fit_is_answered_alike(cast, number: str, secret: str) -> None:
    right = dict(zip(("number", "secret"), codes(told(Client())), strict=True))
    wrong = {"number": "U-2222-2222", "secret": "2222-2222-2222-2222-2222-2222"}
    given = {
        "number": (right if number == "right" else wrong)["number"],
        "secret": (right if secret == "right" else wrong)["secret"],
    }

    answer = Client().post(reverse("public_follow"), given)
    nothing = Client().post(reverse("public_follow"), wrong)

    assert answer.status_code == nothing.status_code == 422
    assert without(answer, given) == without(nothing, wrong)


def without(answer: Any, given: dict[str, str]) -> str:
    """The page without what was typed and without its token."""
    page = answer.content.decode()
    for value in given.values():
        page = page.replace(value, "")
    page = page.replace(str(answer.context["csrf_token"]), "")
    return re.sub(r'nonce="[^"]+"', "", page)


def test_a_page_of_a_receipt_leads_everybody_else_to_the_question(cast) -> None:
    client = Client()
    told(client)

    assert client.get(reverse("public_followed")).status_code == 200
    assert Client().get(reverse("public_followed"))["Location"] == reverse("public_follow")
    assert Client().post(reverse("public_followed"), {"text": "x"})["Location"] == reverse("public_follow")
    client.post(reverse("public_leave"))
    assert client.get(reverse("public_followed"))["Location"] == reverse("public_follow")


def test_what_was_typed_stays_when_something_is_wrong(cast) -> None:
    client = Client()

    early = client.post(reverse("public_report"), {"what": CANARY, "ticket": new_ticket()})
    unfit = told(client, what="氏名：山田太郎 090-1234-5678")
    confirmed = told(client, what="氏名：山田太郎 090-1234-5678", is_confirmed="on")
    trapped = told(client, homepage="https://example.com")

    assert (early.status_code, unfit.status_code, trapped.status_code, confirmed.status_code) == (422, 422, 422, 201)
    assert CANARY in early.content.decode()
    assert "山田太郎" in unfit.content.decode()
    assert 'name="is_confirmed"' in unfit.content.decode()


def test_too_many_keep_what_was_typed_and_say_when(cast) -> None:
    client = Client()
    for _ in range(6):
        assert told(client).status_code == 201

    refused = told(client, what="七つ目")

    assert refused.status_code == 429
    assert "七つ目" in refused.content.decode()


def test_writing_over_and_over_is_refused_before_anything_is_read(cast) -> None:
    client = Client()
    told(client)
    mark, at = Knock.objects.filter(kind="ask").values_list("mark", "at")[0]
    Knock.objects.bulk_create([Knock(kind="ask", mark=mark, at=at) for _ in range(120)])

    assert client.post(reverse("public_follow"), {"number": "U", "secret": "x"}).status_code == 429
    Knock.objects.update(at=timezone.now() - timedelta(hours=2))
    assert client.post(reverse("public_follow"), {"number": "U", "secret": "x"}).status_code == 422


def test_forms_without_their_token_are_refused(cast) -> None:
    client = Client(enforce_csrf_checks=True)

    for name in ("public_report", "public_follow", "public_followed", "public_leave"):
        assert client.post(reverse(name), {"what": CANARY, "ticket": ticket()}).status_code == 403


def test_a_body_is_bounded_and_larger_than_a_form_only_here(cast, settings) -> None:
    settings.PUBLIC_INTAKE_BODY_MOST = 100_000
    large = SimpleUploadedFile("写し.bin", b"x" * 150_000)

    assert told(Client(), file=[large]).status_code == 413
    settings.PUBLIC_INTAKE_BODY_MOST = 400_000
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
    large.seek(0)
    assert told(Client(), file=[large]).status_code == 201
    large.seek(0)
    assert Client().post("/sign-in/", {"login": "x", "file": large}).status_code == 413


def test_where_no_intake_is_open_there_is_none(cast, settings) -> None:
    settings.PUBLIC_INTAKE = []

    assert Client().get(reverse("public_report")).status_code == 404
    assert Client().get(reverse("public_follow")).status_code == 404
    assert reverse("public_report") not in Client().get(reverse("published")).content.decode()


def test_neither_address_nor_words_stand_in_the_record(cast) -> None:
    number, secret = codes(told(Client(REMOTE_ADDR="203.0.113.77")))
    Client(REMOTE_ADDR="203.0.113.77").post(reverse("public_follow"), {"number": number, "secret": "x"})

    with acting_as(cast.center):
        kept = str(list(Entry.objects.values()))
    assert not [words for words in (CANARY, number, secret, "203.0.113.77") if words in kept]


# ---------------------------------------------------------------- REST


def ask(method: str, path: str, receipt: str = "", **more: Any) -> Any:
    headers = {"Noroshi-Receipt": receipt} if receipt else {}
    return getattr(Client(), method)(f"/api/v1{path}", headers=headers, **more)


def posted(path: str, body: dict[str, Any], receipt: str = "") -> Any:
    return ask("post", path, receipt, data=body, content_type="application/json")


def test_machines_tell_and_follow_without_a_key(cast) -> None:
    given = ask("get", "/public/reports/ticket").json()
    assert posted("/public/reports", {"ticket": given["ticket"], "what": CANARY}).json()["code"] == "ticket_early"

    made = posted("/public/reports", {"ticket": ticket(), "what": CANARY, "systems": "VPN"})
    receipt = f"{made.json()['number']} {made.json()['secret']}"
    sent = ask("post", "/public/reports/followed/files", receipt, data={"file": SimpleUploadedFile("a.txt", b"x")})
    added = posted("/public/reports/followed/lines", {"text": "追記"}, receipt)
    read = ask("get", "/public/reports/followed", receipt).json()

    assert [made.status_code, sent.status_code, added.status_code] == [201, 201, 201]
    assert (read["state"], [line["text"] for line in read["lines"]]) == ("received", ["", "追記"])
    assert read["lines"][0]["said"] == {"what": CANARY, "systems": "VPN"}
    assert [file["name"] for file in read["files"]] == ["a.txt"]
    one = one_of(cast.center)
    assert (one.proof.value, one.draft) == ("non_member", None)


def test_without_both_halves_machines_find_what_nobody_finds(cast) -> None:
    made = posted("/public/reports", {"ticket": ticket(), "what": CANARY}).json()
    wrong = ("", made["number"], f"{made['number']} x", f"U-2222-2222 {made['secret']}", "x" * 5000)

    for receipt in wrong:
        for answer in (
            ask("get", "/public/reports/followed", receipt),
            posted("/public/reports/followed/lines", {"text": "x"}, receipt),
            ask("post", "/public/reports/followed/files", receipt, data={"file": SimpleUploadedFile("a", b"x")}),
        ):
            assert (answer.status_code, answer.json()["code"]) == (404, "receipt_unknown")


def test_the_desk_reads_and_answers_by_rest_and_no_other_desk_does(cast) -> None:
    made = posted("/public/reports", {"ticket": ticket(), "what": CANARY}).json()
    one = one_of(cast.center)
    path = f"/arrivals/{one.public_id}/talk"
    center = caller_of(cast.center)

    said = center.post(path, {"text": "型番は。", "state": "looked_at"})
    read = center.read(path)

    assert said.status_code == 201
    assert (read["state"], read["lines"][1]["text"], read["lines"][0]["said"]["what"]) == (
        "looked_at",
        "型番は。",
        CANARY,
    )
    receipt = f"{made['number']} {made['secret']}"
    assert ask("get", "/public/reports/followed", receipt).json()["lines"][1]["by_desk"] is True
    for stranger in (cast.electric, cast.ministry, cast.secretariat):
        assert caller_of(stranger).get(path).status_code == 404
        assert caller_of(stranger).post(path, {"text": "x"}).status_code == 404
