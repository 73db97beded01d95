"""directory, user, key: the same deeds as on the pages, in the name of whoever holds an API key.

Only the very first administrator and that person's first key need none: whoever runs the machine founds the platform.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from noroshi.cli.inside import inside
from noroshi.cli.language import LANGUAGE, say
from noroshi.cli.options import data_option, tell
from noroshi.engine.home import DataHome

if TYPE_CHECKING:
    from noroshi.directory.interchange.planning import Plan
    from noroshi.directory.seated import Seated

Command = Callable[..., Any]


def key_option(command: Command) -> Command:
    """`NOROSHI_KEY` or a prompt, never a word on the command line: others can read those."""
    return click.option(
        "--key-file",
        type=click.File("r", encoding="utf-8"),
        metavar="FILE",
        help=say(
            "File with the API key (default: NOROSHI_KEY, else asked for).",
            "API キーのファイル(既定: NOROSHI_KEY、なければ尋ねます)。",
        ),
    )(command)


@click.group(help=say("Organizations, desks, people.", "組織、窓口、人。"))
def directory() -> None:
    """Holds the commands below."""


@directory.command(
    name="import",
    help=say(
        "Read FILE (CSV or JSON) and show what it would change; --apply does it, all of it or nothing.",
        "FILE(CSV か JSON)を読み、何が変わるかを示します。--apply で実行します(全部か、何もしないか)。",
    ),
)
@data_option
@key_option
@click.option(
    "--apply/--dry-run",
    "is_real",
    default=False,
    help=say("Do it, or only show it (default).", "実行するか、示すだけか(既定)。"),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def import_(context: click.Context, home: DataHome, key_file: Any, file: Path, *, is_real: bool) -> None:
    with acting(home, key_file, "directory:write") as seat:
        from django.db import transaction

        from noroshi.directory.interchange.planning import apply, plan, text_of

        with transaction.atomic():
            shown = plan(seat, text_of(file.read_bytes()), file.suffix.lstrip(".").lower())
            _show(shown)
            if is_real and shown.is_applicable:
                apply(shown, seat)
    if not shown.is_applicable:
        tell(say("The file has mistakes; nothing was changed.", "誤りがあるため、何も変更していません。"))
        context.exit(1)
    tell(
        say("Done.", "実行しました。")
        if is_real
        else say("Nothing was changed; --apply does it.", "まだ何も変更していません。--apply で実行します。")
    )


@directory.command(
    help=say(
        "Write the directory as CSV or JSON, as import reads it.",
        "名簿を CSV か JSON で書き出します(import で読めます)。",
    )
)
@data_option
@key_option
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
def export(home: DataHome, key_file: Any, form: str) -> None:
    with acting(home, key_file, "directory:read") as seat:
        from django.db import transaction

        from noroshi.directory.interchange.exporting import export as write

        with transaction.atomic():
            text = write(seat, form)
    click.echo(text, nl=False)


@click.group(help=say("People.", "人。"))
def user() -> None:
    """Holds the commands below."""


@user.command(
    help=say(
        "Found the platform: its first administrator, who founds organizations and invites everybody else.",
        "運用主体を始めます。最初の管理者が組織を設け、ほかの人を招きます。",
    )
)
@data_option
@click.option("--login", prompt=say("Login", "ログイン名"), help=say("Name to sign in with.", "サインインに使う名前。"))
@click.option("--name", prompt=say("Name", "氏名"), help=say("The person's name.", "氏名。"))
@click.password_option(
    prompt=say("Password", "パスワード"),
    envvar="NOROSHI_PASSWORD",
    help=say("Default: NOROSHI_PASSWORD, else asked for.", "既定: NOROSHI_PASSWORD、なければ尋ねます。"),
)
def first(home: DataHome, login: str, name: str, password: str) -> None:
    with inside(home):
        from noroshi.directory.signin.bootstrap import first_platform_administrator

        made = first_platform_administrator(login=login, password=password, name_ja=name, language=LANGUAGE)
    tell(
        say(
            f"{made.login} may sign in and set up a second factor.",
            f"{made.login} でサインインし、二要素を設定してください。",
        )
    )


@user.command(name="list", help=say("The people of the own organization.", "自組織の人。"))
@data_option
@key_option
def list_people(home: DataHome, key_file: Any) -> None:
    with acting(home, key_file, "directory:read") as seat:
        from noroshi.directory.queries.people import people_of_own_organization

        people = people_of_own_organization(seat)
    for person in people:
        click.echo(f"{person.id}  {person.login}")


@user.command(
    help=say(
        "End somebody's access at once; the name in the ledger stays.",
        "その人の利用を直ちに終わらせます。記録の名前は残ります。",
    )
)
@data_option
@key_option
@click.argument("person", type=click.UUID)
def deactivate(home: DataHome, key_file: Any, person: UUID) -> None:
    with acting(home, key_file, "directory:write") as seat:
        from noroshi.directory.actions.people import deactivate_person

        deactivate_person(actor=seat, person=person)
    tell(say("Done.", "実行しました。"))


@click.group(help=say("API keys.", "API キー。"))
def key() -> None:
    """Holds the commands below."""


@key.command(name="list", help=say("Keys of the own organization, or one's own.", "自組織のキー、または自分のキー。"))
@data_option
@key_option
def list_keys(home: DataHome, key_file: Any) -> None:
    with acting(home, key_file, "access:write") as seat:
        from noroshi.directory.signin.keys import keys_of

        lines = keys_of(seat)
    for line in lines:
        state = say("usable", "有効") if line.is_usable else say("ended", "終了")
        click.echo(
            f"{line.public_id}  {line.start}…  {state}  {line.expires_at:%Y-%m-%d}  {line.person}  {line.purpose}"
        )


@key.command(
    help=say(
        "Make a key for a membership; its value is shown this once.",
        "在席のためのキーを作ります。値は一度だけ表示します。",
    )
)
@data_option
@key_option
@click.option("--purpose", required=True, help=say("What it is for.", "用途。"))
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    help=say("What it may do, e.g. directory:read (repeatable).", "できること。例 directory:read(複数可)。"),
)
@click.option(
    "--days", type=click.IntRange(1, 400), default=90, show_default=True, help=say("How long it lives.", "有効日数。")
)
@click.option(
    "--from",
    "ranges",
    multiple=True,
    metavar="RANGE",
    help=say("Only from these addresses, e.g. 192.0.2.0/24.", "使える接続元。例 192.0.2.0/24。"),
)
@click.argument("membership", type=click.UUID)
def make(
    home: DataHome,
    key_file: Any,
    purpose: str,
    scopes: tuple[str, ...],
    days: int,
    ranges: tuple[str, ...],
    membership: UUID,
) -> None:
    with acting(home, key_file, "access:write") as seat:
        from django.utils import timezone

        from noroshi.directory.signin.keys import make_key

        expires_at = timezone.now() + timedelta(days=days)
        _, value = make_key(
            seat, membership, purpose=purpose, scopes=scopes, expires_at=expires_at, network_ranges=ranges
        )
    click.echo(value)


@key.command(help=say("Revoke a key at once.", "キーを直ちに取り消します。"))
@data_option
@key_option
@click.argument("public_id", type=click.UUID)
def revoke(home: DataHome, key_file: Any, public_id: UUID) -> None:
    with acting(home, key_file, "access:write") as seat:
        from noroshi.directory.signin.keys import revoke_key

        revoke_key(seat, public_id)
    tell(say("Done.", "実行しました。"))


@contextmanager
def acting(home: DataHome, key_file: Any, scope: str) -> "Iterator[Seated]":
    """Whoever holds the key, at that person's desk, with no more than the key allows; the transaction knows the viewer."""
    value = _key_value(key_file)
    with inside(home):
        from noroshi.audiences.viewer import Viewer, acting_as
        from noroshi.directory.signin.keys import authenticate
        from noroshi.directory.signin.scopes import Scope

        holder = authenticate(value, "127.0.0.1")
        holder.must_allow(Scope(scope))
        with acting_as(Viewer(holder.seat)):
            yield holder.seat


def _key_value(key_file: Any) -> str:
    if key_file is not None:
        return str(key_file.read()).strip()
    return os.environ.get("NOROSHI_KEY") or str(click.prompt(say("API key", "API キー"), hide_input=True))


def _show(plan: "Plan") -> None:
    """One line for each record that is not as it was, then the sum."""
    for record in plan.planned:
        if record.outcome.value != "unchanged":
            click.echo(f"{record.row}: {record.outcome.label(LANGUAGE)} {record.kind} {' '.join(record.key)}")
        for change in record.changes:
            click.echo(f"    {change.column}: {change.before} → {change.after}")
        for mistake in record.mistakes:
            click.echo(f"    {mistake.message(LANGUAGE)}")
    click.echo(", ".join(f"{outcome}: {count}" for outcome, count in plan.counts().items()))
