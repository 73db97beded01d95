"""The parts of the pages: hostile content stays content, and what must be said is said in words."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from noroshi.vocabulary import Importance, Tlp
from noroshi.web.components import (
    AudiencePreview,
    Change,
    ChangeKind,
    Choice,
    Crumb,
    EditionStop,
    FieldError,
    Hop,
    HopState,
    MenuItem,
    Reader,
    RowChanged,
    Scope,
    Step,
)

WEB = Path(__file__).resolve().parents[2] / "noroshi" / "web"
HOSTILE = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>"


class Elements(HTMLParser):
    """Which elements and attributes a browser would see."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}


def drawn(source: str, **given: object) -> str:
    return Template("{% load i18n noroshi_ui %}" + source).render(Context(given))


class HostileForm(forms.Form):
    name = forms.CharField(label=HOSTILE, help_text=HOSTILE, max_length=3)
    kind = forms.ChoiceField(label=HOSTILE, choices=[("a", HOSTILE)], widget=forms.RadioSelect)


PARTS: dict[str, Callable[[], str]] = {
    "tag": lambda: drawn("{% tag x %}", x=HOSTILE),
    "state": lambda: drawn("{% state 'new' x %}", x=HOSTILE),
    "defanged": lambda: drawn("{% defanged x %}", x=HOSTILE),
    "button": lambda: drawn("{% button x name=x value=x reason=x confirm=x %}", x=HOSTILE),
    "link": lambda: drawn("{% button x href=x confirm=x %}", x=HOSTILE),
    "text_field": lambda: drawn("{% text_field 'a' x value=x help=x error=x %}", x=HOSTILE),
    "textarea": lambda: drawn("{% text_field 'a' x value=x kind='textarea' %}", x=f"</textarea>{HOSTILE}"),
    "form": lambda: drawn(
        "{% error_summary form %}{% for f in form %}{% field f %}{% endfor %}",
        form=HostileForm({"name": HOSTILE, "kind": HOSTILE}),
    ),
    "choices": lambda: drawn(
        "{% choices 'a' x o 'picks' help=x error=x %}{% choices 'a' x o 'checks' %}{% choices 'a' x o 'segments' %}",
        x=HOSTILE,
        o=[Choice(HOSTILE, HOSTILE, HOSTILE, HOSTILE)],
    ),
    "errors": lambda: drawn("{% error_summary x %}", x=[FieldError(HOSTILE, HOSTILE)]),
    "scope": lambda: drawn("{% scope_band x %}", x=Scope(HOSTILE, Tlp.RED, HOSTILE, HOSTILE)),
    "audience": lambda: drawn(
        "{% audience x %}",
        x=AudiencePreview(Tlp.AMBER, 1, 2, *([Reader(HOSTILE, HOSTILE, HOSTILE)],) * 3, note=HOSTILE),
    ),
    "route": lambda: drawn("{% route x %}", x=[Hop(HOSTILE, HOSTILE, HopState.NOW)]),
    "editions": lambda: drawn("{% editions x %}", x=[EditionStop(HOSTILE, HOSTILE, HOSTILE), EditionStop(HOSTILE, "")]),
    "diff rows": lambda: drawn(
        "{% diff x %}", x=[Change("x", ChangeKind.CHANGED, rows=[RowChanged(ChangeKind.ADDED, after=HOSTILE)])]
    ),
    "diff": lambda: drawn("{% diff x %}", x=[Change(HOSTILE, ChangeKind.CHANGED, HOSTILE, HOSTILE, HOSTILE)]),
    "menu": lambda: drawn("{% menu x foot=y %}", x=[MenuItem(HOSTILE, HOSTILE, HOSTILE, HOSTILE)], y=HOSTILE),
    "crumbs": lambda: drawn("{% crumbs x %}", x=[Crumb(HOSTILE, HOSTILE)]),
    "steps": lambda: drawn("{% steps x y %}", x=[Step(HOSTILE)], y=HOSTILE),
    "progress": lambda: drawn("{% progress x 1 2 %}", x=HOSTILE),
    "toast": lambda: drawn("{% toast x %}", x=HOSTILE),
    "note": lambda: drawn("{% note x %}{{ x }}{% endnote %}", x=HOSTILE),
    "empty": lambda: drawn("{% empty x %}{{ x }}{% endempty %}", x=HOSTILE),
    "panel": lambda: drawn("{% panel x %}{{ x }}{% endpanel %}", x=HOSTILE),
    "section": lambda: drawn("{% section x x more_url=x more=x %}{{ x }}{% endsection %}", x=HOSTILE),
    "drill": lambda: drawn("{% drill x %}{{ x }}{% enddrill %}", x=HOSTILE),
}


