"""How far instruments can be trusted, in words."""

from __future__ import annotations

from analysis.figures.wordings.form import Wording

__all__ = ["WORDINGS"]

WORDINGS = {
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
    "corrected_estimates": Wording(
        "Dot plot",
        "What the instrument says of each group, and the same number set right with the coded "
        "sample: by the errors of the whole sample (Rogan and Gladen 1978; likelihood, Tenenbein "
        "1970), and by the coded units of the group alone (prediction-powered, Angelopoulos et al. "
        "2023). Each document counts once. Units in which no sentiment was found count as "
        "neutral, unlike in other figures, since coders judged those, too.",
        "documents (all of the group as the instrument says, its coded ones where "
        "prediction-powered, all coded ones otherwise)",
        group="correction",
    ),
    "validity_by_group": Wording(
        "Dot plot",
        "How well the instrument agrees with coders in each group of the coded sample, units "
        "weighing the inverse of the probability with which they were drawn. Macro-F1 averages F1 "
        "over the values that coders saw in the group; one that says `2 of 3 values` is not to be "
        "compared with the others. F1 is that of the value 1. Of countries, outlets and quarters "
        "those with the most coded units are drawn.",
        "coded units",
    ),
    "specification_curve": Wording(
        "Dots in order of size, with a grid of choices",
        "One conclusion under every way of measuring it that was tried (Simonsohn et al. 2020), "
        "from the lowest estimate to the highest; below, which choices each way takes. The "
        "diamond is the way that the suite takes by itself.",
        "documents, or outlets where there are thirty or more",
        marks="Points are estimates, lines 95 % intervals",
    ),
}
