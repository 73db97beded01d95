"""The world of the search's bench: 7,000 organizations, their audiences, and texts of 300 characters in the index, all by COPY.

`python -m tests.bench.searching_world 1000000`, in a process of its own. Nothing here is measured; drawn alike each time.
"""

import os
import random
import sys
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from multiprocessing import Pool
from typing import Final

import django
import psycopg

TEXTS: Final = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else 1_000_000
LETTERS: Final = 300
VOCABULARY: Final = 20_000
A_PIECE: Final = 10_000
PROCESSES: Final = 2
START: Final = datetime(2024, 1, 1, tzinfo=UTC)
KANJI: Final = (
    "電力通信監視制御装置端末遠隔保守更新停止復旧確認接続遮断記録不審攻撃侵入認証権限管理設定変更漏洩改竄障害業務顧客情報系統変圧所水道鉄道空港"
    "銀行決済医療物流化学石油行政報告連絡提供省庁事業者分野被害影響原因対処経路利用悪用弱点脆弱性検知分析調査担当責任計画訓練手順連携共有範囲重要"
)
KATAKANA: Final = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
PARTICLES: Final = ("は", "が", "を", "に", "で", "の", "と", "から", "まで", "した。", "している。", "、")
COLUMNS: Final = (  # as the table has them
    "source, ref, kind, item, about, matter, audience_id, whole, at, tlp, importance, sectors, organization_id, is_recalled, "
    "title, norm, terms"
)


def words(chance: random.Random) -> list[str]:
    """Common ones are short, as in any language."""
    found: dict[str, None] = {"不正アクセス": None, "停止": None}
    while len(found) < VOCABULARY:
        letters = KATAKANA if chance.random() < 0.3 else KANJI
        found["".join(chance.choices(letters, k=chance.choice((2, 2, 3, 4, 5))))] = None
    return list(found)


def weights() -> list[float]:
    return list(accumulate(1 / (place + 10) for place in range(VOCABULARY)))


def text(number: int, chance: random.Random, known: list[str], heavy: list[float]) -> str:
    said, long = list[str](), 0
    while long < LETTERS - (90 if number % 3 == 0 else 0):
        for piece in (chance.choices(known, cum_weights=heavy)[0], chance.choice(PARTICLES)):
            said.append(piece)
            long += len(piece)
    if number % 3 == 0:
        said.append(f" {sign(number)}")
    return "".join(said)[:LETTERS]


def sign(number: int) -> str:
    """In every third text: a hash, a domain, an address or the number of a weakness."""
    chance = random.Random(number)  # noqa: S311 - nothing here is secret
    match number % 4:
        case 0:
            return chance.randbytes(32).hex()
        case 1:
            return f"{chance.randbytes(5).hex()}.c2-{number % 977}.example"
        case 2:
            return f"10.{number % 250}.{number // 250 % 250}.{chance.randrange(250)}"
        case _:
            return f"CVE-20{10 + number % 16}-{10_000 + number % 80_000}"


def _lines(begins: int) -> str:
    from noroshi.search.grams import grams  # noqa: PLC0415 - likewise
    from noroshi.vocabulary.folding import folded  # noqa: PLC0415 - only once Django is set up

    known, heavy = words(random.Random(1)), weights()  # noqa: S311 - nothing here is secret
    chance, lines = random.Random(begins), list[str]()  # noqa: S311 - likewise
    for number in range(begins, min(begins + A_PIECE, TEXTS)):
        norm = folded(text(number, chance, known, heavy))
        audience = AUDIENCES[_drawn(chance)]
        lines.append(_line(number, norm, grams(norm), audience))
    return "".join(lines)


AUDIENCES: list[int] = []
HEAVY: list[float] = []


def _drawn(chance: random.Random) -> int:
    return chance.choices(range(len(AUDIENCES)), cum_weights=HEAVY)[0]


def _line(number: int, norm: str, terms: list[str], audience: int) -> str:
    at = START + timedelta(seconds=77 * number)
    item = uuid.UUID(int=number + 1)
    quoted = " ".join("'" + one.replace("\\", "\\\\").replace("'", "''") + "'" for one in terms)
    values = (
        *(
            "editions_part",
            number + 1,
            "report" if number % 3 else "advisory",
            item,
            item,
            item,
            audience,
            audience,
            at.isoformat(),
        ),
        *("amber", "caution", "{electricity}", 1, "f", norm[:30], norm, quoted),
    )
    return "\t".join(str(one).replace("\\", "\\\\").replace("\t", " ").replace("\n", " ") for one in values) + "\n"


def _pieces() -> Iterator[int]:
    return iter(range(0, TEXTS, A_PIECE))


def main() -> None:
    django.setup()
    from django.db import connections, transaction  # noqa: PLC0415 - rooms exist only once Django is set up

    from noroshi.audiences.kept_schemes import keep_scheme, scheme_key  # noqa: PLC0415
    from tests.bench import directory, sentences, world  # noqa: PLC0415

    chance = random.Random(20260401)  # noqa: S311 - nothing here is secret
    made = directory.build(chance)
    with transaction.atomic():
        keep_scheme(scheme_key())
    told = sentences.sentences(made, chance)
    AUDIENCES[:] = range(1, len(told) + 1)
    HEAVY[:] = accumulate(one.weight for one in told)
    connections.close_all()
    with psycopg.connect(os.environ[world.SUPERUSER_URL], autocommit=True) as connection:
        connection.execute("set synchronous_commit = off")
        world.write_audiences(connection, [one.definition for one in told])
        world.say(f"{TEXTS:,} texts")
        _write(connection)
        world.say("statistics")
        connection.execute("vacuum (analyze)")
        connection.execute("select set_config('noroshi.viewer', 'system:bench', false)")
        connection.execute("select noroshi_search_reckon()")


def _write(connection: psycopg.Connection) -> None:
    """Indexes are built once, at the end."""
    plain = "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index where indrelid = 'search_index'::regclass"
    indexes = connection.execute(f"{plain} and not indisprimary and not indisunique").fetchall()
    for name, _ in indexes:
        connection.execute(f"drop index {name}")
    with Pool(PROCESSES) as pool, connection.cursor().copy(f"copy search_index ({COLUMNS}) from stdin") as copy:
        for lines in pool.imap(_lines, _pieces()):
            copy.write(lines)
    connection.execute("set maintenance_work_mem = '512MB'")
    for _, definition in indexes:
        connection.execute(definition)


if __name__ == "__main__":
    main()
