"""A whole running installation with three sources, for whatever comes in by the TAXII door from outside: one for all such tests."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import taxii2client.v21 as taxii

from noroshi.engine.home import DataHome
from tests.conftest import ROOT, outside_environment
from tests.rooms.test_engine_supervisor import Installation

MEDIA = "application/taxii+json;version=2.1"
FOUND = """
import sys
from pathlib import Path
from noroshi.cli.inside import inside
from noroshi.engine.home import DataHome
with inside(DataHome.at(Path(sys.argv[1]))):
    from django.db import transaction
    from noroshi.audiences.viewer import Viewer, acting_as
    from noroshi.directory.actions.organizations import found_platform
    from noroshi.directory.seated import of_membership
    from noroshi.directory.signin.bootstrap import first_key
    from noroshi.intel.actions import OriginWish, begin_origin
    from noroshi.vocabulary import OriginKind, Tlp2
    with transaction.atomic():
        first = found_platform(
            handle="platform", name_ja="運用主体", desk_name_ja="運用窓口", login="root", person_name_ja="運用 一"
        )
    viewer = Viewer(of_membership(first))
    with acting_as(viewer):
        origins = [begin_origin(viewer, OriginWish(name, OriginKind.TAXII, Tlp2.GREEN)).public_id for name in ("one", "two", "three")]
    print(first_key(first, "founding"), *origins)
"""


@dataclass(frozen=True)
class Ground:
    address: str
    key: str
    origins: tuple[str, str, str]

    def server(self) -> taxii.Server:
        return taxii.Server(f"{self.address}/taxii2/", user="anybody", password=self.key)

    def collection(self, which: int = 0) -> taxii.Collection:
        found: list[taxii.Collection] = self.server().default.collections
        return next(one for one in found if one.id == self.origins[which])


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    installation = Installation(DataHome.at(tmp_path_factory.mktemp("taxii") / "data"))
    installation.start()
    try:
        done = subprocess.run(
            [sys.executable, "-c", FOUND, str(installation.home.root)],
            capture_output=True,
            text=True,
            check=True,
            env=outside_environment(),
            cwd=ROOT,
        )
        key, one, two, three = done.stdout.strip().splitlines()[-1].split()
        yield Ground(installation.address, key, (one, two, three))
    finally:
        if installation.process:
            installation.end()
