"""What somebody may not know: asked for by every route, it answers as what was never there."""

from collections.abc import Iterable
from typing import Any

from tests.rooms.api_bodies import BODIES
from tests.rooms.api_routes import NOWHERE, ROUTES, Route
from tests.rooms.api_world import Caller


def finds_nothing(caller: Caller, words: Iterable[str], **ids: str) -> None:
    """Neither a list nor a count nor an error tells it from nothing; `words` stand nowhere in any answer."""
    unsaid = {*words, *ids.values()}
    for route in ROUTES:
        if route.method != "GET":
            continue
        there = caller.get(route.filled(**ids))
        nowhere = there if route.filled(**ids) == route.filled() else caller.get(route.filled())
        assert there.status_code == nowhere.status_code, (str(route), there.content)
        if names_one_of(route, ids):
            assert plain(there, ids) == plain(nowhere, ids), str(route)
        else:
            assert not any(word in said(there) for word in unsaid), str(route)


def does_nothing(caller: Caller, **ids: str) -> None:
    """Every deed with it is refused as if it were nowhere, and so is naming it in a body."""
    for route in ROUTES:
        if route.method == "GET" or not names_one_of(route, ids):
            continue
        there, nowhere = (asked(caller, route, **known) for known in (ids, {}))
        assert there.status_code == nowhere.status_code, (str(route), there.content, nowhere.content)
        assert there.status_code >= 400, (str(route), there.content)
        assert plain(there, ids) == plain(nowhere, ids), str(route)
    for edition in {ids[name] for name in ("edition",) if name in ids}:
        for body in naming(NOWHERE):
            there, nowhere = (
                caller.post("/drafts", {**body, name_of(body): value_of(body, one)}) for one in (edition, NOWHERE)
            )
            assert there.status_code == nowhere.status_code >= 400, (body, there.content)
            assert plain(there, ids) == plain(nowhere, ids), body


def asked(caller: Caller, route: Route, **ids: str) -> Any:
    if route.takes_a_file:
        return caller.send_file(route.filled(**ids))
    version = "?version=1" if str(route) == "DELETE /drafts/{draft}" else ""
    return caller.ask(route.method, route.filled(**ids) + version, BODIES[str(route)] if route.has_body else None)


def naming(one: str) -> list[dict[str, Any]]:
    beginnings = ("follows", "completes", "anonymizes")
    return [
        *({"kind": "report", name: one} for name in beginnings),
        {"kind": "advisory", "follows": one},
        {"kind": "advisory", "sources": [one]},
    ]


def name_of(body: dict[str, Any]) -> str:
    return next(name for name in body if name != "kind")


def value_of(body: dict[str, Any], one: str) -> Any:
    return [one] if isinstance(body[name_of(body)], list) else one


def names_one_of(route: Route, ids: dict[str, str]) -> bool:
    return any(f":{name}}}" in route.path for name in ids)


def plain(answer: Any, ids: dict[str, str]) -> str:
    text = said(answer)
    for one in ids.values():
        text = text.replace(one, NOWHERE)
    return text


def said(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode("utf-8", "replace")
