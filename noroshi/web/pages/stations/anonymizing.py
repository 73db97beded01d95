"""Taking the name out: the original and the outgoing edition side by side, and what in them could still say who wrote it."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from noroshi.asking.actions import ask_approval
from noroshi.asking.approvals import approval_of
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.files import remove_file
from noroshi.drafting.written import Written
from noroshi.reports.actions import Rework, rework, take_file
from noroshi.reports.actions.anonymize import Less
from noroshi.reports.anonymizing import Workbench, workbench
from noroshi.reports.enclosed import files_seen, replace_file
from noroshi.reports.leaks import leak_check
from noroshi.reports.returned import returned
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary.errors import ChangedMeanwhile, Malformed, NotFound, NotYours, Refusal
from noroshi.web.components import FieldError
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.drafts.typed import read_typed
from noroshi.web.pages.stations.beginning import address
from noroshi.web.pages.stations.bench_shown import Beside
from noroshi.web.pages.stations.values import FormWords
from noroshi.web.pages.stations.workbench import bench_page, meanwhile

FILE_DEEDS: Final = frozenset({"take", "drop", "instead"})
ROW_DEEDS: Final = frozenset({"round_half", "round_day", "empty", "roughen"})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def anonymize(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    bench = workbench(viewer, public_id)
    if bench.draft.sent_as is not None:
        return HttpResponseRedirect(reverse("item", args=[bench.draft.sent_as]))
    if request.method != "POST" or bench.original is None:
        return render(request, "stations/anonymize.html", {"page": bench_page(bench, _beside(viewer, bench))})
    return _posted(request, viewer, bench)


def _posted(request: HttpRequest, viewer: Viewer, bench: Workbench) -> HttpResponse:
    """What was typed is kept, whatever was pressed; then that is done."""
    draft_id = bench.draft.public_id
    deed, _colon, which = request.POST.get("deed", "save").partition(":")
    typed = read_typed(request.POST, bench.draft.form, bench.draft.written)
    try:
        with transaction.atomic():
            _done(request, viewer, draft_id, typed, deed, which)
    except (NotFound, NotYours):
        raise
    except Refusal as refusal:
        return _refused(request, viewer, draft_id, typed, refusal)
    if deed == "send":
        return _sending(request, viewer, draft_id)
    if deed == "approval":
        return _asked_for_approval(request, viewer, draft_id)
    messages.success(request, _told(deed))
    place = "" if deed == "save" else f"#row-{which.rpartition(':')[2]}" if deed in ROW_DEEDS else f"#{_part(deed)}"
    return HttpResponseRedirect(reverse("anonymize", args=[draft_id]) + place)


def _is_blocked(viewer: Viewer, draft_id: UUID) -> bool:
    return leak_check(viewer, draft_id).is_blocked


def _asked_for_approval(request: HttpRequest, viewer: Viewer, draft_id: UUID) -> HttpResponse:
    made = ask_approval(viewer, draft_id, text=request.POST.get("approval_text", ""))
    words = _("Put before the source’s desk. You are told when it answers; nothing is sent until then.")
    messages.success(request, words)
    return HttpResponseRedirect(reverse("approve_text", args=[made.public_id]))


def _beside(viewer: Viewer, bench: Workbench) -> Beside:
    draft = bench.draft
    return Beside(approval_of(viewer, draft, bench.files), files_seen(viewer, bench), returned(viewer, draft.public_id))


def _done(request: HttpRequest, viewer: Viewer, draft_id: UUID, typed: Written, deed: str, which: str) -> None:
    rework(viewer, draft_id, typed, version=_version(request), asked=_asked(request, deed, which))
    if deed in FILE_DEEDS:
        _file_done(request, viewer, draft_id, deed, _id(which))


def _file_done(request: HttpRequest, viewer: Viewer, draft_id: UUID, deed: str, file_id: UUID) -> None:
    if deed == "take":
        take_file(viewer, draft_id, file_id)
    elif deed == "drop":
        remove_file(viewer, draft_id, file_id)
    elif upload := request.FILES.get(f"instead.{file_id}"):
        replace_file(viewer, draft_id, file_id, name=str(upload.name), chunks=upload.chunks())


def _asked(request: HttpRequest, deed: str, which: str) -> Rework:
    words = {name[5:]: str(value) for name, value in request.POST.items() if name.startswith("word.")}
    one = frozenset({which})
    deeds: dict[str, Rework] = {
        "replace": Rework(replaced=one, words=words),
        "replace_all": Rework(replaces_all=True),
        "keep": Rework(kept=one),
        "reopen": Rework(reopened=one),
        "round_half": Rework(rounded=which),
        "round_day": Rework(rounded=which, by_half_days=False),
        "empty": Rework(emptied=which),
        "roughen": Rework(roughened=which.partition(":")[2], less=_less(which.partition(":")[0])),
        "replace_kind": Rework(kinds=one),
        "seek": Rework(sought=request.POST.get("seek", "")),
        "unseek": Rework(unsought=which),
        "undo": Rework(undoes=True),
        "send": Rework(keeps_all=request.POST.get("confirmed") == "yes"),
    }
    return deeds.get(deed, Rework())


def _less(which: str) -> Less:
    return Less(which) if which in set(Less) else Less.NUMBERS


def _sending(request: HttpRequest, viewer: Viewer, draft_id: UUID) -> HttpResponse:
    """On to the page that checks and sends; not while something is left that nobody has decided about."""
    bench = workbench(viewer, draft_id)
    then = address("send_draft", draft_id)
    if not bench.left and then:
        return HttpResponseRedirect(reverse("leaks", args=[draft_id]) if _is_blocked(viewer, draft_id) else then)
    page = bench_page(bench, _beside(viewer, bench), asks=bool(bench.left))
    return render(request, "stations/anonymize.html", {"page": page}, status=422)


def _refused(request: HttpRequest, viewer: Viewer, draft_id: UUID, typed: Written, refusal: Refusal) -> HttpResponse:
    """Nothing is lost: the page comes back with everything that was typed."""
    request.refusal = refusal  # type: ignore[attr-defined]  # the threshold undoes and writes it down
    now = workbench(viewer, draft_id)
    bench = workbench(viewer, draft_id, typed)
    page = bench_page(
        bench,
        _beside(viewer, now),
        errors=_errors(bench, refusal),
        meanwhile=meanwhile(bench, now.written) if isinstance(refusal, ChangedMeanwhile) else (),
    )
    return render(request, "stations/anonymize.html", {"page": page}, status=refusal.status)


def _errors(bench: Workbench, refusal: Refusal) -> tuple[FieldError, ...]:
    found: Mapping[str, Any] = refusal.field_messages(language())
    words = FormWords(bench.draft.form, bench.draft.scheme)
    told = [
        FieldError(f"id_f.{name}", f"{words.label(name.partition('.')[0])}: {each}")
        for name, said in found.items()
        for each in said
    ]
    return tuple(told) or (FieldError("", refusal.message(language())),)


def _told(deed: str) -> str:
    return {
        "replace": _("Replaced and saved."),
        "replace_all": _("Everything suggested is replaced and saved."),
        "keep": _("It stays, on purpose. Saved."),
        "reopen": _("It is open again."),
        "round_half": _("Rounded and saved."),
        "round_day": _("Rounded and saved."),
        "empty": _("Emptied and saved."),
        "roughen": _("It is told less exactly now. Saved."),
        "replace_kind": _("Everything of that kind is replaced and saved."),
        "seek": _("Marked wherever it stands. Saved."),
        "unseek": _("No longer marked. Saved."),
        "undo": _("The latest step is taken back. What you have typed since stays."),
        "take": _("The file goes along. Look into it once more before you send."),
        "drop": _("The file is out again."),
        "instead": _("The cleaned file goes along instead."),
    }.get(deed, _("Saved."))


def _part(deed: str) -> str:
    return "bench-files" if deed in FILE_DEEDS else "findings"


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    if not (given.isascii() and given.isdigit() and len(given) < 9):
        raise Malformed
    return int(given)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


urlpatterns = [path("drafts/<uuid:public_id>/anonymize/", anonymize, name="anonymize")]
