"""For each route with a body, one that comes past its shape; ids in it are nowhere."""

from typing import Any, Final

from tests.rooms.api_routes import NOWHERE

EDITION: Final = {"kind": "notice", "content": {"title": "本文"}}

BODIES: Final[dict[str, dict[str, Any]]] = {
    "PATCH /desks/{desk}": {"version": 1, "name_ja": "名"},
    "PATCH /groups/{group}": {"version": 1, "name_ja": "名"},
    "PATCH /handling-rules/{rule}": {"version": 1, "title_ja": "名"},
    "PATCH /me/preferences": {"version": 1, "theme": "dark"},
    "PATCH /memberships/{membership}": {"version": 1, "is_deputy": True},
    "PATCH /organizations/{organization}": {"version": 1, "name_ja": "名"},
    "PATCH /people/{person}": {"version": 1, "name_ja": "名"},
    "POST /agreements": {"own": NOWHERE, "other": NOWHERE, "kind": "nda", "signed_date": "2026-01-01"},
    "POST /desks/{desk}/invitations": {"role": "planning"},
    "POST /desks/{desk}/people": {"login": "new", "name_ja": "名", "role": "csirt"},
    "POST /directory/import": {"form": "json", "text": '{"format": "noroshi-directory-1"}'},
    "POST /directory/import/dry-run": {"form": "json", "text": '{"format": "noroshi-directory-1"}'},
    "POST /editions": EDITION,
    "POST /editions/derived": {**EDITION, "sources": [NOWHERE]},
    "POST /editions/{edition}/hops": {"kind": "relay", "to": ["everyone_in_range"]},
    "POST /editions/{edition}/hops/preview": {"to": ["everyone_in_range"]},
    "POST /editions/{edition}/marking": {"tlp": "red", "read_number": 1},
    "POST /editions/{edition}/publish": {"is_confirmed": True},
    "POST /editions/{edition}/recall": {"reason": "誤り", "read_number": 1},
    "POST /groups": {"handle": "club", "name_ja": "会", "roster_is_confidential": False},
    "POST /groups/{group}/desks": {"desk": NOWHERE},
    "POST /handling-rules": {"title_ja": "題", "text_ja": "本文", "valid_from": "2026-01-01"},
    "POST /joining": {"token": "x", "login": "new", "password": "signal fires at dusk", "name_ja": "名"},
    "POST /joining/look": {"token": "x"},
    "POST /keys": {
        "membership": NOWHERE,
        "purpose": "x",
        "scopes": ["directory:read"],
        "expires_at": "2026-12-01T00:00:00+09:00",
    },
    "POST /markings/preview": {"kind": "report"},
    "POST /me/memberships": {"token": "x"},
    "POST /memberships/{membership}/assignments": {"matter": NOWHERE},
    "POST /memberships/{membership}/duties": {"sector": "electricity"},
    "POST /organizations": {"handle": "new", "name_ja": "名", "kinds": ["operator"]},
    "POST /organizations/{organization}/changes": {"version": 1, "sectors": ["gas"]},
    "POST /organizations/{organization}/changes/preview": {"sectors": ["gas"]},
    "POST /organizations/{organization}/desks": {"handle": "new", "name_ja": "名"},
    "POST /people/{person}/memberships": {"desk": NOWHERE, "role": "csirt"},
    "POST /resets": {"person": NOWHERE},
    "POST /resets/use": {"token": "x", "password": "signal fires at dusk"},
    "POST /standing-orders": {"to": ["everyone_in_range"]},
}
