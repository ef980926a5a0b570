"""How many units coders must share, so that the alpha that is wanted can be shown."""

from __future__ import annotations

import math

__all__ = ["sample_size"]


def sample_size(alpha: float, *, share: float, level: float = 0.05) -> int:
    """Compute how many units two coders must both code.

    Parameters
    ----------
    alpha : float
        The smallest alpha that is to be accepted, below 1: 0.8, or 0.667 for tentative findings.
    share : float
        Share of the rarest value, between 0 and 1; 0.5 for two values that are as common.
    level : float
        Risk, on one side, of accepting data whose alpha is below `alpha`.

    Returns
    -------
    int
        Number of units, rounded up.

    Raises
    ------
    ValueError
        If a number is outside its range.

    References
    ----------
    Krippendorff, K. (2019). Content analysis, 4th ed., chapter 12: after Bloch and Kraemer (1989),
    2 z² ((1 + alpha)(3 - alpha) / (4 (1 - alpha) p (1 - p)) - alpha).

    Examples
    --------
    >>> sample_size(0.8, share=1 / 4), sample_size(0.667, share=1 / 4)
    (139, 81)
    """
    from scipy.special import ndtri

    for name, number in (("alpha", alpha), ("share", share), ("level", level)):
        if not 0 < number < 1:
            msg = f"`{name}` must be between 0 and 1, both excluded; it is {number}."
            raise ValueError(msg)
    z = ndtri(1 - level)
    spread = share * (1 - share)
    n = 2 * z**2 * ((1 + alpha) * (3 - alpha) / (4 * (1 - alpha) * spread) - alpha)
    return math.ceil(n)
