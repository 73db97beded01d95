"""Sentences drawn from a seed: a value, one of many spellings, Japanese or English around it. Written before the finder."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from noroshi.observables import Kind, normal

SEED: Final = 20261121
MANY: Final = 300
SYLLABLES: Final = re.findall(
    r"\S+",
    "ka ki ku ke ko sa shi su se so ta chi tsu te to na ni nu ne no "
    "ha hi fu he ho ma mi mu me mo ya yu yo ra ri ru re ro",
)
ENDINGS: Final = re.findall(
    r"\S+",
    "com net org info top xyz jp co.jp or.jp ne.jp ru cn de io site shop example online club biz me cc su tokyo app dev",
)
FULL_WIDTH: Final = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
JA: Final = (
    "{}への通信を確認した。",
    "攻撃者は{}を利用した",
    "接続先は{}です。",
    "（{}）からの不審な通信",
    "「{}」を遮断してください",
    "不正な宛先{}および",
    "IoC：{}、ほか",
    "・{}\n・以上",
    "通信先\t{}\t遮断済",
    "直ちに{}をブロックした。なお、",
    "{}（調査中）",
    "宛先＝{}／状態＝継続",
    "{}※第三者の情報",
    "■{}",
    "関連：{} など",
    "【{}】",
    "{}から{}へ",
)
EN: Final = (
    "Traffic to {} was blocked.",
    "({}) was contacted twice",
    "seen: {}, then nothing",
    '"{}"',
    "{} resolved on Monday",
    "dst={} action=deny",
    "<{}>",
    "* {}\n* end",
    "Block {}; monitor the rest",
    "from {} to {}.",
    "[{}]",
    "IOC,{},high",
    "{}\t2026-11-21T03:12:44Z",
    "We saw {}!",
    "> {}",
    "'{}'",
    "ioc:{}",
)


@dataclass(frozen=True, slots=True)
class Sample:
    text: str
    holds: frozenset[str]


def samples(many: int = MANY, seed: int = SEED) -> list[Sample]:
    draw = random.Random(seed)  # noqa: S311 - repeatable on purpose
    return [_sample(draw) for _ in range(many)]


def _sample(draw: random.Random) -> Sample:
    sentence = draw.choice(JA if draw.random() < 0.6 else EN)
    values = [_value(draw) for _ in range(sentence.count("{}"))]
    written = [draw.choice(SPELLINGS[kind])(text, draw) for kind, text in values]
    return Sample(sentence.format(*written), frozenset(f"{kind.word}:{normal(kind, text)}" for kind, text in values))


def _value(draw: random.Random) -> tuple[Kind, str]:
    kind = draw.choices(list(MAKERS), weights=[5, 6, 6, 3, 3, 2, 1, 2, 2])[0]
    return kind, MAKERS[kind](draw)


def _name(draw: random.Random) -> str:
    label = "".join(draw.choices(SYLLABLES, k=draw.randint(2, 4))) + draw.choice(
        ["", "", "", "-cdn", "7", "-update", "24"]
    )
    return ".".join(
        [
            *(draw.choice(["www", "cdn", "a1", "mail", "x-9"]) for _ in range(draw.choice([0, 0, 1, 2]))),
            label,
            draw.choice(ENDINGS),
        ]
    )


def _v4(draw: random.Random) -> str:
    return f"{draw.randint(1, 223)}.{draw.randint(0, 255)}.{draw.randint(0, 255)}.{draw.randint(1, 254)}"


def _v6(draw: random.Random) -> str:
    return (
        "2001:db8:"
        + ":".join(f"{draw.randint(1, 65535):x}" for _ in range(draw.randint(1, 4)))
        + f"::{draw.randint(1, 65535):x}"
    )


def _url(draw: random.Random) -> str:
    host = _name(draw) if draw.random() < 0.8 else _v4(draw)
    port = draw.choice(["", "", "", ":8080", ":4443"])
    path = draw.choice(
        [
            "/",
            "/a",
            "/login.php?id=7",
            "/x/y/z.html",
            "/%E4%BE%8B",
            "/dl/inv_01.zip",
            "/q?a=b&c=d%20e",
            "/~u/",
            "/index.html#top",
        ]
    )
    return f"{draw.choice(['http', 'https'])}://{host}{port}{path}"


def _hex(length: int) -> Callable[[random.Random], str]:
    return lambda draw: f"{draw.getrandbits(length * 4):0{length}x}"


MAKERS: Final[dict[Kind, Callable[[random.Random], str]]] = {
    Kind.IPV4: _v4,
    Kind.DOMAIN: _name,
    Kind.URL: _url,
    Kind.EMAIL: lambda draw: f"{draw.choice(['info', 'k.abe', 'no-reply', 'x_9', 'billing+1'])}@{_name(draw)}",
    Kind.SHA256: _hex(64),
    Kind.MD5: _hex(32),
    Kind.SHA1: _hex(40),
    Kind.IPV6: _v6,
    Kind.CVE: lambda draw: f"CVE-{draw.randint(2010, 2026)}-{draw.randint(1000, 59999)}",
}

type Spelling = Callable[[str, random.Random], str]


def _as_is(text: str, _draw: random.Random) -> str:
    return text


def _dots(mark: str) -> Spelling:
    """Of the host alone, as people do it."""

    def spell(text: str, _draw: random.Random) -> str:
        scheme, sep, rest = text.rpartition("://")
        user, at, rest = rest.rpartition("@") if not sep else ("", "", rest)
        host, slash, path = rest.partition("/")
        return f"{scheme}{sep}{user}{at}{host.replace('.', mark)}{slash}{path}"

    return spell


def _last_dot(text: str, draw: random.Random) -> str:
    host, slash, path = text.replace("://", "\0").partition("/")
    head, _dot, tail = host.rpartition(".")
    return f"{head}[.]{tail}{slash}{path}".replace("\0", "://")


def _scheme(to: str) -> Spelling:
    return lambda text, draw: _dots(draw.choice([".", "[.]"]))(
        text.replace("https://", f"{to}s://").replace("http://", f"{to}://"), draw
    )


def _wide(text: str, _draw: random.Random) -> str:
    return text.translate(FULL_WIDTH)


def _capitals(text: str, _draw: random.Random) -> str:
    return text.upper()


HOSTS: Final = (
    _as_is,
    _as_is,
    _as_is,
    _dots("[.]"),
    _dots("[.]"),
    _dots("(.)"),
    _dots("（.）"),
    _dots("[dot]"),
    _dots("{.}"),
    _dots("【.】"),
    _last_dot,
    _wide,
)
SPELLINGS: Final[dict[Kind, tuple[Spelling, ...]]] = {
    Kind.IPV4: HOSTS,
    Kind.DOMAIN: (*HOSTS, _capitals),
    Kind.URL: (
        _as_is,
        _as_is,
        _as_is,
        _scheme("hxxp"),
        _scheme("hxxp"),
        _scheme("hXXp"),
        _scheme("h**p"),
        _dots("[.]"),
        _dots("（.）"),
        lambda text, _draw: text.replace("://", "[:]//"),
        lambda text, _draw: text.replace("://", "[://]"),
    ),
    Kind.EMAIL: (
        _as_is,
        _as_is,
        _dots("[.]"),
        lambda text, _draw: text.replace("@", "[at]"),
        lambda text, _draw: text.replace("@", "[@]"),
        lambda text, _draw: text.replace("@", "＠"),
        lambda text, _draw: text.replace("@", "(at)"),
    ),
    Kind.SHA256: (_as_is, _as_is, _capitals, lambda text, _draw: f"{text[:38]}\n{text[38:]}"),
    Kind.MD5: (_as_is, _capitals, _wide),
    Kind.SHA1: (_as_is, _capitals),
    Kind.IPV6: (_as_is, _as_is, _capitals, lambda text, _draw: text.replace(":", "[:]")),
    Kind.CVE: (
        _as_is,
        _as_is,
        lambda text, _draw: text.replace("-", "–"),
        lambda text, _draw: text.lower(),
        _wide,
        lambda text, _draw: text.replace("CVE-", "CVE "),
    ),
}
