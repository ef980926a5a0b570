"""One thing at a time: a notebook may hear of two controls at once, each in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import RLock

__all__ = ["in_turn"]

# One for all desks, since the library that draws is one for all.
_TURN = RLock()


def in_turn(act: Callable[..., None]) -> Callable[..., None]:
    """Let what a control sets off wait until what another one set off is done.

    JupyterLab 4.4 and later let controls speak to the kernel beside the cells; a figure would be
    drawn of one choice and listed as of another, or an answer be written over.

    Parameters
    ----------
    act : callable
        What is to be done. It may set off more of its kind.

    Returns
    -------
    callable
        The same, once its turn has come.
    """

    @wraps(act)
    def wait(*arguments: object) -> None:
        with _TURN:
            act(*arguments)

    return wait
