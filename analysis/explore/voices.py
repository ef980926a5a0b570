"""In whose words a span stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from analysis.explore.choices import Choice

__all__ = ["choose_voices", "find_voices"]

_SAID = ["quotation_id", "speaker", "speaker_country"]


def find_voices(spans: pd.DataFrame, quotations: pd.DataFrame) -> pd.DataFrame:
    """Find the voice of each span: that of the innermost quotation which holds all of it.

    Parameters
    ----------
    spans : DataFrame, one row per span
        With `span_id`, `document_id`, `start`, `end`.
    quotations : DataFrame, one row per piece of a quotation
        As :data:`analysis.schemas.QUOTATIONS`.

    Returns
    -------
    DataFrame, one row per span, in the order given
        `span_id`, `voice` ("outlet" or "quoted"), `quotation_id`, `speaker`, `speaker_country`.

    See Also
    --------
    analysis.stances.join_stances : says the same of mentions and relations.
    """
    columns = ["span_id", "document_id", "start", "end"]
    held = quotations[["document_id", "start", "end", *_SAID]].rename(
        columns={"start": "opens", "end": "closes"}
    )
    within = spans[columns].merge(held, on="document_id")
    within = within[(within["opens"] <= within["start"]) & (within["end"] <= within["closes"])]
    width = within["closes"] - within["opens"]
    within = within.assign(width=width).sort_values(
        ["span_id", "width", "opens", "quotation_id"], ascending=[True, True, False, False]
    )
    innermost = within.drop_duplicates("span_id")[["span_id", *_SAID]]
    rows = spans[["span_id"]].merge(innermost, on="span_id", how="left", validate="one_to_one")
    quoted = rows["quotation_id"].notna()
    return rows.assign(voice=quoted.map({True: "quoted", False: "outlet"}).astype("str"))


def choose_voices(rows: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Keep the rows that are said in a chosen voice.

    Parameters
    ----------
    rows : DataFrame
        With `voice`, `speaker`, `speaker_country`.
    choice : Choice
        Of which `voice`, `speakers` and `speaker_countries` are read.

    Returns
    -------
    DataFrame
        Some of the rows.
    """
    if choice.voice:
        rows = rows[rows["voice"] == choice.voice]
    if choice.speakers:
        rows = rows[rows["speaker"].isin(list(choice.speakers))]
    if choice.speaker_countries:
        rows = rows[rows["speaker_country"].isin(list(choice.speaker_countries))]
    return rows
