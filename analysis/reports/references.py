"""The works that a methods section cites, with what is needed to find them."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

__all__ = ["REFERENCES", "Reference", "write_bibtex"]


class Reference(NamedTuple):
    """One work: what the text calls it, its kind, and its fields as BibTeX has them."""

    cited_as: str
    kind: str
    fields: dict[str, str]


def _article(cited_as: str, author: str, title: str, journal: str, where: str) -> Reference:
    """Make an article; `where` is "volume(number), pages", and behind a space its DOI."""
    year = cited_as.rsplit(" ", 1)[-1]
    place, _, doi = where.partition(" doi:")
    volume, _, pages = place.partition(", ")
    number = volume.partition("(")[2].rstrip(")")
    fields = {
        "author": author, "title": title, "journal": journal, "year": year,
        "volume": volume.partition("(")[0], "number": number, "pages": pages, "doi": doi,
    }  # fmt: skip
    return Reference(cited_as, "article", {name: text for name, text in fields.items() if text})


# Braces keep the capitals of names, which styles would make small.
REFERENCES = {
    "angelopoulos2023": _article(
        "Angelopoulos et al. 2023",
        "Angelopoulos, Anastasios N. and Bates, Stephen and Fannjiang, Clara and Jordan, Michael "
        "I. and Zrnic, Tijana",
        "Prediction-powered inference", "Science",
        "382(6671), 669--674 doi:10.1126/science.adi6000",
    ),
    "broder1997": Reference(
        "Broder 1997", "inproceedings",
        {"author": "Broder, Andrei Z.",
         "title": "On the resemblance and containment of documents",
         "booktitle": "Proceedings of Compression and Complexity of Sequences 1997",
         "year": "1997", "pages": "21--29", "doi": "10.1109/SEQUEN.1997.666900"},
    ),
    "cameron2015": _article(
        "Cameron and Miller 2015", "Cameron, A. Colin and Miller, Douglas L.",
        "A practitioner's guide to cluster-robust inference", "Journal of Human Resources",
        "50(2), 317--372 doi:10.3368/jhr.50.2.317",
    ),
    "efron1982": Reference(
        "Efron 1982", "book",
        {"author": "Efron, Bradley",
         "title": "The jackknife, the bootstrap and other resampling plans",
         "publisher": "Society for Industrial and Applied Mathematics", "address": "Philadelphia",
         "year": "1982"},
    ),
    "efron1993": Reference(
        "Efron and Tibshirani 1993", "book",
        {"author": "Efron, Bradley and Tibshirani, Robert J.",
         "title": "An introduction to the bootstrap", "publisher": "Chapman and Hall",
         "address": "New York", "year": "1993"},
    ),
    "hall1992": _article(
        "Hall 1992", "Hall, Peter", "On the removal of skewness by transformation",
        "Journal of the Royal Statistical Society: Series B", "54(1), 221--228",
    ),
    "hamborg2021": Reference(
        "Hamborg and Donnay 2021", "inproceedings",
        {"author": "Hamborg, Felix and Donnay, Karsten",
         "title": "{NewsMTSC}: a dataset for (multi-)target-dependent sentiment classification in "
         "political news articles",
         "booktitle": "Proceedings of the 16th Conference of the European Chapter of the "
         "Association for Computational Linguistics",
         "year": "2021", "pages": "1663--1675"},
    ),
    "hayes2007": _article(
        "Hayes and Krippendorff 2007", "Hayes, Andrew F. and Krippendorff, Klaus",
        "Answering the call for a standard reliability measure for coding data",
        "Communication Methods and Measures", "1(1), 77--89 doi:10.1080/19312450709336664",
    ),
    "hesterberg2015": _article(
        "Hesterberg 2015", "Hesterberg, Tim C.",
        "What teachers should know about the bootstrap: resampling in the undergraduate "
        "statistics curriculum",
        "The American Statistician", "69(4), 371--386 doi:10.1080/00031305.2015.1089789",
    ),
    "hutto2014": Reference(
        "Hutto and Gilbert 2014", "inproceedings",
        {"author": "Hutto, C. J. and Gilbert, Eric",
         "title": "{VADER}: a parsimonious rule-based model for sentiment analysis of social media "
         "text",
         "booktitle": "Proceedings of the International {AAAI} Conference on Web and Social Media",
         "volume": "8", "year": "2014", "pages": "216--225", "doi": "10.1609/icwsm.v8i1.14550"},
    ),
    "park2021": Reference(
        "Park et al. 2021", "inproceedings",
        {"author": "Park, Kunwoo and Pan, Zhufeng and Joo, Jungseock",
         "title": "Who blames or endorses whom? {Entity}-to-entity directed sentiment extraction "
         "in news text",
         "booktitle": "Findings of the Association for Computational Linguistics: {ACL-IJCNLP} "
         "2021",
         "year": "2021", "pages": "4091--4102"},
    ),
    "rogan1978": _article(
        "Rogan and Gladen 1978", "Rogan, Walter J. and Gladen, Beth",
        "Estimating prevalence from the results of a screening test",
        "American Journal of Epidemiology",
        "107(1), 71--76 doi:10.1093/oxfordjournals.aje.a112510",
    ),
    "simonsohn2020": _article(
        "Simonsohn et al. 2020",
        "Simonsohn, Uri and Simmons, Joseph P. and Nelson, Leif D.",
        "Specification curve analysis", "Nature Human Behaviour",
        "4(11), 1208--1214 doi:10.1038/s41562-020-0912-z",
    ),
    "song2020": _article(
        "Song et al. 2020",
        "Song, Hyunjin and Tolochko, Petro and Eberl, Jakob-Moritz and Eisele, Olga and "
        "Greussing, Esther and Heidenreich, Tobias and Lind, Fabienne and Galyga, Sebastian and "
        "Boomgaarden, Hajo G.",
        "In validations we trust? {The} impact of imperfect human annotations as a gold standard "
        "on the quality of validation of automated content analysis",
        "Political Communication", "37(4), 550--572 doi:10.1080/10584609.2020.1723752",
    ),
    "teblunthuis2024": _article(
        "TeBlunthuis et al. 2024", "TeBlunthuis, Nathan and Hase, Valerie and Chan, Chung-hong",
        "Misclassification in automated content analysis causes bias in regression. {Can} we fix "
        "it? {Yes} we can!",
        "Communication Methods and Measures", "18(3), 278--299 doi:10.1080/19312458.2023.2293713",
    ),
    "tenenbein1970": _article(
        "Tenenbein 1970", "Tenenbein, Aaron",
        "A double sampling scheme for estimating from binomial data with misclassifications",
        "Journal of the American Statistical Association", "65(331), 1350--1361",
    ),
    "trilateral": Reference(
        "The trilateral authors 2026", "misc",
        {"author": "{The trilateral authors}",
         "title": "trilateral: measuring how texts speak about countries", "year": "2026",
         "note": "Computer program"},
    ),
    "wilson1927": _article(
        "Wilson 1927", "Wilson, Edwin B.",
        "Probable inference, the law of succession, and statistical inference",
        "Journal of the American Statistical Association",
        "22(158), 209--212 doi:10.1080/01621459.1927.10502953",
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
