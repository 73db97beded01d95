"""One HTML file with everything in it: no network, no other file. What is typed stays in the browser until it is saved as a file.

Its own Content-Security-Policy names the one script by its hash, so that nothing else runs and nothing is fetched.
"""

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from noroshi.paper import printed
from noroshi.paper.labels import label_of
from noroshi.paper.paper import Paper
from noroshi.schemes.forms import Column, FormField
from noroshi.vocabulary import Certainty, FieldType

HERE: Final = Path(__file__).parent
WITHOUT_SCRIPT: Final = "この様式には、ブラウザーの JavaScript が必要です。 / Turn JavaScript on to fill in this form."
FORMAT: Final = "noroshi-form-1"
NOT_TYPED: Final = frozenset({"edition_number", "reference_number", "reported_at", "provided_at", "destinations"})
UNFIT: Final = frozenset({FieldType.FILES, FieldType.SPECIMENS, FieldType.REFERENCES, FieldType.DESTINATIONS})
ENCLOSED: Final = frozenset({FieldType.FILES, FieldType.SPECIMENS})
MOST_FILES, LARGEST_FILE, LARGEST_TOGETHER = 5, 2_000_000, 4_000_000
"""Files inside the form: it must stay a file that fits into a mail and that a browser keeps in its head."""
KINDS: Final = {
    FieldType.FILES: "files",
    FieldType.SPECIMENS: "files",
    FieldType.CHOICE: "one",
    FieldType.CHOICES: "many",
    FieldType.TEXT: "text",
    FieldType.ROWS: "rows",
    FieldType.SECTOR: "list",
}


def offline_page(paper: Paper) -> bytes:
    """Prefilled with what is known; who opens it goes on from what that browser has kept."""
    script = (HERE / "form.js").read_text("utf-8")
    style = (HERE / "form.css").read_text("utf-8")
    data = (
        json.dumps(_data(paper), ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "").replace("\u2029", "")
    )
    policy = f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; base-uri 'none'; form-action 'none'"
    return "".join(
        (
            '<!doctype html>\n<html lang="ja"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
            f"<title>{printed.SHEETS[paper.kind].title}</title><style>{style}</style></head><body>",
            f"<noscript>{WITHOUT_SCRIPT}</noscript>",
            f'<script type="application/json" id="form">{data}</script><script>{script}</script></body></html>\n',
        )
    ).encode()


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _data(paper: Paper) -> dict[str, Any]:
    sheet = printed.SHEETS[paper.kind]
    return {
        "format": FORMAT,
        "form": paper.form.id,
        "kind": paper.kind.value,
        "scheme": paper.scheme.key,
        "title": {"ja": sheet.title, "en": paper.form.en},
        "principle": {"ja": paper.form.principle_ja, "en": paper.form.principle_en},
        "colors": [
            {"id": one.id, "ja": one.printed, "en": _color_en(paper, one.id), "hint": one.parties}
            for one in sheet.colors
        ],
        "limits": {"most": MOST_FILES, "one": LARGEST_FILE, "all": LARGEST_TOGETHER},
        "certainty": [{"id": one.value, "ja": one.ja, "en": one.en} for one in Certainty],
        "sections": [
            {"id": one.id, "ja": one.ja, "en": one.en, "fields": fields}
            for one in paper.form.sections
            if (fields := list(_fields(paper, one.id)))
        ],
        "filled": _filled(paper),
    }


def _fields(paper: Paper, section: str) -> Iterator[dict[str, Any]]:
    for field in paper.form.fields:
        if field.section != section or field.internal or field.type in UNFIT - ENCLOSED or field.id in NOT_TYPED:
            continue
        label = label_of(paper.kind, field.id)
        yield {
            "id": field.id,
            "kind": "color" if field.id == "sharing_scope" else KINDS.get(field.type, "line"),
            "ja": (label.heading if label else f"{field.mark}{field.ja}").strip("*"),
            "en": f"{field.mark} {field.en}".strip(),
            "starred": field.required,
            "hint": {"ja": field.help_ja, "en": field.help_en},
            "options": _options(paper, field),
            "columns": [_column(paper, one) for one in field.columns],
            "anonymous": field.may_be_anonymized,
            "estimate": field.may_hold_estimate,
            "moment": field.type is FieldType.LOOSE_MOMENT,
        }


def _column(paper: Paper, column: Column) -> dict[str, Any]:
    return {
        "id": column.id,
        "ja": column.ja,
        "en": column.en,
        "kind": KINDS.get(column.type, "line"),
        "options": _options(paper, column),
    }


def _options(paper: Paper, field: FormField | Column) -> list[dict[str, str]]:
    if field.type is FieldType.SECTOR:
        return [
            {"id": one.id, "ja": one.ja, "en": one.en, "hint_ja": "", "hint_en": ""} for one in paper.scheme.sectors
        ]
    options = paper.scheme.option_set(field.options or "")
    return [
        {"id": one.id, "ja": one.ja, "en": one.en, "hint_ja": one.hint_ja, "hint_en": one.hint_en}
        for one in (options.options if options else ())
    ]


def _color_en(paper: Paper, color: str) -> str:
    options = paper.scheme.option_set("sharing_scope")
    found = options.option(color) if options else None
    return found.en if found else color


def _filled(paper: Paper) -> dict[str, Any]:
    typed: dict[str, Any] = {}
    marks: dict[str, Mapping[str, Any]] = {}
    for name in paper.content:
        said = paper.said(name)
        if name not in NOT_TYPED and not said.is_empty and name != "sharing_scope":
            typed[name] = said.value
            plain = said.plain()
            if isinstance(plain, dict) and "value" in plain:
                marks[name] = {key: value for key, value in plain.items() if key != "value"}
    return {"typed": typed, "marks": marks, "files": [], "scope": str(paper.said("sharing_scope").value or "")}
