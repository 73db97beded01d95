"""Forms to take along, before they are needed."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.urls import path
from django.views.decorators.http import require_safe

from noroshi.intake.blank import blank
from noroshi.threshold.acting import viewer_of
from noroshi.threshold.handing_over import handed_over
from noroshi.vocabulary import FormKind
from noroshi.vocabulary.errors import NotFound


@require_safe
@login_required
def blank_form(request: HttpRequest, kind: str, sort: str) -> HttpResponseBase:
    if kind not in set(FormKind):
        raise NotFound
    file = blank(viewer_of(request), FormKind.of(kind), sort)
    return handed_over(file.name, len(file.content), [file.content])


urlpatterns = [path("forms/<slug:kind>/blank.<slug:sort>", blank_form, name="blank_form")]
