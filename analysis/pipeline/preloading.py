"""Load what every worker needs; imported by the process from which the workers are forked.

All that is loaded when first it is needed (codebooks, patterns, the model that tells languages) is
needed here, for a few sentences, so that it is loaded once and not by each worker.
"""

from __future__ import annotations

from contextlib import suppress

from analysis import readers, schemas
from analysis.codebooks import chosen
from analysis.corpus.drafting import keep_articles
from analysis.corpus.findings import Findings
from analysis.corpus.languages import guess_language
from analysis.pipeline.stages import annotate_part
from analysis.scores import DEFAULT_SCORER

_SAMPLE = """The envoy of Norway speaks

Jan Berg, the foreign minister, said that the alliance with Switzerland had run aground. \u201cWe
may sail on,\u201d he told reporters in Oslo, and neither of the two countries denied that their
partnership was past its peak.
"""
_OTHER_LANGUAGE = "Bergen ligger ved havet, og byen har mange gamle hus av tre. " * 5


def load() -> None:
    """Read a sample, and annotate it, as a worker would."""
    guess_language(_OTHER_LANGUAGE)
    found = Findings("sample.txt")
    read = readers.read_content("text", _SAMPLE.encode())
    keep_articles("sample.txt", read, found, entry=None, clean=True)
    documents = schemas.DOCUMENTS.build(
        [{"document_id": kept.name, "text": _SAMPLE, **kept.document} for kept in found.kept]
    )
    annotate_part(
        documents,
        scorers=(DEFAULT_SCORER,),
        skipped=("scores", "tones"),
        codebooks=chosen.choose(()),
    )


# What is amiss shows, and is told, where a worker needs it.
with suppress(Exception):
    load()
