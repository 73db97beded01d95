"""One Noroshi on one data directory: held and brought up by whoever starts it, reached by whoever comes along."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from noroshi.engine import database, schema
from noroshi.engine.assets import assets_folder, gather_when_needed
from noroshi.engine.cluster import Cluster
from noroshi.engine.database import Addresses
from noroshi.engine.home import DataHome, held, holder
from noroshi.engine.orphans import MARK, end_orphans
from noroshi.engine.secrets_at import make_secrets

Say = Callable[[str], None]


@dataclass
class Instance:
    """One Noroshi on one data directory, between `opened` and the end of its `with`."""

    home: DataHome
    say: Say
    addresses: Addresses
    cluster: Cluster | None

    def environment(self) -> dict[str, str]:
        """Common to all children; database addresses are handed out one by one."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
        return inherited | {
            "NOROSHI_DATA": str(self.home.root),
            "NOROSHI_STATIC": str(assets_folder(self.home)),
            MARK: self.home.digest,
            "PYTHONUNBUFFERED": "1",
        }


@contextmanager
def opened(home: DataHome, say: Say) -> Iterator[Instance]:
    """Holds the data directory and brings up its database, clearing away what an earlier end left behind."""
    with ExitStack() as stack:
        stack.enter_context(held(home))
        make_secrets(home)
        if ended := end_orphans(home):
            say(f"Cleared away {len(ended)} process(es) of an earlier start")
        external = Addresses.from_environment(os.environ)
        if external:
            yield Instance(home, say, external, None)
            return
        cluster = Cluster.of(home)
        cluster.start(say)
        stack.callback(cluster.stop)
        database.make_roles(cluster)
        database.make_database(cluster)
        yield Instance(home, say, Addresses.of_cluster(cluster), cluster)


def migrate_when_needed(instance: Instance) -> bool:
    if schema.is_current(instance.addresses):
        return False
    instance.say("Bringing the tables to this version")
    schema.migrate(instance.addresses, instance.environment())
    return True


def gather_assets(instance: Instance) -> None:
    gather_when_needed(assets_folder(instance.home), instance.environment())


@contextmanager
def reached(home: DataHome, say: Say) -> Iterator[Instance]:
    """The instance that runs, or for as long as the `with` lasts one of our own, without doors."""
    if holder(home) is None:
        with opened(home, say) as instance:
            yield instance
        return
    external = Addresses.from_environment(os.environ)
    cluster = None if external else Cluster.of(home)
    yield Instance(home, say, external or Addresses.of_cluster(Cluster.of(home)), cluster)
