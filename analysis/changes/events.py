"""Was it the event? The same comparison on days on which nothing of the kind happened."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.intervals import LEVEL, MINIMUM_N

__all__ = ["Placebos", "try_other_days"]

# A rank among fewer placebos cannot reach 5 in 100.
_FEWEST = 19
_STEP = 7


class Placebos(NamedTuple):
    """How the comparison comes out on other days.

    `low` and `high` hold 95 % of their differences; `p_value` is the rank of the event's own among
    them, sizes compared in standard errors. All are missing where fewer than 19 days can be tried.
    """

    low: float
    high: float
    p_value: float
    n: int


def try_other_days(
    days: np.ndarray,
    values: np.ndarray,
    event: np.datetime64,
    *,
    width: int,
    minimum_n: int = MINIMUM_N,
) -> Placebos:
    """Compare before and after on every seventh day whose windows leave the event out.

    Parameters
    ----------
    days, values : ndarray, one each document
        None may be missing.
    event : datetime64
        The day of the event.
    width : int
        Days that a window has: so many before a day, and so many from that day on.
    minimum_n : int
        Documents that either window must have.

    Returns
    -------
    Placebos
        The windows overlap, and other events fall into them: the rank is no exact p-value, and
        it is rather too large.

    References
    ----------
    Abadie, A., Diamond, A., and Hainmueller, J. (2015). Comparative politics and the synthetic
    control method. American Journal of Political Science 59(2), 495-510. (Placebos in time.)
    """
    numbers = np.asarray(days).astype("datetime64[D]").astype("int64")
    order = np.argsort(numbers, kind="stable")
    numbers, values = numbers[order], np.asarray(values, "float64")[order]
    nothing = Placebos(np.nan, np.nan, np.nan, 0)
    if not len(numbers):
        return nothing
    day = int(np.datetime64(event, "D").astype("int64"))
    first, last = numbers[0] + width, numbers[-1] - width + 1
    before = np.arange(day - width, first - 1, -_STEP)
    after = np.arange(day + width, last + 1, _STEP)
    tried = np.concatenate([before[before >= first], after[after <= last]])
    differences, sizes = _compare(numbers, values, tried, width, minimum_n)
    _, own = _compare(numbers, values, np.array([day]), width, minimum_n)
    known = np.isfinite(sizes)
    n = int(known.sum())
    if n < _FEWEST or not np.isfinite(own[0]):
        return nothing._replace(n=n)
    low, high = np.quantile(differences[known], [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    reached = int((np.abs(sizes[known]) >= abs(own[0]) - 1e-12).sum())
    return Placebos(float(low), float(high), (1 + reached) / (1 + n), n)


def _compare(
    numbers: np.ndarray, values: np.ndarray, tried: np.ndarray, width: int, minimum_n: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return after less before for each day, plain and in standard errors; missing if too few."""
    sums = [np.concatenate([[0.0], np.cumsum(values**power)]) for power in (0, 1, 2)]
    ends = [np.searchsorted(numbers, tried + shift) for shift in (-width, 0, width)]
    means, errors, enough = [], [], np.ones(len(tried), dtype="bool")
    for begin, stop in ((ends[0], ends[1]), (ends[1], ends[2])):
        n, total, squares = (of_power[stop] - of_power[begin] for of_power in sums)
        enough &= n >= max(minimum_n, 2)
        safe = np.maximum(n, 2)
        means.append(total / safe)
        errors.append(np.clip(squares - total**2 / safe, 0, None) / (safe - 1) / safe)
    differences = means[1] - means[0]
    spread = np.sqrt(errors[0] + errors[1])
    enough &= spread > 0
    sizes = differences / np.where(spread > 0, spread, 1.0)
    return np.where(enough, differences, np.nan), np.where(enough, sizes, np.nan)
