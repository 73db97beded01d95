"""STIX that hangs on a proven mail becomes objects of its desk; of a spoofed one nothing does, and nobody else finds them."""

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.intel import queries
from noroshi.observables import Kind
from noroshi.vocabulary import ArrivalState
from tests.mail_world import mail, publishes, run_jobs, signed
from tests.rooms.devices_given import EVIL
from tests.rooms.intel_given import bundle, indicator
from tests.rooms.test_mail_in import cast, desk_of, domain_of, kept, names, person_of, post, pytestmark, sink

__all__ = ["cast", "names", "post", "pytestmark", "sink"]


def known(viewer: Viewer) -> int:
    with acting_as(viewer):
        return len(queries.about(viewer, Kind.DOMAIN, EVIL))


def with_bundle(sender: str, desk: str):
    message = mail(sender, desk, "【⑤発生事象の概要】\n不審な通信")
    bad = {**indicator(2), "pattern": "no pattern"}
    content = bundle(indicator(1, EVIL), bad)
    message.add_attachment(content, maintype="application", subtype="stix+json", filename="指標.json")
    return message


def test_objects_of_an_attachment_are_taken_in_beside_the_draft(cast, names, post, sink):
    sender, desk = person_of(cast.electric).email, desk_of(cast.electric)
    publishes(names, domain_of(cast.electric))

    post.send(signed(with_bundle(sender, desk), domain_of(cast.electric)), desk, mail_from=sender)
    run_jobs(sink)

    (shown,) = kept(cast.electric)
    assert shown.state is ArrivalState.DRAFTED
    assert known(cast.electric) == 1
    assert "some_objects_refused" in [trouble.refusal.code for trouble in shown.troubles]
    for stranger in (cast.bank, cast.ministry, cast.neighbor):
        assert known(stranger) == 0


def test_of_a_mail_that_nobody_vouches_for_nothing_is_taken_in(cast, names, post, sink):
    sender, desk = person_of(cast.electric).email, desk_of(cast.electric)

    post.send(with_bundle(sender, desk).as_bytes(), desk, mail_from=sender)
    run_jobs(sink)

    assert known(cast.electric) == 0


def test_who_need_not_know_takes_nothing_in(cast, names, post, sink):
    sender, desk = person_of(cast.electric_colleague).email, desk_of(cast.electric)
    publishes(names, domain_of(cast.electric_colleague))

    post.send(signed(with_bundle(sender, desk), domain_of(cast.electric_colleague)), desk, mail_from=sender)
    run_jobs(sink)

    assert known(cast.electric) == 0
    (shown,) = kept(cast.electric)
    assert shown.state is ArrivalState.DRAFTED
