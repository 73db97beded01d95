"""A letter about a follow-up says what was put right and leads to the earlier editions, to whoever may have the text alone."""

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.drafting.actions import save
from noroshi.drafting.written import Written
from noroshi.reports.actions import begin_follow_up
from tests.cast import small_cast
from tests.drafted import reported, sent
from tests.mail_sink import deliver, mail_sink, text_of
from tests.rooms.test_delivery_mail import address_of

pytestmark = pytest.mark.django_db(transaction=True)

WHY = "保守会社の数え違い"


def followed_up(viewer, first, tlp):
    with acting_as(viewer):
        begun = begin_follow_up(viewer, first)
        typed = {**begun.written.typed, "systems": "端末4台", "lessons": "点検の間隔を見直す。"}
        marks = {**begun.written.marks, "systems": {"correction": WHY}}
        written = Written(typed, marks, {**begun.written.wish, "tlp": tlp})
        draft = save(viewer, begun.public_id, written, version=begun.version)
    return sent(viewer, draft)


def letters(tlp, *, before="green"):
    cast = small_cast()
    first = reported(cast.electric, tlp=before, systems="端末3台")
    second = followed_up(cast.electric, first, tlp)
    with mail_sink() as sink:
        deliver(sink)
        found = {
            f"/items/{second}/" in text_of(mail): text_of(mail).replace("\r\n", "\n")
            for mail in sink.to(address_of(cast.ministry))
        }
        assert sink.to(address_of(cast.bank)) == []
    return first, found[True]


def test_a_letter_whose_text_may_travel_counts_and_tells_what_was_put_right_and_why() -> None:
    first, words = letters("green")

    assert "追記 1、訂正 1" in words
    assert f"訂正: {WHY}" in words
    assert "旧: 端末3台\n新: 端末4台" in words
    assert f"/items/{first}/" in words


def test_of_what_may_not_travel_openly_only_the_way_to_it_is_told() -> None:
    first, words = letters("amber")

    assert f"/items/{first}/" in words
    for one in ("訂正", WHY, "端末3台", "端末4台", "点検"):
        assert one not in words


def test_what_stood_in_an_edition_that_may_not_travel_is_not_told_by_the_one_that_may() -> None:
    _first, words = letters("green", before="amber")

    assert "端末4台" in words
    for one in ("旧:", "端末3台", "訂正"):
        assert one not in words
