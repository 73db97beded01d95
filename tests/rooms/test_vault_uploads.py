"""Bodies with files: none is put on disk, none is read past its limit, a stranger's never beyond a form's."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from noroshi.api.uploads import one_file
from noroshi.threshold.uploads import SealedUpload, digest_of_parts
from noroshi.vault.limits import MB
from noroshi.vocabulary.errors import InvalidFields, Malformed
from tests.rooms.test_pages_strangers import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    """The door has its own tests."""
    settings.SECOND_FACTOR_REQUIRED = False


def posted(**parts: Any) -> Any:
    return RequestFactory().post("/", parts)


def file(content: bytes = b"evidence", name: str = "log.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_file_of_the_whole_limit_stays_in_memory(tmp_path, monkeypatch):
    """Where a handler would put a file on disk, there is no disk."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))

    given = posted(file=file(bytes(20 * MB))).FILES["file"]

    assert isinstance(given, SealedUpload)
    assert given.size == 20 * MB


@pytest.mark.parametrize(("size", "status"), [(21 * MB, 404), (23 * MB, 413), (50 * MB, 413)])
def test_a_page_refuses_a_body_beyond_one_file_before_reading_it(cast, size, status):
    """Beyond the limit nothing is read: what would be read here is not there."""
    client = client_of(cast.electric)

    answer = client.generic(
        "POST",
        reverse("stored_file", args=[uuid.uuid4()]),
        b"x",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(size),
    )

    assert answer.status_code == status
    if status == 413:
        assert "What was sent is too large." in answer.content.decode()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_too_large_a_body_is_told_in_the_readers_language(cast, language):
    answer = client_of(cast.electric, language).generic(
        "POST", "/preferences/", b"x", content_type="application/x-www-form-urlencoded", CONTENT_LENGTH=str(3 * MB)
    )

    assert answer.status_code == 413
    assert {"ja": "送られた内容が大きすぎます。", "en": "What was sent is too large."}[
        language
    ] in answer.content.decode()


def test_a_stranger_is_never_read_beyond_a_form(cast):
    """Neither from the street, nor with a key or a session that is none."""
    for given in ({}, {"HTTP_AUTHORIZATION": "Bearer nothing"}, {"HTTP_COOKIE": "noroshi_session=nothing"}):
        for address in (reverse("stored_file", args=[uuid.uuid4()]), "/sign-in/"):
            answer = Client().generic(
                "POST",
                address,
                b"x",
                content_type="multipart/form-data; boundary=x",
                CONTENT_LENGTH=str(3 * MB),
                **given,
            )
            assert answer.status_code == 413, (given, address)


def test_one_file_is_taken_from_a_form_that_has_nothing_else():
    upload = one_file(posted(file=file(b"abc", "別紙.csv")))

    assert upload.name == "別紙.csv"
    assert b"".join(upload.chunks) == b"abc"


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"file": "no file at all"},
        {"attachment": file()},
        {"file": file(), "draft": "another"},
        {"file": [file(), file()]},
        {"file": file(), "other": file()},
    ],
    ids=["nothing", "text", "another name", "a field beside it", "two files", "another file"],
)
def test_any_other_form_is_refused(parts):
    with pytest.raises(InvalidFields):
        one_file(posted(**parts))


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b"{}"),
        ("text/plain", b"x"),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=\xff", b"x"),
    ],
)
def test_a_body_that_is_no_form_with_files_is_refused(content_type, body):
    with pytest.raises(Malformed):
        one_file(RequestFactory().post("/", body, content_type=content_type))


def test_the_same_parts_are_the_same_request_whatever_line_is_drawn_between_them():
    """So that a repeated upload with its Idempotency-Key is known again."""
    one, again = posted(file=file(), note="a"), posted(file=file(), note="a")

    assert digest_of_parts(one) == digest_of_parts(again)
    assert one.FILES["file"].read() == b"evidence"
    for other in (
        posted(file=file(b"evidencf"), note="a"),
        posted(file=file(name="log2.csv"), note="a"),
        posted(file=file(), note="b"),
        posted(fil=file(), note="a"),
        posted(note="a"),
    ):
        assert digest_of_parts(other) != digest_of_parts(one)
