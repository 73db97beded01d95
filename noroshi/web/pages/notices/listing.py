"""What this desk was told, by which channel, and whether it was read. One line a notice; about what is not for the reader none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from noroshi.advisories.calling import call_outs
from noroshi.delivery.queries import NoticeShown, Way, notices_of
from noroshi.drafting.tallies import tallies
from noroshi.threshold.acting import viewer_of
from noroshi.threshold.cursors import place_from, place_sealed
from noroshi.vocabulary import Amendment, NoticeChannel, Urgency
from noroshi.web.components import Pager, Scope
from noroshi.web.pages.directory.words import language, sentence, separator
from noroshi.web.pages.items.lines import LineShown, line_shown, scope_of
from noroshi.web.pages.notices.why import why
from noroshi.web.pages.notices.words import SIGNS, fault_words

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class WayShown:
    channel: str
    address: str
    sign: str
    state: str
    how: str
    at: datetime
    fault: str


@dataclass(frozen=True, slots=True)
class NoticeLine:
    words: str
    is_emergency: bool
    at: datetime
    read_at: datetime | None
    sender: str
    url: str
    line: LineShown | None
    ways: tuple[WayShown, ...]
    changes: str = ""
    why: tuple[str, ...] = ()
    is_of_person: bool = False


@dataclass(frozen=True, slots=True)
class CallOutLine:
    url: str
    line: LineShown


@dataclass(frozen=True, slots=True)
class NoticesPage:
    lines: tuple[NoticeLine, ...]
    scope: Scope | None
    calls: tuple[CallOutLine, ...]
    pager: Pager
    channels_url: str


@require_safe
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    place = place_from(request.GET.get("cursor", ""), viewer.seat, "notices")
    found = notices_of(viewer, before=int(place) if place else None, limit=PER_PAGE + 1)
    counted = tallies(viewer, [one.line for one in found[:PER_PAGE] if one.line])
    lines = tuple(_line(one, counted) for one in found[:PER_PAGE])
    more = place_sealed(str(found[PER_PAGE - 1].key), viewer.seat, "notices") if len(found) > PER_PAGE else ""
    page = NoticesPage(
        lines=lines,
        scope=scope_of(one.line for one in lines if one.line),
        calls=tuple(
            CallOutLine(reverse("call_list", args=[row.public_id]), line_shown(line)) for row, line in call_outs(viewer)
        ),
        pager=Pager(reverse("notices") if place else "", f"?cursor={more}" if more else ""),
        channels_url=reverse("notice_channels"),
    )
    return render(request, "notices/list.html", {"page": page})


def _line(one: NoticeShown, counted: Mapping[UUID, Mapping[Amendment, int]]) -> NoticeLine:
    lang = language()
    line = line_shown(one.line) if one.line else None
    return NoticeLine(
        words=sentence(one.kind.label(lang)),
        is_emergency=one.urgency is Urgency.EMERGENCY,
        at=one.at,
        read_at=one.read_at,
        sender=one.from_desk.organization.name(lang) if one.from_desk and one.line else "",
        url=line.url if line else one.link,
        line=line,
        ways=tuple(_way(each) for each in one.ways),
        changes=_counted(counted.get(one.line.public_id, {})) if one.line else "",
        why=why(one) if one.line or one.is_of_person else (),
        is_of_person=one.is_of_person,
    )


def _counted(tally: Mapping[Amendment, int]) -> str:
    """What a follow-up brings, before it is opened: 追記 4, 訂正 1."""
    return separator().join(f"{sentence(kind.label(language()))} {number}" for kind, number in tally.items())


def _way(one: Way) -> WayShown:
    lang = language()
    is_mail = one.channel is NoticeChannel.MAIL
    return WayShown(
        channel=sentence(one.channel.label(lang)),
        address=one.address if is_mail else "",
        sign=SIGNS[one.state],
        state=sentence(one.state.label(lang)),
        how=one.protection.label(lang) if one.protection and is_mail else "",
        at=one.at,
        fault=fault_words(one.fault),
    )


urlpatterns = [path("notices/", notices, name="notices")]
