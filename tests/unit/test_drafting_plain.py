"""The plain parts of drafting can be read, tested and used without Django and without a table."""

import subprocess
import sys

import pytest

PLAIN = ["changes", "levels", "moments", "reading", "suspects"]


@pytest.mark.parametrize("part", PLAIN)
def test_a_plain_part_imports_neither_django_nor_models(part: str) -> None:
    asked = f"import sys, noroshi.drafting.{part}; print(*sys.modules)"

    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    imported = answer.stdout.split()
    assert f"noroshi.drafting.{part}" in imported
    assert [name for name in imported if name.partition(".")[0] == "django" or name.endswith(".models")] == []
