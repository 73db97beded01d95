"""What the repository carries of others is exactly what they published, with its licence beside it."""

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

HOUSE = Path(__file__).resolve().parents[2] / "noroshi"
VENDORS = (HOUSE / "web" / "static" / "noroshi" / "vendor", HOUSE / "paper" / "fonts")


def carried(vendor: Path) -> list[dict[str, Any]]:
    recorded = tomllib.loads((vendor / "VENDORED.toml").read_text(encoding="utf-8"))["package"]
    return [{**package, "vendor": vendor} for package in recorded]


PACKAGES = [package for vendor in VENDORS for package in carried(vendor)]


def checksums(package: dict[str, Any]) -> dict[str, str]:
    folder = package["vendor"] / package["folder"]
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
    licence = (package["vendor"] / package["license_file"]).read_text(encoding="utf-8")
    told = {"MIT": "Permission is hereby granted", "OFL-1.1": "SIL OPEN FONT LICENSE Version 1.1"}[package["license"]]

    assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
    assert told in licence


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor.name)
def test_nothing_lies_in_a_vendor_folder_outside_a_recorded_package(vendor: Path) -> None:
    folders = {path.name for path in vendor.iterdir() if path.is_dir()}
    files = {path.name for path in vendor.iterdir() if path.is_file()}

    assert folders == {package["folder"] for package in carried(vendor)}
    assert files == {"VENDORED.toml"}


def test_every_font_slice_named_in_the_style_sheets_is_carried() -> None:
    for sheet in (path for vendor in VENDORS for path in vendor.rglob("*.css")):
        for name in re.findall(r"url\(([^)]+)\)", sheet.read_text(encoding="utf-8")):
            assert (sheet.parent / name).is_file(), f"{sheet.name} names {name}"
