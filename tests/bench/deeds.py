"""Opening a broad advisory, moving a desk to another sector, the ceiling over every desk, a seal, a key."""

import itertools
import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import connection, transaction
from django.utils import timezone

from noroshi.audiences import everybody as kept
from noroshi.audiences.everybody import everybody
from noroshi.audiences.kept_schemes import scheme_key, table_of
from noroshi.audiences.viewer import acting_as
from noroshi.directory import events
from noroshi.directory.actions.weighty import apply_weighty, preview_weighty
from noroshi.directory.models import Organization
from noroshi.directory.signin.keys import authenticate, make_own_key
from noroshi.directory.signin.scopes import Scope
from noroshi.editions.actions import Statement, hop, seal_edition
from noroshi.editions.models import EditionKind
from noroshi.editions.sealing import is_whole, salted, seal_content
from noroshi.ledger.seals import node_key
from noroshi.sharing.ceiling import ceiling
from noroshi.sharing.decisions import decide
from noroshi.sharing.marking import Marking
from noroshi.sharing.parties import Naming, Party, desk
from noroshi.vocabulary import HopKind, Leg, OrganizationKind, TableVariant, Tlp
from tests.bench import people
from tests.bench.measuring import Figure, Peer, median, milliseconds, p95, rounds

OPENING_LIMIT_MS, MOVING_LIMIT_MS = 200.0, 1000.0
number = itertools.count()


def figures() -> Iterator[Figure]:
    yield from _facts()
    yield from _opening()
    yield from _moving()
    yield from _ceiling()
    yield from _sealing()
    yield from _key()


def _facts() -> Iterator[Figure]:
    def read() -> None:
        kept._kept.clear()
        everybody()

    yield Figure(f"facts of all {len(list(everybody())):,} desks read anew", median(rounds(read, 5)), "ms")


def _marking(desk: int) -> Marking:
    """Like no marking before it, so that its audience is made and not found."""
    sectors = frozenset({"water", f"bench-{secrets.token_hex(4)}"})
    return Marking(tlp=Tlp.GREEN, variant=TableVariant.TABLE4, leg=Leg.OTHER, sectors=sectors, originator=desk)


def _opening() -> Iterator[Figure]:
    """By a liaison: the center's advisories reach those below through their ministries."""
    center, liaison = (people.readers()[one] for one in ("center", "liaison of a ministry"))
    everyone = [Party(Naming.EVERYONE_IN_RANGE)]

    def open_one(before: Callable[[], object] = lambda: None) -> float:
        viewer = people.viewer(center)
        with acting_as(viewer):
            content = {"title": "注意喚起"}
            edition = seal_edition(viewer, Statement(EditionKind.ADVISORY, content, _marking(viewer.desk_id)))
            hop(viewer, edition.public_id, kind=HopKind.ISSUE, to=[desk(liaison[1])])

        def deed() -> None:
            viewer = people.viewer(liaison)
            with acting_as(viewer):
                hop(viewer, edition.public_id, kind=HopKind.RELAY, to=everyone)

        before()
        return milliseconds(deed)

    open_one()
    taken = [open_one() for _ in range(30)]
    yield Figure("opening a GREEN advisory to everyone in range, median", median(taken), "ms", limit=OPENING_LIMIT_MS)
    yield Figure("opening a GREEN advisory to everyone in range, p95", p95(taken), "ms", limit=OPENING_LIMIT_MS)
    anew = [open_one(kept._kept.clear) for _ in range(5)]
    yield Figure("the same, the first time after a change of the directory", median(anew), "ms")


def _moving() -> Iterator[Figure]:
    """An operator with one desk goes to another sector and ministry and back again: seats are read again and committed."""
    operators = Organization.objects.filter(kinds=[OrganizationKind.OPERATOR.value])
    here = operators.filter(sectors=["water"]).order_by("-pk")[0]
    other = operators.filter(sectors=["finance"]).order_by("-pk")[0]
    places = itertools.cycle([_place(other), _place(here)])

    def move() -> None:
        with transaction.atomic():
            organization = Organization.objects.select_for_update().get(pk=here.pk)
            events.desk_facts_changed(apply_weighty(organization, next(places)))

    first = milliseconds(move)
    taken = rounds(move, 11)
    yield Figure("moving a desk to another sector, the first time in a process", first, "ms", limit=MOVING_LIMIT_MS)
    yield Figure("moving a desk to another sector, median", median(taken), "ms", limit=MOVING_LIMIT_MS)
    yield Figure("moving a desk to another sector, p95", p95(taken), "ms", limit=MOVING_LIMIT_MS)
    there = _place(other)

    def foresee() -> None:
        with transaction.atomic():
            preview_weighty(Organization.objects.get(pk=here.pk), there)

    yield Figure("what a move would open and close, median", median(rounds(foresee, 5)), "ms", limit=MOVING_LIMIT_MS)


def _place(organization: Organization) -> dict[str, object]:
    return {
        "sectors": list(organization.sectors),
        "ministry": str(organization.ministry.public_id) if organization.ministry else None,
        "ceptoars": [str(one) for one in organization.ceptoars.values_list("public_id", flat=True)],
    }


def _ceiling() -> Iterator[Figure]:
    desks, table = everybody(), table_of(scheme_key())
    marking = _marking(people.readers()["center"][1])
    alone = median(rounds(lambda: {desk.desk: decide(marking, desk, table) for desk in desks}, 7))
    peer = Peer("each desk asked by itself", alone, "this run: the same policy, desk by desk")
    value = median(rounds(lambda: ceiling(marking, desks, table), 30))
    yield Figure(f"ceiling over {len(list(desks)):,} desks", value, "ms", peer=peer, allows=alone)


def _sealing() -> Iterator[Figure]:
    """A form of 34 fields; the peer is one signature of the same library over a digest."""
    content = salted({f"field.{n}": "通信の遮断を確認した。" * 5 for n in range(34)})
    header = {"edition": "b0a7"}
    key, stored = node_key(), seal_content(header, content, 1)
    bare = median(rounds(lambda: key.sign(bytes(32)), 300))
    peer = Peer("one bare Ed25519 signature", bare, "this run: the cryptography library")
    yield Figure(
        "sealing an edition of 34 fields",
        median(rounds(lambda: seal_content(header, content, 1), 300)),
        "ms",
        peer=peer,
    )
    yield Figure(
        "verifying an edition of 34 fields", median(rounds(lambda: is_whole(stored, content), 300)), "ms", peer=peer
    )


def _key() -> Iterator[Figure]:
    """A key costs one query, a password costs an Argon2 check on purpose: a busy client comes with a key."""
    viewer = people.viewer(people.readers()["operator"])
    until = timezone.now() + timedelta(days=1)
    with acting_as(viewer):
        value = make_own_key(viewer.seat, purpose="bench", scopes=[Scope.DIRECTORY_READ], expires_at=until)
    encoded = make_password("a password of the bench")
    argon = median(rounds(lambda: check_password("a password of the bench", encoded), 5))
    peer = Peer("one Argon2 check of a password", argon, "this run: the hasher of the settings")
    taken = rounds(lambda: authenticate(value, "127.0.0.1"), 200)
    yield Figure("key authentication, median", median(taken), "ms", peer=peer, allows=argon)
    with connection.cursor() as cursor:
        bare = median(rounds(lambda: cursor.execute("select 1"), 200))
    yield Figure("a bare question to the database, for comparison", bare, "ms")
