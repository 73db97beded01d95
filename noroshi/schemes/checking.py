"""`noroshi scheme check`: a scheme's folder, a shelf of several, one file, or a file of local rules."""

from collections.abc import Iterable
from pathlib import Path

from noroshi.schemes.assembling import DEPENDENCIES, FILES, FORM_PREFIX, assemble
from noroshi.schemes.dependencies import read_dependencies
from noroshi.schemes.files import Document, parse
from noroshi.schemes.library import DEFINITIONS, all_schemes, contents_of, load_scheme, scheme_ids
from noroshi.schemes.local_rules import read_local_rules
from noroshi.schemes.mistakes import Mistake, nearest
from noroshi.schemes.scheme import Scheme
from noroshi.vocabulary import Text


def check(path: Path) -> list[Mistake]:
    """Every mistake found at the path; none means that it loads."""
    try:
        return list(_check(path))
    except OSError as fault:
        what = Text(f"読めません（{fault.strerror}）。", f"This cannot be read: {fault.strerror}.")
        return [Mistake(path, 1, what, Text("場所と権限を確かめる", "check the place and its permissions"))]


def cli_check(paths: Iterable[Path], lang: str = "ja") -> tuple[int, str]:
    """Exit code and what to print; without paths, the schemes that came with the product."""
    given = list(paths) or [DEFINITIONS]
    mistakes = [mistake for path in given for mistake in check(path)]
    lines = [mistake.label(lang) for mistake in mistakes]
    if mistakes:
        total = Text(f"誤りが {len(mistakes)} 件あります。", f"{len(mistakes)} mistakes.")
    else:
        shown = ", ".join(str(path) for path in given)
        total = Text(f"誤りはありません: {shown}", f"No mistakes: {shown}")
    return (1 if mistakes else 0), "\n".join([*lines, total.label(lang)])


def _check(path: Path) -> Iterable[Mistake]:
    if path.is_dir():
        return _check_folder(path)
    if path.name in FILES or path.name.startswith(FORM_PREFIX):
        return [mistake for mistake in _check_scheme(path.parent) if mistake.file == path]
    if (scheme_id := _scheme_of_dependencies(path)) is not None:
        return _check_dependencies(path, load_scheme(scheme_id))
    rules = read_local_rules(path, path.read_bytes(), all_schemes())
    return rules if isinstance(rules, tuple) else ()


def _scheme_of_dependencies(path: Path) -> str | None:
    """The scheme that a file of dependencies is for, by its own words; None for any other file."""
    document = parse(path, path.read_bytes())
    table = document.table if isinstance(document, Document) else {}
    is_one = path.name == DEPENDENCIES or "dependency" in table
    named = str(table.get("scheme", ""))
    return (named if named in scheme_ids() else scheme_ids()[-1]) if is_one else None


def _check_dependencies(file: Path, scheme: Scheme) -> tuple[Mistake, ...]:
    found = read_dependencies(file, file.read_bytes(), scheme)
    return found if isinstance(found, tuple) else ()


def _check_folder(folder: Path) -> list[Mistake]:
    if any(folder.glob("*.toml")):
        return _check_scheme(folder)
    inner = [one for one in sorted(folder.iterdir()) if one.is_dir() and any(one.glob("*.toml"))]
    if not inner:
        what = Text("スキームのファイルがありません。", "There is no scheme here.")
        return [
            Mistake(folder, 1, what, Text("scheme.toml のあるフォルダを指す", "point at a folder with scheme.toml"))
        ]
    return [mistake for one in inner for mistake in _check_scheme(one)]


def _check_scheme(folder: Path) -> list[Mistake]:
    assembly = assemble(contents_of(folder), folder)
    scheme = assembly.scheme
    carried = scheme.contacts.carried_from if scheme else ""
    known = {*scheme_ids(folder.parent), *scheme_ids()} - {scheme.id if scheme else ""}
    if carried and carried not in known:
        what = Text(f"スキーム「{carried}」はありません。", f"There is no other scheme {carried!r}.")
        file = folder / "contacts.toml"
        document = parse(file, file.read_bytes())
        line = document.lines["carried_from",] if isinstance(document, Document) else 1
        return [Mistake(file, line, what, nearest(carried, known))]
    beside = folder / DEPENDENCIES
    if scheme and beside.is_file():
        return list(_check_dependencies(beside, scheme))
    return list(assembly.mistakes)
