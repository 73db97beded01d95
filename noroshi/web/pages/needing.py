"""What needs a desk now, the most urgent first: each with the time that it has waited or may wait, and one button."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noroshi.advisories.here import Here
from noroshi.advisories.queries import open_advisories
from noroshi.audiences.viewer import Viewer
from noroshi.briefing.queries import BriefingLine, to_decide
from noroshi.delivery.channels import has_mail_server
from noroshi.directory.queries import to_settle
from noroshi.directory.shown import ChangeShown, ContactShown
from noroshi.drafting.queries import DraftLine, drafts
from noroshi.editions.queries import Line
from noroshi.helping.waiting import HelpWaiting, help_waiting
from noroshi.intake.queries import WaitingMail, waiting_mail
from noroshi.reports.queries import Waiting, follow_ups_due, waiting_reports
from noroshi.response.queries import Figures, OrderLine, figures, first_for
from noroshi.vocabulary import Importance, OrganizationKind, Role, Tlp
from noroshi.web.moments import day_words
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.items.lines import LineShown, line_shown, number_words
from noroshi.web.pages.items.offered import address

SOON: Final = timedelta(days=14)
FIRST: Final = -1
"""What somebody of a department that runs the systems is there for."""
URGENCY: Final = {Importance.WARNING: 0, Importance.CAUTION: 1}
USUAL: Final = 2
FOLLOW_UP, DRAFT, HOUSEKEEPING = 3, 3, 4


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to do, in words; `is_post` makes its button a form."""

    badge: str
    badge_kind: str
    title: str
    url: str
    button: str
    words: str = ""
    number: str = ""
    when: str = ""
    tlp: Tlp | None = None
    importance: Importance | None = None
    line: LineShown | None = None
    button_url: str = ""
    is_post: bool = False
    is_late: bool = field(default=False)


@dataclass(frozen=True, slots=True)
class Due:
    """Its place among the others; put into words only where it is shown."""

    rank: int
    at: datetime
    shown: Callable[[], Need]


def needs(
    viewer: Viewer, kinds: frozenset[OrganizationKind], new: Sequence[Line], states: Mapping[UUID, Here]
) -> tuple[Due, ...]:
    """Everything, ordered; the page shows the first few."""
    found = [
        *_advisories(viewer),
        *_reports(viewer, kinds, new, states),
        *(Due(FOLLOW_UP, line.sealed_at, partial(_follow_up, line)) for line in follow_ups_due(viewer)),
        *(Due(DRAFT, draft.saved_at, partial(_draft, draft)) for draft in drafts(viewer)),
        *_decisions(viewer),
        *_orders(viewer),
        *_help(viewer),
        *_mail(viewer),
        *_housekeeping(viewer),
        *_mail_server(viewer, kinds),
    ]
    return tuple(sorted(found, key=lambda need: (need.rank, need.at)))


def _advisories(viewer: Viewer) -> Iterable[Due]:
    """Who passes an advisory down does that first; the answer stands on its page."""
    waiting = open_advisories(viewer)
    below = {line.public_id: line for line in waiting.to_relay}
    for line in below.values():
        yield _due(line, partial(_to_pass_down, line))
    for line in waiting.to_acknowledge:
        if line.public_id not in below:
            yield _due(line, partial(_to_answer, line))


def _reports(
    viewer: Viewer, kinds: frozenset[OrganizationKind], new: Sequence[Line], states: Mapping[UUID, Here]
) -> Iterable[Due]:
    for waiting in waiting_reports(viewer):
        yield _due(waiting.line, partial(_waiting_here, waiting), since=waiting.since)
    if OrganizationKind.CENTER not in kinds:
        return
    for line in new:
        if line.kind == "report" and not line.is_recalled and not states[line.public_id].by_desk:
            yield _due(line, partial(_arrived, line))


def _decisions(viewer: Viewer) -> Iterable[Due]:
    for page in to_decide(viewer):
        yield Due(1, page.made_at, partial(_to_decide, page))


