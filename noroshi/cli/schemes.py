"""scheme: the written rules as data."""

from pathlib import Path

import click

from noroshi.cli.language import say
from noroshi.schemes.checking import cli_check

DEFINITIONS = Path(__file__).resolve().parent.parent / "schemes" / "definitions"


@click.group(help=say("The written rules as data.", "データとして書かれた規則。"))
def scheme() -> None:
    """Holds the commands below."""


@scheme.command(
    help=say(
        "Read schemes (a folder, or all that come with Noroshi) and name every mistake with file, line and what would be right.",
        "スキーム(フォルダー、既定は付属の全て)を読み、誤りを場所と正しい形とともに全て示します。",
    )
)
@click.argument("folders", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.pass_context
def check(context: click.Context, folders: tuple[Path, ...]) -> None:
    code, words = cli_check(folders or (DEFINITIONS,), say("en", "ja"))
    click.echo(words)
    context.exit(code)
