"""Japanese and English are both whole: no message without Japanese, no word in a template outside the translate tags."""

import re
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter

import pytest

from noroshi.web import translations

WEB = Path(__file__).resolve().parents[2] / "noroshi" / "web"
TEMPLATES = sorted(WEB.rglob("*.html"))
SPOKEN_ATTRIBUTES = {"alt", "aria-label", "aria-description", "placeholder", "title"}
LETTER = re.compile(r"[^\W\d_]")
PLACEHOLDER = re.compile(r"%\((\w+)\)s|\{(\w*)\}")


def without_tags(source: str) -> str:
    """The template with its tags and translated blocks taken out, leaving what would be shown as it stands."""
    source = re.sub(r"{%\s*comment.*?endcomment\s*%}", "", source, flags=re.DOTALL)
    source = re.sub(r"{%\s*blocktrans.*?endblocktrans(late)?\s*%}", "", source, flags=re.DOTALL)
    return re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", source, flags=re.DOTALL)


class BareWords(HTMLParser):
    """Collects letters outside elements that say translate="no"."""

    VOID = frozenset({"meta", "link", "input", "br", "hr", "img", "path", "circle", "rect", "use", "source", "wbr"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.exempt: list[bool] = [False]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [v for n, v in attrs if n in SPOKEN_ATTRIBUTES and v and LETTER.search(v)]
        if tag not in self.VOID:
            self.exempt.append(self.exempt[-1] or given.get("translate") == "no" or tag in {"script", "style"})

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID and len(self.exempt) > 1:
            self.exempt.pop()

    def handle_data(self, data: str) -> None:
        if LETTER.search(data) and not self.exempt[-1]:
            self.found.append(data.strip())


def bare_words(source: str) -> list[str]:
    reader = BareWords()
    reader.feed(without_tags(source))
    return reader.found


def placeholders(text: str) -> set[str]:
    return {match[1] or match[2] for match in PLACEHOLDER.finditer(text)}


def test_every_message_of_the_code_is_in_the_catalog() -> None:
    catalog = translations.read()

    missing = [message.id for message in translations.extracted() if message.id and message.id not in catalog]

    assert not missing, "run `python -m noroshi.web.translations update`"


def test_every_message_has_its_japanese() -> None:
    assert not translations.unfinished(translations.read())


def test_japanese_keeps_the_placeholders_of_the_english() -> None:
    for message in translations.read():
        if not message.id:
            continue
        english = message.id if isinstance(message.id, str) else message.id[-1]
        for japanese in [message.string] if isinstance(message.string, str) else message.string:
            assert placeholders(japanese) <= placeholders(english), f"{english!r} → {japanese!r}"
            assert "number" in placeholders(english) or placeholders(japanese) == placeholders(english), english


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(WEB).as_posix())
def test_no_template_says_a_word_outside_the_translate_tags(template: Path) -> None:
    assert not bare_words(template.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hello</p>",
        "<p>こんにちは</p>",
        '<input placeholder="Name">',
        "<p>{{ x }} items</p>",
        '<b translate="no">A</b> b',
    ],
)
def test_a_bare_word_is_found(source: str) -> None:
    assert bare_words(source)


@pytest.mark.parametrize(
    "source",
    [
        '<p>{% translate "Hello" %}</p>',
        "<p>{% blocktranslate %}Hello {{ x }}{% endblocktranslate %}</p>",
        '<b translate="no">Noroshi</b>',
        "<p>{{ x }} → 12:30</p>",
    ],
)
def test_translated_words_and_names_are_not_bare(source: str) -> None:
    assert not bare_words(source)


def test_messages_are_read_out_of_templates_whole() -> None:
    source = """{% translate "One" %}{% tag _("Two") %}{% blocktranslate trimmed with a=b %}
      Three {{ a }}
    {% endblocktranslate %}{% blocktranslate count n=x %}{{ n }} desk{% plural %}{{ n }} desks{% endblocktranslate %}
    {% translate "Open" context "adjective" %}"""

    assert list(translations.messages_in_template(source)) == [
        ("One", None),
        ("Two", None),
        ("Three %(a)s", None),
        (("%(n)s desk", "%(n)s desks"), None),
        ("Open", "adjective"),
    ]


def test_formatting_placeholders_are_the_kind_that_this_test_reads() -> None:
    assert placeholders("%(name)s and {count}") == {"name", "count"}
    assert [name for _, name, _, _ in Formatter().parse("{count}")] == ["count"]