def _to_decide(page: BriefingLine) -> Need:
    url = reverse("briefing", args=[page.public_id])
    return Need(
        badge=_("To decide"),
        badge_kind="new",
        title=page.title,
        url=url,
        button=_("Read and decide"),
        words=_("What is known, the options, and what follows from each."),
        when=waited(page.made_at),
        tlp=page.tlp,
        button_url=url,
    )


def _orders(viewer: Viewer) -> Iterable[Due]:
    """One line for what this desk is to do, one for what came back to it. Whoever runs systems does that before anything else."""
    found = figures(viewer)
    if found.to_me:
        usual = 1 if found.to_me_late else USUAL
        yield Due(
            FIRST if viewer.seat.role is Role.OPERATIONS else usual, timezone.now(), partial(_ordered, viewer, found)
        )
    if found.to_look_at:
        yield Due(FOLLOW_UP, timezone.now(), partial(_answered, found))


def _help(viewer: Viewer) -> Iterable[Due]:
    """One line for what others ask of this desk, one for what came back to what it asked itself."""
    found = help_waiting(viewer)
    if found.since:
        yield Due(1 if found.new else USUAL, found.since, partial(_help_asked, found))
    if found.back_since:
        yield Due(FOLLOW_UP, found.back_since, partial(_help_came_back, found))


def _help_asked(found: HelpWaiting) -> Need:
    url = reverse("help_requests")
    title = ngettext("One request for technical help", "%(n)d requests for technical help", found.here)
    new = ngettext("Nobody has taken one of them yet.", "Nobody has taken %(n)d of them yet.", found.new)
    return Need(
        badge=_("Help asked"),
        badge_kind="new" if found.new else "half",
        title=title % {"n": found.here},
        url=url,
        button=_("See and answer"),
        words=new % {"n": found.new} if found.new else _("Taken here, not answered yet."),
        when=waited(found.since) if found.since else "",
        button_url=url,
    )


def _help_came_back(found: HelpWaiting) -> Need:
    url = reverse("help_requests")
    title = ngettext("One request of yours for help", "%(n)d requests of yours for help", found.back)
    return Need(
        badge=_("Help has come"),
        badge_kind="half",
        title=title % {"n": found.back},
        url=url,
        button=_("Read it"),
        words=_("Results, or a question whether it may be passed on."),
        when=waited(found.back_since) if found.back_since else "",
        button_url=url,
    )


def _ordered(viewer: Viewer, found: Figures) -> Need:
    """Named by the one that is due first; a single one is a press away, of several the list is."""
    first = first_for(viewer)
    many = ngettext("One order for this desk", "%(n)d orders for this desk", found.to_me) % {"n": found.to_me}
    late = ngettext("One of them is late.", "%(n)d of them are late.", found.to_me_late) % {"n": found.to_me_late}
    listed = f"{reverse('orders')}?mine=1"
    here = reverse("order", args=[first.public_id]) if first else listed
    return Need(
        badge=_("Late") if found.to_me_late else _("Orders"),
        badge_kind="late" if found.to_me_late else "new",
        title=first.title if first else many,
        url=here,
        button=_("See and answer"),
        words=" · ".join(filter(None, [many if first else "", late if found.to_me_late else ""])),
        when=due_words(first) if first else "",
        importance=first.importance if first else None,
        button_url=here if found.to_me == 1 else listed,
        is_late=bool(found.to_me_late),
    )


def _answered(found: Figures) -> Need:
    title = ngettext("One answer to an order", "%(n)d answers to orders", found.to_look_at) % {"n": found.to_look_at}
    url = f"{reverse('orders')}?show=look"
    return Need(
        badge=_("To look at"),
        badge_kind="half",
        title=title,
        url=url,
        button=_("Look at it"),
        words=_("Confirm what is done, or send it back."),
        button_url=url,
    )


def _mail(viewer: Viewer) -> Iterable[Due]:
    """What was kept apart because nobody proved who sent it, or because the sender sits at no seat here."""
    waiting = waiting_mail(viewer)
    if waiting.since:
        yield Due(FOLLOW_UP, waiting.since, partial(_mail_waits, waiting))
    if waiting.told_since:
        yield Due(FOLLOW_UP, waiting.told_since, partial(_told_waits, waiting))


