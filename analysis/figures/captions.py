"""Write the text beside a figure: caption, text alternative, counts, intervals, hashes."""

from __future__ import annotations

import pandas as pd

from analysis.figures.badges import find_badge
from analysis.figures.namings import find_wording
from analysis.figures.sources import CONSTRUCTED, Source, package_version
from analysis.figures.wordings import Wording
from analysis.figures.words import describe_words
from analysis.intervals import DRAWS, FEW_CLUSTERS, MINIMUM_N, SEED
from analysis.networks.sessions import identify_model
from analysis.scores import SCORERS, identify_scorer

__all__ = ["describe_figure"]

_MOST_LISTED = 12
_NUMBERS = {"estimate", "low", "high", "n_used", "method", "cluster", "minimum_n", "drawn"}
_SPOKEN = {
    "n_quoted": "quoted mentions",
    "n_quoted_cues": "quoted cues",
    "n_attributions": "attributions",
}
_OF_TIME = ("period", "day")
_METHODS = {
    "hc3": "Student's t on the residuals of a local linear fit, {cluster}s as units (HC3; Fan and "
    "Gijbels 1996)",
    "bootstrap": f"percentile bootstrap that resamples whole {{cluster}}s ({DRAWS:,} draws, seed "
    f"{SEED}; Efron and Tibshirani 1993; tails expanded, Hesterberg 2015)",
    "bca": f"BCa bootstrap that resamples whole {{cluster}}s ({DRAWS:,} draws, seed {SEED}; Efron "
    "1987; tails expanded, Hesterberg 2015)",
    "t": f"Student's t over {{cluster}}s where there are fewer than {FEW_CLUSTERS} (Cameron and "
    "Miller 2015)",
    "jackknife": "Student's t with each {cluster} left out in turn (Efron 1982)",
    "bent_jackknife": "Student's t with each {cluster} left out in turn (Efron 1982), bent by "
    "skewness (Hall 1992)",
    "delta": "Student's t on the delta method with {cluster}s as units (Oehlert 1992)",
    "wilson": "Wilson's interval with {cluster}s as units, for shares of documents and where "
    "{cluster}s do not differ (Wilson 1927)",
}


def describe_figure(
    name: str, table: pd.DataFrame, source: Source, *, caption: str | None, below: str
) -> str:
    """Write the text file of a figure.

    Parameters
    ----------
    name : str
        Of the figure, as "03-sentiment-by-country".
    table : DataFrame, one row per mark
        What the figure was drawn from.
    source : Source
        What the numbers were made from.
    caption : str, optional
        The first words of the caption; the house's own if absent.
    below : str
        What is written below the panels: the key of the events, for example.

    Returns
    -------
    str
        Paragraphs with a heading each, ending with a line feed.
    """
    noun = name.lstrip("0123456789-").replace("-", "_")
    shows, said = describe_words(noun, table) or _describe_other(table, noun)
    wording = find_wording(noun, table)
    if wording is not None and _NUMBERS.issubset(table.columns):
        shows, said = _describe_known(table, wording)
    validity = find_badge(source, table)
    parts = {
        "Figure": name,
        "Caption": " ".join([caption or shows, *said.pop("Marks"), *_say_status(source, validity)]),
        **said,
        "Below the figure": below.replace("\n", " ") or "nothing",
        "Sources": f"{source.corpus}.",
        "Validation": validity,
        "Corpus": f"{source.name}, sha256 {source.sha256}",
        "Codebooks": "; ".join(
            f"{book}, sha256 {sha256}" for book, sha256 in sorted(source.codebooks.items())
        )
        or "not given",
        **_name_model(table),
        "Package": f"trilateral {package_version()}",
    }
    return "\n\n".join(f"{heading}: {text}" for heading, text in parts.items()) + "\n"


def _name_model(table: pd.DataFrame) -> dict[str, str]:
    scorers = sorted(set(table["scorer"].dropna())) if "scorer" in table else []
    known = {name: identify_scorer(name) for name in scorers if name in SCORERS}
    if {"frame", "image"} & set(table.columns) and set(table.get("family", ())) != {"issue"}:
        known["images"] = identify_model(name="images")
    said = [f"{name}, sha256 {sha256}" for name, sha256 in known.items() if sha256]
    return {"Model": "; ".join(said)} if said else {}


def _describe_known(table: pd.DataFrame, wording: Wording) -> tuple[str, dict]:
    drawn = table[table["drawn"].astype("bool") & table["estimate"].notna()]
    # What is said in words needs no estimate.
    told = table[table["drawn"].astype("bool")] if wording.said and len(drawn) else drawn
    return wording.shows, {
        "Marks": _say_marks(table, drawn, wording),
        "Alt text": _say_alternative(told, wording),
        "n": _say_counts(table, drawn, wording),
        "Interval": _say_interval(drawn),
    }


def _describe_other(table: pd.DataFrame, noun: str) -> tuple[str, dict]:
    """Describe a reader's own figure, of which only the table is known."""
    name = noun.replace("_", " ")
    return f"{name.capitalize()}.", {
        "Marks": [],
        "Alt text": f"A figure of {name}; its numbers are in the CSV file.",
        "n": f"{len(table)} rows in the table.",
        "Interval": "not stated.",
    }


