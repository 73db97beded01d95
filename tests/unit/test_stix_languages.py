"""In which languages an object speaks: as it says itself, or by its letters."""

import json

import pytest

from noroshi.stix.languages import languages_of
from noroshi.vocabulary import TextLanguage

JA, EN, ZH, KO, RU, OTHER = TextLanguage
LONG = "The group sends mails with a macro to banks"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"description": "不審なメールを送る。"}, {JA}),
        ({"name": "Emotet", "description": "銀行に不審なメールを送る。"}, {JA}),
        ({"description": "不審通信先"}, {JA, ZH}),
        ({"description": LONG}, {EN}),
        ({"description": "피싱 메일"}, {KO}),
        ({"description": "вредоносное письмо"}, {RU}),
        ({"description": "البريد"}, {OTHER}),
        ({"name": "Emotet"}, set()),
        ({"name": "c2-1.example", "description": "203.0.113.4 https://bad.example/a/b x.example y.example"}, set()),
        ({}, set()),
        ({"lang": "en", "description": "不審なメール"}, {EN}),
        ({"lang": "en-GB", "description": "x"}, {EN}),
        ({"lang": "fr", "description": "x"}, {OTHER}),
        (
            {
                "name": "不審な通信",
                "description": LONG,
                "granular_markings": [{"lang": "en", "selectors": ["description"]}],
            },
            {JA, EN},
        ),
        (
            {"lang": "ja", "description": LONG, "granular_markings": [{"lang": "en", "selectors": ["description"]}]},
            {JA, EN},
        ),
        ({"name": LONG, "granular_markings": [{"marking_ref": "marking-definition--x", "selectors": ["name"]}]}, {EN}),
        ({"name": LONG, "granular_markings": [{"lang": "ja", "selectors": ["labels.[0]"]}]}, {EN}),
    ],
)
def test_languages_are_those_said_part_by_part_and_else_those_of_the_letters(said, found):
    assert languages_of(json.dumps(said, ensure_ascii=False)) == found
