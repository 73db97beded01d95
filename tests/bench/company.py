"""Who stands along one way of the bench: an operator, its secretariat, its ministry, the center; and what they did lately.

Everything here comes about by the product's own deeds, at desks that the built world has surrounded with a million other editions.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from noroshi.advisories.actions import acknowledge, begin_advisory, issue_advisory, relay_advisory
from noroshi.advisories.actions.begin import begin_next_issue
from noroshi.advisories.queries import relay_choices
from noroshi.audiences.viewer import acting_as
from noroshi.directory.models import Desk, Membership
from noroshi.drafting.actions import save
from noroshi.drafting.queries import DraftShown
from noroshi.drafting.written import Written
from noroshi.reports import ways
from noroshi.reports.actions import begin_follow_up, begin_report, relay_report, submit_report
from noroshi.vocabulary import SightingAnswer
from tests.bench import people
from tests.bench.filled import ADVISORY, REPORT
from tests.bench.people import Seat, viewer

STRAIGHT, ANONYMOUS = "direct_report", "anonymized_report"
LATELY = 6


@dataclass(frozen=True)
class Company:
    """Persons at the desks of one way; `neighbor` is another operator of the same sector, ministry and CEPTOAR."""

    operator: Seat
    neighbor: Seat
    secretariat: Seat
    liaison: Seat
    center: Seat
    sector: str
    own: tuple[UUID, ...] = ()
    """Reports of the operator at their ministry, the last one a follow-up."""
    came: tuple[UUID, ...] = ()
    """The same of the neighbor."""
    advisories: tuple[UUID, ...] = ()
    """What has come down to the operator, the last one a second issue."""


def company() -> Company:
    operator = people.readers()["operator"]
    home = Desk.objects.select_related("organization").get(pk=operator[1]).organization
    (sector,) = home.sectors
    secretariat, liaison, center = (stop.desk for stop in _stops(operator, sector))
    beside = Membership.objects.filter(
        is_poc=True, desk__organization__ceptoars=secretariat.organization_id, desk__kind="csirt"
    ).exclude(desk=operator[1])
    neighbor = beside.order_by("pk").values_list("person_id", "desk_id")[0]
    found = Company(operator, neighbor, *(poc(desk) for desk in (secretariat, liaison, center)), sector)
    return _busy(found)


def poc(desk: Desk) -> Seat:
    person: int = Membership.objects.filter(desk=desk, is_poc=True).values_list("person_id", flat=True)[0]
    return person, desk.pk


def _stops(operator: Seat, sector: str) -> tuple[ways.Stop, ...]:
    asker = viewer(operator)
    with acting_as(asker):
        return ways.stops(asker, ANONYMOUS, [sector])


def _busy(them: Company) -> Company:
    """A few weeks of one sector in a minute: reports with follow-ups, some relayed; advisories, some answered; drafts."""
    own = [report(them, them.operator) for _ in range(LATELY)]
    came = [report(them, them.neighbor) for _ in range(LATELY)]
    for one in (*own[:3], *came[:2]):
        relay(them.liaison, one)
    own.append(follow_up(them, them.operator, own[-1]))
    came.append(follow_up(them, them.neighbor, came[-1]))
    advisories = [advisory(them) for _ in range(LATELY)]
    advisories.append(next_issue(them, advisories[-1]))
    for one in advisories:
        pass_down(them, one)
    for one in advisories[:2]:
        answer(them.operator, one)
    for _ in range(4):
        filled(them, them.operator)
    return replace(them, own=tuple(own), came=tuple(came), advisories=tuple(advisories))


def report(them: Company, seat: Seat) -> UUID:
    return submit(seat, filled(them, seat))


def filled(them: Company, seat: Seat) -> DraftShown:
    """A draft with 22 filled fields."""
    writer = viewer(seat)
    with acting_as(writer):
        begun = begin_report(writer, STRAIGHT)
        return save(writer, begun.public_id, written(them, begun), version=begun.version)


def written(them: Company, draft: DraftShown, **more: str) -> Written:
    typed = {
        **draft.written.typed,
        **{name: text for name, text in REPORT.items() if name != "reported_at"},
        "sector": them.sector,
        "outlook": "continuing",
        "importance": "caution",
        **more,
    }
    return Written(typed, draft.written.marks, {**draft.written.wish, "tlp": "amber"}, draft.written.figures)


def submit(seat: Seat, draft: DraftShown) -> UUID:
    writer = viewer(seat)
    with acting_as(writer):
        return submit_report(writer, draft.public_id, version=draft.version)


def relay(seat: Seat, edition: UUID) -> None:
    carrier = viewer(seat)
    with acting_as(carrier):
        relay_report(carrier, edition)


def follow_up(them: Company, seat: Seat, edition: UUID) -> UUID:
    writer = viewer(seat)
    with acting_as(writer):
        begun = begin_follow_up(writer, edition)
        changed = written(them, begun, supplement="遮断を解いた。", system_status="restored")
        draft = save(writer, begun.public_id, changed, version=begun.version)
    return submit(seat, draft)


def advisory(them: Company) -> UUID:
    center = viewer(them.center)
    with acting_as(center):
        begun = begin_advisory(center)
        return _issued(them, begun, {name: text for name, text in ADVISORY.items() if name != "provided_at"})


def next_issue(them: Company, edition: UUID) -> UUID:
    center = viewer(them.center)
    with acting_as(center):
        begun = begin_next_issue(center, edition)
        return _issued(them, begun, {"course_of_action": "修正を適用する。"})


def _issued(them: Company, begun: DraftShown, typed: dict[str, str]) -> UUID:
    """In the caller's transaction."""
    center = viewer(them.center)
    ministry = Desk.objects.select_related("organization").get(pk=them.liaison[1]).organization
    wish = {
        **begun.written.wish,
        "tlp": "amber",
        "sectors": [them.sector],
        "destinations": [f"ministry_for_sector:{ministry.public_id}/{them.sector}"],
    }
    said = Written(
        {"provision_case": "otherwise_useful", **begun.written.typed, "importance": "caution", **typed},
        begun.written.marks,
        wish,
    )
    draft = save(center, begun.public_id, said, version=begun.version)
    return issue_advisory(center, draft.public_id, version=draft.version)


def pass_down(them: Company, edition: UUID) -> None:
    for seat in (them.liaison, them.secretariat):
        carrier = viewer(seat)
        with acting_as(carrier):
            relay_advisory(carrier, edition, to=[one.text for one in relay_choices(carrier, edition)])


def answer(seat: Seat, edition: UUID) -> None:
    reader = viewer(seat)
    with acting_as(reader):
        acknowledge(reader, edition, sighting=SightingAnswer.NOT_SEEN)
