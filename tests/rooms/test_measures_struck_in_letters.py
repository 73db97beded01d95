"""Letters strike the measures that a later issue replaces, alone and in a digest, where its text may travel (C-054)."""

import re

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.delivery.models import DeskChannels
from noroshi.editions.actions import recall
from tests.cast import small_cast
from tests.mail_sink import as_worker, deliver, mail_sink, text_of
from tests.rooms.test_delivery_mail import MAKE_DUE, address_of
from tests.rooms.test_matters_across_forms import two_sheets
from tests.rooms.test_measures_replaced import two_issues

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("tlp", "is_told"), [("green", True), ("amber", False)])
def test_a_letter_strikes_them_where_its_text_may_travel(tlp, is_told):
    cast = small_cast()
    _first, second = two_issues(cast, tlp)

    with mail_sink() as sink:
        deliver(sink)
        mail = next(one for one in sink.to(address_of(cast.ministry)) if f"/items/{second}/" in text_of(one))
        assert sink.to(address_of(cast.bank)) == []

    words = text_of(mail).replace("\r\n", "\n")
    html = mail.get_body(("html",)).get_content()
    assert ("× " in words, "<s>" in html) == (is_told, is_told)
    assert ("閉じる" in "".join(re.findall("<s>(.*?)</s>", html, re.DOTALL))) is is_told
    assert ("閉じる" in words) is is_told


@pytest.mark.parametrize(("tlp", "is_told"), [("green", True), ("amber", False)])
def test_a_letter_about_a_sheet_strikes_them_as_well(tlp, is_told):
    cast = small_cast()
    _first, second = two_sheets(cast, tlp)

    with mail_sink() as sink:
        deliver(sink)
        mail = next(one for one in sink.to(address_of(cast.electric)) if f"/items/{second}/" in text_of(one))
        assert sink.to(address_of(cast.bank)) == []

    html = mail.get_body(("html",)).get_content()
    assert ("閉じる" in "".join(re.findall("<s>(.*?)</s>", html, re.DOTALL))) is is_told
    assert ("× " in text_of(mail)) is is_told


def test_in_a_digest_of_both_the_earlier_issue_stands_struck_as_well():
    """Whoever reads from the top must not act on what the second letter takes back."""
    cast = small_cast()
    with acting_as(cast.ministry):
        DeskChannels.objects.create(pk=cast.ministry.desk_id, mail_digest="hourly")
    first, _second = two_issues(cast, "green")

    with mail_sink() as sink:
        deliver(sink)
        as_worker(MAKE_DUE)
        deliver(sink)
        (mail,) = sink.to(address_of(cast.ministry))
        assert sink.to(address_of(cast.bank)) == []

    parts = text_of(mail).replace("\r\n", "\n").split("─" * 30)
    (earlier,) = [part for part in parts if "接続元を限る" not in part and f"/items/{first}/" in part]
    assert "× 接続口を閉じる。" in earlier
    assert re.findall("^接続口を閉じる。", earlier, re.MULTILINE) == []
    assert re.findall("^接続の記録を確かめる。", earlier, re.MULTILINE) != []


@pytest.mark.parametrize("later", ["amber", "recalled"])
def test_what_a_later_issue_says_that_may_not_travel_or_was_recalled_strikes_nothing(later):
    cast = small_cast()
    first, second = two_issues(cast, "green", later="amber" if later == "amber" else "green")
    if later == "recalled":
        with acting_as(cast.center):
            recall(cast.center, second, read_number=1, reason="誤って出した")

    with mail_sink() as sink:
        deliver(sink)
        mails = [text_of(one).replace("\r\n", "\n") for one in sink.to(address_of(cast.ministry))]

    (earlier,) = [one for one in mails if f"/items/{first}/" in one and "接続の記録を確かめる" in one]
    assert "× " not in earlier
    assert "接続口を閉じる" in earlier
