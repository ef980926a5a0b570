"""Load what every worker needs; imported by the process from which the workers are forked.

Codebooks and patterns, which are loaded when first they are needed, are needed here for a few
sentences, so that this is done once and not by each worker.
"""

from __future__ import annotations

from contextlib import suppress

from analysis import readers, schemas
from analysis.codebooks import chosen
from analysis.corpus.drafting import keep_articles
from analysis.corpus.findings import Findings
from analysis.pipeline.stages import annotate_part
from analysis.scores import DEFAULT_SCORER

_SAMPLE = """The envoy of Norway speaks

The foreign minister said that the alliance with Switzerland had run aground. \u201cWe may sail
on,\u201d he told reporters in Oslo, and neither of the two countries denied that their partnership
was past its peak.
"""


def load() -> None:
    """Read a sample, and annotate it, as a worker would."""
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
