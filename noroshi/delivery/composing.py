"""From dispatches to what each letter may say: read under the system's login, decided for each recipient as of this moment.

Title and text of AMBER and RED go only into mail that is closed under the recipient's own certificate. Whoever may not read an
item any more, or never could, is not even told that it exists.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, Self

from django.conf import settings

from noroshi.audiences.actions import definition_of
from noroshi.audiences.everybody import everybody
from noroshi.audiences.kept_schemes import table_of
from noroshi.audiences.recipients import Recipients
from noroshi.delivery.about import About, Beside, Parts, content_of, handled_in, told_about
from noroshi.delivery.amending import changes_told, without_what_went
from noroshi.delivery.attaching import attachment
from noroshi.delivery.leading import Leading
from noroshi.delivery.letters import Around, Item
from noroshi.delivery.models import Certificate, DeskChannels, Dispatch
from noroshi.delivery.tiers import ADDRESSEES, own_first
from noroshi.delivery.wording import lines_of
from noroshi.directory.remembered import remembered
from noroshi.editions.line_rows import TITLE_FIELDS
from noroshi.editions.models import Edition
from noroshi.sharing.decisions import decide
from noroshi.vocabulary import Importance, NoticeKind, Protection, Said, Tlp, Urgency
from noroshi.vocabulary.plain_sight import defanged_within

MAY_TRAVEL_OPENLY: Final = frozenset({Tlp.CLEAR, Tlp.GREEN})
TOLD_AFTER_RECALL: Final = frozenset({NoticeKind.RECALLED})
CHANNELS: Final = "/notices/channels/"
NOTICES: Final = "/notices/"


@dataclass(frozen=True, slots=True)
class _Said:
    """What an edition says to those who may read the same parts of it."""

    title: str = ""
    lines: tuple[tuple[str, str], ...] = ()


_NOTHING: Final = _Said()
NOTHING_GONE: Final[tuple[tuple[str, str], ...]] = ()


class _Places(NamedTuple):
    """Which parts a recipient may read: of the edition itself, of the one before it and of the latest."""

    own: tuple[int, ...]
    before: tuple[int, ...] | None
    latest: tuple[int, ...] | None


@dataclass(frozen=True)
class Batch:
    """Everything that the letters of one batch need, read in a handful of questions."""

    about: Mapping[int, About]
    recipients: Recipients
    leading: Leading
    certificates: Mapping[tuple[int, str], Certificate]
    wants_stix: frozenset[int] = frozenset()
    said: dict[tuple[int, str, str, _Places], _Said] = field(default_factory=dict)
    clauses: dict[tuple[int, int, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, dispatches: Sequence[Dispatch]) -> Self:
        about = told_about({one.notice.edition_id for one in dispatches if one.notice.edition_id})
        desks = {one.desk_id for one in dispatches}
        audiences = {audience for one in about.values() for audience in one.audiences}
        people = {one.membership_id for one in dispatches if one.membership_id}
        standing = Certificate.objects.filter(desk__in=desks, removed_at=None)
        return cls(
            about,
            Recipients.of(audiences, desks, people),
            Leading.of(dispatches),
            {(one.desk_id, one.address.casefold()): one for one in standing if not one.has_expired},
            frozenset(DeskChannels.objects.filter(desk__in=desks, mail_stix=True).values_list("desk_id", flat=True)),
        )

    def certificate(self, one: Dispatch) -> Certificate | None:
        return self.certificates.get((one.desk_id, one.address.casefold()))

    def may_be_told(self, one: Dispatch) -> bool:
        """Somebody who has left is written to no more; of a recalled item nothing is said but the recall."""
        if one.membership_id and one.membership_id not in self.recipients.people:
            return False
        if one.notice.edition_id is None:
            return one.membership_id is None or self.leading.may_follow(one)
        about = self.about.get(one.notice.edition_id)
        if about is None or one.notice.kind in TOLD_AFTER_RECALL:
            return about is not None
        if about.edition.is_recalled or not self.recipients.holds(one.desk_id, about.edition.audience_id):
            return False
        if one.membership_id is None:
            return True
        return self.recipients.may_read(one.desk_id, one.membership_id, about.edition.audience_id)

    def item(self, one: Dispatch, lang: str) -> Item:
        notice = one.notice
        about = self.about.get(notice.edition_id or 0)
        may_follow = self.leading.may_follow(one)
        usual: dict[str, Any] = {
            "kind": NoticeKind.of(notice.kind) if may_follow else NoticeKind.ARRIVED,
            "urgency": Urgency.of(notice.urgency),
            "at": notice.at,
            "url": f"{settings.PORTAL_ADDRESS}{_path(one) if may_follow else NOTICES}",
            "why": self._why(one, about, lang),
            "from_name": _sender(one, lang),
        }
        return Item(**usual, **(self._of_edition(one, about, lang) if about else {}))

    def _of_edition(self, one: Dispatch, about: About, lang: str) -> dict[str, Any]:
        edition = about.edition
        tlp = Tlp.of(edition.tlp)
        said = _NOTHING if edition.is_recalled else self._said(one, about, tlp, lang)
        held = [each for each in about.earlier if self._holds(one, each.edition.audience_id)]
        return {
            "tlp": tlp,
            "importance": Importance.of(edition.importance) if edition.importance else None,
            "reference": self._reference(one, about),
            "number": edition.number if len(held) == len(about.earlier) else None,
            "earlier": tuple(
                (_called(each.edition, lang), _address(each.edition)) for each in held if not each.edition.is_recalled
            ),
            "title": said.title,
            "lines": said.lines,
        }

    def stix(self, one: Dispatch, item: Item) -> tuple[str, bytes] | None:
        """For a desk that has asked for it, of what the letter itself says of an item."""
        about = self.about.get(one.notice.edition_id or 0)
        if about is None or not item.lines or one.desk_id not in self.wants_stix:
            return None
        places = self._places(one, about.parts)
        handled = handled_in(about.parts, places)
        return attachment(
            about.edition,
            content_of(about.parts, places),
            title=item.title,
            reference=item.reference,
            number=item.number,
            marked_at=handled.since if handled else None,
        )

    def _said(self, one: Dispatch, about: About, tlp: Tlp, lang: str) -> _Said:
        """Of the parts that this recipient may read; nothing at all of what may not travel openly. Put into words once."""
        if tlp not in MAY_TRAVEL_OPENLY and self.certificate(one) is None:
            return _NOTHING
        if not self._reads(one, about.edition.audience_id):
            return _NOTHING
        places = _Places(
            self._places(one, about.parts), self._beside(one, about.followed), self._beside(one, about.latest)
        )
        tier = _tier(one, about)
        key = (about.edition.pk, lang, tier, places)
        if key not in self.said:
            self.said[key] = _put_into_words(about, places, tier, lang)
        return self.said[key]

    def _places(self, one: Dispatch, parts: Parts) -> tuple[int, ...]:
        return tuple(place for place, part in enumerate(parts) if self._reads(one, part.audience))

    def _beside(self, one: Dispatch, other: Beside | None) -> tuple[int, ...] | None:
        """Which parts of the edition before it, or of the latest, may stand beside; None where nothing of it may."""
        if other is None or other.edition.is_recalled or not self._reads(one, other.edition.audience_id):
            return None
        may_travel = Tlp.of(other.edition.tlp) in MAY_TRAVEL_OPENLY or self.certificate(one) is not None
        return self._places(one, other.parts) if may_travel else None

    def _why(self, one: Dispatch, about: About | None, lang: str) -> str:
        if about is None or about.edition.is_recalled:
            return ""
        key = (about.edition.audience_id, one.desk_id, lang)
        if key not in self.clauses:
            self.clauses[key] = _why(one.desk_id, about, lang)
        return self.clauses[key]

    def _reads(self, one: Dispatch, audience: int) -> bool:
        is_closed = self.certificate(one) is not None
        return self.recipients.may_read(one.desk_id, one.membership_id, audience, is_closed=is_closed)

    def _holds(self, one: Dispatch, audience: int) -> bool:
        return self.recipients.holds(one.desk_id, audience)

    def _reference(self, one: Dispatch, about: About) -> str:
        if about.edition.reference_number or not about.registered:
            return about.edition.reference_number
        audience, number = about.registered
        return number if self._holds(one, audience) else ""

    def protection(self, one: Dispatch, items: Iterable[Item]) -> Protection:
        certificate = self.certificate(one)
        if certificate:
            return Protection.of(certificate.protection)
        return Protection.TEXT if any(item.lines for item in items) else Protection.IDENTIFIERS


def around_of(one: Dispatch, protection: Protection, lang: str) -> Around:
    return Around(
        desk=f"{one.desk.organization.name(lang)} {one.desk.name(lang)}",
        settings_url=f"{settings.PORTAL_ADDRESS}{CHANNELS}",
        protection=protection,
        language=lang,
        names_title=protection in {Protection.TEXT, Protection.IDENTIFIERS},
    )


def _called(edition: Edition, lang: str) -> str:
    return f"no. {edition.number}" if lang == "en" else f"第{edition.number}報"


def _address(edition: Edition) -> str:
    return f"{settings.PORTAL_ADDRESS}/items/{edition.public_id}/"


def _path(one: Dispatch) -> str:
    if one.notice.edition:
        return f"/items/{one.notice.edition.public_id}/"
    return one.notice.link or NOTICES


def _sender(one: Dispatch, lang: str) -> str:
    """Whoever received it by a hop knows from whom; of nothing else the letter says who did it."""
    sender = one.notice.from_desk if one.notice.hop_id else None
    return sender.organization.name(lang) if sender else ""


def _tier(one: Dispatch, about: About) -> str:
    """Of the recipient, where the item speaks to tiers; a mailbox that several people read has none."""
    asks = one.membership is not None and any(ADDRESSEES in part.content for part in about.parts)
    return one.membership.role if one.membership and asks else ""


def _put_into_words(about: About, places: _Places, tier: str, lang: str) -> _Said:
    """Measures that the same desk has replaced since stand struck, however the letters lie in a digest (C-054)."""
    whole, edition = content_of(about.parts, places.own), about.edition
    content: Mapping[str, Any] = whole
    title, gone = _title(whole), NOTHING_GONE
    if about.latest is not None and places.latest is not None:
        later = content_of(about.latest.parts, places.latest)
        content, gone = without_what_went(edition.kind, edition.scheme, content, later, lang)
    own = own_first(content, edition.kind, edition.scheme, tier, lang)
    lines = tuple(lines_of(content, edition.kind, edition.scheme, lang))
    if about.followed is None or places.before is None:
        return _Said(title, (*gone, *own, *lines))
    earlier = content_of(about.followed.parts, places.before)
    changed = changes_told(edition.kind, edition.scheme, earlier, content, lang)
    return _Said(title, (*gone, *own, *changed, *lines))


def _why(desk: int, about: About, lang: str) -> str:
    definition = remembered(("definition", about.edition.audience_id), lambda: definition_of(about.edition.audience_id))
    own = next(iter(everybody().those([desk])), None)
    if definition is None or own is None:
        return ""
    decision = decide(definition.marking, own, table_of(definition.scheme), definition.carriers)
    return decision.label(lang) if decision.allowed else ""


def _title(content: Mapping[str, Any]) -> str:
    found = next((said.value for name in TITLE_FIELDS if not (said := Said.of(content.get(name, ""))).is_empty), "")
    return defanged_within(str(found or "").strip().split("\n", 1)[0][:160])
