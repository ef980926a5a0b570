"""The works that a methods paragraph cites, with what is needed to find them."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

__all__ = ["REFERENCES", "Reference", "write_bibtex"]


class Reference(NamedTuple):
    """One work: what the text calls it, its kind, and its fields."""

    cited_as: str
    kind: str
    fields: dict[str, str]


def _article(cited_as: str, author: str, title: str, journal: str, where: str) -> Reference:
    year = cited_as.rsplit(" ", 1)[-1]
    volume, _, pages = where.partition(", ")
    fields = {"author": author, "title": title, "journal": journal, "year": year}
    number = volume.partition("(")[2].rstrip(")")
    fields |= {"volume": volume.partition("(")[0], "number": number, "pages": pages}
    return Reference(cited_as, "article", {name: text for name, text in fields.items() if text})


REFERENCES = {
    "angelopoulos2023": _article(
        "Angelopoulos et al. 2023",
        "Angelopoulos, Anastasios N. and Bates, Stephen and Fannjiang, Clara and Jordan, Michael "
        "I. and Zrnic, Tijana",
        "Prediction-powered inference", "Science", "382(6671), 669--674",
    ),
    "cameron2015": _article(
        "Cameron and Miller 2015", "Cameron, A. Colin and Miller, Douglas L.",
        "A practitioner's guide to cluster-robust inference", "Journal of Human Resources",
        "50(2), 317--372",
    ),
    "efron1993": Reference(
        "Efron and Tibshirani 1993", "book",
        {"author": "Efron, Bradley and Tibshirani, Robert J.",
         "title": "An introduction to the bootstrap", "publisher": "Chapman and Hall",
         "year": "1993"},
    ),
    "hayes2007": _article(
        "Hayes and Krippendorff 2007", "Hayes, Andrew F. and Krippendorff, Klaus",
        "Answering the call for a standard reliability measure for coding data",
        "Communication Methods and Measures", "1(1), 77--89",
    ),
    "hesterberg2015": _article(
        "Hesterberg 2015", "Hesterberg, Tim C.",
        "What teachers should know about the bootstrap", "The American Statistician",
        "69(4), 371--386",
    ),
    "hutto2014": Reference(
        "Hutto and Gilbert 2014", "inproceedings",
        {"author": "Hutto, C. J. and Gilbert, Eric",
         "title": "VADER: a parsimonious rule-based model for sentiment analysis of social media "
         "text",
         "booktitle": "Proceedings of the International AAAI Conference on Web and Social Media",
         "volume": "8", "year": "2014", "pages": "216--225"},
    ),
    "rogan1978": _article(
        "Rogan and Gladen 1978", "Rogan, Walter J. and Gladen, Beth",
        "Estimating prevalence from the results of a screening test",
        "American Journal of Epidemiology", "107(1), 71--76",
    ),
    "simonsohn2020": _article(
        "Simonsohn et al. 2020",
        "Simonsohn, Uri and Simmons, Joseph P. and Nelson, Leif D.",
        "Specification curve analysis", "Nature Human Behaviour", "4, 1208--1214",
    ),
    "teblunthuis2024": _article(
        "TeBlunthuis et al. 2024", "TeBlunthuis, Nathan and Hase, Valerie and Chan, Chung-hong",
        "Misclassification in automated content analysis causes bias in regression",
        "Communication Methods and Measures", "18(3), 278--299",
    ),
    "tenenbein1970": _article(
        "Tenenbein 1970", "Tenenbein, Aaron",
        "A double sampling scheme for estimating from binomial data with misclassifications",
        "Journal of the American Statistical Association", "65(331), 1350--1361",
    ),
}  # fmt: skip


def write_bibtex(keys: Collection[str]) -> str:
    """Write the entries of these works, by key."""
    entries = []
    for key in sorted(keys):
        reference = REFERENCES[key]
        fields = ",\n".join(f"  {name} = {{{text}}}" for name, text in reference.fields.items())
        entries.append(f"@{reference.kind}{{{key},\n{fields}\n}}\n")
    return "\n".join(entries)
