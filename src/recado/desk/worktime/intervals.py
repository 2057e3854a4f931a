"""What do several half-open stretches cover together?"""

from collections.abc import Iterable

type Stretch = tuple[int, int]


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Sorted stretches that neither touch nor overlap; one that is empty or ends before it begins covers nothing."""
    whole: list[Stretch] = []
    covered = None
    for start, stop in sorted(stretches):
        if stop <= start:
            continue
        if covered is None or start > covered:
            whole.append((start, stop))
        elif stop > covered:
            whole[-1] = (whole[-1][0], stop)
        else:
            continue
        covered = stop
    return whole
