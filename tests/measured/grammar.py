"""Reports as people write them, drawn from a seed: sentences with slots, and the many ways to write what fills them."""

import random
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from noroshi.traces import Known
from tests.measured.marked import Marked, mark, marked

HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Lists:
    """`FIRST` helped to find what the search lacked; `SECOND` was written when it was first finished and helped it on; `THIRD` came last,
    and the search was not touched for it."""

    operators: list[dict[str, Any]]
    others: dict[str, Any]

    @classmethod
    def of(cls, suffix: str) -> Self:
        operators = tomllib.loads((HERE / f"operators{suffix}.toml").read_text("utf-8"))["operator"]
        return cls(operators, tomllib.loads((HERE / f"lists{suffix}.toml").read_text("utf-8")))


FIRST: Final = Lists.of("")
SECOND: Final = Lists.of("_second")
THIRD: Final = Lists.of("_third")
WIDE: Final = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
HALF: Final = dict(
    zip(
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンッャュョー",
        "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｯｬｭｮｰ",
        strict=True,
    )
)
OLD: Final = dict(zip("沢斎辺広国浜竜桜渡関塩瀬", "澤齋邉廣國濱龍櫻渡關鹽瀨", strict=True))
SENTENCES: Final = (
    "{name}の{host}から不審な通信を検知した。",
    "{name}において、{product}の脆弱性を突かれ、{host}に侵入された。",
    "本件は{name}{place}で発生した。",
    "{place}の端末がランサムウェアに感染し、{system}が停止している。",
    "{person}が{host}のログを確認した。",
    "連絡先：{person}（{tel}、{mail}）",
    "担当：{fullperson}　電話 {tel}。",
    "保守は{contractor}に委託しており、同社の{person}が現地で対応している。",
    "{contractor}が遠隔保守を行った際に、{outside}への通信が発生した。",
    "{outsideurl}からファイルを取得した形跡がある。",
    "公開サーバ（{domain}）の改ざんを利用者からの指摘で把握した。",
    "職員が{mail}宛てのメールの添付ファイルを開いた。",
    "送信元は{outside}、宛先は{ip}であった。",
    "{ip}から{outside}へ2分おきに通信していた。",
    "{name}では{product}を使用しているため、修正版を適用する。",
    "{place}にある{name}の設備で警報が発生した。",
    "委託先の{contractor}から第一報を受けた。",
    "{system}の利用者画面が表示できない状態となった。",
    "予約システム「{systemname}」が{name}の全拠点で停止した。",
    "{fullperson}から{person}へ電話（{tel}）で連絡した。",
    "調査会社の{contractor}に解析を依頼した。",
    "{name}と{othername}は回線を共用している。",
    "ホスト名 {host} の管理者権限が奪われた可能性がある。",
    "問合せは {mail} まで（{fullperson}）。",
    "遠隔接続機器（{product}）は{contractor}が管理している。",
    "{prefecture}{city}の{facility}が影響を受けた。",
    "{city}周辺で約30分の停止があった。",
    "{name}の株価への影響は見られない。",
    "現地には{name}の{person}と{contractor}の{person}が入っている。",
    "詳細は {ownurl} に掲載済みである。",
    "偽サイトのドメインは{outsidedomain}である。",
    "Reported by {latinperson} ({mail}).",
    "The substation in {latinplace} lost contact with {host} at 10:20.",
    "{latinname} asked its contractor {latincontractor} to take an image of the disk.",
    "{latinname} confirmed that {ip} was scanned from {outside}.",
)