@pytest.mark.parametrize("part", PARTS)
def test_hostile_content_stays_content_in_every_part(part: str) -> None:
    page = PARTS[part]()

    found = Elements(page)
    assert "&lt;" in page
    assert not {"script", "img"} & found.names
    assert not [name for name in found.attributes if name.startswith("on")]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("form", ["short", "long", "large"])
@pytest.mark.parametrize("label", list(Tlp))
def test_a_tlp_label_always_carries_its_word(label: Tlp, form: str, language: str) -> None:
    with override(language):
        assert f"TLP:{label.value.upper()}" in drawn("{% tlp x form %}", x=label, form=form)


def test_the_long_tlp_label_says_what_it_means_in_both_languages() -> None:
    with override("ja"):
        assert "宛先限り" in drawn("{% tlp 'red' 'long' %}")
    with override("en"):
        assert "named recipients only" in drawn("{% tlp 'red' 'long' %}")


def test_no_marking_is_shown_as_red() -> None:
    assert "TLP:RED" in drawn("{% tlp x %}", x=None)


def test_an_unknown_color_is_refused_rather_than_guessed() -> None:
    with pytest.raises(ValueError, match="purple"):
        drawn("{% tlp 'purple' %}")


@pytest.mark.parametrize("level", list(Importance))
def test_importance_is_a_word_and_not_only_a_color(level: Importance) -> None:
    with override("ja"):
        assert level.ja in drawn("{% importance x %}", x=level)


def test_importance_that_was_not_given_is_said() -> None:
    with override("en"):
        assert "Importance not given" in drawn("{% importance x %}", x=None)


def test_a_button_that_cannot_be_pressed_says_why_and_is_not_a_link() -> None:
    page = drawn("{% button 'Send' reason='Nothing chosen yet' href='/send/' %}")

    assert "Nothing chosen yet" in page
    assert " disabled" in page
    assert "href" not in page


def test_a_wrong_field_is_tied_to_its_error_and_help() -> None:
    page = drawn("{% text_field 'phone' 'Telephone' help='With area code' error='Too short' %}")

    assert 'aria-describedby="id_phone_help id_phone_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_phone_error"' in page


def test_a_right_field_is_not_called_wrong() -> None:
    assert "aria-invalid" not in drawn("{% text_field 'phone' 'Telephone' value='03-0000-0000' %}")


def test_the_error_summary_leads_to_each_field_and_is_absent_without_errors() -> None:
    wrong, right = HostileForm({"name": "long name", "kind": "a"}), HostileForm({"name": "abc", "kind": "a"})

    assert 'href="#id_name"' in drawn("{% error_summary form %}", form=wrong)
    assert drawn("{% error_summary form %}", form=right) == ""


def test_a_dangerous_value_is_never_a_link() -> None:
    page = drawn("{% defanged 'http://bad.example/' %}")

    assert "hxxp://bad[.]example/" in page
    assert "href" not in page


def test_a_time_is_shown_in_the_zone_of_the_reader() -> None:
    with override("ja"):
        page = drawn("{% moment at 'short' %}", at=datetime(2026, 11, 20, 17, 51, tzinfo=UTC))

    assert ">11/21 2:51<" in page
    assert 'datetime="2026-11-21T02:51:00+09:00"' in page


def test_every_station_of_a_route_has_a_place_and_words() -> None:
    page = drawn("{% route x %}", x=[Hop("A desk", "passed on", HopState.DONE), Hop("B desk", "reading", HopState.NOW)])

    assert page.index("A desk") < page.index("passed on") < page.index("B desk") < page.index("reading")
    assert page.count('aria-current="step"') == 1


def test_an_audience_shows_who_never_reads_and_by_which_clause() -> None:
    page = drawn(
        "{% audience x %}",
        x=AudiencePreview(Tlp.AMBER, 1, 5, never=[Reader("Utsugi", "Excluded by the originator")]),
    )

    assert "Utsugi" in page
    assert "Excluded by the originator" in page


@pytest.mark.parametrize("template", sorted(WEB.rglob("*.html")), ids=lambda path: path.relative_to(WEB).as_posix())
def test_no_template_holds_inline_style_or_script(template: Path) -> None:
    source = template.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle\s*=", source)
    assert not re.search(r"<style\b", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
    assert not re.search(r"<[^>]*\s(on[a-z]+|hx-on[:\w-]*)\s*=", source)
    assert "javascript:" not in source


@pytest.mark.parametrize("sheet", sorted((WEB / "static/noroshi/css").glob("*.css")), ids=lambda path: path.name)
def test_no_style_sheet_reaches_outside_the_house(sheet: Path) -> None:
    assert not re.search(r"@import|url\(\s*[\"']?(https?:)?//", sheet.read_text(encoding="utf-8"))
