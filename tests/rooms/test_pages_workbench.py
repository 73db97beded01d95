"""The workbench by its forms alone: kinds, marked words, steps back, files with what is in them, the source's approval, the preview."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from noroshi.asking.actions import approve
from noroshi.asking.queries import asked_here
from noroshi.audiences.viewer import acting_as
from noroshi.drafting.files import add_file
from noroshi.drafting.queries import draft
from noroshi.reports.actions import begin_anonymized, submit_report
from noroshi.vault.queries import files_of_draft
from noroshi.vocabulary import InquiryState
from tests.cast import Cast
from tests.drafted import draft_report
from tests.rooms.test_attacks_canary import client_of

pytestmark = pytest.mark.django_db
SUMMARY = "汐見電力の端末12台が203.0.113.77へ通信。電話は03-1111-2222と03-3333-4444。鵺鳴峠の設備。"


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def bench(cast: Cast) -> UUID:
    """With an attachment that names its author."""
    begun = draft_report(cast.electric, "anonymized_report", attachment_presence="yes", summary=SUMMARY)
    with acting_as(cast.electric):
        add_file(
            cast.electric, begun.public_id, field="attachments", name="記録.csv", chunks=["作成者,汐見電力\n".encode()]
        )
        source = submit_report(cast.electric, begun.public_id, version=begun.version)
    with acting_as(cast.secretariat):
        return begin_anonymized(cast.secretariat, source).public_id


def page_of(client: Client, bench: UUID) -> str:
    return client.get(reverse("anonymize", args=[bench])).content.decode()


def pressed(client: Client, bench: UUID, deed: str, **more: Any) -> Any:
    version = re.search(r'name="version" value="(\d+)"', page_of(client, bench))
    return client.post(
        reverse("anonymize", args=[bench]), {"version": version[1] if version else "", "deed": deed, **more}
    )


def said(cast: Cast, bench: UUID) -> str:
    with acting_as(cast.secretariat):
        return str(draft(cast.secretariat, bench).written.typed["summary"])


def test_progress_kinds_and_reasons_stand_on_the_page(cast: Cast, bench: UUID) -> None:
    page = page_of(client_of(cast.secretariat), bench)

    assert 'value="replace_kind:telephone"' in page
    assert "in the directory or in the source’s own block" in page or "in the directory" in page
    assert re.search(r"<b>\d+ / \d+</b>", page)
    assert 'value="undo"' not in page


def test_a_kind_is_replaced_and_taken_back(cast: Cast, bench: UUID) -> None:
    client = client_of(cast.secretariat)

    pressed(client, bench, "replace_kind:telephone")
    assert "03-" not in said(cast, bench)
    assert 'value="undo"' in page_of(client, bench)
    pressed(client, bench, "undo")

    assert said(cast, bench) == SUMMARY


def test_a_word_is_marked_and_unmarked(cast: Cast, bench: UUID) -> None:
    client = client_of(cast.secretariat)

    pressed(client, bench, "seek", seek="鵺鳴峠")
    assert "unseek:鵺鳴峠" in page_of(client, bench)
    pressed(client, bench, "unseek:鵺鳴峠")

    assert "unseek:鵺鳴峠" not in page_of(client, bench)


def test_figures_are_told_roughly(cast: Cast, bench: UUID) -> None:
    pressed(client_of(cast.secretariat), bench, "roughen:numbers:summary")

    assert "端末約10台" in said(cast, bench)
    assert "203.0.113.77" in said(cast, bench)


def test_what_is_inside_a_file_is_shown_and_a_cleaned_one_goes_instead(cast: Cast, bench: UUID) -> None:
    client = client_of(cast.secretariat)
    page = page_of(client, bench)
    assert "Found inside" in page
    (original,) = set(re.findall(r'value="take:([0-9a-f-]{36})"', page))
    pressed(client, bench, f"take:{original}")

    cleaned = SimpleUploadedFile("記録（伏せ）.csv", "作成者,会員\n".encode())
    pressed(client, bench, f"instead:{original}", **{f"instead.{original}": cleaned})

    with acting_as(cast.secretariat):
        assert [one.name for one in files_of_draft(cast.secretariat, bench)] == ["記録（伏せ）.csv"]
    assert "Nothing of the source’s own was found inside" in page_of(client, bench)
    nowhere = "00000000-0000-4000-8000-000000000000"
    again = SimpleUploadedFile("x.csv", b"x")
    assert pressed(client, bench, f"instead:{nowhere}", **{f"instead.{nowhere}": again}).status_code == 404


def test_the_source_is_asked_from_the_bench_and_the_answer_stands_there(cast: Cast, bench: UUID) -> None:
    client = client_of(cast.secretariat)
    asked = pressed(client, bench, "approval", approval_text="ご確認ください", **{"f.summary": "会員で通信"})
    assert asked.status_code == 302
    assert "has not answered yet" in page_of(client, bench)

    with acting_as(cast.electric):
        (one,) = asked_here(cast.electric)
        assert one.wanted["typed"]["summary"] == "会員で通信"
        approve(cast.electric, one.public_id, InquiryState.YES)

    assert "the text that was approved" in page_of(client, bench)


def test_the_source_approves_on_its_page_in_its_own_words(cast: Cast, bench: UUID) -> None:
    writer, source = client_of(cast.secretariat), client_of(cast.electric)
    path = pressed(writer, bench, "approval", **{"f.summary": "会員で通信"}).headers["Location"]
    page = source.get(path).content.decode()
    assert "会員で通信" in page
    assert SUMMARY[:4] in page

    done = source.post(path, {"deed": "yes", "e.summary": "一部の会員で通信", "text": ""})
    assert done.status_code == 302
    version = re.search(r'name="version" value="(\d+)"', writer.get(path).content.decode())
    writer.post(path, {"deed": "take", "version": version[1] if version else ""})

    assert said(cast, bench) == "一部の会員で通信"
    for stranger in (cast.bank, cast.ministry, cast.neighbor, cast.electric_colleague):
        assert client_of(stranger).get(path).status_code == 404
        assert client_of(stranger).post(path, {"deed": "yes"}).status_code == 404


def test_the_preview_shows_what_leaves_and_only_to_the_own_desk(cast: Cast, bench: UUID) -> None:
    client = client_of(cast.secretariat)
    pressed(client, bench, "save", **{"f.summary": "会員で通信"})
    path = reverse("preview_outgoing", args=[bench])

    page = client.get(path).content.decode()
    assert "会員で通信" in page
    assert "汐見電力" not in page
    for stranger in (cast.electric, cast.ministry, cast.bank):
        assert client_of(stranger).get(path).status_code == 404
