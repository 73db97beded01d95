"""Before a file with AMBER leaves the house's locks: what leaves, how much of it, and what for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from noroshi.intel.browsing import Listed
from noroshi.intel.taking_out import guarded
from noroshi.vocabulary import TakingReason, Tlp
from noroshi.web.components import Choice
from noroshi.web.pages.directory.words import language


@dataclass(frozen=True, slots=True)
class AskPage:
    tlp: Tlp
    closed: int
    whole: int
    here: str
    back: str
    reasons: tuple[Choice, ...]
    is_missing: bool


def asked_first(request: HttpRequest, found: Sequence[Listed], back: str) -> HttpResponse | None:
    """None where nothing is to be asked, or it was answered."""
    closed = guarded(found)
    if not closed or reason_of(request):
        return None
    strictest = min((one.color.tlp for one in closed), key=list(Tlp).index)
    reasons = tuple(Choice(value, words) for value, words in TakingReason.choices(language()))
    is_missing = request.method == "POST"
    page = AskPage(strictest, len(closed), len(found), request.get_full_path(), back, reasons, is_missing)
    return render(request, "intel/ask_first.html", {"page": page}, status=422 if is_missing else 200)


def reason_of(request: HttpRequest) -> TakingReason | None:
    """Said by a press, never by an address that somebody was sent."""
    said = request.POST.get("reason", "")
    return TakingReason.of(said) if said in TakingReason else None
