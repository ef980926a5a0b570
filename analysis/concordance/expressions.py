"""Find an expression of the cue language in the segments."""

from __future__ import annotations

import pandas as pd

from analysis import schemas
from analysis.concordance.places import check_segments
from analysis.matching.cues import CueFinder, Hit

__all__ = ["find_expression"]


def find_expression(
    documents: pd.DataFrame, segments: pd.DataFrame, expression: str
) -> pd.DataFrame:
    """Find each place where an expression stands.

    The expression is one of the language that the codebook of frames is written in: "run~
    aground" finds *ran aground*, "(pact|treaty)^" finds *treaties*, "trilateral*" finds
    *trilateralism*, "at ... helm" lets up to four words come between. Case is ignored. A hit says
    that the words are there, not that they mean what the expression has in mind.

    Parameters
    ----------
    documents : DataFrame, one row per published text
        As described by :data:`analysis.schemas.DOCUMENTS`.
    segments : DataFrame, one row per headline or sentence
        As described by :data:`analysis.schemas.SEGMENTS`. A hit never crosses one.
    expression : str
        In the cue language.

    Returns
    -------
    DataFrame, one row per hit, by document and first character
        As described by :data:`analysis.schemas.HITS`. Of overlapping hits the longest counts, and
        of two as long the first.

    Raises
    ------
    SchemaError
        If an input is not such a table.
    ValueError
        If a segment is not in the documents.
    CueError
        If the expression is not of the cue language.

    See Also
    --------
    analysis.matching.expressions.forms_of : the forms that an expression stands for.
    concordance : the hits with their context.

    Examples
    --------
    >>> from analysis.schemas import DOCUMENTS, SEGMENTS
    >>> text = "The pact ran aground."
    >>> documents = DOCUMENTS.build(
    ...     [{"document_id": "d0", "text": text, "path": "d0.txt", "sha256": "0"}]
    ... )
    >>> segments = SEGMENTS.build([("s0", "d0", 0, "body", 0, len(text), text)])
    >>> find_expression(documents, segments, "run~ aground")[["start", "end"]]
       start  end
    0      9   20
    """
    check_segments(documents, segments)
    finder = CueFinder([expression])
    texts = dict(schemas.rows_of(documents, ["document_id", "text"]))
    ordered = segments.sort_values(["document_id", "start"])
    columns = ["document_id", "segment_id", "start", "end"]
    rows = []
    for document_id, segment_id, start, end in schemas.rows_of(ordered, columns):
        for hit in _longest(finder.find(texts[document_id][start:end])):
            rows.append((document_id, segment_id, start + hit.start, start + hit.end))
    return schemas.HITS.build(rows)


def _longest(hits: list[Hit]) -> list[Hit]:
    """Keep of overlapping hits the longest."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept)
