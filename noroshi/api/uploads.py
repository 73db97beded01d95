"""A body with one file: `multipart/form-data` with a single part named `file`, and nothing else in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

from noroshi.threshold.uploads import carries_files
from noroshi.vocabulary.errors import InvalidFields, Malformed
from noroshi.vocabulary.text import TextMissing
from noroshi.vocabulary.unreadable import FieldUnknown

PART: Final = "file"


@dataclass(frozen=True, slots=True)
class Upload:
    """Its name as the sender gave it; the room cleans it."""

    name: str
    chunks: Iterable[bytes]


def one_file(request: HttpRequest) -> Upload:
    if not carries_files(request):
        raise Malformed
    try:
        fields, files = request.POST, request.FILES
    except MultiPartParserError:
        raise Malformed from None
    unknown = {name[:60] for name in (*fields, *files) if name != PART or name in fields}
    if unknown:
        raise InvalidFields(fields={name: [FieldUnknown.code] for name in sorted(unknown)[:20]})
    given = files.getlist(PART)
    if len(given) != 1:
        raise InvalidFields(fields={PART: [TextMissing.code]})
    return Upload(str(given[0].name), given[0].chunks())
