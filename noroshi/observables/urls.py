"""URLs in one form, as browsers would call them: case, default ports, dot segments and needless percent signs gone."""

import re
from typing import Final

from noroshi.observables import hosts
from noroshi.observables.errors import NotOfThisKind
from noroshi.observables.kinds import Kind

LONGEST: Final = 8192
PORTS: Final = {"http": "80", "https": "443", "ftp": "21", "ws": "80", "wss": "443", "ftps": "990"}
PLAIN: Final = re.compile(
    rf"https?://{hosts.LABEL}(?:\.{hosts.LABEL})*\.[a-z]{{2,24}}(?::[1-9]\d{{0,4}})?/(?:[A-Za-z0-9_~!$&'()*+,;=:@/-]|(?<![./])\.(?=[^./]))*",
    re.ASCII,
)
"""Already in form: no capitals in the host, no percent sign, no query. Two of three URLs in feeds are."""
PARTS: Final = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]{1,15}):[/\\]{2,}(?P<authority>[^/?#\\]*)(?P<path>[^?#]*)(?P<query>\?[^#]*)?(?P<fragment>#.*)?",
    re.IGNORECASE | re.DOTALL,
)
ESCAPED: Final = re.compile(r"%([0-9A-Fa-f]{2})")
TO_ESCAPE: Final = re.compile(r"[^!$&'()*+,\-./0-9:;=?@A-Z_a-z~%\[\]|#]")
STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
NEEDLESS: Final = re.compile(r"[\t\r\n]")


def normal(text: str) -> str:
    if len(text) > LONGEST:
        raise NotOfThisKind(Kind.URL, text)
    if len(text) <= hosts.LONGEST_NAME and PLAIN.fullmatch(text) and ":80/" not in text and ":443/" not in text:
        return text
    found = PARTS.fullmatch(NEEDLESS.sub("", text)) or PARTS.fullmatch(f"http://{NEEDLESS.sub('', text)}")
    if found is None:
        raise NotOfThisKind(Kind.URL, text)
    scheme = found["scheme"].lower()
    path = _without_dots(_escaped(found["path"].replace("\\", "/"))) or "/"
    query, fragment = _escaped(found["query"] or ""), _escaped(found["fragment"] or "")
    authority = _authority(found["authority"], scheme, text)
    whole = f"{scheme}://{authority}{path}{query}{fragment if fragment != '#' else ''}"
    if len(whole) > LONGEST:
        raise NotOfThisKind(Kind.URL, text)
    return whole


def host_of(written: str) -> str:
    """Of a URL in normal form; addresses without their brackets."""
    authority = written.partition("://")[2].partition("/")[0].rpartition("@")[2]
    if authority.startswith("["):
        return authority[1:].partition("]")[0]
    return authority.partition(":")[0]


def _authority(written: str, scheme: str, text: str) -> str:
    user, at, rest = written.rpartition("@")
    host, port = _split(rest)
    if port and (not (port.isascii() and port.isdigit()) or int(port) > 65535 or len(port) > 8):
        raise NotOfThisKind(Kind.URL, text)
    shown = "" if not port or str(int(port)) == PORTS.get(scheme) else f":{int(port)}"
    return f"{_escaped(user)}{at if user else ''}{_host(host, text)}{shown}"


def _split(rest: str) -> tuple[str, str]:
    if rest.startswith("["):
        host, _bracket, port = rest.partition("]")
        return host + "]", port.removeprefix(":")
    host, _colon, port = rest.partition(":")
    return host, port


def _host(host: str, text: str) -> str:
    if host.startswith("["):
        kind, form = hosts.address(host)
        return form if kind is Kind.IPV4 else f"[{form}]"
    try:
        plain = _unescaped_host(host)
        return hosts.browser_v4(plain) or hosts.name(plain)
    except (NotOfThisKind, UnicodeError) as wrong:
        raise NotOfThisKind(Kind.URL, text) from wrong


def _unescaped_host(host: str) -> str:
    """Percent signs in a host are read as bytes of UTF-8."""
    if "%" not in host:
        return host
    read = ESCAPED.sub(lambda found: chr(int(found[1], 16)), host.encode("utf-8").decode("latin-1"))
    return read.encode("latin-1").decode("utf-8")


def _escaped(part: str) -> str:
    """Percent signs only where they are needed, in capitals; `%7e` is `~`, 例 is `%E4%BE%8B`."""
    if "%" in part:
        part = ESCAPED.sub(_plain, STRAY_PERCENT.sub("%25", part))
    if TO_ESCAPE.search(part):
        try:
            part = TO_ESCAPE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8")), part)
        except UnicodeError as wrong:
            raise NotOfThisKind(Kind.URL, part) from wrong
    return part


def _plain(found: re.Match[str]) -> str:
    meant = chr(int(found[1], 16))
    return meant if meant in UNRESERVED else f"%{found[1].upper()}"


def _without_dots(path: str) -> str:
    """`/a/../b` is `/b`."""
    if "/." not in path:
        return path
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            kept = kept[:-1]
        elif segment != ".":
            kept.append(segment)
    if path.endswith(("/.", "/..")):
        kept.append("")
    return "/" + "/".join(kept)
