"""Attachments before they are kept, where a scanner is set up: what is found is held back, what could not be scanned says so.

A scanner that is down must not stop a report: the file is taken in, and sender and readers are told that nobody scanned it.
"""

from collections.abc import Iterable

from django.conf import settings

from noroshi.vault import clamd
from noroshi.vault.errors import FileInfected
from noroshi.vocabulary.files import Scan


def scanned(pieces: Iterable[bytes]) -> str:
    """Empty where no scanner is set up."""
    if not settings.CLAMAV:
        return ""
    answer = clamd.scan(settings.CLAMAV, pieces)
    if answer.signature:
        raise FileInfected(signature=answer.signature)
    return (Scan.CLEAN if answer.is_reached else Scan.NOT_REACHED).value
