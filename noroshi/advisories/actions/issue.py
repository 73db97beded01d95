"""Issuing: numbered in its own series, sealed, opened to the ministries of the chosen sectors, once (手引書 3.2, 図7)."""

import secrets
import uuid
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from noroshi.advisories.actions.begin import must_be_center
from noroshi.advisories.actions.release import must_be_released
from noroshi.advisories.errors import DestinationNeeded, NotAnAdvisory
from noroshi.advisories.inquiring import only_ministries_ask
from noroshi.audiences.viewer import Viewer
from noroshi.drafting import actions as drafting
from noroshi.drafting.errors import SourceGone
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import sources_of
from noroshi.drafting.sending import Ready, ready, to_seal
from noroshi.editions.actions import Statement, derive, hop, seal_edition
from noroshi.editions.models import Edition, EditionKind
from noroshi.editions.numbering import pattern_of
from noroshi.editions.queries import edition_readable_by, ids_readable_by
from noroshi.editions.wishes import marking
from noroshi.reports.leaks import must_not_leak
from noroshi.sharing.marking import Marking
from noroshi.vault.actions import enclose
from noroshi.vocabulary import HopKind
from noroshi.vocabulary.errors import InvalidFields


def issue_advisory(viewer: Viewer, draft_id: uuid.UUID, *, version: int, alone: str = "") -> uuid.UUID:
    """The sealed edition's id; a second press gives the same one again. `alone`: why one person issues a warning by itself."""
    must_be_center(viewer)
    row = drafting.to_send(viewer, draft_id, version=version)
    if row.sent_as:
        return row.sent_as
    if row.kind != EditionKind.ADVISORY:
        raise NotAnAdvisory
    prepared = ready(viewer, row)
    made = only_ministries_ask(marking(viewer, prepared.wish, "advisory"), prepared.content)
    if not made.destinations:
        raise InvalidFields(fields={"destinations": [DestinationNeeded.code]})
    must_not_leak(viewer, row)
    must_be_released(viewer, row, alone=alone)
    edition = _sealed(viewer, row, prepared, made)
    enclose(viewer, edition, row.public_id)
    hop(viewer, edition.public_id, kind=HopKind.ISSUE, to=made.destinations)
    drafting.sent(viewer, row, edition)
    return edition.public_id


def _sealed(viewer: Viewer, row: Draft, prepared: Ready, made: Marking) -> Edition:
    statement = Statement(
        kind=EditionKind.ADVISORY,
        content=_content(row, prepared, made),
        marking=made,
        importance=prepared.importance,
        matter=row.matter,
        begins=row.continues is None,
        reference_number=_number(viewer, row),
    )
    sources = sources_of(row)
    if not sources:
        return seal_edition(viewer, statement)
    if ids_readable_by(viewer, sources) != set(sources):
        raise SourceGone
    return derive(viewer, sources, statement)


def _content(row: Draft, prepared: Ready, made: Marking) -> dict[str, Any]:
    """情報提供先 are printed on the form; they are words of it, whoever they open it to."""
    destinations: Sequence[str] = row.wish.get("destinations") or []
    provided_at = timezone.localtime().isoformat(timespec="minutes")
    return {"provided_at": provided_at, "destinations": list(destinations), **to_seal(row, prepared, made)}


def _number(viewer: Viewer, row: Draft) -> str:
    """Filled already on the first issue; every later one carries the same."""
    if row.continues:
        return edition_readable_by(viewer, row.continues).reference_number
    return pattern_of(row.scheme, row.kind).draw(secrets.choice)
