"""Why a desk was told, in sentences: what happened, which duty or choice sent it out, and to whom."""

from collections.abc import Iterator
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noroshi.delivery.queries import NoticeShown, Way
from noroshi.vocabulary import HopKind, NoticeChannel, NoticeKind, Urgency
from noroshi.web.pages.directory.words import language, sentence

HOPS: Final[dict[HopKind, str | Promise]] = {
    HopKind.SUBMIT: gettext_lazy("It was submitted to this desk."),
    HopKind.RELAY: gettext_lazy("It was passed on to this desk along the way that the plan gives."),
    HopKind.RELAY_ANONYMIZED: gettext_lazy("It was passed on to this desk without the name of its source."),
    HopKind.ISSUE: gettext_lazy("It was issued to this desk, or to all for whom its range is."),
    HopKind.POST: gettext_lazy("It was posted where this desk takes part."),
}
TO: Final[dict[str, str | Promise]] = {
    "poc": gettext_lazy("By mail, because a point of contact of this desk is written to."),
    "deputy": gettext_lazy("By mail, because a deputy of the point of contact is written to."),
    "person": gettext_lazy("By mail, because the desk chose this address or the advisory asks something of this tier."),
    "desk": gettext_lazy("By mail, because the desk's own mailbox is written to."),
}


def why(one: NoticeShown) -> tuple[str, ...]:
    return tuple(_sentences(one))


def _sentences(one: NoticeShown) -> Iterator[str]:
    if one.kind is NoticeKind.ARRIVED and one.hop in HOPS:
        yield str(HOPS[one.hop])
    elif one.is_of_person:
        yield _("You keep a search of your own that tells you. Nobody else at the desk sees this notice.")
    else:
        yield _("The desk has a duty here: %(kind)s.") % {"kind": sentence(one.kind.label(language()))}
    if one.urgency is Urgency.EMERGENCY:
        yield _("It is a warning: it goes out at once, past quiet hours, digests and what anybody has switched off.")
    if one.is_muted:
        yield _("Its matter is muted: it stands here and went no further.")
    seen = dict.fromkeys(_of_way(way) for way in one.ways)
    yield from seen or [_("In the portal alone: no way out of the house is chosen for it.")]


def _of_way(way: Way) -> str:
    if way.channel is NoticeChannel.WEBHOOK:
        return _("By webhook, as the desk has set it.")
    return str(TO[way.part])
