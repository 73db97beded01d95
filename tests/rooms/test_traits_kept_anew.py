"""Reports in two languages find each other by terms of the glossary, also older ones, and only among what one may read."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.drafting.posted import Posted, alike_to_item
from noroshi.editions.actions.seal import Statement, seal_edition
from noroshi.editions.models import Edition, EditionKind
from noroshi.editions.traits import editions_like
from noroshi.likeness import comparing, traits_of
from noroshi.vocabulary import Tlp
from tests.cast import Cast, small_cast
from tests.unit.test_likeness_terms import EN, FORMS, JA

pytestmark = pytest.mark.django_db(transaction=True)
RUN = "import django; django.setup(); from noroshi.editions.retracing import retrace; print(retrace())"


def retraced() -> int:
    """As the worker does it."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "noroshi.config.settings", "NOROSHI_PROCESS": "jobs"}
    done = subprocess.run([sys.executable, "-c", RUN], env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return int(done.stdout.split()[-1])


def sealed(cast: Cast, viewer: Viewer, text: str) -> Edition:
    with acting_as(viewer):
        marking = cast.marking(viewer, Tlp.AMBER)
        return seal_edition(viewer, Statement(EditionKind.NOTICE, {"title": text, "text": text}, marking))


def like(viewer: Viewer, text: str) -> list[int]:
    with acting_as(viewer):
        return editions_like(Held.by(viewer), traits_of(text, is_asking=True), (), 10)


def beside(viewer: Viewer, item: Edition, text: str) -> tuple[Posted, ...]:
    with acting_as(viewer):
        return alike_to_item(viewer, item.public_id, {"text": text})


def test_both_languages_find_each_other_and_a_stranger_finds_nothing() -> None:
    cast = small_cast()
    ja, en = sealed(cast, cast.electric, JA), sealed(cast, cast.electric, EN)

    for item, text, other in ((ja, JA, en), (en, EN, ja)):
        (found,) = beside(cast.electric, item, text)
        assert found.line.public_id == other.public_id
        assert "threat actor" in found.alike.terms
        assert beside(cast.bank, item, text) == ()
        assert like(cast.bank, text) == []


def test_reports_that_share_only_words_of_their_form_do_not() -> None:
    cast = small_cast()
    one, other = (sealed(cast, cast.electric, text) for text in FORMS)

    assert beside(cast.electric, one, FORMS[0]) == beside(cast.electric, other, FORMS[1]) == ()


def test_what_was_kept_by_older_words_is_kept_anew_once(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = small_cast()
    with monkeypatch.context() as before:
        before.setattr(comparing, "terms_in", lambda meant: frozenset())
        old = sealed(cast, cast.electric, JA)
    assert like(cast.electric, EN) == []

    assert retraced() == 1

    assert like(cast.electric, EN) == [old.pk]
    assert like(cast.bank, EN) == []
    sealed(cast, cast.electric, EN)
    assert retraced() == 0


def test_only_the_worker_knows_how_far_it_is() -> None:
    cast = small_cast()
    sealed(cast, cast.electric, JA)
    retraced()

    with acting_as(cast.electric), connection.cursor() as cursor:
        cursor.execute("select count(*) from editions_traitsof")
        assert cursor.fetchone() == (0,)
