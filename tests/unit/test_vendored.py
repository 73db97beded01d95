"""What the repository carries of others is exactly what they published, with its licence beside it."""

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

VENDOR = Path(__file__).resolve().parents[2] / "noroshi" / "web" / "static" / "noroshi" / "vendor"
PACKAGES: list[dict[str, Any]] = tomllib.loads((VENDOR / "VENDORED.toml").read_text(encoding="utf-8"))["package"]


def checksums(package: dict[str, Any]) -> dict[str, str]:
    folder = VENDOR / package["folder"]
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["folder"])
def test_every_vendored_file_has_its_recorded_checksum_and_none_is_unrecorded(package: dict[str, Any]) -> None:
    assert checksums(package) == package["files"]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["folder"])
def test_every_vendored_package_says_its_version_and_carries_its_licence(package: dict[str, Any]) -> None:
    licence = (VENDOR / package["license_file"]).read_text(encoding="utf-8")
    told = {"MIT": "Permission is hereby granted", "OFL-1.1": "SIL OPEN FONT LICENSE Version 1.1"}[package["license"]]

    assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
    assert told in licence


def test_nothing_lies_in_the_vendor_folder_outside_a_recorded_package() -> None:
    folders = {path.name for path in VENDOR.iterdir() if path.is_dir()}
    files = {path.name for path in VENDOR.iterdir() if path.is_file()}

    assert folders == {package["folder"] for package in PACKAGES}
    assert files == {"VENDORED.toml"}


def test_every_font_slice_named_in_the_style_sheets_is_carried() -> None:
    for sheet in VENDOR.rglob("*.css"):
        for name in re.findall(r"url\(([^)]+)\)", sheet.read_text(encoding="utf-8")):
            assert (sheet.parent / name).is_file(), f"{sheet.name} names {name}"