def _mail_server(viewer: Viewer, kinds: frozenset[OrganizationKind]) -> Iterable[Due]:
    """Told to those who can set it, for as long as nothing can leave."""
    if OrganizationKind.PLATFORM in kinds and viewer.seat.is_administrator and not has_mail_server():
        yield Due(HOUSEKEEPING, timezone.now(), _no_mail_server)


def _no_mail_server() -> Need:
    url = reverse("notice_channels")
    return Need(
        badge=_("To set up"),
        badge_kind="half",
        title=_("No outgoing mail server is set"),
        url=url,
        button=_("See where notices go"),
        words=_(
            "Nobody is told by mail, whatever a desk has chosen. Set NOROSHI_MAIL and NOROSHI_MAIL_FROM "
            "(docs/operations/settings.md), start again and send a test."
        ),
        button_url=url,
    )


def _mail_waits(waiting: WaitingMail) -> Need:
    url = address("arrivals") or ""
    words = _("Kept apart until somebody at your desk has looked at it.")
    title = ngettext("One mail waits", "%(number)s mails wait", waiting.count) % {"number": waiting.count}
    when = waited(waiting.since) if waiting.since else ""
    return Need(
        badge=_("Mail"),
        badge_kind="half",
        title=title,
        url=url,
        button=_("Look at it"),
        words=words,
        when=when,
        button_url=url,
    )


def _told_waits(waiting: WaitingMail) -> Need:
    url = address("arrivals") or ""
    title = ngettext("One message from a non-member waits", "%(number)s messages from non-members wait", waiting.told)
    return Need(
        badge=_("Not verified"),
        badge_kind="half",
        title=title % {"number": waiting.told},
        url=url,
        button=_("Look at it"),
        words=_("Told without an account. It becomes a draft only if somebody here decides so."),
        when=waited(waiting.told_since) if waiting.told_since else "",
        button_url=url,
    )


def _due(line: Line, shown: Callable[[], Need], *, since: datetime | None = None) -> Due:
    rank = URGENCY.get(line.importance, USUAL) if line.importance else USUAL
    return Due(rank, since or line.sealed_at, shown)


def _to_pass_down(line: Line) -> Need:
    words = _("Those below you have not received it from you yet.")
    way = address("relay_advisory", line.public_id)
    return _of_line(line, _("To pass down"), words, _("Read and pass down"), way)


def _to_answer(line: Line) -> Need:
    return _of_line(line, _("To answer"), _("Has it come to your organization?"), _("Read and acknowledge"))


def _waiting_here(waiting: Waiting) -> Need:
    words = _("Came from %(desk)s and waits here.") % {"desk": _place(waiting.from_desk)}
    return _of_line(waiting.line, _("Waiting here"), words, _("Read and pass on"), since=waiting.since)


def _arrived(line: Line) -> Need:
    return _of_line(line, _("Arrived"), _("Nobody at this desk has opened it yet."), _("Read the report"))


def _of_line(
    line: Line, badge: str, words: str, button: str, button_url: str = "", *, since: datetime | None = None
) -> Need:
    shown = line_shown(line)
    return Need(
        badge=badge,
        badge_kind="new",
        title=shown.title,
        url=shown.url,
        button=button,
        words=words,
        number=shown.number,
        when=waited(since or line.sealed_at),
        tlp=line.tlp,
        importance=line.importance,
        line=shown,
        button_url=button_url or shown.url,
    )


def _follow_up(line: Line) -> Need:
    shown, url = line_shown(line), address("begin_follow_up", line.public_id)
    following = number_words((line.number or 0) + 1) if line.number else _("the follow-up")
    return Need(
        badge=_("Follow-up"),
        badge_kind="half",
        title=shown.title,
        url=shown.url,
        button=_("Write %(edition)s") % {"edition": following},
        words=_("Your latest report says that more will come. If nothing changed, say only that."),
        number=shown.number,
        when=shown.coming or _("%(time)s since the last one") % {"time": span(timezone.now() - line.sealed_at)},
        tlp=line.tlp,
        line=shown,
        button_url=url or shown.url,
        is_post=bool(url),
    )