def _say_marks(table: pd.DataFrame, drawn: pd.DataFrame, wording: Wording) -> list[str]:
    said = []
    scorers = sorted(set(table["scorer"].dropna())) if "scorer" in table else []
    if scorers:
        said.append(f"Scorer: {', '.join(scorers)}.")
    minimum_n = MINIMUM_N if table.empty else int(table["minimum_n"].max())
    counted = bool(len(drawn)) and set(drawn["method"]) == {"count"}
    if not counted:
        below = wording.below.format(minimum_n=minimum_n)
        said.append(f"{wording.marks}; n counts {wording.n_is}. {below}.")
    said += _say_unknown(table)
    if drawn.empty:
        largest = 0 if table.empty else int(table["n_used"].max())
        said.append(f"Too few documents to draw anything: the largest n is {largest}.")
        return said
    place = table["drawn"].astype("bool")
    for names in wording.named or ((wording.group if wording.row in _OF_TIME else wording.row),):
        empty = table.loc[place & ~table[names].isin(drawn[names]), names]
        if len(empty):
            said.append(f"{wording.few}: {_list_names(empty)}.")
        left_out = table.loc[~place & ~table[names].isin(table.loc[place, names]), names]
        if len(left_out):
            said.append(f"Not drawn, but in the CSV file: {_list_names(left_out)}.")
    return said


def _say_unknown(table: pd.DataFrame) -> list[str]:
    """Say of whom a figure of speakers knows nothing; it is the same in each row."""
    if table.empty or "unknown_speaker" not in table:
        return []
    row = table.iloc[0]
    column, noun = next(pair for pair in _SPOKEN.items() if pair[0] in table)
    if not row[column]:
        return [f"There are no {noun}."]
    of_all = f"{row[column]} {noun}"
    said = [f"The speaker is unknown in {row['unknown_speaker']:.0%} of {of_all}"]
    if "unknown_country" in table:
        said.append(f"the speaker's country in {row['unknown_country']:.0%}")
    if "diversity" in table and pd.notna(row["diversity"]):
        said.append(
            f"Simpson's (1949) diversity of the known countries, 1 - sum of squared shares, is "
            f"{row['diversity']:.2f}"
        )
    return [f"{'; '.join(said)}."]


def _list_names(names: pd.Series) -> str:
    names = names.drop_duplicates().tolist()
    more = len(names) - _MOST_LISTED
    return ", ".join(names[:_MOST_LISTED]) + (f" and {more} more" if more > 0 else "")


def _say_status(source: Source, validity: str) -> list[str]:
    return [validity, *([f"{CONSTRUCTED}."] if source.constructed else [])]


def _say_alternative(drawn: pd.DataFrame, wording: Wording) -> str:
    if drawn.empty:
        return f"{wording.chart}. An empty panel that says why nothing is drawn."
    said = []
    for group, rows in _split_groups(drawn, wording):
        listed = rows
        many = len(rows) > _MOST_LISTED or (wording.row in _OF_TIME and len(rows) > 2)
        if many and not wording.said:
            ends = [rows["estimate"].idxmin(), rows["estimate"].idxmax()]
            listed = rows.loc[ends].drop_duplicates()
            group = (
                f"{group}, lowest and highest of {len(rows)}"
                if group
                else (f"lowest and highest of {len(rows)}")
            )
        marks = "; ".join(_say_mark(row, wording) for row in listed.to_dict("records"))
        said.append(f"{group}: {marks}." if group else f"{marks}.")
    return f"{wording.chart}. " + " ".join(said)


def _split_groups(drawn: pd.DataFrame, wording: Wording) -> list[tuple[str, pd.DataFrame]]:
    if wording.group is None:
        return [("", drawn)]
    return [
        (str(name).replace("_", " "), rows)
        for name, rows in drawn.groupby(wording.group, sort=False)
    ]


def _say_mark(row: dict, wording: Wording) -> str:
    if wording.said:
        return f"{row[wording.row]} {row[wording.said]}"
    if row["method"] == "count":
        return f"{row[wording.row]} {row[wording.counted]}"
    name = f"{row['day']:%Y-%m-%d}" if wording.row == "day" else row[wording.row]
    return (
        f"{name} {row['estimate']:.2f} ({row['low']:.2f} to {row['high']:.2f}, n = {row['n_used']})"
    )


def _say_counts(table: pd.DataFrame, drawn: pd.DataFrame, wording: Wording) -> str:
    if drawn.empty:
        return f"{len(table)} rows in the table, none drawn."
    column = wording.counted if set(drawn["method"]) == {"count"} else "n_used"
    smallest, largest = int(drawn[column].min()), int(drawn[column].max())
    return (
        f"{len(drawn)} marks drawn of {len(table)} rows; from {smallest} to {largest} "
        f"{wording.n_is} each, as the CSV file gives them."
    )


def _say_interval(drawn: pd.DataFrame) -> str:
    if drawn.empty:
        return "none drawn."
    if set(drawn["method"]) == {"count"}:
        return "none: the corpus is counted, not sampled."
    said = []
    for (method, cluster), rows in drawn.groupby(["method", "cluster"]):
        if method in _METHODS:
            n = f"{len(rows)} {'mark' if len(rows) == 1 else 'marks'}"
            said.append(f"{_METHODS[method].format(cluster=cluster)}, {n}")
    return f"95 %; {'; '.join(said)}."
