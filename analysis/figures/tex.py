"""Write the numbers of a figure as a short table in LaTeX."""

from __future__ import annotations

import pandas as pd

from analysis.latex import Caption, escape, say_count, say_interval, tabulate, wrap

__all__ = ["write_tex"]

_MOST_ROWS = 30
_MOST_NAMES = 3
_MOST_COLUMNS = 6
_WIDEST = 30
# Letters that fit beside an estimate, and what text then has of the line.
_LETTERS_A_LINE = 40
_SHARE_OF_PAGE = 0.5
_NEVER = {"method", "cluster", "finding", "agrees"}
# What tables of words show, which have no estimate a row.
_OF_WORDS = (
    ("word", "n", "n_reference", "contribution"),
    ("word", "n", "n_reference", "log_ratio", "p_adjusted"),
    ("word", "n_together", "n_word", "log_dice"),
    ("document_id", "published_on", "outlet", "place"),
)
_HEADS = {
    "n_used": "n",
    "estimate": r"Estimate [95\,\% interval]",
    "p_adjusted": r"Adjusted $p$",
}
# What "label" is called where the table has a column of this name.
_LABELS = ("country", "relation", "speaker", "outlet", "construct", "group", "series")


def write_tex(name: str, table: pd.DataFrame, words: str) -> bytes:
    """Write what is drawn as a table for LaTeX, with the caption of the figure.

    Parameters
    ----------
    name : str
        Of the figure; the table's label is `tab:` and this name.
    table : DataFrame, one row per mark
        What the figure was drawn from. Of more than thirty rows the first are written, and how
        many more the CSV file has.
    words : str
        Paragraphs with a heading each, as :func:`describe_figure` writes them.

    Returns
    -------
    bytes
        Text in UTF-8. Numbers that are missing are a dash.
    """
    rows = table[table["drawn"].astype("bool")] if "drawn" in table else table
    columns = _choose(rows)
    left_out = max(len(rows) - _MOST_ROWS, 0)
    first = rows.head(_MOST_ROWS)
    whole = [column for column in columns if _is_whole(rows[column])]
    cells = [[_say(row, column, whole) for column in columns] for row in first.to_dict("records")]
    caption = dict(part.split(": ", 1) for part in words.strip().split("\n\n"))["Caption"]
    if left_out:
        caption += f" The first {len(first)} of {len(rows)} rows; all are in {name}.csv."
    form = _choose_form(first, columns)
    heads = [_HEADS.get(column, escape(_name(column, rows))) for column in columns]
    return tabulate(heads, cells, form, Caption(escape(caption), (name,))).encode()


def _choose_form(rows: pd.DataFrame, columns: list[str]) -> str:
    """Let text break its lines where the table would be wider than a page."""
    texts = [column for column in columns if _is_text(rows[column])]
    letters = {
        column: min(max((len(str(cell)) for cell in rows[column]), default=0), _WIDEST)
        for column in texts
    }
    total = sum(letters.values())
    fits = total <= _LETTERS_A_LINE
    return "".join(
        "r" if column not in texts
        else ("l" if fits else wrap(round(_SHARE_OF_PAGE * letters[column] / total, 2)))
        for column in columns
    )  # fmt: skip


def _choose(rows: pd.DataFrame) -> list[str]:
    for columns in _OF_WORDS:
        if set(columns) <= set(rows.columns):
            return list(columns)
    if not {"estimate", "low", "high", "n_used"} <= set(rows.columns):
        return list(rows.columns[:_MOST_COLUMNS])
    return [*_name_rows(rows), "estimate", "n_used"]


def _name_rows(rows: pd.DataFrame) -> list[str]:
    """Choose the columns that tell the rows apart, what the figure calls them before codes."""
    texts = [
        column for column in rows.columns
        if column not in _NEVER and (_is_text(rows[column]) or _is_date(rows[column]))
        and not any(isinstance(cell, list | tuple) for cell in rows[column])
    ]  # fmt: skip
    if sum(column.endswith("_label") for column in texts) > 1:
        # It says both once more.
        texts = [column for column in texts if column != "label"]
    texts.sort(key=lambda column: not column.endswith("label"))
    chosen: list[str] = []
    for column in texts:
        cells = rows[column].astype("str")
        says_no_more = any(
            not (pd.concat([cells, rows[other].astype("str")], axis=1).drop_duplicates()
                 .duplicated(other).any())
            for other in chosen
        )  # fmt: skip
        if len(set(cells)) > 1 and not says_no_more and len(chosen) < _MOST_NAMES:
            chosen.append(column)
    return chosen or texts[:1]


def _say(row: dict, column: str, whole: list[str]) -> str:
    value = row[column]
    if column == "estimate":
        return say_interval(value, row["low"], row["high"])
    if isinstance(value, list | tuple):
        return escape(", ".join(map(str, value)))
    if pd.isna(value):
        return "--"
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, bool | str):
        return escape(str(value))
    return say_count(value) if column in whole else _say_number(value)


def _say_number(value: float) -> str:
    text = f"{value:.3f}"
    return f"$-${text[1:]}" if text.startswith("-") else text


def _name(column: str, rows: pd.DataFrame) -> str:
    if column == "label" and "by" in rows and len(rows):
        column = rows["by"].iloc[0]
    elif column == "label":
        column = next((name for name in _LABELS if name in rows), "")
    words = column.removesuffix("_label").replace("_", " ")
    return words if words.startswith("n ") or words == "n" else words.capitalize()


def _is_text(cells: pd.Series) -> bool:
    return pd.api.types.is_string_dtype(cells) or cells.dtype == object


def _is_whole(cells: pd.Series) -> bool:
    if not pd.api.types.is_numeric_dtype(cells):
        return False
    return bool((cells.dropna() % 1 == 0).all())


def _is_date(cells: pd.Series) -> bool:
    return pd.api.types.is_datetime64_any_dtype(cells)
