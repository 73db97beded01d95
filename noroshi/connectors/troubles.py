"""What every connector of subscriptions says alike: how a key is shown, and why nothing came."""

import base64
from typing import Final

from noroshi.vocabulary import FeedFault, FetchTrouble

TROUBLES: Final = {
    FeedFault.UNREACHABLE: FetchTrouble.UNREACHABLE,
    FeedFault.NAME_UNKNOWN: FetchTrouble.UNREACHABLE,
    FeedFault.PRIVATE: FetchTrouble.ADDRESS_NOT_ALLOWED,
    FeedFault.ELSEWHERE: FetchTrouble.LED_ELSEWHERE,
    FeedFault.REFUSED: FetchTrouble.REFUSED,
    FeedFault.TOO_SLOW: FetchTrouble.TOO_SLOW,
    FeedFault.TOO_LARGE: FetchTrouble.TOO_LARGE,
    FeedFault.NO_FEED: FetchTrouble.NOT_UNDERSTOOD,
    FeedFault.OUR_FAULT: FetchTrouble.OUR_FAULT,
}


def key_of(user_name: str, secret: str) -> dict[str, str]:
    """Without a user name the key is shown as a Bearer."""
    if not secret:
        return {}
    if not user_name:
        return {"Authorization": f"Bearer {secret}"}
    return {"Authorization": "Basic " + base64.b64encode(f"{user_name}:{secret}".encode()).decode()}
