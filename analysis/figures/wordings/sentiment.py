"""Sentiment, tone and what there is to measure, in words."""

from __future__ import annotations

from analysis.figures.wordings.form import COUNTRY, RELATION, WITH_EVIDENCE, Wording

__all__ = ["WORDINGS"]

WORDINGS = {
    "sentiment_by_country": Wording(
        "Dot plot", f"Mean sentiment toward each country, {COUNTRY}", WITH_EVIDENCE
    ),
    "sentiment_by_relation": Wording(
        "Dot plot", f"Mean sentiment toward each relation, {RELATION}", WITH_EVIDENCE
    ),
    "sentiment_by_scorer": Wording(
        "Dot plot",
        f"Mean sentiment toward each country under each scorer, {COUNTRY} The scales of the "
        "scorers are their own: compare the order of the countries and their side of 0, not the "
        "distances.",
        WITH_EVIDENCE,
        group="scorer",
    ),
    "tone_by_country": Wording(
        "Dot plot",
        "Mean subjectivity (0 factual, 1 subjective), certainty (0 hedged, 1 flat) "
        "and cooperation (-1 conflict, +1 cooperation) of the clauses that name each country. "
        "Clauses are averaged inside a document, then documents; clauses without a cue and "
        "mentions as a mere place are left out.",
        WITH_EVIDENCE,
        group="measure",
    ),
    "coverage_by_country": Wording(
        "Dot plot",
        "Share of each country's mentions, other than as a mere place, in which a "
        "scorer finds evidence; the other mentions have no sentiment.",
        "documents naming the country",
        group="scorer",
    ),
    "corpus_overview": Wording(
        "Bar chart",
        "Number of texts by month of publication, outlet and perspective.",
        "texts",
        group="facet",
    ),
}
