"""Sign-in services (OpenID Connect) that organizations run themselves, from `oidc.toml` in the data folder.

The address of each is made from its issuer, so that people stay bound to issuer and subject whatever a file is edited to say.
"""

import hashlib
import tomllib
from pathlib import Path
from typing import Any


def providers(folder: Path) -> list[dict[str, Any]]:
    """One table `[[service]]` each: id, name, organization (handle), issuer, client_id, secret."""
    path = folder / "oidc.toml"
    if not path.is_file():
        return []
    return [_provider(entry) for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("service", [])]


def _provider(entry: dict[str, str]) -> dict[str, Any]:
    issuer = entry["issuer"].rstrip("/")
    return {
        "provider_id": f"{entry['id']}-{hashlib.sha256(issuer.encode()).hexdigest()[:12]}",
        "name": entry["name"],
        "client_id": entry["client_id"],
        "secret": entry["secret"],
        "settings": {
            "server_url": issuer,
            "issuer": issuer,
            "organization": entry["organization"],
            "fetch_userinfo": False,
            "oauth_pkce_enabled": True,
        },
    }
