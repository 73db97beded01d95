"""What stopped a draft is shown on a page; a second person lets it leave or sends it back, and who wrote it does neither."""

from typing import Any

import pytest
from django.urls import reverse

from noroshi.audiences.viewer import acting_as
from noroshi.drafting.queries import DraftShown
from noroshi.reports.actions import begin_anonymized
from noroshi.reports.actions.second_look import ask_second_look, send_back
from noroshi.reports.errors import NothingToRelease, NotTheSecondPerson
from noroshi.reports.leaks import leak_check
from noroshi.reports.models import LeakReturn
from noroshi.reports.returned import returned
from noroshi.vocabulary.errors import ChangedMeanwhile, InvalidFields, NotFound
from tests.cast import Cast
from tests.drafted import amended, reported
from tests.rooms.test_attacks_canary import caller_of, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def blocked(cast: Cast) -> DraftShown:
    """The source's name was left in it on purpose."""
    source = reported(cast.electric, "anonymized_report")
    with acting_as(cast.secretariat):
        begun = begin_anonymized(cast.secretariat, source)
        return amended(cast.secretariat, begun, summary="汐見電力で通信", systems="")


def second(cast: Cast) -> Any:
    return cast.world.viewer("ogata@electricity_ceptoar")


def digest(cast: Cast, blocked: DraftShown) -> str:
    with acting_as(second(cast)):
        return leak_check(second(cast), blocked.public_id).digest


def test_the_writer_mends_or_asks_and_the_second_person_decides(cast: Cast, blocked: DraftShown) -> None:
    path = reverse("leaks", args=[blocked.public_id])
    writer, other = client_of(cast.secretariat), client_of(second(cast))
    page = writer.get(path).content.decode()
    assert "汐見電力" in page
    assert 'value="release"' not in page
    asked = writer.post(path, {"deed": "ask"})
    assert asked.status_code == 302
    theirs = other.get(path).content.decode()
    assert 'value="release"' in theirs

    unsaid = other.post(path, {"deed": "release", "digest": digest(cast, blocked), "reason": ""})
    assert unsaid.status_code == 422
    done = other.post(path, {"deed": "release", "digest": digest(cast, blocked), "reason": "公開済みの名称"})
    assert done.status_code == 302
    now = other.get(path).content.decode()
    assert "公開済みの名称" in now
    assert 'value="release"' not in now


def test_what_is_sent_back_says_why_to_whoever_writes_on(cast: Cast, blocked: DraftShown) -> None:
    path = reverse("leaks", args=[blocked.public_id])

    client_of(second(cast)).post(
        path, {"deed": "send_back", "digest": digest(cast, blocked), "reason": "名称が残っている"}
    )

    assert "名称が残っている" in client_of(cast.secretariat).get(path).content.decode()
    with acting_as(cast.secretariat):
        (one,) = returned(cast.secretariat, blocked.public_id)
        assert one.by.login == "ogata@electricity_ceptoar"
        assert leak_check(cast.secretariat, blocked.public_id).is_blocked


def test_who_wrote_it_sends_nothing_back_and_nobody_without_a_reason(cast: Cast, blocked: DraftShown) -> None:
    found = digest(cast, blocked)
    with acting_as(cast.secretariat), pytest.raises(NotTheSecondPerson):
        send_back(cast.secretariat, blocked.public_id, digest=found, reason="x")
    with acting_as(second(cast)):
        with pytest.raises(InvalidFields):
            send_back(second(cast), blocked.public_id, digest=found, reason=" ")
        with pytest.raises(ChangedMeanwhile):
            send_back(second(cast), blocked.public_id, digest="0" * 64, reason="x")


def test_nobody_is_asked_where_nothing_was_found(cast: Cast, blocked: DraftShown) -> None:
    with acting_as(cast.secretariat):
        amended(cast.secretariat, blocked, summary="会員で通信", systems="")
        with pytest.raises(NothingToRelease):
            ask_second_look(cast.secretariat, blocked.public_id)


@pytest.mark.parametrize("name", ["bank", "ministry", "center", "electric", "neighbor"])
def test_a_stranger_finds_neither_page_nor_route_nor_row(cast: Cast, blocked: DraftShown, name: str) -> None:
    with acting_as(second(cast)):
        send_back(
            second(cast), blocked.public_id, digest=leak_check(second(cast), blocked.public_id).digest, reason="残る"
        )
    viewer = getattr(cast, name)
    client, caller, path = client_of(viewer), caller_of(viewer), reverse("leaks", args=[blocked.public_id])

    assert client.get(path).status_code == 404
    for deed in ("ask", "release", "send_back"):
        assert client.post(path, {"deed": deed, "digest": "0" * 64, "reason": "x"}).status_code == 404
    assert caller.post(f"/drafts/{blocked.public_id}/leaks/second-look").status_code == 404
    body = {"digest": "0" * 64, "reason": "x"}
    assert caller.post(f"/drafts/{blocked.public_id}/leaks/return", body).status_code == 404
    with acting_as(viewer):
        assert not LeakReturn.objects.exists()
        with pytest.raises(NotFound):
            ask_second_look(viewer, blocked.public_id)


def test_by_api_as_on_the_page(cast: Cast, blocked: DraftShown) -> None:
    writer, other = caller_of(cast.secretariat), caller_of(second(cast))
    path = f"/drafts/{blocked.public_id}/leaks"

    assert writer.done(f"{path}/second-look")["is_blocked"]
    body = {"digest": other.read(path)["digest"], "reason": "名称が残っている"}
    assert writer.post(f"{path}/return", body).status_code == 403
    assert other.done(f"{path}/return", body)["is_blocked"]
