"""However a scheme's files are spoiled, the answer is a list of mistakes or a whole scheme, never a fault of ours."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from noroshi.schemes import DEFINITIONS
from noroshi.schemes.assembling import assemble
from noroshi.schemes.library import contents_of

FOLDER = DEFINITIONS / "plan4"
WHOLE = contents_of(FOLDER)
SCRAPS = [
    b'"',
    b"[",
    b"]",
    b"{",
    b"}",
    b"=",
    b"\n",
    b"#",
    b"0",
    b"\\",
    b"'''",
    b'"""',
    b"\xff",
    b"\x00",
    b"[[sector]]\n",
    b"true",
]


def spoil(name: str, at: int, cut: int, scrap: bytes) -> dict[str, bytes]:
    content = WHOLE[name]
    at %= len(content)
    return {**WHOLE, name: content[:at] + scrap + content[at + cut :]}


@given(
    name=st.sampled_from(sorted(WHOLE)),
    at=st.integers(0, 100_000),
    cut=st.integers(0, 400),
    scrap=st.one_of(st.sampled_from(SCRAPS), st.binary(max_size=12)),
)
def test_a_spoiled_file_gives_mistakes_or_a_whole_scheme(name: str, at: int, cut: int, scrap: bytes) -> None:
    contents = spoil(name, at, cut, scrap)

    assembly = assemble(contents, FOLDER)

    assert (assembly.scheme is None) is bool(assembly.mistakes)
    for mistake in assembly.mistakes:
        assert 1 <= mistake.line <= contents.get(mistake.file.name, b"").count(b"\n") + 1
        assert mistake.what.ja
        assert mistake.instead.en


@given(name=st.sampled_from(sorted(WHOLE)), lines=st.lists(st.integers(0, 2000), min_size=1, max_size=5))
def test_lost_lines_give_mistakes_or_a_whole_scheme(name: str, lines: list[int]) -> None:
    rows = WHOLE[name].split(b"\n")
    lost = {line % len(rows) for line in lines}
    contents = {**WHOLE, name: b"\n".join(row for at, row in enumerate(rows) if at not in lost)}

    assembly = assemble(contents, Path("plan4"))

    assert (assembly.scheme is None) is bool(assembly.mistakes)


@given(missing=st.sets(st.sampled_from(sorted(WHOLE)), min_size=1))
def test_lost_files_never_leave_half_a_scheme(missing: set[str]) -> None:
    assembly = assemble({name: WHOLE[name] for name in WHOLE if name not in missing}, FOLDER)

    told = {mistake.file.name for mistake in assembly.mistakes}
    assert {name for name in missing if not name.startswith("form_")} <= told
