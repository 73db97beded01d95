"""Desks and keys for the bench of TAXII: `python -m tests.bench.taxii_desk` prints them as JSON, in an empty installation."""

import json

import django


def main() -> None:
    """The center brings everything: nine tenths for its own house, one for everybody in range, of which the bank is."""
    django.setup()
    from noroshi.audiences.viewer import acting_as  # noqa: PLC0415 - rooms exist only once Django is set up
    from noroshi.directory.models import Membership  # noqa: PLC0415
    from noroshi.directory.signin.bootstrap import first_key  # noqa: PLC0415
    from noroshi.intel.actions import OriginWish, begin_origin  # noqa: PLC0415
    from noroshi.intel.exchange import collections  # noqa: PLC0415
    from noroshi.vocabulary import OriginKind, Tlp2  # noqa: PLC0415
    from tests.cast import small_cast  # noqa: PLC0415

    cast = small_cast()
    told = {}
    with acting_as(cast.center):
        for name, opened in (("open", ["everyone_in_range"]), ("closed", [])):
            wish = OriginWish(name=name, kind=OriginKind.TAXII, tlp=Tlp2.GREEN, opened=opened)
            told[name] = str(begin_origin(cast.center, wish).public_id)
    for name, viewer in (("center", cast.center), ("bank", cast.bank)):
        with acting_as(viewer):
            membership = Membership.objects.select_related("desk__organization").get(pk=viewer.seat.membership_id)
            told[f"{name}_key"] = first_key(membership, "bench")
            told[f"{name}_all"] = str(collections(viewer)[0].collection.id)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