@dataclass(frozen=True, slots=True)
class Writer:
    """One source and the hand that writes about it."""

    operator: dict[str, Any]
    chance: random.Random
    lists: Lists

    def pick(self, values: Any) -> Any:
        return self.chance.choice(list(values))

    def fill(self, sentence: str) -> str:
        slots = {slot: getattr(self, slot) for slot in SLOTS}
        for slot, make in slots.items():
            while "{" + slot + "}" in sentence:
                sentence = sentence.replace("{" + slot + "}", make(), 1)
        return sentence

    def name(self) -> str:
        return mark("name", self.name_written())

    def name_written(self) -> str:
        return self.disguised(self.pick(self.operator["said"]))

    def latinname(self) -> str:
        return mark("name", self.pick(one for one in (self.operator["en"], *self.operator["said"]) if one.isascii()))

    def othername(self) -> str:
        other = self.pick(one for one in self.lists.operators if one is not self.operator)
        return mark("company", other["ja"])

    def disguised(self, name: str) -> str:
        """As hurried, careful or odd people write it."""
        way = self.chance.random()
        if way < 0.5:
            return name
        ways = [
            lambda text: text.translate(WIDE),
            lambda text: "".join(HALF.get(one, one) for one in text),
            lambda text: "".join(OLD.get(one, one) for one in text),
            self.spaced,
            lambda text: f"{text}様" if not text.isascii() else text,
            lambda text: text.upper() if text.isascii() else text,
        ]
        return str(self.pick(ways)(name))

    def spaced(self, name: str) -> str:
        gap = self.pick([" ", "　", "\n", "・"])
        if name.isascii() or len(name) < 3:
            return name
        at = self.chance.randrange(1, len(name))
        return name[:at] + gap + name[at:]

    def person(self) -> str:
        known = [one[0] for one in self.operator["people"]]
        whole = self.pick(known if self.chance.random() < 0.5 else self.lists.others["people"])
        surname = whole.split()[0]
        return mark("person", surname) + self.pick(self.lists.others["titles"])

    def fullperson(self) -> str:
        whole = self.pick([*(one[0] for one in self.operator["people"]), *self.lists.others["people"]])
        return mark("person", self.pick([whole, whole.replace(" ", "　"), whole.replace(" ", "")]))

    def latinperson(self) -> str:
        return mark(
            "person", self.pick([*(one[2] for one in self.operator["people"]), *self.lists.others["latin_people"]])
        )

    def tel(self) -> str:
        number = self.operator["telephone"] if self.chance.random() < 0.5 else self.other_number()
        first, middle, last = number.split("-")
        ways = [
            number,
            number.translate(WIDE),
            f"{first}({middle}){last}",
            f"+81-{first[1:]}-{middle}-{last}",
            f"{first}{middle}{last}",
            number.replace("-", "－"),
            number.replace("-", "ー"),
            f"{first}（{middle}）{last}",
            f"+81 {first[1:]} {middle} {last}",
            f"{first} {middle} {last}",
        ]
        return mark("telephone", self.pick(ways)) + self.pick(["", "", "（内線215）"])

    def other_number(self) -> str:
        return self.pick(
            ["090-8123-4567", "0120-998-111", "045-330-2210", "080-7011-9934", "0178-24-5566", "03-3581-0000"]
        )

    def mail(self) -> str:
        local = self.pick(["csirt", "saigai-taisaku", "k.oba", "jouhou_kanri", "t-shirai", "soc+jp"])
        domain = (
            self.operator["domain"] if self.chance.random() < 0.6 else self.pick(self.lists.others["outside_domains"])
        )
        return mark("email", self.fanged(f"{local}@{domain}"))

    def domain(self) -> str:
        return mark("domain", self.fanged(self.pick(["", "www.", "reserve.", "vpn2."]) + self.operator["domain"]))

    def ownurl(self) -> str:
        return mark("url", f"https://www.{self.operator['domain']}/news/")

    def outsidedomain(self) -> str:
        return mark("domain", self.fanged(self.pick(self.lists.others["outside_domains"])))

    def outsideurl(self) -> str:
        scheme = self.pick(["hxxp", "hxxps", "http", "ｈｔｔｐｓ"])
        colon = "：" if scheme.startswith("ｈ") else self.pick([":", "[:]"])
        host = self.fanged(self.pick(self.lists.others["outside_domains"]), may_space=False)
        path = self.pick(["a.php", "x", "get?id=7"])
        return mark("url", f"{scheme}{colon}//{host}/{path}")

    def fanged(self, text: str, *, may_space: bool = True) -> str:
        ways = [(".", "@"), (".", "@"), ("[.]", "[@]"), ("(.)", "@"), ("[dot]", "[at]"), ("．", "＠"), ("{.}", "@")]
        dot, at = self.pick(ways)
        if may_space and self.chance.random() < 0.1:
            dot, at = " [.] ", " [at] "
        return text.replace(".", dot).replace("@", at)

    def ip(self) -> str:
        network = self.operator["network"]
        head, _, width = network.partition("/")
        if ":" in head:
            written = self.pick([head.rstrip(":") + "::25", head.rstrip(":") + ":0:10::7", network])
        else:
            parts = head.split(".")
            last = int(parts[3]) + self.chance.randrange(1, 2 ** (32 - int(width)) - 1)
            written = self.pick([".".join([*parts[:3], str(last)]), network, f"{'.'.join([*parts[:3], str(last)])}/32"])
        return mark("address", self.fanged_address(written))

    def outside(self) -> str:
        return mark("address", self.fanged_address(self.pick(self.lists.others["outside_addresses"])))

    def fanged_address(self, written: str) -> str:
        if ":" in written:
            return self.pick([written, written.replace(":", "[:]"), written.upper()])
        return self.pick(
            [
                written,
                written.replace(".", "[.]"),
                written.replace(".", "．"),
                written.replace(".", "(.)", 1),
                written.translate(WIDE),
            ]
        )

    def host(self) -> str:
        return mark("host", self.pick(self.lists.others["hosts"]))

    def systemname(self) -> str:
        return mark("system", self.pick(self.lists.others["systems"]))

    def system(self) -> str:
        named = mark("system", self.pick(self.lists.others["systems"]))
        ways = [
            "予約システム「{}」",
            "料金システム（システム名：{}）",
            "監視システム『{}』",
            "「{}」という業務システム",
        ]
        return str(self.pick(ways)).format(named)

    def contractor(self) -> str:
        name = self.pick(self.lists.others["contractors"])
        form = self.pick(["{}", "{}", "{}株式会社", "株式会社{}", "㈱{}", "{}(株)", "{}社"])
        before, _, after = form.partition("{}")
        return before + mark("contractor", name) + after

    def latincontractor(self) -> str:
        return mark("contractor", self.pick(self.lists.others["latin_contractors"])) + self.pick(
            ["", ", Inc.", " Ltd."]
        )

    def place(self) -> str:
        return self.pick([self.facility, self.city, self.prefecture])()

    def facility(self) -> str:
        return mark("place", self.pick(self.lists.others["facilities"]))

    def city(self) -> str:
        return mark("place", self.pick(self.lists.others["cities"]))

    def prefecture(self) -> str:
        return mark("place", self.pick(self.lists.others["prefectures"]))

    def latinplace(self) -> str:
        return mark("place", self.pick(self.lists.others["latin_places"]))

    def product(self) -> str:
        return mark("product", self.pick(self.lists.others["products"]))


