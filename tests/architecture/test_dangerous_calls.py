"""What no file of the product does. One table of source files, one question for each test."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "noroshi"
MODULES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(PRODUCT.rglob("*.py"))}
TEMPLATES = {path: path.read_text("utf-8") for path in sorted(PRODUCT.rglob("*.html"))}
COPYING = "noroshi/web/static/noroshi/js/copy.js"
SCRIPTS = {path: path.read_text("utf-8") for path in sorted(PRODUCT.rglob("*.js")) if "vendor" not in path.parts}
LOOKS_AT_XML = {
    "noroshi/vault/looking/xml.py",
    "noroshi/connectors/alerts/reading.py",
}  # by defusedxml; feeds without any document type of their own
NAMES_HASHES = (
    "noroshi/observables/",
    "noroshi/stix/",
    "noroshi/devices/formats/",
    "noroshi/vocabulary/observables.py:",
)  # what others call their files by; nothing is hashed there
FROM_OWN_LISTS = (
    "noroshi/drafting/checks/insults.py:",
    "noroshi/traces/figures.py:",
    "noroshi/observables/typed.py:",
    "noroshi/translating/fixing.py:",
)  # words of lists that come with the product, escaped
READS_SIGNATURES = "noroshi/connectors/mail_in/dkim.py:"  # those of other people's mail servers, as RFC 6376 makes them
ASKS_OWN_PROCESSES = {"noroshi/engine/supervisor.py"}  # whether the pages answer, on this machine
CALLS_OUT = {
    "noroshi/delivery/smtp.py",
    "noroshi/delivery/webhooks.py",
    "noroshi/connectors/taxii_client/calling.py",
    "noroshi/connectors/fetching.py",
    "noroshi/translating/hook.py",
}  # the platform's mail server; webhooks of desks; feeds that desks follow; the installation's translator


def test_nothing_evaluates_text() -> None:
    assert _calls("eval", "exec", "compile", "__import__") == []


def test_nothing_unpickles() -> None:
    assert _imports("pickle", "marshal", "shelve", "dill", "yaml") == []


def test_no_xml_is_parsed() -> None:
    """But to see whether it defines entities, and feeds of alerts, which may define none: by defusedxml."""
    assert [place for place in _imports("xml", "lxml", "defusedxml") if place.split(":")[0] not in LOOKS_AT_XML] == []


def test_nothing_runs_a_shell() -> None:
    assert _calls("os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput") == []
    assert [_place(path, call) for path, call in _every_call() if _keyword(call, "shell") not in (None, "False")] == []


def test_nothing_calls_out() -> None:
    """Whoever adds an outgoing connection writes it into docs/operations/install.md and names it here."""
    clients = ("requests", "httpx", "aiohttp", "http.client", "ftplib", "smtplib", "imaplib", "telnetlib")

    assert [place for place in _imports(*clients) if place.split(":")[0] not in ASKS_OWN_PROCESSES | CALLS_OUT] == []
    assert _calls("urlopen", "urllib.request.urlopen", "urlretrieve") == []


def test_sql_is_never_put_together_from_values() -> None:
    built = (ast.JoinedStr, ast.BinOp)
    risky = [
        _place(path, call)
        for path, call in _every_call()
        if _name(call).rpartition(".")[2] in {"execute", "executemany", "raw", "extra", "RawSQL"}
        and call.args
        and (isinstance(call.args[0], built) or (isinstance(call.args[0], ast.Call) and _is_str_format(call.args[0])))
    ]

    assert risky == []


def test_no_weak_hash_is_used() -> None:
    assert _calls("hashlib.md5", "hashlib.sha1", "md5", "sha1") == []
    assert [place for place in _names("MD5", "SHA1") if not place.startswith(NAMES_HASHES)] == []


def test_chance_comes_from_a_secure_source() -> None:
    """The demo world is drawn from a seed, so that it is the same each time; nothing in it is secret."""
    assert [place for place in _imports("random", "numpy.random") if not place.startswith("noroshi/demo/")] == []


def test_cryptography_comes_from_proven_libraries() -> None:
    assert _imports("Crypto", "Cryptodome", "rsa", "ecdsa", "nacl", "pyaes") == []
    assert _names("ECB", "TripleDES", "ARC4", "Blowfish") == []
    assert [place for place in _names("PKCS1v15") if not place.startswith(READS_SIGNATURES)] == []


def test_text_is_decoded_at_the_door_only() -> None:
    rooms = ("sharing", "schemes", "directory", "audiences", "editions", "ledger")
    decoded = _calls("unquote", "unquote_plus", "html.unescape", "unescape")

    assert [place for place in decoded if place.split("/")[1] in rooms] == []


def test_patterns_are_never_made_from_input() -> None:
    functions = {"re.compile", "re.match", "re.search", "re.fullmatch", "re.sub", "re.findall", "re.split"}
    risky = [
        _place(path, call)
        for path, call in _every_call()
        if _name(call) in functions
        and call.args
        and not isinstance(call.args[0], (ast.Constant, ast.Name, ast.Attribute))
        and not all(
            isinstance(part, ast.Constant) or _is_escaped(part) or _is_constant(part) for part in _pieces(call.args[0])
        )
    ]

    assert [place for place in risky if not place.startswith(FROM_OWN_LISTS)] == []


def _pieces(pattern: ast.expr) -> list[ast.expr | None]:
    if isinstance(pattern, ast.BinOp) and isinstance(pattern.op, ast.Add):
        return [*_pieces(pattern.left), *_pieces(pattern.right)]
    return getattr(pattern, "values", None) or [pattern]


def _is_constant(part: ast.expr | None) -> bool:
    """A piece of a pattern that stands in the code under a name in capitals."""
    named = part.value if isinstance(part, ast.FormattedValue) else part
    name = getattr(named, "id", "") or getattr(named, "attr", "")
    return isinstance(named, (ast.Name, ast.Attribute)) and name.isupper()


def test_format_strings_are_written_in_the_code() -> None:
    """`.format` on request data would let a sender read attributes of ours."""
    doors = ("web", "api", "live")
    risky = [
        _place(path, call)
        for path, call in _every_call()
        if path.relative_to(PRODUCT).parts[0] in doors
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in {"format", "format_map"}
        and isinstance(call.func.value, ast.Attribute | ast.Subscript)
        and "request" in ast.unparse(call.func.value)
    ]

    assert risky == []


def test_templates_are_files() -> None:
    assert _calls("Template", "engines.from_string", "from_string", "Engine") == []


def test_templates_never_switch_escaping_off() -> None:
    assert _in(TEMPLATES, r"\|\s*(safe|safeseq)\b|autoescape\s+off") == []
    marked = [(path, call) for path, call in _every_call() if _name(call) in {"mark_safe", "SafeString"}]

    assert [_place(path, call) for path, call in marked if not _is_drawn_from_a_constant(call.args[0])] == []


def test_templates_hold_no_script() -> None:
    assert _in(TEMPLATES, r"<script(?![^>]*\bsrc=)[^>]*>") == []
    assert _in(TEMPLATES, r"\son[a-z]+\s*=|<[^>]+\sstyle\s*=|<style|javascript:|hx-on") == []


def test_templates_make_no_address_from_shared_text() -> None:
    """Addresses of pages come from `url`, or from a name that ends in url and was made by a page."""
    assert _in(TEMPLATES, r"(href|src|action)=\"\{\{\s*[\w.]*\b(text|body|content|note|value|title)\b\s*\}\}") == []


def test_pages_load_nothing_from_elsewhere() -> None:
    assert _in(TEMPLATES, r"(src|href|action)\s*=\s*[\"'](https?:)?//[^\"']") == []
    assert _in(SCRIPTS, r"(fetch|import|EventSource|XMLHttpRequest)\W{0,3}[\"'`](https?:)?//") == []


def test_pages_use_no_plugin() -> None:
    assert _in(TEMPLATES, r"<(object|embed|applet)\b") == []


def test_scripts_never_write_html() -> None:
    assert _in(SCRIPTS, r"\.(inner|outer)HTML\s*[+]?=|insertAdjacentHTML|document\.write|\beval\(|new Function\(") == []


def test_scripts_never_listen_to_other_windows() -> None:
    assert _in(SCRIPTS, r"postMessage|addEventListener\(\s*[\"']message[\"']\s*,(?!.*EventSource)") == []


def test_scripts_never_hinder_pasting() -> None:
    """The one that puts the color beside what is copied out of a page leaves fields that one types in alone."""
    assert _in(SCRIPTS, r"addEventListener\(\s*[\"']paste[\"']") == []
    copying = _in(SCRIPTS, r"addEventListener\(\s*[\"']copy[\"']")
    assert [one.partition(":")[0] for one in copying] == [COPYING]
    assert re.search(r'isTyped = [^;]*closest\("input, textarea"\);\s*if \([^)]*isTyped', SCRIPTS[ROOT / COPYING])
    assert (
        _in(TEMPLATES, r"autocomplete=\"off\"[^>]*type=\"password\"|type=\"password\"[^>]*autocomplete=\"off\"") == []
    )


def test_scripts_store_nothing_shared() -> None:
    assert _in(SCRIPTS, r"sessionStorage|indexedDB|caches\.open") == []
    kept = {key for text in SCRIPTS.values() for key in re.findall(r"localStorage\.\w+\(\s*[\"'`]([^\"'`]+)", text)}

    assert kept <= {"noroshi-theme", "theme", "noroshi.theme", "noroshi_shown"}


def test_scripts_never_merge_foreign_objects() -> None:
    assert _in(SCRIPTS, r"__proto__|Object\.assign\(|\.prototype\.\w+\s*=") == []


def _every_call() -> Iterator[tuple[Path, ast.Call]]:
    for path, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield path, node


def _calls(*names: str) -> list[str]:
    return [_place(path, call) for path, call in _every_call() if _name(call) in names]


def _names(*names: str) -> list[str]:
    return [
        _place(path, node)
        for path, tree in MODULES.items()
        for node in ast.walk(tree)
        if getattr(node, "attr", getattr(node, "id", None)) in names and isinstance(node, (ast.Attribute, ast.Name))
    ]


def _imports(*names: str) -> list[str]:
    found = []
    for path, tree in MODULES.items():
        for node in ast.walk(tree):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules = [node.module]
            if any(module == name or module.startswith(f"{name}.") for module in modules for name in names):
                found.append(_place(path, node))
    return found


def _in(files: dict[Path, str], pattern: str) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {hit.group(0)[:60]}"
        for path, text in files.items()
        for hit in re.finditer(pattern, text, re.IGNORECASE)
    ]


def _name(call: ast.Call) -> str:
    return ast.unparse(call.func) if isinstance(call.func, (ast.Name, ast.Attribute)) else ""


def _keyword(call: ast.Call, name: str) -> str | None:
    return next((ast.unparse(keyword.value) for keyword in call.keywords if keyword.arg == name), None)


def _is_str_format(call: ast.Call) -> bool:
    return (
        isinstance(call.func, ast.Attribute)
        and call.func.attr == "format"
        and isinstance(call.func.value, ast.Constant)
    )


def _is_escaped(part: ast.AST | None) -> bool:
    return isinstance(part, ast.FormattedValue) and ast.unparse(part.value).startswith("re.escape(")


def _is_drawn_from_a_constant(value: ast.expr) -> bool:
    root = value.value if isinstance(value, ast.Subscript) else value
    return isinstance(root, ast.Constant) or (isinstance(root, ast.Name) and root.id.isupper())


def _place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}: {ast.unparse(node)[:80]}"
