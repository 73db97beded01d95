"""From dispatches to what each letter may say: read under the system's login, decided for each recipient as of this moment.

Title and text of AMBER and RED go only into mail that is closed under the recipient's own certificate. Whoever may not read an
item any more, or never could, is not even told that it exists.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

from django.conf import settings
from django.db.models.functions import Coalesce

from noroshi.audiences.actions import definition_of
from noroshi.audiences.everybody import everybody
from noroshi.audiences.kept_schemes import table_of
from noroshi.audiences.recipients import Recipients
from noroshi.delivery.amending import changes_told
from noroshi.delivery.attaching import attachment
from noroshi.delivery.letters import Around, Item
from noroshi.delivery.models import Certificate, DeskChannels, Dispatch
from noroshi.delivery.tiers import ADDRESSEES, own_first
from noroshi.delivery.wording import lines_of
from noroshi.directory.remembered import remembered
from noroshi.editions.handling import Handled
from noroshi.editions.line_rows import TITLE_FIELDS
from noroshi.editions.models import Edition, Part, Registration
from noroshi.sharing.decisions import decide
from noroshi.sharing.pieces import whole
from noroshi.vocabulary import Importance, NoticeKind, Protection, Said, Tlp, Urgency
from noroshi.vocabulary.plain_sight import defanged_within

MAY_TRAVEL_OPENLY: Final = frozenset({Tlp.CLEAR, Tlp.GREEN})
TOLD_AFTER_RECALL: Final = frozenset({NoticeKind.RECALLED})
CHANNELS: Final = "/notices/channels/"


@dataclass(frozen=True, slots=True)
class _Part:
    """Fields of one range, and what is said of their handling since they were marked again."""

    audience: int
    content: Mapping[str, Any]
    handling: Mapping[str, Any] | None


type _Parts = tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class _Earlier:
    """An edition before it; `parts` only of the one by the same desk that it follows."""

    edition: Edition
    parts: _Parts = ()


@dataclass(frozen=True)
class _About:
    """One edition of a batch, with what hangs on it."""

    edition: Edition
    parts: _Parts
    earlier: tuple[_Earlier, ...]
    registered: tuple[int, str] | None

    @property
    def followed(self) -> _Earlier | None:
        return next((one for one in self.earlier if one.parts), None)

    @property
    def audiences(self) -> set[int]:
        before = {
            audience
            for one in self.earlier
            for audience in (one.edition.audience_id, *(part.audience for part in one.parts))
        }
        own = {self.edition.audience_id, *before, *(part.audience for part in self.parts)}
        return own | ({self.registered[0]} if self.registered else set())


@dataclass(frozen=True, slots=True)
class _Said:
    """What an edition says to those who may read the same parts of it."""

    title: str = ""
    lines: tuple[tuple[str, str], ...] = ()


_NOTHING: Final = _Said()


@dataclass(frozen=True)
class Batch:
    """Everything that the letters of one batch need, read in a handful of questions."""

    about: Mapping[int, _About]
    recipients: Recipients
    certificates: Mapping[tuple[int, str], Certificate]
    wants_stix: frozenset[int] = frozenset()
    said: dict[tuple[int, str, str, tuple[int, ...], tuple[int, ...] | None], _Said] = field(default_factory=dict)
    clauses: dict[tuple[int, int, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, dispatches: Sequence[Dispatch]) -> Self:
        about = _about({one.notice.edition_id for one in dispatches if one.notice.edition_id})
        desks = {one.desk_id for one in dispatches}
        audiences = {audience for one in about.values() for audience in one.audiences}
        people = {one.membership_id for one in dispatches if one.membership_id}
        standing = Certificate.objects.filter(desk__in=desks, removed_at=None)
        return cls(
            about,
            Recipients.of(audiences, desks, people),
            {(one.desk_id, one.address.casefold()): one for one in standing if not one.has_expired},
            frozenset(DeskChannels.objects.filter(desk__in=desks, mail_stix=True).values_list("desk_id", flat=True)),
        )

    def certificate(self, one: Dispatch) -> Certificate | None:
        return self.certificates.get((one.desk_id, one.address.casefold()))

    def may_be_told(self, one: Dispatch) -> bool:
        """Somebody who has left is written to no more; of a recalled item nothing is said but the recall."""
        if one.membership_id and one.membership_id not in self.recipients.people:
            return False
        about = self.about.get(one.notice.edition_id or 0)
        if about is None or one.notice.kind in TOLD_AFTER_RECALL:
            return one.notice.edition_id is None or about is not None
        if about.edition.is_recalled or not self.recipients.holds(one.desk_id, about.edition.audience_id):
            return False
        if one.membership_id is None:
            return True
        return self.recipients.may_read(one.desk_id, one.membership_id, about.edition.audience_id)

    def item(self, one: Dispatch, lang: str) -> Item:
        notice = one.notice
        about = self.about.get(notice.edition_id or 0)
        usual: dict[str, Any] = {
            "kind": NoticeKind.of(notice.kind),
            "urgency": Urgency.of(notice.urgency),
            "at": notice.at,
            "url": f"{settings.PORTAL_ADDRESS}{_path(one)}",
            "why": self._why(one, about, lang),
            "from_name": _sender(one, lang),
        }
        return Item(**usual, **(self._of_edition(one, about, lang) if about else {}))

    def _of_edition(self, one: Dispatch, about: _About, lang: str) -> dict[str, Any]:
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
        handled = _handled(about.parts, places)
        return attachment(
            about.edition,
            _content(about.parts, places),
            title=item.title,
            reference=item.reference,
            number=item.number,
            marked_at=handled.since if handled else None,
        )

    def _said(self, one: Dispatch, about: _About, tlp: Tlp, lang: str) -> _Said:
        """Of the parts that this recipient may read; nothing at all of what may not travel openly. Put into words once."""
        if tlp not in MAY_TRAVEL_OPENLY and self.certificate(one) is None:
            return _NOTHING
        if not self._reads(one, about.edition.audience_id):
            return _NOTHING
        places, before = self._places(one, about.parts), self._before(one, about)
        tier = _tier(one, about)
        key = (about.edition.pk, lang, tier, places, before)
        if key not in self.said:
            self.said[key] = _put_into_words(about, places, before, tier, lang)
        return self.said[key]

    def _places(self, one: Dispatch, parts: _Parts) -> tuple[int, ...]:
        return tuple(place for place, part in enumerate(parts) if self._reads(one, part.audience))

    def _before(self, one: Dispatch, about: _About) -> tuple[int, ...] | None:
        """Which parts of the edition before it may stand beside; None where nothing of it may."""
        before = about.followed
        if before is None or before.edition.is_recalled or not self._reads(one, before.edition.audience_id):
            return None
        may_travel = Tlp.of(before.edition.tlp) in MAY_TRAVEL_OPENLY or self.certificate(one) is not None
        return self._places(one, before.parts) if may_travel else None

    def _why(self, one: Dispatch, about: _About | None, lang: str) -> str:
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

    def _reference(self, one: Dispatch, about: _About) -> str:
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


def _about(editions: Collection[int]) -> dict[int, _About]:
    rows = Edition.objects.in_bulk(list(editions))
    parts: dict[int, list[_Part]] = defaultdict(list)
    _take(parts, rows)
    matters = {row.matter for row in rows.values()}
    earlier = _earlier(rows.values(), parts)
    now = Coalesce("withdrawal__instead", "reference_number")
    numbers = Registration.objects.filter(matter__in=matters).values_list("matter", "audience_id", now)
    registered = {matter: (audience, number) for matter, audience, number in numbers}
    return {
        pk: _About(
            row,
            tuple(parts[pk]),
            earlier[pk],
            registered.get(row.matter),
        )
        for pk, row in rows.items()
    }


def _take(parts: dict[int, list[_Part]], editions: Collection[int]) -> None:
    rows = Part.objects.filter(edition__in=editions).order_by("slot")
    for edition, *part in rows.values_list("edition_id", "audience_id", "content", "handling"):
        parts[edition].append(_Part(*part))


def _earlier(rows: Collection[Edition], parts: dict[int, list[_Part]]) -> dict[int, tuple[_Earlier, ...]]:
    """Of each edition those before it in its matter; with its parts the latest that the same desk wrote."""
    later = [row for row in rows if row.number > 1]
    found = list(Edition.objects.filter(matter__in={row.matter for row in later}).order_by("number")) if later else []
    before = {row.pk: [one for one in found if one.matter == row.matter and one.number < row.number] for row in later}
    followed = {
        row.pk: max((one.pk for one in before[row.pk] if one.originator_desk_id == row.originator_desk_id), default=0)
        for row in later
    }
    _take(parts, set(followed.values()) - {row.pk for row in rows})
    return {
        row.pk: tuple(
            _Earlier(one, tuple(parts[one.pk]) if one.pk == followed[row.pk] else ()) for one in before.get(row.pk, ())
        )
        for row in rows
    }


def _called(edition: Edition, lang: str) -> str:
    return f"no. {edition.number}" if lang == "en" else f"第{edition.number}報"


def _address(edition: Edition) -> str:
    return f"{settings.PORTAL_ADDRESS}/items/{edition.public_id}/"


def _path(one: Dispatch) -> str:
    if one.notice.edition:
        return f"/items/{one.notice.edition.public_id}/"
    return one.notice.link or "/notices/"


def _sender(one: Dispatch, lang: str) -> str:
    """Whoever received it by a hop knows from whom; of nothing else the letter says who did it."""
    sender = one.notice.from_desk if one.notice.hop_id else None
    return sender.organization.name(lang) if sender else ""


def _tier(one: Dispatch, about: _About) -> str:
    """Of the recipient, where the item speaks to tiers; a mailbox that several people read has none."""
    asks = one.membership is not None and any(ADDRESSEES in part.content for part in about.parts)
    return one.membership.role if one.membership and asks else ""


def _put_into_words(
    about: _About, places: Collection[int], before: Collection[int] | None, tier: str, lang: str
) -> _Said:
    content, edition, followed = _content(about.parts, places), about.edition, about.followed
    own = own_first(content, edition.kind, edition.scheme, tier, lang)
    lines = tuple(lines_of(content, edition.kind, edition.scheme, lang))
    if followed is None or before is None:
        return _Said(_title(content), (*own, *lines))
    earlier = _content(followed.parts, before)
    changed = changes_told(edition.kind, edition.scheme, earlier, content, lang)
    return _Said(_title(content), (*own, *changed, *lines))


def _content(parts: _Parts, places: Collection[int]) -> dict[str, Any]:
    """As it is to be handled now: what the latest marking says stands instead of what was sealed."""
    content = whole({name: value for place in places for name, (_, value) in parts[place].content.items()})
    handled = _handled(parts, places)
    return handled.instead(content) if handled else content


def _handled(parts: _Parts, places: Collection[int]) -> Handled | None:
    said = [handling for place in places if (handling := parts[place].handling)]
    return Handled.of(max(said, key=lambda one: int(one["number"]), default=None))


def _why(desk: int, about: _About, lang: str) -> str:
    definition = remembered(("definition", about.edition.audience_id), lambda: definition_of(about.edition.audience_id))
    own = next(iter(everybody().those([desk])), None)
    if definition is None or own is None:
        return ""
    decision = decide(definition.marking, own, table_of(definition.scheme), definition.carriers)
    return decision.label(lang) if decision.allowed else ""


def _title(content: Mapping[str, Any]) -> str:
    found = next((said.value for name in TITLE_FIELDS if not (said := Said.of(content.get(name, ""))).is_empty), "")
    return defanged_within(str(found or "").strip().split("\n", 1)[0][:160])
