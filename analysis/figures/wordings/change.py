"""Change over time, in words."""

from __future__ import annotations

from analysis.figures.wordings.form import COUNTRY, RELATION, WITH_EVIDENCE, Wording

__all__ = ["WORDINGS"]

WORDINGS = {
    "sentiment_over_time": Wording(
        "Line chart",
        f"Mean sentiment toward each country over time, {COUNTRY} Dotted lines, if any, "
        "are dated events. Outlets and topics may differ between periods.",
        WITH_EVIDENCE,
        row="period",
        group="label",
    ),
    "relation_sentiment_over_time": Wording(
        "Line chart",
        f"Mean sentiment toward each relation over time, {RELATION} Dotted lines, if "
        "any, are dated events. Outlets and topics may differ between periods.",
        WITH_EVIDENCE,
        row="period",
        group="label",
    ),
    "smoothed_over_time": Wording(
        "Curves with bands",
        "Sentiment or share of documents over time: a local linear fit through the dated "
        "documents, tricube weights, with its pointwise 95 % band; the bandwidth of each curve is "
        "in the CSV file. A solid upright line is a sure change of level, the bar at its foot the "
        "95 % interval of its day. Dotted lines, if any, are dated events. Outlets and topics may "
        "differ between days.",
        "documents with evidence within the bandwidth",
        row="day",
        group="label",
        marks="Lines are estimates, grey bands 95 % intervals",
    ),
    "event_study": Wording(
        "Dot plot",
        "Mean in the days from an event on less the mean in as many days before it. Grey bars "
        "hold 95 % of the same difference on other days, which do not contain the event. A "
        "difference after an event need not come from it.",
        "documents in the smaller of the two windows",
        row="event_label",
        group="label",
    ),
    "composition_of_change": Wording(
        "Dot plot",
        "Mean from a day on less the mean before it, and its two parts (Kitagawa 1955): what "
        "changed within each group of documents (outlets, unless the legend names others), their "
        "shares held as they were, and what their mix changed, their means held as they were. The "
        "parts sum to the change.",
        "documents on the smaller side of the day",
        group="part",
    ),
}
