"""Every link that a page shows to somebody leads that person to a page, and what a page names it names once."""

from typing import Any

import pytest

from tests.conformance.wanderer import Wanderer

WANDERERS = (
    "saeki@shiomi",
    "ogasa@shiomi",
    "miwa@electricity_ceptoar",
    "hirasawa-k@meti",
    "makino@nisc",
    "tsumugi@anzen-suishin",
    "tomoshige@tomoshibi-isac",
    "tsukuyomi@noroshi-unei",
)
"""One of each kind of house, and a colleague without need to know."""
A_WALK = 150
"""Fewer pages than that were opened by nobody who could get in."""


@pytest.mark.parametrize("login", WANDERERS)
def test_no_link_is_dead_and_no_label_leads_to_another_field(noroshi_server: Any, login: str) -> None:
    wanderer = Wanderer(noroshi_server.url, login, noroshi_server.account(login)["password"])

    steps = list(wanderer.wander())

    assert [f"{one.status} {one.address} from {one.before}" for one in steps if one.status != 200] == []
    assert {fault: one.address for one in steps for fault in one.faults} == {}
    assert len(steps) > A_WALK
