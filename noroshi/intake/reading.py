"""A file becomes a form that was read, whatever its name says: a spreadsheet, our text form, the offline file, a STIX bundle."""

from typing import Final

from django.conf import settings
from django.utils import timezone

from noroshi.intake.errors import FormFileEmpty, FormFileTooLarge, FormSaysNothing
from noroshi.paper.brought import FormRead
from noroshi.paper.decoding import decoded
from noroshi.paper.offline import is_offline_file, read_offline
from noroshi.paper.text_back import read_text
from noroshi.paper.xlsx import read_spreadsheet
from noroshi.schemes import Scheme, scheme_in_force
from noroshi.stix.forms import is_bundle, read_bundle

LARGEST: Final = 10 * 1024 * 1024
ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")


def read_file(content: bytes) -> FormRead:
    """Or a refusal that says what to do; an empty form is refused as such."""
    if not content.strip():
        raise FormFileEmpty
    if len(content) > LARGEST:
        raise FormFileTooLarge
    read = _read(content, scheme_here())
    if read.says_nothing and not read.troubles:
        raise FormSaysNothing
    return read


def scheme_here() -> Scheme:
    return scheme_in_force(timezone.localdate(), settings.PLATFORM_SCHEME)


def _read(content: bytes, scheme: Scheme) -> FormRead:
    if content.startswith(ZIP):
        return read_spreadsheet(content, scheme)
    text = decoded(content)
    if is_offline_file(text):
        return read_offline(text, scheme)
    return read_bundle(content, scheme) if is_bundle(content) else read_text(text, scheme)
