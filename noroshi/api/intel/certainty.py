"""Confidence as machines give it: a number, or the words of a scale as people type them."""

from typing import Annotated

from pydantic import Field, WithJsonSchema

from noroshi.api.fields import checked
from noroshi.stix.confidence import LONGEST, written


def _read(value: object) -> object:
    return written(value) if isinstance(value, str) else value


type Confidence = Annotated[
    Annotated[int, Field(strict=True, ge=0, le=100)] | None,
    checked(_read),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": 100},
                {"type": "string", "maxLength": LONGEST, "description": "B2, likely, wep:likely, 高…"},
                {"type": "null"},
            ]
        }
    ),
]
