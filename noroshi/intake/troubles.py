"""What was not taken over of a form, kept by code: each reader has it in the own language, and an answer says it without the words."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from noroshi.paper.brought import Trouble
from noroshi.vocabulary.errors import Refusal, refusals

MOST: Final = 200
LONGEST: Final = 400


def kept(troubles: Iterable[Trouble]) -> list[dict[str, Any]]:
    return [
        {
            "place": one.place[:60],
            "field": one.field[:60],
            "code": one.refusal.code,
            "params": {name: str(value)[:LONGEST] for name, value in one.refusal.params.items()},
        }
        for one in list(troubles)[:MOST]
    ]


def told(rows: Sequence[Any]) -> tuple[Trouble, ...]:
    return tuple(trouble for row in rows if (trouble := _one(row)) is not None)


def _one(row: Any) -> Trouble | None:
    known = refusals().get(str(row.get("code", "")))
    if known is None:
        return None
    params: dict[str, Any] = dict(row.get("params", {}))
    try:
        refusal: Refusal = known(**params)
    except TypeError:
        return None
    return Trouble(str(row.get("place", "")), refusal, str(row.get("field", "")))
