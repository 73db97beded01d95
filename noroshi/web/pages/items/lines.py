"""One shared item as a line of a list, in the reader's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noroshi.editions.queries import Line
from noroshi.reports.expecting import Expected, expected
from noroshi.vocabulary import Importance, Tlp
from noroshi.web import plain_sight
from noroshi.web.components import Scope
from noroshi.web.pages.directory.words import language, sector_name, sentence, separator

KINDS: Final[dict[str, str | Promise]] = {
    "report": gettext_lazy("Report"),
    "advisory": gettext_lazy("Advisory"),
    "notice": gettext_lazy("Notice"),
    "sheet": gettext_lazy("Incident sheet"),
}


@dataclass(frozen=True, slots=True)
class LineShown:
    """`title` names the kind where the title is not for this reader: nothing says that something is missing."""

    url: str
    title: str
    number: str
    kind: str
    tlp: Tlp
    importance: Importance | None
    organization: str
    desk: str
    at: datetime
    sectors: str
    reference_number: str
    is_recalled: bool
    is_derived: bool
    ticket: str = ""
    own_importance: Importance | None = None
    coming: str = ""
    is_late: bool = False
    is_consultation: bool = False


def lines_shown(lines: Iterable[Line], url_name: str = "item") -> tuple[LineShown, ...]:
    return tuple(line_shown(line, url_name) for line in lines)


def line_shown(line: Line, url_name: str = "item") -> LineShown:
    lang, kind = language(), _("Consultation") if line.is_consultation else kind_name(line.kind)
    comes = expected(line.announces, line.sealed_at)
    return LineShown(
        url=reverse(url_name, args=[line.public_id]),
        title=line.title or kind,
        number=number_words(line.number),
        kind=kind,
        tlp=line.tlp,
        importance=line.importance,
        organization=line.originator.organization.name(lang),
        desk=line.originator.name(lang),
        at=line.sealed_at,
        sectors=separator().join(sector_name(sector) for sector in line.sectors),
        reference_number=line.reference_number,
        is_recalled=line.is_recalled,
        is_derived=line.is_derived,
        ticket=line.ticket,
        own_importance=line.own_importance,
        coming=coming_words(comes),
        is_late=comes.is_late(timezone.now()),
        is_consultation=line.is_consultation,
    )


def coming_words(comes: Expected) -> str:
    """What its writer says of what comes next; empty where nothing is said."""
    if comes.state is None:
        return ""
    words = sentence(comes.state.label(language()))
    by = date_format(timezone.localtime(comes.by), "n/j H:i") if comes.by else plain_sight.defanged_within(comes.words)
    return _("%(state)s, by %(time)s") % {"state": words, "time": by} if by else words


def kind_name(kind: str) -> str:
    return str(KINDS.get(kind, kind))


def number_words(number: int | None) -> str:
    """第n報. Empty where an earlier one is not for this reader: a gap says too much."""
    return _("no. %(number)d") % {"number": number} if number else ""


def strictest(lines: Iterable[LineShown]) -> Tlp | None:
    return min((line.tlp for line in lines), key=lambda tlp: tlp.width, default=None)


def scope_of(lines: Iterable[LineShown]) -> Scope | None:
    """The strictest color on the screen, for whoever shows the screen to others."""
    return scope_within([line.tlp for line in lines])


def scope_within(colors: Iterable[Tlp]) -> Scope | None:
    """Where not all that stands on a page is an item."""
    tlp = min(colors, key=lambda one: one.width, default=None)
    return Scope(_("The narrowest range on this page. Look around before you show the screen."), tlp) if tlp else None
