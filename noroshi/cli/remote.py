"""What a desk does every day, from a terminal: over the REST API of a Noroshi that runs somewhere else, as the seat of a key."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from itertools import islice
from pathlib import Path
from typing import Any, Final

import click

from noroshi.cli.language import LANGUAGE, say
from noroshi_client import Noroshi, RefusedError, UnreachableError
from noroshi_client.client import FORMS

PLACE: Final = Path("noroshi-place")


def remote(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--url` and `--key-file`, handed on as the `there` they name. A key on the command line could be read by others here."""

    @click.option(
        "--url",
        envvar="NOROSHI_URL",
        required=True,
        help=say("Its address (NOROSHI_URL).", "接続先（NOROSHI_URL）。"),
    )
    @click.option(
        "--key-file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help=say("A file with the key; else NOROSHI_KEY.", "鍵を書いたファイル。なければ環境変数 NOROSHI_KEY。"),
    )
    @wraps(command)
    def with_there(url: str, key_file: Path | None, **given: Any) -> Any:
        with in_words():
            return command(there=Noroshi(url, _key(key_file), language=LANGUAGE), **given)

    return with_there


def _key(kept_in: Path | None) -> str:
    key = kept_in.read_text(encoding="utf-8").strip() if kept_in else os.environ.get("NOROSHI_KEY", "")
    if not key:
        raise click.UsageError(
            say("Give a key: NOROSHI_KEY or --key-file.", "鍵を NOROSHI_KEY か --key-file で渡してください。")
        )
    return key


@contextmanager
def in_words() -> Iterator[None]:
    """A refusal in the words of the server that refused, field by field; 1 for it, 3 where nobody answered."""
    try:
        yield
    except RefusedError as refused:
        lines = [str(refused)] + [f"  {name}: {' '.join(words)}" for name, words in refused.fields.items()]
        click.echo("\n".join(lines), err=True)
        sys.exit(1)
    except UnreachableError as fault:
        click.echo(say(f"No answer: {fault}", f"応答がありません: {fault}"), err=True)
        sys.exit(3)
    except ValueError as fault:
        raise click.UsageError(str(fault)) from None


def shown(thing: object) -> None:
    """For programs: one JSON object a line."""
    click.echo(json.dumps(thing, ensure_ascii=False))


def _typed(pairs: tuple[str, ...], written: Path | None) -> dict[str, Any]:
    """`--set field=text` beside a file of them; what is set by hand wins."""
    typed = json.loads(written.read_text(encoding="utf-8")) if written else {}
    if not isinstance(typed, dict):
        raise click.UsageError(
            say("The file must hold one JSON object.", "ファイルは一つの JSON オブジェクトにしてください。")
        )
    for pair in pairs:
        name, mark, value = pair.partition("=")
        if not mark:
            raise click.UsageError(say(f"--set field=text, not: {pair}", f"--set 項目=内容 の形にしてください: {pair}"))
        typed[name] = value
    return typed


fields = click.option(
    "--set",
    "pairs",
    multiple=True,
    metavar="FIELD=TEXT",
    help=say("One field of the form; may be given again.", "様式の一項目。繰り返せます。"),
)
written = click.option(
    "--from",
    "written",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=say("Fields from a JSON file.", "項目を書いた JSON ファイル。"),
)


@click.command(
    help=say(
        "File a first report, whole or not at all.",
        "第1報を出します。全部が受け付けられるか、何も残らないかのどちらかです。",
    )
)
@click.option("--tlp", required=True, type=click.Choice(["red", "amber", "green", "clear"]))
@click.option(
    "--way",
    help=say("One of GET /ways; may be left out where there is one.", "出し方（GET /ways）。一つなら省けます。"),
)
@fields
@written
@remote
def file(there: Noroshi, tlp: str, way: str | None, pairs: tuple[str, ...], written: Path | None) -> None:
    shown(there.file(_typed(pairs, written), tlp=tlp, way=way))


@click.command(
    "follow-up",
    help=say("The next edition of an own report: only what is new.", "続報を出します。変わった項目だけを渡します。"),
)
@click.argument("edition", type=click.UUID)
@fields
@written
@remote
def follow_up(there: Noroshi, edition: Any, pairs: tuple[str, ...], written: Path | None) -> None:
    shown(there.follow_up(str(edition), _typed(pairs, written)))


