"""A page of the newest is the same page, whether it is found among the newest rows of the table or audience by audience."""

import pytest

from noroshi.audiences import queries
from noroshi.audiences.queries import Held, readable_by
from noroshi.audiences.viewer import acting_as
from noroshi.editions.models import Edition
from noroshi.editions.queries import Wanted, editions_readable_by
from noroshi.vocabulary import Tlp

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(cast):
    """Ten editions of three desks; every other one goes on to the CEPTOAR, the bank gets one."""
    found = []
    for number in range(10):
        by = (cast.electric, cast.neighbor, cast.center)[number % 3]
        edition = cast.report(by, Tlp.GREEN)
        if number % 2:
            cast.send(by, edition, cast.secretariat)
        found.append(edition)
    cast.send(cast.center, found[2], cast.bank)
    return found


@pytest.mark.parametrize(("few", "near"), [(0, 0), (0, 3), (0, 2000), (200, 0)])
@pytest.mark.parametrize("most", [1, 2, 50])
def test_the_newest_page_is_what_may_be_read_newest_first(cast, sent, monkeypatch, few, near, most):
    monkeypatch.setattr(queries, "NEAR", near)
    monkeypatch.setattr(queries, "FEW", few)

    for viewer in (cast.electric, cast.secretariat, cast.center, cast.bank, cast.anonymous):
        with acting_as(viewer):
            readable = list(readable_by(viewer, Edition.objects.order_by("-pk")).values_list("public_id", "pk"))
            page = Held.by(viewer).newest(Edition.objects.all(), ("public_id", "pk"), most)
            older = Held.by(viewer).newest(Edition.objects.all(), ("public_id", "pk"), most, before=sent[5].pk)

        assert page == readable[:most]
        assert older == [(edition, key) for edition, key in readable if key < sent[5].pk][:most]


@pytest.mark.parametrize("few", [0, 200])
def test_a_page_holds_nothing_of_what_a_stranger_may_not_read(cast, sent, monkeypatch, few):
    monkeypatch.setattr(queries, "FEW", few)

    with acting_as(cast.bank):
        lines = editions_readable_by(cast.bank, Wanted())
        foreign = editions_readable_by(cast.bank, Wanted(is_foreign=True))

    assert [line.public_id for line in lines] == [sent[2].public_id]
    assert [line.public_id for line in foreign] == [sent[2].public_id]
    with acting_as(cast.vendor):
        assert editions_readable_by(cast.vendor, Wanted()) == []
