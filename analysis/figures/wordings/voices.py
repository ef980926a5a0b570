"""Who speaks, in words."""

from __future__ import annotations

from analysis.figures.wordings.form import COUNTRY, WITH_EVIDENCE, Wording

__all__ = ["WORDINGS"]

WORDINGS = {
    "sentiment_by_voice": Wording(
        "Dot plot",
        "Mean sentiment toward each country in the outlet's own voice and in quoted voices, "
        f"{COUNTRY} The two intervals of a country share documents: whether its voices differ "
        "is to be read off their difference, not off the overlap.",
        WITH_EVIDENCE + " in that voice",
        group="voice",
    ),
    "voice_difference": Wording(
        "Dot plot",
        "Mean sentiment in the outlet's own voice less that in quoted voices, from -2 (the outlet "
        "is harsher) to +2 (kinder); whole documents with both of their voices are resampled. "
        "In 'All countries' the voices need not speak of the same countries.",
        WITH_EVIDENCE + " in the voice that has fewer of them",
    ),
    "speaker_network": Wording(
        "Network",
        "Mean sentiment with which people of one country (start of the arrow) are quoted on "
        "another (its head), from -1 (hostile) to +1 (friendly); a document counts once for a "
        "pair. Only quoted mentions whose speaker has a known country count.",
        WITH_EVIDENCE,
        marks="Arrows are pairs, wider with more documents; solid where the whole 95 % interval "
        "lies above 0, dashed where it lies below, dotted where it holds 0; estimates and "
        "intervals are in the CSV file",
    ),
    "speaker_matrix": Wording(
        "Matrix",
        "Mean sentiment with which people of one country (row) are quoted on another (column), "
        "from -1 (hostile) to +1 (friendly); a document counts once for a pair. Only quoted "
        "mentions whose speaker has a known country count.",
        WITH_EVIDENCE,
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
}
