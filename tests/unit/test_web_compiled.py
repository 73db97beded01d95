"""The Japanese is compiled at the start where its source is newer; what the process had read by then is read anew."""

import os
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from noroshi.web import apps as web
from noroshi.web import translations


def compiled(folder: Path, words: str) -> None:
    """A catalog of one word, in the place where the product's lies."""
    catalog = translations._empty_catalog()
    catalog.add("Noroshi of old", words)
    with (folder / "ja" / "LC_MESSAGES" / "django.mo").open("wb") as file:
        translations.write_mo(file, catalog)


def test_a_process_that_read_the_old_words_says_the_new_ones_once_they_are_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ja" / "LC_MESSAGES").mkdir(parents=True)
    monkeypatch.setattr(settings, "LOCALE_PATHS", [os.fspath(tmp_path)])
    monkeypatch.setattr(web, "is_older", lambda: True)
    monkeypatch.setattr(translations, "compile_anew", lambda: compiled(tmp_path, "新しい狼煙"))
    compiled(tmp_path, "古い狼煙")
    forget()
    try:
        with translation.override("ja"):
            assert gettext("Noroshi of old") == "古い狼煙"

        apps.get_app_config("web").ready()

        with translation.override("ja"):
            assert gettext("Noroshi of old") == "新しい狼煙"
    finally:
        monkeypatch.undo()
        forget()


def forget() -> None:
    web.translation_file_changed(None, web.MO)
