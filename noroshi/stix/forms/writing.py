"""From the sheet of one reader to a bundle. It knows only what that sheet holds: what was withheld was never given to it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, Final
from uuid import UUID

from noroshi.observables import Kind, found_in
from noroshi.paper.paper import Paper
from noroshi.paper.printed import SHEETS
from noroshi.stix.forms.places import CONTACT, INCIDENT, MEASURE, PLACES, REPORT, REPORTER, SOUGHT, VICTIM, Place
from noroshi.stix.ids import own_id
from noroshi.stix.making import Making, kept
from noroshi.stix.markings import fixed_marking, outward
from noroshi.stix.ours import MAKER, definition, extended, stamp
from noroshi.stix.writing import observable_of, pattern_of
from noroshi.vocabulary import AddresseeTier, FormKind, SightingAnswer, Tlp

OPINIONS: Final = {
    SightingAnswer.SEEN: "strongly-agree",
    SightingAnswer.NOT_SEEN: "disagree",
    SightingAnswer.UNKNOWN: "neutral",
}
MOST_VALUES: Final = 2_000
LANGUAGE: Final = "ja"
NOT_SOUGHT: Final = frozenset({Kind.TEXT, Kind.FILE_NAME, Kind.FILE_PATH, Kind.ACCOUNT, Kind.CVE, Kind.TECHNIQUE})


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back to an advisory: 来ている, 来ていない, わからない. `by` is a name that this reader may see, or nothing."""

    answer: SightingAnswer
    at: datetime
    note: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """Of which edition the sheet is; `address` is this installation's own."""

    public_id: UUID
    sealed_at: datetime
    address: str = ""
    answers: Sequence[Answered] = field(default=())
    marked_at: datetime | None = None
    """Since when it is handled otherwise than was sealed: what says so is another version of the same objects."""

    @property
    def latest(self) -> datetime:
        return self.marked_at or self.sealed_at


def bundle(paper: Paper, around: Around) -> bytes:
    return json.dumps(_Form(paper, around).whole(), ensure_ascii=False, indent=1).encode()


def file_name(reference: str, tlp: Tlp) -> str:
    safe = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_") else "_" for sign in reference)
    return f"stix_{safe}_TLP-{tlp.name}.json"


