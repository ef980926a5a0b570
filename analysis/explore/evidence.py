"""The sentences behind one mark of a figure."""

from __future__ import annotations

from bisect import bisect_right

import pandas as pd

from analysis import schemas
from analysis.explore.traced import find_traced
from analysis.explore.units import Mark
from analysis.explore.voices import find_voices
from analysis.pipeline import Annotations
from analysis.tables.evidence import counted_cues

__all__ = ["find_evidence"]

_SAID = ["voice", "speaker", "speaker_country"]
_PLACE = ["document_id", "segment_id", "start", "end", "surface"]


def find_evidence(found: Annotations, mark: pd.Series | Mark, *, figure: str) -> pd.DataFrame:
    """List the sentences behind one mark of a figure: what it counts, all of it.

    Parameters
    ----------
    found : Annotations
        What the figure's table was made from: as :func:`analysis.pipeline.run` or :func:`choose`
        gives them.
    mark : Series or mapping
        One row of the table.
    figure : str
        The table's function, as "sentiment_by_country".

    Returns
    -------
    DataFrame, one row per mention, relation, cue or quotation, by day, document and place
        As :data:`analysis.schemas.EVIDENCE`. There are as many as the mark's `n_mentions`, and
        `counted` is true of those that the estimate rests on, as `coverage` has it. Behind a share
        of the documents that name a country stand the cues, all counted, and then the mentions of
        the country, whose number is `n_mentions`.

    Raises
    ------
    ValueError
        If the figure is none that can be traced, or the mark is no row made from these tables.

    See Also
    --------
    show_sentences : the same, to be read.
    explain : why one of them has its score.

    Examples
    --------
    >>> from analysis import explore, pipeline, tables
    >>> found = explore.choose(pipeline.annotate_texts(["Seoul trusts Tokyo.", "Tokyo left."]))
    >>> table = tables.sentiment_by_country(
    ...     found.documents, found.mentions, found.scores, minimum_n=1
    ... )
    >>> mark = table.set_index("country", drop=False).loc["JPN"]
    >>> find_evidence(found, mark, figure="sentiment_by_country")[["surface", "sentence"]]
      surface             sentence
    0   Tokyo  Seoul trusts Tokyo.
    1   Tokyo          Tokyo left.
    """
    traced = find_traced(figure)
    mark = dict(mark)
    _refuse_other_rows(mark, figure)
    units = traced.units(found, mark)
    n_units = int(units["unit"].sum())
    if n_units != mark["n_mentions"]:
        msg = (
            f"`mark` must be a row of `{figure}` made from these tables; it counts "
            f"{mark['n_mentions']} and they hold {n_units}. Pass the tables that the figure was "
            "made from, chosen in the same way."
        )
        raise ValueError(msg)
    if units.empty:
        return schemas.EVIDENCE.empty()
    rows = _place(units, found)
    rows = rows.merge(
        found.documents[["document_id", "published_on", "outlet"]], on="document_id", how="left"
    ).merge(_list_cues(found), on="segment_id", how="left")
    rows = rows.assign(
        scorer=mark.get("scorer"),
        cues=[cues if isinstance(cues, list) else [] for cues in rows["cues"]],
        share=~rows["unit"],
    )
    rows = rows.sort_values(
        ["share", "published_on", "document_id", "start", "end", "evidence_id"],
        ascending=[False, *[True] * 5],
    )
    evidence = schemas.EVIDENCE.conform(rows.reset_index(drop=True))
    return schemas.check(evidence, schemas.EVIDENCE)


def _refuse_other_rows(mark: Mark, figure: str) -> None:
    absent = [name for name in getattr(schemas, figure.upper()).names if name not in mark]
    if absent:
        msg = f"`mark` must be a row of `{figure}`; it lacks {absent}. Name the figure it is of."
        raise ValueError(msg)


def _place(units: pd.DataFrame, found: Annotations) -> pd.DataFrame:
    """Say where each unit stands, what it is about, and in whose words."""
    placed = []
    for target, rows in units.groupby("target", sort=False):
        places = _PLACES[target](found)
        rows = rows.merge(places, on="evidence_id", how="left", validate="one_to_one")
        placed.append(_say_voice(rows, found) if target != "quotation" else rows)
    rows = pd.concat(placed, ignore_index=True)
    texts = found.segments[["segment_id", "text"]].rename(columns={"text": "sentence"})
    rows = rows.merge(texts, on="segment_id", how="left", validate="many_to_one")
    return rows.assign(sentence=rows["sentence"].fillna(rows["surface"]))


def _place_mentions(found: Annotations) -> pd.DataFrame:
    rows = found.mentions.rename(columns={"mention_id": "evidence_id"})
    return rows[["evidence_id", *_PLACE]].assign(about=rows["country"])


def _place_relations(found: Annotations) -> pd.DataFrame:
    rows = found.relations.rename(columns={"relation_id": "evidence_id"})
    return rows[["evidence_id", *_PLACE]].assign(about=rows["relation"])


def _place_cues(found: Annotations) -> pd.DataFrame:
    rows = found.frames.rename(columns={"frame_id": "evidence_id", "cue": "surface"})
    return rows[["evidence_id", *_PLACE]].assign(about=rows["frame"])


def _place_quotations(found: Annotations) -> pd.DataFrame:
    """Place each quotation in the sentence in which it begins."""
    texts = found.documents.set_index("document_id")["text"].to_dict()
    bounds = schemas.bounds_of(found.segments)
    rows = []
    columns = ["quotation_id", "document_id", "start", "end", "speaker", "speaker_country"]
    for quotation_id, document_id, start, end, *speaker in schemas.rows_of(
        found.quotations, columns
    ):
        here = bounds.get(document_id, schemas.Bounds([], [], []))
        place = bisect_right(here.starts, start) - 1
        segment = here.segment_ids[place] if place >= 0 else None
        surface = texts.get(document_id, "")[start:end]
        rows.append((quotation_id, document_id, segment, start, end, surface, *speaker))
    placed = pd.DataFrame(rows, columns=["evidence_id", *_PLACE, "speaker", "speaker_country"])
    return placed.assign(about=placed["speaker_country"], voice="quoted")


_PLACES = {
    "mention": _place_mentions,
    "relation": _place_relations,
    "cue": _place_cues,
    "quotation": _place_quotations,
}


def _say_voice(rows: pd.DataFrame, found: Annotations) -> pd.DataFrame:
    if found.quotations.empty and found.stances.empty:
        # The stage was skipped: whose words these are nobody has looked at.
        return rows.assign(**dict.fromkeys(_SAID))
    spans = rows.rename(columns={"evidence_id": "span_id"})
    voices = find_voices(spans, found.quotations)
    return rows.assign(**{name: voices[name].to_numpy() for name in _SAID})


def _list_cues(found: Annotations) -> pd.DataFrame:
    """List the cues that count in each sentence, as frame: words."""
    cues = counted_cues(found.frames).sort_values(["segment_id", "start", "frame"])
    said = cues["frame"] + ": " + cues["cue"]
    return said.groupby(cues["segment_id"]).agg(list).rename("cues").reset_index()
