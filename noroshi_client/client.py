"""The deeds and questions of daily work; everything else of the API is reached through `connection`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, cast

from noroshi_client.connection import Connection
from noroshi_client.shapes import Delta, Edition, Found, Line, Order
from noroshi_client.watching import delta, watch

FORMS: Final = {"pdf": "form.pdf", "xlsx": "form.xlsx", "txt": "form.txt", "csaf": "csaf.json", "stix": "stix.json"}


class Noroshi:
    """One seat at one installation: the key acts as one person at one desk and reads what that seat reads."""

    def __init__(self, url: str, key: str, *, language: str = "ja", timeout: float = 30.0) -> None:
        self.connection = Connection(url, key, language, timeout)

    def me(self) -> dict[str, Any]:
        """Who I am, at which desk, and what the key allows."""
        return cast("dict[str, Any]", self.connection.get("/me"))

    def file(
        self,
        typed: Mapping[str, Any],
        *,
        tlp: str,
        way: str | None = None,
        marks: Mapping[str, Any] | None = None,
        wish: Mapping[str, Any] | None = None,
    ) -> Edition:
        """A first report: the whole of it, or nothing."""
        body = {"typed": dict(typed), "marks": dict(marks or {}), "wish": {**(wish or {}), "tlp": tlp}}
        return self._report(body | ({"way": way} if way else {}))

    def follow_up(self, edition: str, typed: Mapping[str, Any], *, marks: Mapping[str, Any] | None = None) -> Edition:
        """The next edition of an own report: only what is new."""
        return self._report({"follows": edition, "typed": dict(typed), "marks": dict(marks or {})})

    def _report(self, body: Mapping[str, Any]) -> Edition:
        return cast("Edition", self.connection.post("/reports", body))

    def edition(self, edition: str) -> Edition:
        return cast("Edition", self.connection.get(f"/editions/{edition}"))

    def editions(self, **wanted: Any) -> Iterator[Line]:
        """Everything that this seat may read, newest first: `tlp`, `kind`, `sector`, `importance`, `own`."""
        return cast("Iterator[Line]", self.connection.every("/editions", **wanted))

    def search(self, words: str, **narrowed: Any) -> Iterator[Found]:
        """Items, the words of their files, orders, requests for help and alerts: words, “phrases”, -without, OR; narrowed by `kind`,
        `tlp`, `sector`, `event_kind`, `state` and the like."""
        page = self.connection.get("/search", q=words, **narrowed)
        beside = [("help", one) for one in page["help"]] + [("alert", one) for one in page["alerts"]]
        while True:
            for one in page["items"]:
                yield cast("Found", {"help": None, "alert": None, **one})
            if not page["next"]:
                break
            page = self.connection.get("/search", q=words, **narrowed, cursor=page["next"])
        for kind, one in beside:
            bare = {"item": None, "file": None, "order": None, "help": None, "alert": None}
            yield cast("Found", {"kind": kind, "words": [], **bare, kind: one})

    def acknowledge(self, edition: str, *, sighting: str | None = None, note: str = "") -> dict[str, Any]:
        """`seen`, `not_seen` or `unknown`; without one it is read, no more."""
        body = {"sighting": sighting, "note": note}
        return cast("dict[str, Any]", self.connection.post(f"/advisories/{edition}/acknowledgement", body))

    def order(self, title: str, what: str, to: Iterable[str], **more: Any) -> list[Order]:
        """Work for desks of the own organization, one order each: `due_at`, `verify`, `about`, `assets`, `after`."""
        body = {"title": title, "what": what, "to": list(to), **more}
        return cast("list[Order]", self.connection.post("/orders", body)["items"])

    def orders(self, **wanted: Any) -> Iterator[Order]:
        """Those of the own organization that this seat may read, the nearest due first."""
        return cast("Iterator[Order]", self.connection.every("/orders", **wanted))

    def answer_order(self, order: str, state: str, text: str = "") -> dict[str, Any]:
        """`seen`, `doing`, `done` with its proof, `not_applicable` or `cannot` with its reason."""
        return cast("dict[str, Any]", self.connection.post(f"/orders/{order}/answer", {"state": state, "text": text}))

    def export(self, edition: str, form: str) -> bytes:
        """On its official form (`pdf`, `xlsx`, `txt`), or for machines (`csaf`, `stix`)."""
        if form not in FORMS:
            raise ValueError(f"one of {', '.join(FORMS)}")
        return self.connection.bytes_of(f"/editions/{edition}/{FORMS[form]}")

    def changes(self, place: str | None = None, *, from_now: bool = False) -> Delta:
        """What happened since `place`, at once."""
        return delta(self.connection, place, latest=from_now)

    def watch(self, place: str | None = None, *, every: float = 5.0, from_now: bool = False) -> Iterator[Delta]:
        """What happens from `place` on, without end: told by the live door, or where that cannot be reached asked every so many seconds."""
        return watch(self.connection, place, every=every, from_now=from_now)