@click.command(
    help=say(
        "What happens to information of this seat, one JSON object a line, without end. The place is kept in a file: the next "
        "call goes on there. Where `now` is null, take away what you kept of it.",
        "この席の情報に起きたことを、1行1件のJSONで出し続けます。どこまで読んだかはファイルに残り、次はそこから続きます。"
        "`now` が null のものは、手元の写しを消してください。",
    )
)
@click.option(
    "--place",
    "kept",
    type=click.Path(dir_okay=False, path_type=Path),
    default=PLACE,
    show_default=True,
    help=say("The file with the place.", "続きの場所を書くファイル。"),
)
@click.option("--once", is_flag=True, help=say("What is there, then end.", "いまあるものを出して終わります。"))
@click.option(
    "--from-now", is_flag=True, help=say("Without a place: from now on only.", "場所がなければ、これからの分だけ。")
)
@click.option("--every", type=click.FloatRange(1, 3600), default=5, show_default=True, metavar="SECONDS")
@remote
def watch(there: Noroshi, kept: Path, *, once: bool, from_now: bool, every: float) -> None:
    place = kept.read_text(encoding="ascii").strip() if kept.exists() else None
    if once:
        more = True
        while more:
            stretch = there.changes(place, from_now=from_now and place is None)
            place, more = _done(stretch, kept), stretch["has_more"]
        return
    try:
        for stretch in there.watch(place, every=every, from_now=from_now and place is None):
            _done(stretch, kept)
    except KeyboardInterrupt:
        return


def _done(stretch: Any, kept: Path) -> str:
    """The place moves only behind what was written out."""
    for change in stretch["items"]:
        shown(change)
    sys.stdout.flush()
    beside = kept.with_name(f".{kept.name}.new")
    beside.write_text(stretch["next"], encoding="ascii")
    beside.replace(kept)
    return str(stretch["next"])


@click.command(
    help=say(
        "Search what this seat may read; one JSON object a line.", "この席が読めるものを探します。1行1件のJSONです。"
    )
)
@click.argument("words", nargs=-1, required=True)
@click.option("--most", type=click.IntRange(1, 1000), default=50, show_default=True, metavar="N")
@remote
def search(there: Noroshi, words: tuple[str, ...], most: int) -> None:
    for found in islice(there.search(" ".join(words)), most):
        shown(found)


@click.command(help=say("Order work of desks of the own organization.", "自組織の窓口に作業を指示します。"))
@click.option("--title", required=True, help=say("What it is called.", "件名。"))
@click.option("--what", required=True, help=say("What is to be done.", "してもらうこと。"))
@click.option(
    "--to",
    required=True,
    multiple=True,
    type=click.UUID,
    metavar="DESK",
    help=say("May be given again.", "窓口。繰り返せます。"),
)
@click.option("--due", help=say("By when, as 2026-11-30T17:00:00+09:00.", "期限。2026-11-30T17:00:00+09:00 の形。"))
@click.option("--verify", default="", help=say("How it is checked that it was done.", "確かめ方。"))
@click.option("--about", type=click.UUID, help=say("The item that it is about.", "もとになる情報。"))
@remote
def order(there: Noroshi, title: str, what: str, to: tuple[Any, ...], **more: Any) -> None:
    wanted = {"due_at": more["due"], "verify": more["verify"], "about": str(more["about"]) if more["about"] else None}
    for made in there.order(title, what, map(str, to), **{name: value for name, value in wanted.items() if value}):
        shown(made)


@click.command(help=say("Acknowledge an advisory.", "情報提供の受領を返します。"))
@click.argument("edition", type=click.UUID)
@click.option(
    "--sighting", type=click.Choice(["seen", "not_seen", "unknown"]), help=say("Has it come here?", "来ているか。")
)
@click.option("--note", default="", help=say("A line for its sender.", "送り主への一言。"))
@remote
def ack(there: Noroshi, edition: Any, sighting: str | None, note: str) -> None:
    shown(there.acknowledge(str(edition), sighting=sighting, note=note))


@click.command(
    help=say("An item on its official form, or for machines.", "情報を様式のファイル、または機械の形式で取り出します。")
)
@click.argument("edition", type=click.UUID)
@click.argument("form", type=click.Choice(sorted(FORMS)))
@click.option(
    "-o",
    "--output",
    type=click.File("wb", lazy=True),
    default="-",
    help=say("Where to (default: standard output).", "書き先（既定: 標準出力）。"),
)
@remote
def export(there: Noroshi, edition: Any, form: str, output: Any) -> None:
    content = there.export(str(edition), form)  # a refusal leaves what stood there before
    output.write(content)
