"""Draw in the house style, in the widths of a journal and the font of a document."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from analysis.theme.fonts import settings_of
from analysis.theme.forms import find_form, use_widths

__all__ = ["FONT_SETTING", "JOURNAL_SETTING", "STYLE", "house", "use_form"]

STYLE = "analysis.house"
JOURNAL_SETTING = "TRILATERAL_JOURNAL"
FONT_SETTING = "TRILATERAL_FONT"

_chosen: dict[str, str] = {}


def use_form(journal: str | None = None, *, font: str | None = None) -> None:
    """Set the journal and the font of all figures drawn from now on; without both, forget them.

    Until then the environment variables TRILATERAL_JOURNAL and TRILATERAL_FONT hold, and without
    these the house's own.

    Parameters
    ----------
    journal : str, optional
        A journal, publisher or page: one of :data:`JOURNALS` or :data:`FORMS`.
    font : str, optional
        One of :data:`FONTS`.

    Raises
    ------
    ValueError
        If there is no such journal or font, or the font is not installed.
    """
    chosen = {}
    if journal is not None:
        chosen["journal"] = find_form(journal)
    if font is not None:
        settings_of(font)
        chosen["font"] = font
    _chosen.clear()
    _chosen.update(chosen)


@contextmanager
def house(journal: str | None = None, *, font: str | None = None) -> Iterator[None]:
    """Draw in the house style inside a `with` block, and leave the settings as they were.

    Parameters
    ----------
    journal : str, optional
        A journal, publisher or page: one of :data:`JOURNALS` or :data:`FORMS`. The figures made
        inside the block have its widths. What :func:`use_form` set if absent.
    font : str, optional
        One of :data:`FONTS`; what :func:`use_form` set if absent.

    Raises
    ------
    ValueError
        If there is no such journal or font, or the font is not installed.

    Examples
    --------
    >>> import matplotlib
    >>> with house():
    ...     inside = matplotlib.rcParams["pdf.fonttype"]
    >>> inside, matplotlib.rcParams["pdf.fonttype"]
    (42, 3)
    """
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    form = find_form(journal or _choose("journal", JOURNAL_SETTING, "house"))
    settings = settings_of(font or _choose("font", FONT_SETTING, "sans"))
    with plt.style.context([STYLE, settings]), use_widths(form):
        yield
        interactive = plt.isinteractive()
    # In a notebook the first figure switches the drawing on. Were that undone with the settings,
    # no later figure would be shown.
    mpl.interactive(interactive)


def _choose(what: str, setting: str, otherwise: str) -> str:
    return _chosen.get(what) or os.environ.get(setting) or otherwise
