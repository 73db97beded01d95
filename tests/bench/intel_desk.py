"""A desk with sources, for benches of shared intelligence: `python -m tests.bench.intel_desk 3` prints three, in an empty installation."""

import sys

import django


def main(many: int) -> None:
    """GREEN to everybody in range; the founding cast's center brings them."""
    django.setup()
    from noroshi.audiences.viewer import acting_as  # noqa: PLC0415 - rooms exist only once Django is set up
    from noroshi.intel.actions import OriginWish, begin_origin  # noqa: PLC0415
    from noroshi.vocabulary import OriginKind, Reliability, Tlp2  # noqa: PLC0415
    from tests.cast import small_cast  # noqa: PLC0415

    viewer = small_cast().center
    with acting_as(viewer):
        for number in range(many):
            wish = OriginWish(
                name=f"source {number}",
                kind=OriginKind.UPLOAD,
                tlp=Tlp2.GREEN,
                reliability=Reliability.B,
                opened=["everyone_in_range"],
            )
            print(begin_origin(viewer, wish).public_id)


if __name__ == "__main__":
    main(int(sys.argv[1]))
