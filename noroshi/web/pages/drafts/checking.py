"""What the check-and-send page asks to look at once more: who gets it first, what was found in it, what tells the same already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from noroshi.advisories.confirming import CONFIRMED, Confirmed, findings, same_content
from noroshi.advisories.foretelling import Looked
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.checks import Finding
from noroshi.drafting.posted import Posted
from noroshi.vocabulary import Tlp
from noroshi.vocabulary.plain_sight import defanged
from noroshi.web.components import Choice
from noroshi.web.pages.directory.words import language, separator
from noroshi.web.pages.drafts.scope import place_of
from noroshi.web.pages.items.routes import party_name


@dataclass(frozen=True, slots=True)
class FindingShown:
    """`url` is the one place to mend it."""

    field: str
    words: str
    found: str
    url: str
    must_be_confirmed: bool


@dataclass(frozen=True, slots=True)
class PostedShown:
    id: UUID
    title: str
    origin: str
    tlp: Tlp
    matched: str


@dataclass(frozen=True, slots=True)
class ChecksShown:
    """`asks` are ticked before it is sent: in RED each recipient, in AMBER all of them at once."""

    asks: tuple[Choice, ...]
    findings: tuple[FindingShown, ...]
    posted: tuple[PostedShown, ...]

    @property
    def confirms_words(self) -> bool:
        return any(one.must_be_confirmed for one in self.findings)


def checks_shown(viewer: Viewer, looked: Looked, labels: Mapping[str, str], draft_url: str) -> ChecksShown:
    found = findings(looked.draft, looked.files)
    same = same_content(viewer, looked.draft, looked.filled)
    return ChecksShown(
        asks=tuple(_asks(looked)),
        findings=tuple(_finding(one, labels, draft_url) for one in found),
        posted=tuple(map(_posted, same)),
    )


def confirmed(given: QueryDict) -> Confirmed:
    """As it was ticked; who was shown nothing has confirmed nobody."""
    named = (text for value in given.getlist("recipient") for text in value.split())
    return Confirmed(frozenset(named), frozenset(given.getlist("confirm")), given.get("alone", ""))


def _asks(looked: Looked) -> Iterable[Choice]:
    tlp = str(looked.draft.written.wish.get("tlp") or "")
    named = [(one.text, party_name(one)) for one in looked.destinations]
    if not named and looked.stops:
        first = [looked.stops[0], *([looked.also] if looked.also else [])]
        named = [(f"desk:{stop.desk.public_id}", place_of(stop)) for stop in first]
    if tlp == Tlp.RED:
        return (Choice(value, name) for value, name in named)
    if tlp in CONFIRMED and named:
        values, names = zip(*named, strict=True)
        return (Choice(" ".join(values), separator().join(names)),)
    return ()


def _finding(one: Finding, labels: Mapping[str, str], draft_url: str) -> FindingShown:
    return FindingShown(
        labels.get(one.field, ""),
        one.kind.label(language()),
        one.shown,
        f"{draft_url}?open={one.field}#f-{one.field}",
        one.kind.must_be_confirmed,
    )


def _posted(one: Posted) -> PostedShown:
    line, lang = one.line, language()
    return PostedShown(
        line.public_id,
        line.title,
        line.originator.organization.name(lang),
        line.tlp,
        separator().join(_matched(one)),
    )


def _matched(one: Posted) -> Iterable[str]:
    yield from map(defanged, one.alike.signs[:3])
    if one.alike.terms:
        yield separator().join(one.alike.terms[:5])
    if one.alike.share:
        yield _("%(percent)d %% of the text") % {"percent": round(100 * one.alike.share)}
