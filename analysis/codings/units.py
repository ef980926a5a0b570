"""List what could be coded: each mention and relation with the words around it."""

from __future__ import annotations

from hashlib import sha256

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.schemas import CLASSES, PROBABILITIES, classify

__all__ = ["list_units"]


def list_units(
    documents: pd.DataFrame,
    segments: pd.DataFrame,
    stances: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    scorer: str | None = None,
) -> pd.DataFrame:
    """List the mentions and relations of a corpus as units for hand coding.

    Those in which a name stands for a mere place are left out, as in the figures.

    Parameters
    ----------
    documents, segments, stances, scores : DataFrame
        As the pipeline gives them; `scores` may hold several scorers.
    scorer : str, optional
        Whose claims count; that of the stances if absent.

    Returns
    -------
    DataFrame, one row per mention or relation, in the order of the stances
        As described by :data:`analysis.schemas.UNITS`. The words around a unit are its sentence
        and the ones before and after it in the same document: what the scorers read, and no
        outlet, date or headline from which a coder could guess.

    Raises
    ------
    SchemaError
        If a table is not what its schema says.
    """
    for table, schema in (
        (documents, schemas.DOCUMENTS),
        (segments, schemas.SEGMENTS),
        (stances, schemas.STANCES),
        (scores, schemas.SCORES),
    ):
        schemas.check(table, schema)
    rows = stances[~stances["place_only"]].reset_index(drop=True)
    if rows.empty:
        return schemas.UNITS.empty()
    if scorer is not None:
        of_scorer = scores[scores["scorer"] == scorer].set_index("target_id")["sentiment"]
        rows = rows.assign(scorer=scorer, sentiment=rows["target_id"].map(of_scorer))
    texts = documents.set_index("document_id")["text"]
    begin, stop = _reach(segments, rows)
    places = zip(rows["document_id"].map(texts), begin, rows["start"], rows["end"], stop,
                 strict=True)  # fmt: skip
    around = [
        (text[first:start], text[start:end], text[end:last])
        for text, first, start, end, last in places
    ]
    return schemas.UNITS.conform(
        rows.assign(
            unit_id=rows["target_id"].map(_hide),
            about=rows["country"].where(rows["country"].notna(), rows["relation"]),
            month=rows["published_on"].dt.strftime("%Y-%m"),
            predicted=_predict(rows, scores),
            framed=rows["frames"].map(bool),
            before=[before for before, _, _ in around],
            surface=[surface for _, surface, _ in around],
            after=[after for _, _, after in around],
        )
    )


def _hide(target_id: str) -> str:
    """Name a unit by a hash: a `target_id` holds the document's name, and so outlet and date."""
    return f"u{sha256(target_id.encode()).hexdigest()[:10]}"


def _predict(rows: pd.DataFrame, scores: pd.DataFrame) -> list[str | None]:
    """Give each target the class that its scorer claims; none where there is no evidence."""
    held = rows[["target_id", "scorer"]].merge(scores, "left", on=["target_id", "scorer"])
    known = held[["sentiment", *PROBABILITIES]].notna().any(axis=1)
    classes = np.array(CLASSES)[classify(held)]
    return [name if there else None for name, there in zip(classes, known, strict=True)]


def _reach(segments: pd.DataFrame, rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Tell where the sentence before a target begins, and where the one after it ends."""
    ordered = segments.sort_values(["document_id", "start"])
    beside = ordered.groupby(["document_id", "part"], sort=False)
    reach = pd.DataFrame(
        {
            "segment_id": ordered["segment_id"],
            "begin": beside["start"].shift(1).fillna(ordered["start"]).astype("int64"),
            "stop": beside["end"].shift(-1).fillna(ordered["end"]).astype("int64"),
        }
    ).set_index("segment_id")
    of_rows = reach.reindex(rows["segment_id"])
    return of_rows["begin"].reset_index(drop=True), of_rows["stop"].reset_index(drop=True)
