"""What is spoken here: TAXII 2.1 and nothing else, said the way the standard says it (TAXII 2.1 §1.6.8)."""

from typing import Final

from django.http import HttpRequest

from noroshi.taxii.errors import NotSpoken, NotUnderstood

TYPE: Final = "application/taxii+json"
VERSION: Final = "2.1"
STIX: Final = "application/stix+json;version={}"
ANYTHING: Final = frozenset({"*/*", "application/*"})


def must_accept(request: HttpRequest) -> None:
    """Whoever names no version, or takes anything, gets the newest, which is 2.1."""
    wanted = request.headers.get("Accept", "*/*")
    if not any(_fits(one, or_anything=True) for one in wanted.split(",")):
        raise NotSpoken


def must_be_ours(request: HttpRequest) -> None:
    """A body says what it is: clients that send plain JSON would be taken for something that they are not."""
    if not _fits(request.headers.get("Content-Type", ""), or_anything=False):
        raise NotUnderstood


def _fits(text: str, *, or_anything: bool) -> bool:
    name, _, rest = text.strip().lower().partition(";")
    given = dict(part.strip().partition("=")[::2] for part in rest.split(";") if part.strip())
    if given.get("q", "1").strip('"') in {"0", "0.0", "0.00", "0.000"}:
        return False
    if name.strip() in ANYTHING:
        return or_anything
    return name.strip() == TYPE and given.get("version", VERSION).strip('"') == VERSION
