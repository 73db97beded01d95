"""The `noroshi` command: a door that translates words on the command line into one call each."""

import importlib
import sys
from typing import Final

import click

from noroshi import __version__
from noroshi.cli.language import say
from noroshi.engine.failure import EngineError
from noroshi.vocabulary.errors import Refusal

# Where each command lives: read only when it is asked for, so that `noroshi --help` answers at once.
COMMANDS: Final = {
    "serve": "starting",
    "demo": "starting",
    "stop": "starting",
    "status": "starting",
    "migrate": "upkeep",
    "doctor": "upkeep",
    "backup": "upkeep",
    "restore": "upkeep",
    "scheme": "schemes",
    "directory": "people",
    "user": "people",
    "key": "people",
    "ledger": "records",
    "records": "disposed",
    "intel": "intel",
    "file": "remote",
    "follow-up": "remote",
    "search": "remote",
    "watch": "remote",
    "ack": "remote",
    "order": "remote",
    "export": "remote",
}


class Lazy(click.Group):
    """A group whose commands are imported by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"noroshi.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command


@click.command(
    cls=Lazy,
    help=say(
        "Noroshi carries cyber-security information between the people who keep critical services running.",
        "狼煙(Noroshi)は、重要インフラを支える人々の間でサイバーセキュリティ情報を運びます。",
    ),
    epilog=say(
        "Every command says more with --help. The data directory is --data, else NOROSHI_DATA, else ./data.",
        "各コマンドの詳細は --help で。データの置き場所は --data、なければ NOROSHI_DATA、なければ ./data です。",
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="noroshi")
@click.option("--lang", type=click.Choice(["ja", "en"]), help=say("Language of help and answers.", "表示の言語。"))
def noroshi(lang: str | None) -> None:
    """`lang` was read already: help texts are made while this module is imported."""


def main() -> None:
    """Refusals become words and exit code 1; whatever else happens is a fault and shows its trace."""
    try:
        noroshi(prog_name="noroshi")
    except EngineError as error:
        sys.exit(f"{error.problem}\n{error.remedy}".strip())
    except Refusal as refusal:
        lines = [refusal.message(say("en", "ja"))]
        for field, words in refusal.field_messages(say("en", "ja")).items():
            lines.append(f"  {field}: {' '.join(words)}")
        sys.exit("\n".join(lines))
