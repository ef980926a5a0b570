"""A small corpus for the tests of `explore`: two outlets, two quarters, voices, ties and images."""

from __future__ import annotations

from functools import cache

from analysis import pipeline, schemas
from analysis.corpus import Corpus

SENTENCES = (
    "Japan is a great partner and a loyal friend.",
    "China's threat is terrible, and nobody in Seoul trusts it.",
    '"Tokyo has broken its word," a spokesman for the foreign ministry in Beijing said.',
    "The alliance between Seoul and Tokyo has run aground.",
    "A frigate of the Japanese navy ran aground on a reef near Busan; two sailors were injured.",
    'South Korea is not at the helm of anything, "and Washington is a good captain," '
    "said an aide in Seoul.",
    "The United States called the missile test a bad and dangerous provocation.",
    "Officials in Beijing said that Japan was no honest broker.",
    "Seoul-Tokyo ties are past their peak.",
    "China and South Korea signed a helpful treaty on trade.",
)
PAIRS = (("Post", "JPN"), ("Wire", "KOR"), (None, None))
DAYS = ("2024-01-01", "2024-02-14", "2024-03-31", "2024-04-01", "2024-05-15", "2024-06-30")
N_DOCUMENTS = 18


@cache
def find_all() -> pipeline.Annotations:
    """Annotate the corpus with every scorer; the last document has no date."""
    rows = []
    for number in range(N_DOCUMENTS):
        outlet, country = PAIRS[number % 3]
        sentences = [SENTENCES[(number + step) % len(SENTENCES)] for step in (0, 3, 4, 7)]
        rows.append(
            {
                "document_id": f"d{number:02d}",
                "title": sentences[0][:-1],
                "text": "\n\n".join([sentences[0], " ".join(sentences[1:])]),
                "published_on": DAYS[number % 6] if number < N_DOCUMENTS - 1 else None,
                "outlet": outlet,
                "outlet_country": country,
                "path": f"d{number:02d}.txt",
                "sha256": f"{number:064d}",
            }
        )
    return pipeline.annotate(make_corpus(rows), scorers=("news", "textblob", "vader"), workers=1)


def make_corpus(rows: list[dict]) -> Corpus:
    """Make a corpus of rows of `documents`, from which nothing was removed."""
    documents = schemas.DOCUMENTS.build(rows)
    return Corpus(documents, schemas.REMOVALS.empty(), schemas.REJECTED.empty())


def copy_of(found: pipeline.Annotations) -> pipeline.Annotations:
    """Copy every table, to be compared with afterwards."""
    return pipeline.Annotations(*(table.copy(deep=True) for table in found))
