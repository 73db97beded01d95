"""Does the deeds of a plan through the rooms, each at its own moment, as the person who did it."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import batched
from typing import Any, Final
from uuid import UUID

from django.db import OperationalError, connection, transaction

from noroshi.advisories import actions as advisories
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.demo.clock import told_at
from noroshi.demo.remembering import remembering
from noroshi.demo.world import World
from noroshi.demo.year.casting import Sitting
from noroshi.demo.year.deeds import Deed, What
from noroshi.drafting import actions as drafting
from noroshi.drafting.queries import DraftShown
from noroshi.drafting.wish import marking_wish
from noroshi.drafting.written import Written
from noroshi.editions.actions import EditionKind, Statement, hop, mark_again, publish, recall, seal_edition
from noroshi.editions.explaining import marking_of_own
from noroshi.editions.queries import edition_readable_by, receipts_readable_by
from noroshi.editions.read_marks import mark_read
from noroshi.editions.wishes import marking
from noroshi.reports import actions as reports
from noroshi.reports.actions.anonymize import Rework, rework
from noroshi.vocabulary import HopKind, SightingAnswer, Tlp
from noroshi.vocabulary.errors import NotFound

AT_ONCE: Final = 60
TRIES: Final = 5
SOURCE: Final = "source_"
ISSUING: Final = frozenset({What.ISSUE, What.ISSUE_NEXT})


@dataclass
class Doing:
    """The world, and what was made so far by the keys of the plan."""

    world: World
    made: dict[str, UUID] = field(default_factory=dict)
    seen: dict[Sitting, Viewer] = field(default_factory=dict)

    def do(self, deed: Deed) -> None:
        viewer = self.viewer(deed.who)
        with told_at(deed.at), acting_as(viewer):
            DEEDS[deed.what](self, viewer, deed)

    def viewer(self, who: Sitting) -> Viewer:
        """Looked up once: nobody's seat changes while the year is told."""
        if who not in self.seen:
            self.seen[who] = self.world.viewer(who.login, who.desk)
        return self.seen[who]

    def file(self, viewer: Viewer, deed: Deed) -> None:
        begun = reports.begin_report(viewer, deed.way, _without_source(deed.says.typed))
        self._send(viewer, deed, begun)

    def follow_up(self, viewer: Viewer, deed: Deed) -> None:
        self._send(viewer, deed, reports.begin_follow_up(viewer, self.made[deed.of[0]]))

    def anonymize(self, viewer: Viewer, deed: Deed) -> None:
        """What is the source's own is replaced; what is the attacker's is left on purpose."""
        begun = reports.begin_anonymized(viewer, self.made[deed.of[0]])
        asked = Rework(replaces_all=True, keeps_all=True)
        draft = rework(viewer, begun.public_id, self._written(deed, begun), version=begun.version, asked=asked)
        self.made[deed.key] = reports.submit_report(viewer, draft.public_id, version=draft.version)

    def complete(self, viewer: Viewer, deed: Deed) -> None:
        self._send(viewer, deed, reports.begin_completion(viewer, self.made[deed.of[0]]))

    def relay(self, viewer: Viewer, deed: Deed) -> None:
        reports.relay_report(viewer, self.made[deed.of[0]], note=deed.note)

    def issue(self, viewer: Viewer, deed: Deed) -> None:
        self._issue(viewer, deed, advisories.begin_advisory(viewer, [self.made[key] for key in deed.of]))

    def issue_next(self, viewer: Viewer, deed: Deed) -> None:
        self._issue(viewer, deed, advisories.begin_next_issue(viewer, self.made[deed.of[0]]))

    def relay_down(self, viewer: Viewer, deed: Deed) -> None:
        """What a standing order has passed on already is not passed on again by hand."""
        about = self.made[deed.of[0]]
        if not any(one.from_desk.pk == viewer.desk_id for one in receipts_readable_by(viewer, about)):
            advisories.relay_advisory(viewer, about, to=self._outside(deed.to))

    def answer(self, viewer: Viewer, deed: Deed) -> None:
        answer = SightingAnswer.of(deed.answer) if deed.answer else None
        advisories.acknowledge(viewer, self.made[deed.of[0]], sighting=answer, note=deed.note)

    def post(self, viewer: Viewer, deed: Deed) -> None:
        """Notices have no form; what is posted later is a hop of its own."""
        statement = Statement(
            kind=EditionKind.NOTICE,
            content={name: value for name, value in deed.says.typed.items() if name != "importance"},
            marking=marking(viewer, marking_wish(self._wish(deed), deed.handling_note), EditionKind.NOTICE.value),
            importance=deed.says.typed["importance"],
        )
        self.made[deed.key] = seal_edition(viewer, statement).public_id
        if deed.to:
            hop(viewer, self.made[deed.key], kind=HopKind.POST, to=self.world.parties(deed.to))

    def hop(self, viewer: Viewer, deed: Deed) -> None:
        about = self.made[deed.of[0]]
        hop(viewer, about, kind=HopKind.of(deed.kind), to=self.world.parties(deed.to), note=deed.note)

    def publish(self, viewer: Viewer, deed: Deed) -> None:
        publish(viewer, self.made[deed.of[0]], is_confirmed=True)

    def mark_again(self, viewer: Viewer, deed: Deed) -> None:
        about = self.made[deed.of[0]]
        now, number = marking_of_own(viewer, about)
        mark_again(viewer, about, replace(now, tlp=Tlp.of(deed.tlp)), read_number=number, reason=deed.note)

    def recall(self, viewer: Viewer, deed: Deed) -> None:
        recall(viewer, self.made[deed.of[0]], read_number=1, reason=deed.note)

    def look(self, viewer: Viewer, deed: Deed) -> None:
        """Whoever may not read it finds nothing."""
        with suppress(NotFound):
            mark_read(viewer, edition_readable_by(viewer, self.made[deed.of[0]]))

    def outside(self, text: str) -> str:
        """A party as a door writes it: public ids in place of names."""
        naming, _, which = text.partition(":")
        first, slash, rest = which.partition("/")
        rows: dict[str, dict[str, Any]] = {"desk": self.world.desks, "group": self.world.groups}
        row = rows.get(naming, self.world.organizations).get(first)
        return f"{naming}:{row.public_id}{slash}{rest}" if row else text

    def _send(self, viewer: Viewer, deed: Deed, begun: DraftShown) -> None:
        draft = self._saved(viewer, deed, begun)
        if deed.is_sent:
            self.made[deed.key] = reports.submit_report(viewer, draft.public_id, version=draft.version)

    def _issue(self, viewer: Viewer, deed: Deed, begun: DraftShown) -> None:
        draft = self._saved(viewer, deed, begun)
        if not deed.is_sent:
            return
        by = self.world.second(viewer) if draft.sources else viewer
        with acting_as(by):
            self.made[deed.key] = advisories.issue_advisory(by, draft.public_id, version=draft.version)

    def _wish(self, deed: Deed) -> dict[str, Any]:
        """As a door would give it."""
        lists = {**deed.wish, "destinations": deed.to if deed.what in ISSUING else ()}
        parts = [
            {
                **part,
                **{name: self._outside(part[name]) for name in ("readers", "kept_from") if part.get(name) is not None},
            }
            for part in lists.pop("parts", ())
        ]
        plain: dict[str, Any] = {}
        for name in ("published", "bars_government"):
            plain[name] = lists.pop(name, None)
        receivers = [str(self.world.desks[handle].public_id) for handle in lists.pop("receivers", ())]
        wish = {name: self._outside(texts) for name, texts in lists.items()}
        said: dict[str, Any] = {"parts": parts, "receivers": receivers, "sectors": list(deed.sectors), **wish, **plain}
        return {"tlp": deed.tlp, **{name: value for name, value in said.items() if value}}

    def _outside(self, texts: Iterable[str]) -> list[str]:
        return [self.outside(text) for text in texts]

    def _saved(self, viewer: Viewer, deed: Deed, begun: DraftShown) -> DraftShown:
        return drafting.save(viewer, begun.public_id, self._written(deed, begun), version=begun.version)

    def _written(self, deed: Deed, begun: DraftShown) -> Written:
        before, note = begun.written, {"handling_note": deed.handling_note} if deed.handling_note else {}
        return Written(
            {**before.typed, **_without_source(deed.says.typed), **note},
            {**before.marks, **deed.says.marks},
            {**before.wish, **self._wish(deed)},
            before.figures,
        )


