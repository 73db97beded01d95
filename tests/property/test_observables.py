"""One value has one form, however it was written, and its form is its own form."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.observables import Kind, NotOfThisKind, defanged, found_in, guessed, key, normal, refanged, settled
from noroshi.observables.candidates import candidates
from noroshi.observables.reading_mail import read_mail

LABELS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12)
NAMES = st.builds(
    lambda labels, end: ".".join([*labels, end]),
    st.lists(LABELS, min_size=1, max_size=4),
    st.sampled_from(["com", "jp", "co.jp", "example"]),
)
V4 = st.ip_addresses(v=4).map(str)
V6 = st.ip_addresses(v=6)
PATHS = st.lists(
    st.sampled_from(["a", "B", "..", ".", "%7e", "%E3%81%82", "あ", "x y", "q=1&r=%2f", "", "-_~"]), max_size=6
).map("/".join)
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
DOTS = st.sampled_from([".", "[.]", "(.)", "{.}", "[dot]", "（.）", "【.】", "．", " [.] "])


@given(kind=st.sampled_from(Kind), text=st.text(max_size=60))
def test_whatever_is_written_has_one_form_or_is_refused(kind: Kind, text: str) -> None:
    try:
        found, form = settled(kind, text)
    except NotOfThisKind:
        return

    assert settled(found, form) == (found, form)
    assert len(key(found, form)) == 16


@given(name=NAMES, dot=DOTS, upper=st.booleans())
def test_a_name_is_one_name_however_it_is_defanged(name: str, dot: str, *, upper: bool) -> None:
    written = (name.upper() if upper else name).replace(".", dot)

    assert normal(Kind.DOMAIN, written) == name
    assert normal(Kind.DOMAIN, name.translate(FULL_WIDTH)) == name
    assert normal(Kind.DOMAIN, name + ".") == name
    assert normal(Kind.DOMAIN, name[:1] + "\u200b" + name[1:]) == name


@given(address=V4, dot=DOTS)
def test_an_address_is_one_address_however_it_is_defanged(address: str, dot: str) -> None:
    assert settled(Kind.IPV4, address.replace(".", dot)) == (Kind.IPV4, address)
    assert settled(Kind.IPV6, f"::ffff:{address}") == (Kind.IPV4, address)
    assert settled(Kind.CIDR, f"{address}/32") == (Kind.IPV4, address)


@given(address=V6)
def test_an_ipv6_address_has_one_form(address: object) -> None:
    short, long = str(address), address.exploded  # type: ignore[attr-defined]

    assert (
        settled(Kind.IPV6, short)
        == settled(Kind.IPV6, long)
        == settled(Kind.IPV6, long.upper())
        == settled(Kind.IPV6, f"[{short}]")
    )


@given(name=NAMES, path=PATHS, scheme=st.sampled_from(["http", "https"]))
def test_a_url_has_one_form(name: str, path: str, scheme: str) -> None:
    form = normal(Kind.URL, f"{scheme}://{name}/{path}")

    assert normal(Kind.URL, form) == form
    for written in (
        f"{scheme.upper()}://{name.upper()}/{path}",
        f"{scheme.replace('http', 'hxxp')}://{name.replace('.', '[.]')}/{path}",
        f"{scheme}://{name}:{443 if scheme == 'https' else 80}/{path}",
        f"{scheme}[:]//{name}./{path}",
        f"{scheme}://{name}/./{path}",
    ):
        assert normal(Kind.URL, written) == form


@given(digits=st.integers(0, 2**256 - 1))
def test_a_hash_has_one_form(digits: int) -> None:
    written = f"{digits:064x}"

    assert (
        normal(Kind.SHA256, written.upper())
        == normal(Kind.SHA256, f" {written} ")
        == normal(Kind.SHA256, written.translate(FULL_WIDTH))
        == written
    )


@given(name=NAMES, address=V4, local=LABELS)
def test_what_is_shown_means_what_it_was(name: str, address: str, local: str) -> None:
    for kind, form in (
        (Kind.DOMAIN, name),
        (Kind.IPV4, address),
        (Kind.EMAIL, f"{local}@{name}"),
        (Kind.URL, f"https://{name}/a.b/c?d=e.f"),
        (Kind.CIDR, normal(Kind.CIDR, f"{address}/24")),
    ):
        shown = defanged(kind, form)

        assert shown != form
        assert settled(kind, shown) == (kind, form)
        assert defanged(kind, refanged(shown)) == shown


@given(kind=st.sampled_from(Kind), other=st.sampled_from(Kind), form=LABELS)
def test_keys_tell_kinds_apart(kind: Kind, other: Kind, form: str) -> None:
    assert (key(kind, form) == key(other, form)) == (kind is other)


@given(text=st.text(max_size=400))
def test_any_text_can_be_looked_through(text: str) -> None:
    for found in found_in(text):
        assert found.written == text[found.start : found.end]
        assert settled(found.kind, found.value) == (found.kind, found.value)


@settings(max_examples=200)
@given(
    pieces=st.lists(
        st.sampled_from(
            [
                "a.com",
                "[.]",
                "（",
                "）",
                "hxxp://",
                "203.0.113.5",
                "/",
                "\n",
                "「",
                "は",
                "\\",
                "%",
                "@",
                "::",
                "0" * 31,
                "CVE-2026-1",
                "：",
                "<",
                ">",
                ".",
            ]
        ),
        max_size=24,
    )
)
def test_what_is_found_stands_where_it_says_and_in_order(pieces: list[str]) -> None:
    text = "".join(pieces)
    places = [(found.start, found.end) for found in found_in(text)]

    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))


@given(
    name=NAMES,
    before=st.sampled_from(["", "宛先は", "（", "dst=", "・", "「"]),
    after=st.sampled_from(["", "へ接続", "）", "、", "。", " and", "」"]),
)
def test_a_name_is_found_whatever_stands_beside_it(name: str, before: str, after: str) -> None:
    found = [one.value for one in found_in(f"{before}www.{name.replace('.', '[.]')}{after}") if one.kind is Kind.DOMAIN]

    assert found == [f"www.{name}"]


@given(text=st.text(max_size=80))
def test_a_guess_is_a_form_of_its_kind(text: str) -> None:
    if found := guessed(text):
        assert settled(*found) == found


@given(
    content=st.binary(max_size=300)
    | st.lists(
        st.sampled_from(
            [
                b"From: ",
                b"Subject: =?utf-8?b?",
                b"\r\n",
                b"\n\n",
                b"Content-Type: multipart/mixed; boundary=a",
                b"--a",
                b"--a--",
                b"Content-Type: message/rfc822",
                b"Content-Type: text/html; charset=nothing",
                b"<a href='http://a.top'>",
                b"\xff\xfe",
                b"Received: x for <",
                b"@",
                b"Content-Disposition: attachment; filename*=x'y'%ff",
                b"=?",
                b"x",
            ]
        ),
        max_size=20,
    ).map(b"".join)
)
def test_no_mail_stops_who_looks_it_through(content: bytes) -> None:
    mail = read_mail(content)

    assert all(isinstance(one.text, str) for one in mail.passages)
    for one in candidates(mail.passages, mail.named):
        assert settled(one.kind, one.value) == (one.kind, one.value)
        assert one.contexts
