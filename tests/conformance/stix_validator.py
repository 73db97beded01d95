"""Runs in the environment that `bin/peers stix` makes: objects as a JSON list in, what the validator says of each out."""

import json
import sys

from stix2validator import ValidationOptions, validate_instance

OPTIONS = ValidationOptions(version="2.1", disabled="all")


def said(whole: object) -> str:
    try:
        found = validate_instance(whole, OPTIONS)
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:200]
    return "" if found.is_valid else "; ".join(str(one) for one in found.errors)[:300] or "refused"


sys.stdout.write(json.dumps([said(whole) for whole in json.load(sys.stdin)]))
