"""`python -m tests.bench.proving`: proves the chain under the system's login and says how fast it was."""

import json
import time

import django


def main() -> None:
    django.setup()
    from noroshi.ledger.chain import link_hash  # noqa: PLC0415 - rooms exist only once Django is set up
    from noroshi.ledger.verify import verify  # noqa: PLC0415

    began = time.monotonic()
    verdict = verify()
    taken = time.monotonic() - began
    if not verdict.is_whole:
        raise AssertionError(verdict.message("en"))
    began, many = time.monotonic(), 100_000
    for _ in range(many):
        link_hash(bytes(32), bytes(500))
    bare = many / (time.monotonic() - began)
    print(json.dumps({"links": verdict.links, "rate": verdict.links / taken, "bare": bare}))


if __name__ == "__main__":
    main()
