"""One request for help in a list, in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from noroshi.helping.queries import HelpShown
from noroshi.vocabulary import HelpState
from noroshi.web.pages.asking.shown import desk_name
from noroshi.web.pages.directory.words import language, sentence, separator

SIGNS: Final = {HelpState.OPEN: "new", HelpState.TAKEN: "half", HelpState.ANSWERED: "done"}
HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class HelpLine:
    """`other` is the desk at the other end; `response` how long the first sign and the answer took."""

    id: UUID
    url: str
    title: str
    other: str
    fields: str
    state: str
    sign: str
    at: datetime
    response: str


def help_line(one: HelpShown) -> HelpLine:
    lang = language()
    return HelpLine(
        id=one.public_id,
        url=reverse("help_request", args=[one.public_id]),
        title=one.title,
        other=desk_name(one.to_desk if one.is_own else one.by_desk),
        fields=separator().join(sentence(field.label(lang)) for field in one.fields),
        state=sentence(one.state.label(lang)),
        sign=SIGNS.get(one.state, "ended"),
        at=one.at,
        response=response_words(one),
    )


def response_words(one: HelpShown) -> str:
    """Both times, as far as they are known (支援依頼の応答時間)."""
    said = ((_("taken after %(time)s"), one.taken_after), (_("answered after %(time)s"), one.answered_after))
    return separator().join(words % {"time": _lasted(time)} for words, time in said if time is not None)


def _lasted(time: timedelta) -> str:
    minutes = max(1, round(time.total_seconds() / 60))
    if time < HOUR:
        return _("%(n)d min") % {"n": minutes}
    hours = round(minutes / 60)
    return _("%(n)d h") % {"n": hours} if hours < 48 else _("%(n)d days") % {"n": round(hours / 24)}
