"""What each figure shows, in words: the parts of its caption that do not depend on numbers."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["WORDINGS", "Wording"]


class Wording(NamedTuple):
    """How one kind of figure is described.

    `row` and `group` are the columns that name a row and, where there are panels or series, what
    it belongs to.
    """

    chart: str
    shows: str
    n_is: str
    row: str = "label"
    group: str | None = None


_MEAN = (
    "from -1 ({low}) to +1 ({high}). Mentions are averaged inside a document, then documents, so "
    "that a document counts once; mentions without evidence are left out and never read as "
    "neutral"
)
_COUNTRY = _MEAN.format(low="hostile", high="friendly") + (
    "; so are mentions of a country as a mere place."
)
_RELATION = _MEAN.format(low="weaker or less worthwhile", high="stronger or more worthwhile") + (
    ". Alliance, cooperation and treaty of the same countries are one row; 'rift' marks their "
    "rivalry or dispute."
)
_WITH_EVIDENCE = "documents with evidence"

WORDINGS = {
    "sentiment_by_country": Wording(
        "Dot plot", f"Mean sentiment toward each country, {_COUNTRY}", _WITH_EVIDENCE
    ),
    "sentiment_by_relation": Wording(
        "Dot plot", f"Mean sentiment toward each relation, {_RELATION}", _WITH_EVIDENCE
    ),
    "sentiment_over_time": Wording(
        "Line chart",
        f"Mean sentiment toward each country over time, {_COUNTRY} Dotted lines are "
        "dated events. Outlets and topics may differ between periods.",
        _WITH_EVIDENCE,
        row="period",
        group="label",
    ),
    "relation_sentiment_over_time": Wording(
        "Line chart",
        f"Mean sentiment toward each relation over time, {_RELATION} Dotted lines "
        "are dated events. Outlets and topics may differ between periods.",
        _WITH_EVIDENCE,
        row="period",
        group="label",
    ),
    "frames_by_country": Wording(
        "Dot plot",
        "Share of the documents naming a country, other than as a mere place, in "
        "which at least one figurative cue of the frame (figurative 0.5 or more, not denied) is "
        "about that country.",
        "documents naming the country",
        group="frame",
    ),
    "frame_lives": Wording(
        "Line chart",
        "Share of all dated documents of a period that hold the image at least "
        "once, figuratively (0.5 or more) and not denied. Dotted lines are dated events.",
        "documents in the period",
        row="period",
        group="image",
    ),
    "tone_by_country": Wording(
        "Dot plot",
        "Mean subjectivity (0 factual, 1 subjective), certainty (0 hedged, 1 flat) "
        "and cooperation (-1 conflict, +1 cooperation) of the clauses that name each country. "
        "Clauses are averaged inside a document, then documents; clauses without a cue and "
        "mentions as a mere place are left out.",
        _WITH_EVIDENCE,
        group="measure",
    ),
    "corpus_overview": Wording(
        "Bar chart",
        "Number of texts by month of publication, outlet and perspective.",
        "texts",
        group="facet",
    ),
    "sentiment_by_scorer": Wording(
        "Dot plot",
        f"Mean sentiment toward each country under each scorer, {_COUNTRY} The scales of the "
        "scorers are their own: compare the order of the countries and their side of 0, not the "
        "distances.",
        _WITH_EVIDENCE,
        group="scorer",
    ),
    "right_by_construct": Wording(
        "Dot plot",
        "Share of targets in labelled passages that a scorer judges (negative, neutral, positive) "
        "as its coders did, by what makes the passage hard. The passages were written and labelled "
        "for this project and are not the corpus of the other figures.",
        "labelled passages",
        group="scorer",
    ),
    "calibration": Wording(
        "Dot plot",
        "Share of targets in labelled passages that a scorer judges as its coders did, against the "
        "probability that it gives to its judgement, in bins of about equally many targets; on "
        "the dotted line it is as sure as it is right. The passages were written and labelled "
        "for this project and are not the corpus of the other figures.",
        "labelled passages",
        group="scorer",
    ),
    "coverage_by_country": Wording(
        "Dot plot",
        "Share of each country's mentions, other than as a mere place, in which a "
        "scorer finds evidence; the other mentions have no sentiment.",
        "documents naming the country",
        group="scorer",
    ),
}
