"""Texts to be read: an article, the sentences behind a number, the words behind a score."""

from __future__ import annotations

import pandas as pd

from analysis import schemas
from analysis.explore.choices import Choice, scorer_of
from analysis.explore.layout import (
    join_blocks,
    legend_of,
    say_document,
    say_page,
    say_reasons,
    say_sentence,
    wrap_text,
)
from analysis.explore.markup import Page
from analysis.explore.reasons import explain
from analysis.explore.spans import FOCUSED, TARGETS, marks_of, marks_of_reasons
from analysis.pipeline import Annotations

__all__ = ["list_sentences", "read", "show_reasons", "show_sentences"]

MOST_SENTENCES = 20


def read(found: Annotations, document_id: str, *, scorer: str | None = None) -> Page:
    """Show one document with everything that was found in it.

    Mentions and relations are coloured by sentiment, orange below 0 and blue above, with the
    number beside them; cues of frames are underlined, solid where they count, dotted where they
    mean the plain thing, dashed where their clause denies them; quotations are grey, with their
    speaker. Whatever the text holds, it runs nothing and changes nothing on the page: controls of
    direction and the like are written out.

    Parameters
    ----------
    found : Annotations
        As :func:`analysis.pipeline.run` gives them.
    document_id : str
        Of the document.
    scorer : str, optional
        Whose sentiment; that of `found.stances` if absent.

    Returns
    -------
    Page
        A notebook shows it as HTML; `print` gives plain text.

    Raises
    ------
    ValueError
        If there is no such document, or the scorer has scored nothing.

    Examples
    --------
    >>> from analysis import pipeline
    >>> found = pipeline.annotate_texts(["Seoul ran aground, a terrible mess."])
    >>> print(read(found, "t0", scorer="vader"))
    No title
    no outlet | no date | t0 | sentiment: vader
    <BLANKLINE>
    [Seoul KOR −0.68] {ran aground ship of state}, a terrible mess.
    """
    document = _find_document(found, document_id)
    scorer = _find_scorer(found, scorer)
    marks = marks_of(found, document_id, scorer)
    text = document["text"]
    page = wrap_text(text, 0, len(text), marks)
    said = say_document(document, scorer)
    return join_blocks([said, page, legend_of(marks, scorer)], whole=True)


def show_sentences(
    found: Annotations,
    evidence: pd.DataFrame,
    *,
    neighbours: int = 1,
    most: int = MOST_SENTENCES,
    skip: int = 0,
) -> Page:
    """Show the sentences behind a number, marked as in :func:`read`.

    What the number counts stands in bold.

    Parameters
    ----------
    found : Annotations
        What the evidence was found in, or all of it.
    evidence : DataFrame, one row per mention, relation, cue or quotation
        As :func:`find_evidence` gives them, or some of these rows.
    neighbours : int
        How many sentences before and after are shown with each.
    most : int
        How many sentences to show; of two rows in one sentence it is shown once.
    skip : int
        How many to pass over.

    Returns
    -------
    Page
        One block for each sentence, in the order of the rows, after a line that says how many there
        are.

    Raises
    ------
    SchemaError
        If `evidence` is not such a table.
    ValueError
        If the evidence is of other texts.
    """
    schemas.check(evidence, schemas.EVIDENCE)
    scorers = evidence["scorer"].dropna().tolist()
    scorer = scorers[0] if scorers else scorer_of(found, Choice())
    groups = list_sentences(evidence)
    beside = "names the country" if (evidence["target"] == "cue").any() else "no evidence"
    blocks, shown = [], []
    for rows in groups[skip : skip + most]:
        first = rows.iloc[0]
        document = _find_document(found, first["document_id"])
        marks = marks_of(found, first["document_id"], scorer, focus=set(rows["evidence_id"]))
        here = found.segments[found.segments["document_id"] == first["document_id"]]
        start, end = _widen(here, rows, neighbours)
        blocks += [
            say_sentence(rows, document, beside=beside),
            wrap_text(document["text"], start, end, marks),
        ]
        shown += [mark for mark in marks if mark.start < end and start < mark.end]
    head = say_page(evidence, len(groups), skip, most)
    return join_blocks([head, *blocks, legend_of(shown, scorer)])