SLOTS: Final = tuple(dict.fromkeys(re.findall(r"{(\w+)}", "".join(SENTENCES))))


def known_of(operator: dict[str, Any], lists: Lists) -> Known:
    """As a directory would give it."""
    return Known(
        names=(operator["ja"], operator["kana"], operator["en"], *operator["others"]),
        people=tuple(name for one in operator["people"] for name in one),
        telephones=(operator["telephone"],),
        mails=(f"csirt@{operator['domain']}",),
        domains=(operator["domain"],),
        networks=(operator["network"],),
        companies=tuple(one["ja"] for one in lists.operators if one is not operator),
    )


def drawn(seed: int, many: int, lists: Lists = FIRST) -> list[Marked]:
    chance = random.Random(seed)  # noqa: S311 - the same texts each time
    operators = lists.operators
    return [_one(Writer(operators[at % len(operators)], chance, lists), f"drawn {seed}/{at}") for at in range(many)]


def _one(writer: Writer, name: str) -> Marked:
    chosen = writer.chance.sample(SENTENCES, writer.chance.randint(2, 4))
    fillers = writer.chance.sample(writer.lists.others["fillers"], writer.chance.randint(1, 3))
    lines = [writer.fill(one) for one in chosen] + fillers
    writer.chance.shuffle(lines)
    return marked(writer.pick(["", "\n", " "]).join(lines), known_of(writer.operator, writer.lists), name)
