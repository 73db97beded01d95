"""Compiles the message catalogs that are older than their source; also run as `python -m noroshi.cli.translations`."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parent.parent / "locale"


def compile_stale() -> None:
    """Beside the final name and then moved: two starts at once each find a whole file."""
    for source in LOCALES.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parent.parent.name)
        beside = target.with_suffix(f".{os.getpid()}")
        with beside.open("wb") as file:
            write_mo(file, catalog)
        beside.replace(target)


if __name__ == "__main__":
    compile_stale()
