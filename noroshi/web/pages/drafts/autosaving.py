"""What a script is told after it saved by itself: only what changes beside the fields; the fields themselves are left alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import gettext as _

from noroshi.advisories.foretelling import Asks, look_at, to_ask
from noroshi.audiences.queries import asked_once
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.queries import DraftShown
from noroshi.web.components import Choice, Scope
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.drafts.blocks import BlockShown
from noroshi.web.pages.drafts.scope import Reach, band, color_choices, reach_of
from noroshi.web.pages.drafts.sheet import Asked, LevelsShown, levels_shown, own_desk, sheet_of, starred
from noroshi.web.pages.drafts.typed import marks_of, version_of

ALWAYS: Final = ("saved", "dock_words", "index", "levels")
FORETOLD: Final = ("reach", "band", "stations")
BESIDE_FIGURES: Final = ("levels_answer", "levels_lines")


@dataclass(frozen=True, slots=True)
class SavedPage:
    """As much of `DraftPage` as these parts show. Without `reach` how far it goes is as the page shows it already."""

    saved_at: datetime
    saved_by: str
    blocks: tuple[BlockShown, ...]
    levels: LevelsShown | None
    done: int
    most: int
    missing: str
    reach: Reach | None
    scope: Scope | None
    colors: tuple[Choice, ...]


def autosaved(request: HttpRequest, viewer: Viewer, before: DraftShown, saved: DraftShown) -> JsonResponse:
    """Who may hold it is counted anew only where that can have changed, and for a page that missed an answer."""
    asks = to_ask(before, saved) if version_of(request.POST) == before.version else Asks.ALL
    page = _page(request, viewer, saved, asks)
    names = (*ALWAYS, *FORETOLD) if page.reach else ALWAYS
    parts = {name: render_to_string(f"drafts/draft.html#{name}", {"page": page}, request) for name in names}
    levels = {"levels": page.levels}
    parts |= {name: render_to_string(f"drafts/levels.html#{name}", levels, request) for name in BESIDE_FIGURES}
    parts |= {
        f"count_{color.value}": escape(_("at most %(count)s") % {"count": color.count})
        for color in page.colors
        if color.count
    }
    read = marks_of(saved.written)
    return JsonResponse({"version": saved.version, "read": read, "parts": parts, "beside": _beside(page.blocks)})


@asked_once()
def _page(request: HttpRequest, viewer: Viewer, saved: DraftShown, asks: Asks) -> SavedPage:
    looked = look_at(viewer, saved, asks)
    reach = None if asks is Asks.NOTHING else reach_of(looked, own_desk(request))
    sheet = sheet_of(looked, Asked())
    done, most, missing = starred(looked, sheet.fields)
    return SavedPage(
        saved_at=saved.saved_at,
        saved_by=saved.saved_by.name(language()),
        blocks=sheet.blocks,
        levels=levels_shown(looked, saved.written),
        done=done,
        most=most,
        missing=missing,
        reach=reach,
        scope=band(reach, str(saved.written.wish.get("tlp") or "")) if reach else None,
        colors=color_choices(looked, saved.written),
    )


def _beside(blocks: tuple[BlockShown, ...]) -> dict[str, dict[str, Any]]:
    fields = [field for block in blocks for field in block.fields]
    told = {
        field.control: {
            "understood": field.understood,
            "warning": " ".join(field.warnings),
            "error": " ".join(field.errors),
        }
        for field in fields
    }
    cells = {
        f"f-{cell.name}": {"understood": cell.understood, "error": cell.error}
        for field in fields
        for row in field.rows
        for cell in row
    }
    said = {f"{block.id}_said": {"said": block.said} for block in blocks}
    return {name: words for name, words in (told | cells | said).items() if any(words.values()) or name in told}