def _without_source(typed: dict[str, Any]) -> dict[str, Any]:
    """Who writes is known to the room."""
    return {name: value for name, value in typed.items() if not name.startswith(SOURCE)}


DEEDS: Final[dict[What, Callable[[Doing, Viewer, Deed], None]]] = {
    What.FILE: Doing.file,
    What.FOLLOW_UP: Doing.follow_up,
    What.ANONYMIZE: Doing.anonymize,
    What.COMPLETE: Doing.complete,
    What.RELAY: Doing.relay,
    What.ISSUE: Doing.issue,
    What.ISSUE_NEXT: Doing.issue_next,
    What.RELAY_DOWN: Doing.relay_down,
    What.ANSWER: Doing.answer,
    What.POST: Doing.post,
    What.LOOK: Doing.look,
    What.HOP: Doing.hop,
    What.PUBLISH: Doing.publish,
    What.MARK_AGAIN: Doing.mark_again,
    What.RECALL: Doing.recall,
}


def do_all(
    world: World,
    deeds: Iterable[Deed],
    step: Callable[[str], None] = lambda _what: None,
    doing: Doing | None = None,
    at_once: int = AT_ONCE,
) -> Doing:
    """Some of them in one transaction; whom a concurrent one crossed in the database tries again."""
    doing = doing or Doing(world)
    for some in batched(deeds, at_once):
        _try(doing, some)
        for deed in some:
            step(deed.title)
    return doing


def _try(doing: Doing, deeds: Iterable[Deed]) -> None:
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic(), remembering():
                _do_not_wait_for_the_disk()
                for deed in deeds:
                    doing.do(deed)
            return
        except OperationalError:
            doing.seen.clear()
            if not left:
                raise


def _do_not_wait_for_the_disk() -> None:
    """A world that was cut short is made anew anyhow."""
    with connection.cursor() as cursor:
        cursor.execute("set local synchronous_commit to off")
