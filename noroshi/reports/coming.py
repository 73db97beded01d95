"""By which means a report came to the desk that sends it: said in the report, beside who reports, and never of somebody without a name.

Readers further along must know it (手引書 2.1): what was told over the telephone is not what somebody typed. It stands in the part of
the contact block, so that whoever may not know who reports does not learn how either.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.models import Draft, Purpose
from noroshi.drafting.queries import sources_of
from noroshi.sharing.redaction import CHANNEL
from noroshi.vocabulary import Channel, Said

OWN_WORD: Final = frozenset({Purpose.FIRST, Purpose.FOLLOW_UP})

type Teller = Callable[[Viewer, UUID], Channel | None]
_tellers: Final[list[Teller]] = []
"""The room that knows what came in registers it."""


def told_by(teller: Teller) -> None:
    _tellers[:] = [teller]


def coming(viewer: Viewer, row: Draft, content: Mapping[str, Any]) -> dict[str, str]:
    """Nothing for what was written here, for what is made of others' reports, and where anything is said without a name."""
    if row.purpose not in OWN_WORD or sources_of(row) or any(Said.of(raw).is_anonymized for raw in content.values()):
        return {}
    found = next((channel for teller in _tellers if (channel := teller(viewer, row.public_id))), None)
    return {CHANNEL: found.value} if found else {}
