"""What each figure shows, in words: the parts of its caption that do not depend on numbers."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["WORDINGS", "Wording"]


class Wording(NamedTuple):
    """How one kind of figure is described.

    `row` and `group` are the columns that name a row and, where there are panels or series, what
    it belongs to; `counted` is the column that a chart of counts draws, `marks` how an estimate
    and its interval are drawn. `below` says what the minimum n does, `few` what rows are short of
    it; `said` is the column that says a row in words, where numbers would not. `named` are the
    columns whose names are listed where they are empty or left out, if not `row` alone.
    """

    chart: str
    shows: str
    n_is: str
    row: str = "label"
    group: str | None = None
    counted: str = "n_documents"
    marks: str = "Points are estimates, lines 95 % intervals"
    below: str = "Nothing is drawn below n = {minimum_n}"
    few: str = "Empty, with too few"
    said: str | None = None
    named: tuple[str, ...] = ()


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
    "issues_by_country": Wording(
        "Dot plot",
        "Share of the documents naming a country, other than as a mere place, in which at least "
        "one cue of the issue, not denied, is about that country. An issue is what a clause is "
        "about, not what its writer makes of it.",
        "documents naming the country",
        group="frame",
    ),
    "frames_by_group": Wording(
        "Dot plot",
        "Share of all documents of the group that hold at least one cue of the frame, not denied. "
        "One may write of other things than the next: a difference is not one of outlook alone.",
        "documents of the group",
        group="frame",
    ),
    "frame_adoption": Wording(
        "Marks in time, a row for each outlet",
        "When each outlet first used the image, by day of publication, among all its dated "
        "documents. A first use is the first in this corpus, and the order does not say who took "
        "the image from whom. Dotted lines are dated events.",
        "dated documents of the outlet",
        marks="Ticks are documents, circles those that hold the image, diamonds the first of the "
        "outlet; outlets below the broken line never used it. Shares and their 95 % intervals are "
        "in the CSV file",
        below="Shares are not estimated below n = {minimum_n}; days are drawn all the same",
        few="Without a share, with too few documents",
        said="finding",
    ),
    "frame_users": Wording(
        "Matrix",
        "Share of the cues of each user (row) with each country in the image (column). A cue "
        "inside a quotation is its speaker's, of nested ones the innermost; any other is the "
        "outlet's own. Only cues with a country in the image count; one with several countries "
        "counts for each.",
        "documents in which the user has such a cue",
        row="country_label",
        group="user_label",
        named=("user_label", "country_label"),
        marks="In each cell stand the share, its 95 % interval and, as n, the number of cues; the "
        "larger the share, the darker the cell",
        below="Below {minimum_n} documents a user has the number of cues alone",
        few="Without shares, with too few documents",
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
    "sentiment_by_voice": Wording(
        "Dot plot",
        "Mean sentiment toward each country in the outlet's own voice and in quoted voices, "
        f"{_COUNTRY} The two intervals of a country share documents: whether its voices differ "
        "is to be read off their difference, not off the overlap.",
        _WITH_EVIDENCE + " in that voice",
        group="voice",
    ),
    "voice_difference": Wording(
        "Dot plot",
        "Mean sentiment in the outlet's own voice less that in quoted voices, from -2 (the outlet "
        "is harsher) to +2 (kinder); whole documents with both of their voices are resampled. "
        "In 'All countries' the voices need not speak of the same countries.",
        _WITH_EVIDENCE + " in the voice that has fewer of them",
    ),
    "speaker_network": Wording(
        "Network",
        "Mean sentiment with which people of one country (start of the arrow) are quoted on "
        "another (its head), from -1 (hostile) to +1 (friendly); a document counts once for a "
        "pair. Only quoted mentions whose speaker has a known country count.",
        _WITH_EVIDENCE,
        marks="Arrows are pairs, wider with more documents; solid where the whole 95 % interval "
        "lies above 0, dashed where it lies below, dotted where it holds 0; estimates and "
        "intervals are in the CSV file",
    ),
    "speaker_matrix": Wording(
        "Matrix",
        "Mean sentiment with which people of one country (row) are quoted on another (column), "
        "from -1 (hostile) to +1 (friendly); a document counts once for a pair. Only quoted "
        "mentions whose speaker has a known country count.",
        _WITH_EVIDENCE,
        marks="Numbers are estimates, on grey below 0 and bold where the 95 % interval does not "
        "hold 0; intervals are in the CSV file, and are not widened for their number",
    ),
    "speakers_quoted": Wording(
        "Bar chart",
        "Number of attributions to each speaker; the pieces of one quotation count once. Who is "
        "named by an office alone is one speaker for each country.",
        "attributions",
        counted="n_mentions",
    ),
    "sources_by_country": Wording(
        "Dot plot",
        "Share of all attributions that go to speakers of each country, those of unknown country "
        "among them; documents that quote often weigh more.",
        "documents with an attribution",
    ),
    "coverage_by_country": Wording(
        "Dot plot",
        "Share of each country's mentions, other than as a mere place, in which a "
        "scorer finds evidence; the other mentions have no sentiment.",
        "documents naming the country",
        group="scorer",
    ),
}