def _draft(draft: DraftLine) -> Need:
    url = address("draft", draft.public_id) or address("drafts")
    saved_by = draft.saved_by.name(language())
    return Need(
        badge=_("Draft"),
        badge_kind="planned",
        title=draft.title or _("A report without words yet"),
        url=url,
        button=_("Go on writing"),
        words=_("Not sent yet. Last saved by %(name)s.") % {"name": saved_by},
        when=waited(draft.saved_at),
        tlp=Tlp.of(draft.tlp) if draft.tlp else None,
        button_url=url,
    )


def _housekeeping(viewer: Viewer) -> Iterable[Due]:
    """Contacts of the own organization that this person may confirm, changes to decide, contacts of others that are late."""
    waiting = to_settle(viewer.seat, timezone.localdate() + SOON)
    for contact in waiting.contacts:
        is_urgent, words = (
            contact.is_overdue and contact.may_confirm,
            _contact if contact.may_confirm else _late_contact,
        )
        yield Due(HOUSEKEEPING - is_urgent, _midnight(contact), partial(words, contact))
    for change in waiting.changes:
        yield Due(HOUSEKEEPING, change.expires_at, partial(_change, change))


def _contact(contact: ContactShown) -> Need:
    given = {"name": contact.name(language()), "desk": contact.desk.name(language())}
    return Need(
        badge=_("Overdue") if contact.is_overdue else _("Due soon"),
        badge_kind="late" if contact.is_overdue else "new",
        title=_("Confirm the contact %(name)s at %(desk)s") % given,
        url=reverse("contacts"),
        button=_("Confirm contacts"),
        words=_("Are name, telephone and e-mail still right? One press is enough."),
        when=_("by %(date)s") % {"date": _day(contact)},
        button_url=reverse("contacts"),
        is_late=contact.is_overdue,
    )


def _change(change: ChangeShown) -> Need:
    return Need(
        badge=_("To decide") if change.may_decide else _("Asked for"),
        badge_kind="new" if change.may_decide else "half",
        title=_("A weighty change of %(name)s") % {"name": change.organization.name(language())},
        url=reverse("changes"),
        button=_("See the change"),
        words=change.reason,
        when=_("%(time)s left") % {"time": span(change.expires_at - timezone.now())},
        button_url=reverse("changes"),
    )


def _late_contact(contact: ContactShown) -> Need:
    given = {"name": contact.name(language()), "organization": contact.desk.organization.name(language())}
    return Need(
        badge=_("No answer"),
        badge_kind="silent",
        title=_("%(name)s of %(organization)s is not confirmed in time") % given,
        url=reverse("contacts"),
        button=_("See contacts"),
        words=contact.desk.name(language()),
        when=_("by %(date)s") % {"date": _day(contact)},
        button_url=reverse("contacts"),
    )


def waited(since: datetime) -> str:
    return _("%(time)s ago") % {"time": span(timezone.now() - since)}


def due_words(line: OrderLine) -> str:
    """How long there is still, or since when it is late; nothing once it is over."""
    if not line.is_open:
        return ""
    left = line.due_at - timezone.now()
    if line.is_late:
        return _("%(time)s late") % {"time": span(-left)}
    return _("%(time)s left") % {"time": span(left)}


def span(length: timedelta) -> str:
    """The largest unit that says enough."""
    minutes = max(0, int(length.total_seconds() // 60))
    if minutes < 60:
        return _("%(n)d min") % {"n": minutes}
    if minutes < 48 * 60:
        return _("%(n)d h") % {"n": minutes // 60}
    return _("%(n)d days") % {"n": minutes // (24 * 60)}


def _day(contact: ContactShown) -> str:
    return day_words(contact.due_date, language()) if contact.due_date else ""


def _midnight(contact: ContactShown) -> datetime:
    day = contact.due_date or timezone.localdate()
    return timezone.make_aware(datetime.combine(day, time.max))


def _place(desk: object) -> str:
    lang = language()
    return f"{desk.organization.name(lang)} {desk.name(lang)}"  # type: ignore[attr-defined]  # a desk as the room hands it out
