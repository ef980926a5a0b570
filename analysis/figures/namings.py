"""Which words belong to which figure, with what its table says of the frames in it."""

from __future__ import annotations

import pandas as pd

from analysis.figures.wordings import WORDINGS, Wording
from analysis.schemas import GROUPS_OF_FRAMES

__all__ = ["find_wording"]

# Figures that show one table in several ways are named for the way.
_SHOWN_AS = {
    f"{frames}_by_{group}": "frames_by_group"
    for frames in ("frames", "issues")
    for group in (*(name.removesuffix("_country") for name in GROUPS_OF_FRAMES), *GROUPS_OF_FRAMES)
}
_OF_FAMILY = {
    "metaphor": " Of metaphors only figurative cues count (figurative 0.5 or more).",
    "issue": " The frames are issues: what a text is about, not what it makes of it.",
}
_GROUPS = {
    "outlet": "outlet",
    "outlet_country": "outlets of the country",
    "perspective": "perspective",
    "month": "month",
    "quarter": "quarter",
}
_PERIODS = ("month", "quarter")
_EVENTS = " Dotted lines, if any, are dated events."
_OF_IMAGE = " The image: {}."
_OF_CONCLUSION = " What is concluded: {}."


def find_wording(noun: str, table: pd.DataFrame) -> Wording | None:
    """Find the words for a figure, with what its table says of the frames in it.

    Parameters
    ----------
    noun : str
        What the figure is called, as "sentiment_by_country"; "issues_by_month" and the like are
        `frames_by_group`. Words behind the name of a table tell two figures of it apart, as in
        "smoothed_over_time_images".
    table : DataFrame, one row per mark
        What the figure was drawn from.

    Returns
    -------
    Wording or None
        None if the figure is none of the house's.
    """
    wording = WORDINGS.get(_name_table(noun))
    if wording is None or table.empty:
        return wording
    first, shows = table.iloc[0], wording.shows
    if "family" in table:
        shows += _OF_FAMILY[first["family"]]
    if "image" in table and wording.group != "image":
        shows += _OF_IMAGE.format(first["image"])
    if "conclusion" in table:
        shows += _OF_CONCLUSION.format(first["conclusion"])
    if "variable" in table:
        shows += _say_coded(first)
    if "by" not in table:
        return wording._replace(shows=shows)
    of_group = f"the {_GROUPS[first['by']]}"
    if first["by"] in _PERIODS:
        shows += _EVENTS
    return wording._replace(
        chart="Line chart" if first["by"] in _PERIODS else wording.chart,
        shows=shows.replace("the group", of_group),
        n_is=wording.n_is.replace("the group", of_group),
    )


def _say_coded(row: pd.Series) -> str:
    """Say what was coded, and which number of it is shown."""
    value = row.get("value")
    if value is None:
        shown = row["measure"].replace("_", "-").replace("f1", "F1")
    else:
        shown = "the mean" if value == "mean" else f"the share of the value {value}"
    return f" What was coded: {row['variable'].replace('_', ' ')}; shown is {shown}."


def _name_table(noun: str) -> str:
    """Name the table that a figure shows, by as many of its first words as name one."""
    words = noun.split("_")
    for n in range(len(words), 0, -1):
        begun = "_".join(words[:n])
        if _SHOWN_AS.get(begun, begun) in WORDINGS:
            return _SHOWN_AS.get(begun, begun)
    return noun
