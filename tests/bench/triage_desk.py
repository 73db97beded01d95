"""Desks over what was imported, in a process of its own: `python -m tests.bench.triage_desk prepare 7000` prints JSON.

The profiles are those of many houses: each has two desks, and each desk five profiles with sector, products, own domain, supplier and
keywords. Lists are read as a desk of the bank reads its own.
"""

import json
import sys
import time
import uuid
from random import Random
from typing import Any

import django

OF_A_DESK, DESKS_OF_A_HOUSE = 5, 2
SAID = ("保守用の端末", "loader", "attached archive", "夜間", "six hours")
"""What the texts of the bench say."""


def main(deed: str, many: int) -> None:
    django.setup()
    print(
        json.dumps(
            {"prepare": _prepare, "lists": _lists, "one": _one, "cold": _cold, "new": _new, "met": _met}[deed](many)
        )
    )


def _prepare(many: int) -> dict[str, float]:
    """The cast is made by `intel_desk`; here so many profiles are begun, five at each desk, those of a bank of the cast first."""
    from django.db import transaction  # noqa: PLC0415

    from noroshi.audiences.viewer import acting_as  # noqa: PLC0415
    from noroshi.triage.actions.profiles import begin_profile  # noqa: PLC0415
    from noroshi.triage.profiles import ProfileWish  # noqa: PLC0415
    from noroshi.triage.templates import keywords_of  # noqa: PLC0415
    from tests.bench.houses import houses  # noqa: PLC0415

    chance = Random(7)  # noqa: S311 - nothing here is secret
    wanted = max(0, many // OF_A_DESK // DESKS_OF_A_HOUSE)
    began = time.monotonic()
    with transaction.atomic():
        desks = [("kanbara@aoshio", "finance"), *houses(wanted)][: many // OF_A_DESK]
    for place, (login, sector) in enumerate(desks):
        viewer = _viewer(login)
        with transaction.atomic(), acting_as(viewer):
            for number in range(OF_A_DESK):
                products = [f"maker{one % 40:02d}:product{one:03d}" for one in chance.sample(range(400), 3)]
                wish = ProfileWish(
                    f"profile {number}",
                    sectors=[sector],
                    products=products,
                    domains=[f"house-{place}.example"],
                    suppliers=[f"supplier {chance.randrange(400)}"],
                    keywords=[*keywords_of([sector]), chance.choice(SAID)],
                )
                begin_profile(viewer, wish)
    return {"seconds": time.monotonic() - began, "desks": len(desks), "houses": 1 + wanted}


def _lists(many: int) -> dict[str, float]:
    from django.utils import timezone  # noqa: PLC0415

    from tests.bench.everybody import lists_of_everybody  # noqa: PLC0415

    began = time.monotonic()
    found = lists_of_everybody(timezone.now())
    return {"seconds": time.monotonic() - began, "profiles": len(found), "selections": sum(found.values())}


def _one(many: int) -> dict[str, float]:
    """Milliseconds of one list under both locks, the first one apart; then the funnel."""
    from django.utils import timezone  # noqa: PLC0415

    from noroshi.audiences.viewer import acting_as  # noqa: PLC0415
    from noroshi.triage.funnel import funnel  # noqa: PLC0415
    from noroshi.triage.lists import listed  # noqa: PLC0415
    from noroshi.triage.profiles import profiles_of  # noqa: PLC0415
    from noroshi.triage.showing import items  # noqa: PLC0415
    from noroshi.vocabulary import FunnelStep  # noqa: PLC0415

    viewer, taken, shown = _viewer(), [], 0
    with acting_as(viewer):
        profiles = profiles_of(viewer)[:many]
    for profile in [*profiles, *profiles, *profiles][: max(many, 9)]:
        with acting_as(viewer):
            began = time.monotonic()
            found = listed(viewer, profile, timezone.now())
            taken.append((time.monotonic() - began) * 1000)
            shown = max(shown, len(found.entries))
    with acting_as(viewer):
        began = time.monotonic()
        counted = funnel(viewer, profiles[0], timezone.now())
        funnelled = time.monotonic() - began
        began = time.monotonic()
        items(viewer, listed(viewer, profiles[0], timezone.now()).entries[:50], timezone.now())
        explained = time.monotonic() - began
    return {
        "first": taken[0],
        "median": sorted(taken[1:])[len(taken[1:]) // 2],
        "shown": shown,
        "funnel": funnelled,
        "page": explained * 1000,
        "came": counted.steps[FunnelStep.CAME],
        "delivered": counted.steps[FunnelStep.DELIVERED],
    }


def _cold(many: int) -> dict[str, float]:
    """One list from the values alone, nothing posted: seconds of each, the first by a process that has asked nothing yet."""
    from django.utils import timezone  # noqa: PLC0415

    from noroshi.audiences.queries import Held  # noqa: PLC0415
    from noroshi.audiences.viewer import acting_as  # noqa: PLC0415
    from noroshi.triage.profiles import profiles_of  # noqa: PLC0415
    from noroshi.triage.topics import topics_of  # noqa: PLC0415
    from tests.bench.unposted import unposted  # noqa: PLC0415

    viewer, taken = _viewer(), []
    with acting_as(viewer):
        for profile in profiles_of(viewer)[:many]:
            wish = profile.wish
            began = time.monotonic()
            unposted(Held.by(viewer), topics_of(wish.sectors, wish.products), wish.threshold, timezone.now(), wish.most)
            taken.append(time.monotonic() - began)
    return {"seconds": max(taken)}


def _new(many: int) -> dict[str, float]:
    """So many new objects by the small way in; until they stand on the list of whom they concern."""
    from django.utils import timezone  # noqa: PLC0415

    from noroshi.audiences.viewer import acting_as  # noqa: PLC0415
    from noroshi.intel.actions import take_in_body  # noqa: PLC0415
    from noroshi.intel.queries import origins_of  # noqa: PLC0415
    from noroshi.triage.lists import listed  # noqa: PLC0415
    from noroshi.triage.profiles import profiles_of  # noqa: PLC0415
    from tests.bench.threats import objects  # noqa: PLC0415

    center, viewer = _viewer("makino@nisc"), _viewer()
    body = b"[" + b",".join(objects(many, seed=uuid.uuid4().int % 1_000_000)) + b"]"
    began = time.monotonic()
    with acting_as(center):
        take_in_body(center, origins_of(center)[0].public_id, body)
    with acting_as(viewer):
        listed(viewer, profiles_of(viewer)[0], timezone.now())
    return {"seconds": time.monotonic() - began}


def _met(many: int) -> dict[str, float]:
    """So many new objects: until the worker has met them for all profiles, and then until it has told everybody."""
    from django.utils import timezone  # noqa: PLC0415

    from noroshi.audiences.viewer import acting_as  # noqa: PLC0415
    from noroshi.intel.actions import take_in_body  # noqa: PLC0415
    from noroshi.intel.queries import origins_of, until  # noqa: PLC0415
    from noroshi.triage.meeting import SYSTEM, meet_new  # noqa: PLC0415
    from noroshi.triage.reaching import tell_new  # noqa: PLC0415
    from tests.bench.threats import objects  # noqa: PLC0415

    center = _viewer("makino@nisc")
    if many:
        body = b"[" + b",".join(objects(many, seed=uuid.uuid4().int % 1_000_000)) + b"]"
        with acting_as(center):
            take_in_body(center, origins_of(center)[0].public_id, body)
    began = time.monotonic()
    with acting_as(SYSTEM):
        found = meet_new(until(timezone.now()))
    met = time.monotonic() - began
    told = tell_new()
    return {"seconds": met, "found": found, "notices": told, "told": time.monotonic() - began - met}


def _viewer(login: str = "kanbara@aoshio") -> Any:
    """Of the cast that is there already."""
    from noroshi.audiences.viewer import Viewer  # noqa: PLC0415
    from noroshi.directory.models import Membership  # noqa: PLC0415
    from noroshi.directory.seated import of_membership  # noqa: PLC0415

    seats = Membership.objects.filter(person__login=login, ended_at=None)
    return Viewer(of_membership(seats.order_by("pk")[0]))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)
