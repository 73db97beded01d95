"""Files of a draft: taken in one by one, taken out, put back; by script with progress, or by a press that saves everything first."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.files import add_file, files, put_back_file, remove_file
from noroshi.drafting.queries import draft
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary.errors import NotFound, Refusal
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.drafts.sheet import Asked, draft_page

FILE_DEEDS = frozenset({"enclose", "take_out", "put_back"})


def handled(request: HttpRequest, viewer: Viewer, draft_id: UUID, deed: str, what: str) -> HttpResponse:
    """A file that is refused does not undo what was saved with the same press."""
    address = reverse("draft", args=[draft_id])
    if deed == "enclose":
        return _enclosed(request, viewer, draft_id, what, address)
    try:
        file_id = UUID(what)
    except ValueError:
        raise NotFound from None
    if deed == "take_out":
        remove_file(viewer, draft_id, file_id)
        return HttpResponseRedirect(f"{address}?open=files&removed={file_id}#f-attachments")
    put_back_file(viewer, draft_id, file_id)
    return HttpResponseRedirect(f"{address}?open=files#f-attachments")


def _enclosed(request: HttpRequest, viewer: Viewer, draft_id: UUID, field: str, address: str) -> HttpResponse:
    for upload in request.FILES.getlist(f"file.{field}"):
        try:
            with transaction.atomic():
                add_file(viewer, draft_id, field=field, name=str(upload.name), chunks=upload.chunks())
        except Refusal as refusal:
            asked = Asked(beside={field: (refusal.message(language()),)}, opens="files")
            page = draft_page(request, viewer, draft(viewer, draft_id), asked)
            return render(request, "drafts/draft.html", {"page": page}, status=refusal.status)
    return HttpResponseRedirect(f"{address}?open=files#f-{field}")


@require_POST
@login_required
def enclose(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One file by script; the answer is the list as it is now."""
    viewer, field = viewer_of(request), request.POST.get("field", "")
    try:
        for upload in request.FILES.getlist("file"):
            add_file(viewer, public_id, field=field, name=str(upload.name), chunks=upload.chunks())
    except NotFound:
        raise
    except Refusal as refusal:
        request.refusal = refusal  # type: ignore[attr-defined]  # the threshold undoes and writes it down
        return JsonResponse({"words": refusal.message(language())}, status=refusal.status)
    there = [one for one in files(viewer, public_id) if one.field == field]
    return JsonResponse({"files": render_to_string("drafts/files.html", {"files": there}, request)})


urlpatterns = [path("drafts/<uuid:public_id>/files/", enclose, name="draft_files")]
