"""Frames, in words."""

from __future__ import annotations

from analysis.figures.wordings.form import Wording

__all__ = ["WORDINGS"]

WORDINGS = {
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
        "the image from whom. Dotted lines, if any, are dated events.",
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
        "once, figuratively (0.5 or more) and not denied. Dotted lines, if any, are dated events.",
        "documents in the period",
        row="period",
        group="image",
    ),
}
