"""Where one report is filed while a coordination center stands: chosen beside the last check, typed once."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.actions import amend
from noroshi.drafting.queries import DraftShown
from noroshi.drafting.written import Written
from noroshi.reports.filing import may_choose
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import FilingDesk
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Choice
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.drafts.typed import version_of


@dataclass(frozen=True, slots=True)
class FilingShown:
    choices: tuple[Choice, ...]


def filing_shown(viewer: Viewer, draft: DraftShown) -> FilingShown | None:
    if draft.kind != "report" or not may_choose(viewer):
        return None
    words = {
        FilingDesk.PLAN: _("By the way that you chose, as always"),
        FilingDesk.COORDINATION: _("The center alone; no ministry hears of it"),
        FilingDesk.BOTH: _("Written once; each gets it with its own receipt"),
    }
    now, lang = str(draft.written.wish.get("filed_to") or FilingDesk.PLAN), language()
    return FilingShown(
        tuple(Choice(one.value, sentence(one.label(lang)), words[one], is_chosen=one == now) for one in FilingDesk)
    )


@require_POST
@login_required
def choose(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Kept with the draft; the check then shows who gets it now."""
    chosen = request.POST.get("filed_to", "")
    if chosen not in set(FilingDesk):
        raise NotFound
    amend(viewer_of(request), public_id, Written(wish={"filed_to": chosen}), version=version_of(request.POST))
    return HttpResponseRedirect(reverse("send_draft", args=[public_id]))


urlpatterns = [path("drafts/<uuid:public_id>/filing/", choose, name="choose_filing")]
