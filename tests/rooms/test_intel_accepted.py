"""Text and mail become values that somebody looks through; what is chosen becomes objects of the desk, what is not is gone."""

import json
from datetime import UTC, timedelta
from email.message import EmailMessage

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.intel import queries
from noroshi.intel.actions.accept import (
    Acceptance,
    Chosen,
    ConfidenceOutside,
    EndsBeforeItBegins,
    NothingChosen,
    ValueNotReadable,
    accept,
)
from noroshi.intel.models import Origin, StixObject
from noroshi.intel.reviewing import NothingToRead, Review, review_file, review_text
from noroshi.observables import Kind
from noroshi.stix.kinds import StixKind
from noroshi.stix.tlp import ID_OF
from noroshi.vocabulary import Tlp2
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.observables import FindingPlace, ValueFlag
from noroshi.vocabulary.traces import FileTrouble
from tests.rooms.intel_given import origin_of

pytestmark = pytest.mark.django_db


def suspicious_mail(own: str) -> bytes:
    mail = EmailMessage()
    mail["From"] = '"配送センター" <no-reply@takuhai-check.top>'
    mail["To"] = f"somebody@{own}"
    mail["Subject"] = "【至急】お荷物のお届けについて"
    mail["Received"] = (
        f"from mail.orenji.top (unknown [45.9.1.66]) by mx.{own} for <somebody@{own}>; Sat, 21 Nov 2026 03:12:00 +0900"
    )
    mail.set_content("お荷物は hxxp://takuhai-check[.]top/a からご確認ください。\n")
    mail.add_alternative('<a href="http://evil.kirisame.top/login">https://www.takuhai.example/</a>', subtype="html")
    mail.add_attachment(
        "接続先 c2.kirisame.top\n".encode("cp932"), maintype="text", subtype="plain", filename="手順.txt"
    )
    mail.add_attachment(b"MZ\x90", maintype="application", subtype="octet-stream", filename="請求書.exe")
    return mail.as_bytes()


def reviewed(viewer: Viewer, text: str) -> Review:
    with acting_as(viewer):
        return review_text(viewer, text)


def accepted(viewer: Viewer, *rows: tuple[Kind, str], **more):
    with acting_as(viewer):
        return accept(viewer, Acceptance(tuple(Chosen(*row) for row in rows), **more))


def flags(review: Review, value: str) -> set[ValueFlag]:
    return {one.flag for found in review.candidates if found.value == value for one in found.flags}


def test_a_report_becomes_candidates_and_nothing_is_kept(cast):
    review = reviewed(
        cast.center,
        "攻撃者は45.9.1.66からhxxp://evil[.]kirisame[.]top/aへ誘導。内部は10.0.0.5、8.8.8.8は名前解決。45.9.1.66は2度。",
    )

    assert [(one.kind, one.value, one.times) for one in review.candidates] == [
        (Kind.IPV4, "45.9.1.66", 2),
        (Kind.URL, "http://evil.kirisame.top/a", 1),
        (Kind.IPV4, "10.0.0.5", 1),
        (Kind.IPV4, "8.8.8.8", 1),
    ]
    assert [one.is_likely_wanted for one in review.candidates] == [True, True, False, False]
    assert (flags(review, "10.0.0.5"), flags(review, "8.8.8.8")) == ({ValueFlag.PRIVATE}, {ValueFlag.KNOWN_GOOD})
    assert review.candidates[0].contexts[0].before.endswith("攻撃者は")
    with acting_as(cast.center):
        assert (StixObject.objects.count(), Origin.objects.count()) == (0, 0)


def test_a_suspicious_mail_is_taken_apart(cast):
    with acting_as(cast.center):
        review = review_file(cast.center, "mail.eml", suspicious_mail("victim.top"))

    found = {one.value: one for one in review.candidates}
    assert review.is_mail
    assert found["no-reply@takuhai-check.top"].contexts[0].place is FindingPlace.SENDER
    assert found["45.9.1.66"].contexts[0].place is FindingPlace.ROUTE
    assert found["【至急】お荷物のお届けについて"].kind is Kind.MAIL_SUBJECT
    assert found["http://takuhai-check.top/a"].contexts[0].place is FindingPlace.TEXT
    assert ValueFlag.DISGUISED in flags(review, "http://evil.kirisame.top/login")
    assert found["c2.kirisame.top"].contexts[0].place is FindingPlace.FILE
    assert found["請求書.exe"].contexts[0].place is FindingPlace.ATTACHMENT
    assert sum(one.kind is Kind.SHA256 for one in review.candidates) == 2
    assert "somebody@victim.top" not in found


