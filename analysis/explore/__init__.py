"""Controls for notebooks: code passages by hand without leaving the page."""

from analysis.explore.coding import code

__all__ = ["code"]
