"""Options that several commands share."""

from collections.abc import Callable
from typing import Any

import click

from noroshi.cli.language import say
from noroshi.engine.home import DataHome

Command = Callable[..., Any]


def data_option(command: Command) -> Command:
    """`--data DIR`, handed on as the `home` it names."""
    return click.option(
        "--data",
        "home",
        envvar="NOROSHI_DATA",
        default="data",
        show_default=True,
        metavar="DIR",
        callback=lambda _context, _parameter, value: DataHome.at(value),
        help=say("The data directory.", "データの置き場所。"),
    )(command)


def port_option(command: Command) -> Command:
    return click.option(
        "--port",
        type=click.IntRange(1, 65535),
        metavar="N",
        help=say(
            "Listen on 127.0.0.1:N (default: 8000 or the next free one).",
            "127.0.0.1:N で待ち受けます(既定: 8000 か次の空き)。",
        ),
    )(command)


def tell(words: str) -> None:
    """What goes on, on standard error: standard output is for answers that programs read."""
    click.echo(words, err=True)