def test_a_pasted_mail_is_a_mail(cast):
    review = reviewed(cast.center, suspicious_mail("victim.top").decode("utf-8"))

    assert review.is_mail


def test_what_cannot_be_read_is_said(cast):
    with acting_as(cast.center):
        review = review_file(cast.center, "locked.zip", b"PK\x03\x04broken")

    assert review.troubles == (FileTrouble.DAMAGED,)
    assert review.candidates == ()


def test_nothing_brought_is_nothing_to_read(cast):
    with acting_as(cast.center), pytest.raises(NothingToRead):
        review_text(cast.center, " \n")


def test_chosen_rows_become_objects_under_the_color_that_was_chosen(cast):
    until = timezone.now() + timedelta(days=30)

    taken = accepted(
        cast.center,
        (Kind.DOMAIN, "evil[.]kirisame（.）top"),
        (Kind.CVE, "CVE–2026–1234"),
        (Kind.TECHNIQUE, "T1566.001"),
        (Kind.JA3, "e7d705a3286e19ea42f587b344ee6865"),
        title="宅配を装うメール",
        tlp=Tlp2.GREEN,
        confidence=70,
        valid_until=until,
    )

    assert taken.faults == []
    kinds = sorted(one.kind.type for one in taken.new)
    assert kinds == [
        "attack-pattern",
        "domain-name",
        "indicator",
        "indicator",
        "relationship",
        "report",
        "vulnerability",
    ]
    with acting_as(cast.center):
        kept = [
            one
            for one in queries.about(cast.center, Kind.DOMAIN, "evil.kirisame.top")
            if one.kind is StixKind.INDICATOR
        ]
    whole = json.loads(kept[0].raw)
    assert (whole["confidence"], whole["valid_until"][:10]) == (70, until.astimezone(UTC).date().isoformat())
    assert whole["object_marking_refs"] == [ID_OF[Tlp2.GREEN]]


def test_a_value_accepted_twice_is_one_object_with_two_versions(cast):
    first = accepted(cast.center, (Kind.IPV4, "45.9.1.66"), confidence=50)
    again = accepted(cast.center, (Kind.IPV4, "45[.]9.1.66"), confidence=90)

    assert [one.id for one in first.new if one.kind is StixKind.INDICATOR] == [
        one.id for one in again.new if one.kind is StixKind.INDICATOR
    ]


def test_a_row_that_was_mended_into_another_kind_is_of_that_kind(cast):
    taken = accepted(cast.center, (Kind.URL, "kirisame.top"), (Kind.DOMAIN, "http://kirisame.top/x"))

    assert [value for one in taken.new for value in one.values if one.kind is StixKind.INDICATOR] == [
        (Kind.URL, "http://kirisame.top/"),
        (Kind.URL, "http://kirisame.top/x"),
    ]


def test_a_row_that_is_no_value_is_named_by_its_place(cast):
    with pytest.raises(ValueNotReadable) as refused:
        accepted(cast.center, (Kind.IPV4, "45.9.1.66"), (Kind.IPV4, "none"))

    assert refused.value.place == 2


def test_what_is_wrong_with_all_rows_together_is_refused(cast):
    row = (Kind.IPV4, "45.9.1.66")
    with pytest.raises(NothingChosen):
        accepted(cast.center)
    with pytest.raises(ConfidenceOutside):
        accepted(cast.center, row, confidence=101)
    with pytest.raises(EndsBeforeItBegins):
        accepted(cast.center, row, valid_until=timezone.now() - timedelta(days=1))


def test_nobody_else_reads_what_was_accepted_nor_writes_into_its_source(cast):
    origin = origin_of(cast.center)
    accepted(cast.center, (Kind.DOMAIN, "secret.kirisame.top"), origin=origin.public_id, tlp=Tlp2.RED)

    with acting_as(cast.bank):
        assert queries.about(cast.bank, Kind.DOMAIN, "secret.kirisame.top") == []
    with pytest.raises(NotFound):
        accepted(cast.bank, (Kind.DOMAIN, "x.kirisame.top"), origin=origin.public_id)


def test_a_color_never_goes_beyond_the_source(cast):
    accepted(cast.center, (Kind.DOMAIN, "wide.kirisame.top"), tlp=Tlp2.CLEAR)

    with acting_as(cast.bank):
        assert queries.about(cast.bank, Kind.DOMAIN, "wide.kirisame.top") == []
