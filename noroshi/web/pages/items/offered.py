"""What this desk may do next with an item: one primary deed, the others beside it, each where its page exists."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from noroshi.editions.actions.hops import CARRIERS
from noroshi.sharing.clauses import GOVERNMENT
from noroshi.sheets.sharers import may_share_sheets
from noroshi.vocabulary import OrganizationKind

RELAYERS: Final = frozenset({OrganizationKind.MINISTRY, OrganizationKind.CEPTOAR})


@dataclass(frozen=True, slots=True)
class DeedOffered:
    """A link, or with `is_post` a form of one button."""

    words: str | Promise
    url: str
    picture: str = ""
    is_post: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides about the deeds: facts of this person, desk and item. `made` is the desk's own edition of it."""

    public_id: UUID
    kind: str
    is_own: bool
    is_recalled: bool
    is_passed_on: bool
    is_acknowledged: bool
    may: frozenset[str]
    may_write_on: bool
    home: frozenset[OrganizationKind]
    made: UUID | None = None
    is_warning: bool = False
    is_in_emergency: bool = False
    is_derived: bool = False


def deeds_of(at: Standing) -> tuple[DeedOffered, ...]:
    """The most urgent first and primary, until it is done; where an answer is owed, the dock's button is the primary one."""
    found = [deed for deed in _deeds(at) if deed.url]
    is_done = (at.is_passed_on or at.made is not None) and not at.is_own
    if found and not is_done and not owes_answer(at):
        found[0] = replace(found[0], kind="primary")
    return tuple(found)


def may_answer(at: Standing) -> bool:
    return at.kind == "advisory" and not at.is_own and not at.is_recalled


def owes_answer(at: Standing) -> bool:
    """Who passes it down does that first."""
    return may_answer(at) and not at.is_acknowledged and (at.is_passed_on or not (at.home & RELAYERS))


def _deeds(at: Standing) -> Iterable[DeedOffered]:
    if at.is_recalled:
        return
    match at.kind:
        case "report":
            yield from _of_report(at)
        case "advisory":
            yield from _of_advisory(at)
        case "sheet" if at.is_own and at.may_write_on:
            yield DeedOffered(_("Write the follow-up"), address("begin_follow_up", at.public_id), "pen", is_post=True)
    yield DeedOffered(_("Pass on…"), address("pass_on", at.public_id), "up")
    if may_share_sheets(at.home):
        yield DeedOffered(_("Write a sheet from this…"), f"{address('begin_sheet')}?from={at.public_id}", "pen")
    if at.is_own and not at.is_derived and not at.home & GOVERNMENT:
        yield DeedOffered(_("Ask for technical help…"), f"{address('new_help')}?from={at.public_id}", "question")
    if at.is_in_emergency and (at.is_own or at.home & CARRIERS):
        yield DeedOffered(_("Who else in this emergency…"), address("item_emergency", at.public_id), "people")


def _of_report(at: Standing) -> Iterable[DeedOffered]:
    one = at.public_id
    anonymize = DeedOffered(_("Take the name out and pass on…"), address("begin_anonymized", one), "pen", is_post=True)
    relay = DeedOffered(_("Pass it on as it is…"), address("relay_report", one), "up")
    complete = DeedOffered(_("Finish or correct it…"), address("begin_completion", one), "pen", is_post=True)
    follow_up = DeedOffered(_("Write the follow-up"), address("begin_follow_up", one), "pen", is_post=True)
    offered = {"anonymize": anonymize, "relay": relay, "complete": complete, "follow_up": follow_up}
    yield from (deed for name, deed in offered.items() if name in at.may)
    if at.made:
        yield DeedOffered(_("What our own edition says otherwise"), f"{address('item', at.made)}?against={one}", "eye")
    if OrganizationKind.CENTER in at.home and not at.is_own:
        url = address("begin_advisory")
        yield DeedOffered(_("Write an advisory from this…"), f"{url}?from={one}" if url else "", "pen")


def _of_advisory(at: Standing) -> Iterable[DeedOffered]:
    one = at.public_id
    if at.is_own:
        if at.may_write_on:
            yield DeedOffered(_("Write the next issue"), address("begin_follow_up", one), "pen", is_post=True)
        yield DeedOffered(_("Who has answered"), address("answers", one), "people")
        if at.is_warning:
            yield DeedOffered(_("Send it directly as an early warning…"), address("warn_directly", one), "up")
    elif at.home & RELAYERS:
        yield DeedOffered(_("Pass it down…"), address("relay_advisory", one), "down")
        yield DeedOffered(_("Who has answered"), address("answers", one), "people")


def address(name: str, *arguments: object) -> str:
    """Empty where this installation has no such page."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