class _Form:
    def __init__(self, paper: Paper, around: Around) -> None:
        self.paper, self.around, self.kind = paper, around, paper.kind
        self.placed: dict[str, Place] = {}
        self.parts: dict[str, str] = {}
        self.making = Making(around.public_id, around.sealed_at, around.latest)
        self._look_for_places()

    def whole(self) -> dict[str, Any]:
        """The report last: it names all the others."""
        self._mark()
        self._reporter()
        if self.kind is FormKind.REPORT:
            self._incident()
        else:
            self._measures()
        self._seen()
        self._report()
        self._opinions()
        objects = [*definition(), *self.making.objects.values()]
        return {"type": "bundle", "id": own_id("bundle", self.around.public_id), "objects": objects}

    def _look_for_places(self) -> None:
        for name, place in PLACES[self.kind].items():
            value = self.paper.said(name).value
            if isinstance(value, str) and value:
                self.placed[name] = place

    def _said(self, part: str) -> dict[str, Any]:
        """What this part of the bundle says in the words of the form."""
        return {
            place.property: [self._text(name)] if place.is_list else self._text(name)
            for name, place in self.placed.items()
            if place.part == part
        }

    def _text(self, name: str) -> str:
        value = self.paper.said(name).value
        return value if isinstance(value, str) else ""

    def _mark(self) -> None:
        label = fixed_marking(outward(self.paper.tlp))
        self.making.put(label)
        tlp = self.paper.tlp
        note = self._text("handling_note")
        words = f"情報共有範囲: {tlp.printed}（{tlp.ja}）" + (f"\n特記事項: {note}" if note else "")
        statement = {
            "type": "marking-definition",
            "spec_version": "2.1",
            "id": own_id("marking-definition", self.around.public_id, *self._marked_anew()),
            "created": stamp(self.around.latest),
            "definition_type": "statement",
            "definition": {"statement": words},
            "object_marking_refs": [label["id"]],
        }
        self.making.put(statement)
        self.making.markings = (label["id"], str(statement["id"]))

    def _marked_anew(self) -> list[str]:
        """A marking has no versions: what it says now is another one."""
        return [stamp(self.around.marked_at)] if self.around.marked_at else []

    def _reporter(self) -> None:
        """Whoever stands on the sheet as its sender; where nobody does, this installation."""
        said = self._said(REPORTER)
        contact = "\n".join(text for name in CONTACT[self.kind] if (text := self._text(name)))
        if self.kind is FormKind.ADVISORY and self.paper.center:
            said = {"name": self.paper.center}
        if not said.get("name") and not contact:
            self.making.created_by = MAKER
            return
        said.setdefault("name", "情報連絡元" if self.kind is FormKind.REPORT else "情報提供元")
        ref = own_id("identity", self.around.public_id, REPORTER)
        self.making.created_by = self.parts[REPORTER] = ref
        self.making.add("identity", id=ref, **said, identity_class="organization", contact_information=contact)

    def _incident(self) -> None:
        labels = [f"event-kind:{kind}" for kind in self._words("event_kind")]
        labels += [f"cause:{cause}" for cause in self._words("causes")]
        incident = self.parts[INCIDENT] = self.making.add(
            "incident", INCIDENT, name=self._title(), **self._said(INCIDENT), labels=labels, lang=LANGUAGE
        )
        said = self._said(VICTIM)
        if said:
            said.setdefault("name", "（匿名）" if self.paper.said("operator_name").is_anonymized else "（名称なし）")
            victim = self.parts[VICTIM] = self.making.add("identity", VICTIM, **said, identity_class="organization")
            self.making.relate(incident, "related-to", victim)

    def _measures(self) -> None:
        said = self._said(MEASURE)
        if said:
            self.parts[MEASURE] = self.making.add("course-of-action", MEASURE, name="対処方針", **said, lang=LANGUAGE)
        rows = self.paper.said("addressees").value
        for number, row in enumerate(rows if isinstance(rows, list) else ()):
            tier = str(row.get("tier", "")) if isinstance(row, Mapping) else ""
            text = row.get("expected_action", "") if isinstance(row, Mapping) else ""
            if tier in set(AddresseeTier) and isinstance(text, str) and text:
                name = f"名宛人: {AddresseeTier.of(tier).ja}"
                self.making.add(
                    "course-of-action", "tier", number, name=name, description=text, labels=[f"addressee:{tier}"]
                )

    def _seen(self) -> None:
        """Indicators and vulnerabilities that the texts about the attack name."""
        about = self.parts.get(INCIDENT) or self.parts.get(MEASURE)
        for kind, value in islice(dict.fromkeys(self._values()), MOST_VALUES):
            if kind is Kind.CVE:
                cve = [{"source_name": "cve", "external_id": value}]
                made = self.making.add("vulnerability", value, name=value, external_references=cve)
            else:
                pattern = pattern_of(kind, value)
                if pattern is None or kind in NOT_SOUGHT:
                    continue
                made = self.making.add(
                    "indicator",
                    kind.word,
                    value,
                    name=value,
                    indicator_types=["unknown"],
                    pattern=pattern,
                    pattern_type="stix",
                    valid_from=stamp(self.around.sealed_at),
                )
            if about and self.kind is FormKind.REPORT:
                self.making.relate(made, "related-to", about)
        for file in self.paper.files:
            if file.is_specimen and (specimen := observable_of(Kind.SHA256, file.sha256)):
                self.making.put({**specimen, "size": file.size})

    def _values(self) -> Iterator[tuple[Kind, str]]:
        for name in SOUGHT[self.kind]:
            for text in _texts(self.paper.said(name).value):
                yield from ((one.kind, one.value) for one in found_in(text))

    def _report(self) -> None:
        report = own_id(REPORT, self.around.public_id)
        self.parts[REPORT] = report
        about = [ref for ref in self.making.objects if not ref.startswith("marking-definition")]
        reference = self._text("reference_number")
        said = self._said(REPORT)
        importance = self._text("importance")
        self.making.add(
            "report",
            id=report,
            name=self._title(),
            **said,
            report_types=["incident" if self.kind is FormKind.REPORT else "threat-report"],
            published=stamp(self.around.sealed_at),
            object_refs=about or [MAKER],
            labels=[f"importance:{importance}"] if importance else [],
            lang=LANGUAGE,
            external_references=self._references(reference),
            extensions=self._extension(),
        )

    def _references(self, reference: str) -> list[dict[str, str]]:
        found = [{"source_name": "noroshi", "external_id": reference}] if reference else []
        if "://" in self.around.address:
            found.append({"source_name": "noroshi", "url": f"{self.around.address}/items/{self.around.public_id}/"})
        return found

    def _extension(self) -> dict[str, Any]:
        sector = self._text("sector")
        return extended(
            form=self.paper.form.id,
            scheme=self.paper.scheme.key,
            color=self.paper.tlp.value,
            placed=sorted(self.placed),
            parts=dict(self.parts),
            fields=dict(self._fields()),
            marks=dict(self._marks()),
            enclosed=[{"name": one.name, "size": one.size, "sha256": one.sha256} for one in self.paper.files],
            sectors=[sector] if sector else [],
            handling_note=self._text("handling_note"),
        )

    def _fields(self) -> Iterator[tuple[str, Any]]:
        for name in self.paper.content:
            value = self.paper.said(name).value
            if name not in self.placed and value not in ("", None, [], {}):
                yield name, value

    def _marks(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for name in self.paper.content:
            said = self.paper.said(name)
            mark = kept(
                {
                    "certainty": said.certainty.value if said.certainty else "",
                    "basis": said.basis,
                    "anonymized": said.is_anonymized or "",
                    "correction": said.correction,
                }
            )
            if mark:
                yield name, mark

    def _opinions(self) -> None:
        """An answer is for whoever asked: it goes no further than the own organization, however far the advisory may go."""
        own = fixed_marking(outward(min(self.paper.tlp, Tlp.AMBER, key=lambda tlp: tlp.width)))
        if self.around.answers:
            self.making.put(own)
            self.making.markings = (str(own["id"]),)
        for number, one in enumerate(self.around.answers):
            self.making.add(
                "opinion",
                number,
                opinion=OPINIONS[one.answer],
                explanation="\n".join(text for text in (one.answer.ja, one.note) if text),
                authors=[one.by] if one.by else [],
                object_refs=[self.parts[REPORT]],
                lang=LANGUAGE,
            )

    def _words(self, name: str) -> list[str]:
        value = self.paper.said(name).value
        return [str(one) for one in (value if isinstance(value, list) else [value]) if one]

    def _title(self) -> str:
        return self.paper.title or " ".join(
            text for text in (SHEETS[self.kind].title.removesuffix("様式"), self._text("reference_number")) if text
        )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)


__all__ = ["Answered", "Around", "bundle", "file_name"]
