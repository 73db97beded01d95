"""Figures told roughly: what counts something is blurred, what tells a time, an address or a version is not."""

import pytest

from noroshi.reports.roughly import roughly


@pytest.mark.parametrize(
    ("exact", "rough"),
    [
        ("端末3台を切り離した", "端末数台を切り離した"),
        ("１２拠点で発生", "数十拠点で発生"),
        ("約2,400件の通信", "数千件の通信"),
        ("3万戸に影響", "数万戸に影響"),
        ("1台のみ", "1台のみ"),
        ("14時05分、203.0.113.77へ", "14時05分、203.0.113.77へ"),
        ("OpenSSL 3.0.12", "OpenSSL 3.0.12"),
        ("2026-11-20に2回", "2026-11-20に数回"),
        ("3 servers and 120 users", "several servers and hundreds of users"),
        ("at 10:30", "at 10:30"),
    ],
)
def test_what_counts_something_is_told_roughly(exact: str, rough: str) -> None:
    assert roughly(exact) == rough


def test_told_roughly_twice_it_stays() -> None:
    assert roughly(roughly("端末30台")) == "端末数十台"
