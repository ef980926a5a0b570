"""The libraries that only the controls need: ipywidgets, and ipympl for clicking a point."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

__all__ = ["load_canvases", "load_widgets"]


def load_widgets() -> ModuleType:
    """Load ipywidgets.

    Raises
    ------
    ModuleNotFoundError
        If it is not installed; says what to do.
    """
    try:
        return import_module("ipywidgets")
    except ModuleNotFoundError as error:
        msg = (
            "The controls `explore.desk` and `explore.code` need ipywidgets, which is not "
            "installed. Run: python -m pip install ipywidgets. All other functions of `explore` "
            "work without it."
        )
        raise ModuleNotFoundError(msg) from error


def load_canvases() -> ModuleType | None:
    """Load what makes a figure clickable, ipympl; None if it is not installed.

    By itself its first import turns every later figure of the notebook into a widget. That is held
    back: who wants it says `%matplotlib widget`.
    """
    import matplotlib as mpl

    use, mpl.use = mpl.use, lambda *_arguments, **_options: None
    try:
        return import_module("ipympl.backend_nbagg")
    except ModuleNotFoundError:
        return None
    finally:
        mpl.use = use
