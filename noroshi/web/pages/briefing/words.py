"""Moments on the page, and the way to it."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from noroshi.response.queries import OrderLine
from noroshi.web.components import Crumb
from noroshi.web.moments import moment_words
from noroshi.web.pages.directory.words import language


def due(line: OrderLine) -> str:
    return _("due %(day)s") % {"day": when(line.due_at)}


def when(at: datetime) -> str:
    return moment_words(at, language())


def crumbs_to(*here: Crumb) -> tuple[Crumb, ...]:
    return Crumb(_("For executives"), reverse("briefings")), *here
