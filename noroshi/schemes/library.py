"""The schemes on the shelf: read once, kept unchanged, and their past editions kept beside them for ever.

An edition that an item remembers (`plan4@…`) is looked up first among the current definitions, then among the snapshots
that `keep` has written. A snapshot is the files themselves, so nothing of how they render depends on later files.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from noroshi.schemes.assembling import DEPENDENCIES, assemble, edition_of
from noroshi.schemes.contacts import Arrangement
from noroshi.schemes.mistakes import Mistake, SchemeBroken
from noroshi.schemes.scheme import Scheme
from noroshi.vocabulary import Text
from noroshi.vocabulary.errors import Refusal

DEFINITIONS = Path(__file__).parent / "definitions"


class SchemeUnknown(Refusal):
    code, status = "scheme_unknown", 404
    ja = "「{scheme}」というスキームはありません。"
    en = "There is no scheme {scheme}."


class NoSchemeInForce(Refusal):
    code, status = "no_scheme_in_force", 409
    ja = "{day} に有効なスキームがありません。"
    en = "No scheme is in force on {day}."


class SnapshotSpoiled(Refusal):
    code, status = "scheme_snapshot_spoiled", 409
    ja = "スキームの控え {scheme} が元の内容と一致しません。"
    en = "The kept copy of scheme {scheme} is not what was kept."


def scheme_ids(shelf: Path = DEFINITIONS) -> tuple[str, ...]:
    return tuple(sorted(folder.name for folder in shelf.iterdir() if (folder / "scheme.toml").is_file()))


def load_scheme(scheme_id: str, shelf: Path = DEFINITIONS) -> Scheme:
    """The current edition of `plan4`; broken files refuse the whole scheme."""
    if scheme_id not in scheme_ids(shelf):
        raise SchemeUnknown(scheme=scheme_id)
    return _load(shelf / scheme_id)


def all_schemes(shelf: Path = DEFINITIONS) -> tuple[Scheme, ...]:
    """Every scheme on the shelf, the latest first; they run side by side."""
    found = [load_scheme(scheme_id, shelf) for scheme_id in scheme_ids(shelf)]
    return tuple(sorted(found, key=lambda scheme: scheme.header.valid_from, reverse=True))


def scheme_in_force(at: date, chosen: str | None = None, shelf: Path = DEFINITIONS) -> Scheme:
    """What the operator of the platform has chosen (C-001); without a choice, the latest that is valid on that day."""
    if chosen:
        return load_scheme(chosen, shelf)
    valid = [scheme for scheme in all_schemes(shelf) if scheme.is_valid_on(at)]
    if not valid:
        raise NoSchemeInForce(day=at)
    return valid[0]


def load_edition(key: str, kept: Sequence[Path] = (), shelf: Path = DEFINITIONS) -> Scheme:
    """The very edition that an item remembers, from the shelf or from the folders where past editions are kept."""
    scheme_id, _, edition = key.partition("@")
    if scheme_id in scheme_ids(shelf) and (current := load_scheme(scheme_id, shelf)).edition == edition:
        return current
    for folder in kept:
        snapshot = folder / f"{key}.json"
        if "/" not in key and snapshot.is_file():
            return read_snapshot(key, snapshot.read_bytes())
    raise SchemeUnknown(scheme=key)


def keep(scheme: Scheme, folder: Path, shelf: Path = DEFINITIONS) -> Path:
    """Write the snapshot of a current edition once; call it before the first item of that edition is sealed."""
    target = folder / f"{scheme.key}.json"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = target.with_suffix(".part")
        draft.write_bytes(snapshot_of(scheme, shelf))
        draft.replace(target)
    return target


def snapshot_of(scheme: Scheme, shelf: Path = DEFINITIONS) -> bytes:
    """The files of the current edition as one text that can be kept in a file or a database row."""
    contents = contents_of(shelf / scheme.id)
    if edition_of(contents) != scheme.edition:
        raise SnapshotSpoiled(scheme=scheme.key)
    files = {name: b64encode(content).decode() for name, content in contents.items()}
    return json.dumps({"scheme": scheme.key, "files": files}, sort_keys=True).encode()


def read_snapshot(key: str, snapshot: bytes) -> Scheme:
    """The scheme of a snapshot, refused when a single byte differs from what the key promises."""
    try:
        files = json.loads(snapshot)["files"]
        contents = {str(name): b64decode(text, validate=True) for name, text in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as broken:
        raise SnapshotSpoiled(scheme=key) from broken
    if key.partition("@")[2] != edition_of(contents):
        raise SnapshotSpoiled(scheme=key)
    return _assembled(contents, Path(key))


def arrangement_for(scheme: Scheme, sector_id: str, shelf: Path = DEFINITIONS) -> tuple[Arrangement, Scheme] | None:
    """The contact arrangement of a sector and the scheme that prints it, which may be an earlier one (C-005)."""
    for arrangement in scheme.contacts.arrangements:
        if arrangement.sector == sector_id:
            return arrangement, scheme
    if not scheme.contacts.carried_from:
        return None
    return arrangement_for(load_scheme(scheme.contacts.carried_from, shelf), sector_id, shelf)


def contents_of(folder: Path) -> dict[str, bytes]:
    """The TOML files that are a scheme, by name; what only a forecast rests on is none of them."""
    files = (file for file in sorted(folder.glob("*.toml")) if file.is_file() and file.name != DEPENDENCIES)
    return {file.name: file.read_bytes() for file in files}


@cache
def _load(folder: Path) -> Scheme:
    scheme = _assembled(contents_of(folder), folder)
    if scheme.id != folder.name:
        what = Text(f"フォルダ名は {folder.name} です。", f"The folder is named {folder.name}.")
        instead = Text(f'id = "{folder.name}"', f'id = "{folder.name}"')
        raise SchemeBroken(scheme=folder.name, mistakes=[Mistake(folder / "scheme.toml", 1, what, instead)])
    return scheme


def _assembled(contents: dict[str, bytes], folder: Path) -> Scheme:
    assembly = assemble(contents, folder)
    if assembly.scheme is None:
        raise SchemeBroken(scheme=folder.name, mistakes=assembly.mistakes)
    return assembly.scheme