def list_sentences(evidence: pd.DataFrame) -> list[pd.DataFrame]:
    """Give the rows of each sentence, in the order of the rows.

    Parameters
    ----------
    evidence : DataFrame, one row per mention, relation, cue or quotation
        As :data:`analysis.schemas.EVIDENCE`.

    Returns
    -------
    list of DataFrame
        A row without a sentence is one by itself.
    """
    names = evidence["segment_id"].fillna(evidence["evidence_id"])
    return [rows for _, rows in evidence.groupby(names, sort=False)]


def show_reasons(found: Annotations, target_id: str, *, scorer: str | None = None) -> Page:
    """Show the words that moved the score of one mention or relation, where they stand.

    Blue words speak for the target, orange ones against it: by so much the sentiment falls or
    rises when the word is left out.

    Parameters
    ----------
    found, target_id, scorer : optional
        As in :func:`explain`.

    Returns
    -------
    Page
        The score, the words that moved it most, and the passage.

    Raises
    ------
    ValueError
        As :func:`explain`.
    """
    scorer = _find_scorer(found, scorer)
    reasons = explain(found, target_id, scorer=scorer)
    ((document_id, start, end),) = (
        row
        for table, key in ((found.mentions, "mention_id"), (found.relations, "relation_id"))
        for row in schemas.rows_of(table[table[key] == target_id], ["document_id", "start", "end"])
    )
    document = _find_document(found, document_id)
    first, last = min([start, *reasons["start"]]), max([end, *reasons["end"]])
    here = found.segments[found.segments["document_id"] == document_id]
    here = here[(here["start"] < last) & (first < here["end"])]
    first, last = int(min([first, *here["start"]])), int(max([last, *here["end"]]))
    of_target = [
        mark
        for mark in marks_of(found, document_id, scorer, focus={target_id})
        if mark.layer in (TARGETS, FOCUSED) and (mark.start, mark.end) == (start, end)
    ]
    marks = [*of_target, *marks_of_reasons(reasons)]
    score = found.scores[found.scores["target_id"] == target_id]
    score = score[score["scorer"] == scorer].iloc[0]
    return join_blocks(
        [say_reasons(score, reasons, document), wrap_text(document["text"], first, last, marks)]
    )


def _find_document(found: Annotations, document_id: str) -> dict:
    rows = found.documents[found.documents["document_id"] == document_id].to_dict("records")
    if not rows:
        known = found.documents["document_id"].head(5).tolist()
        msg = (
            f"`document_id` must be one of the {len(found.documents)} documents, as {known}; it is "
            f"{document_id!r}."
        )
        raise ValueError(msg)
    return rows[0]


def _find_scorer(found: Annotations, scorer: str | None) -> str | None:
    scorers = found.scores["scorer"].unique().tolist()
    if scorer is not None and scorer not in scorers:
        msg = f"`scorer` must be one of {sorted(scorers)}, who read these texts; it is {scorer!r}."
        raise ValueError(msg)
    return scorer or scorer_of(found, Choice())


def _widen(segments: pd.DataFrame, rows: pd.DataFrame, neighbours: int) -> tuple[int, int]:
    """Tell where a sentence begins and ends with its neighbours; all of the rows are in it."""
    first, last = int(rows["start"].min()), int(rows["end"].max())
    segments = segments.sort_values("start")
    place = segments["segment_id"].tolist()
    if rows["segment_id"].iloc[0] in place:
        own = place.index(rows["segment_id"].iloc[0])
        around = segments.iloc[max(own - neighbours, 0) : own + neighbours + 1]
        first, last = min(first, *around["start"]), max(last, *around["end"])
    return int(first), int(last)
