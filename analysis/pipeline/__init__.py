"""Run the stages in order, over one corpus, and keep what they made."""

from analysis.pipeline.keeping import write_tables
from analysis.pipeline.notebooks import run_notebooks
from analysis.pipeline.running import annotate_texts, run
from analysis.pipeline.stages import (
    STAGES,
    Annotations,
    annotate,
    find_frames,
    find_mentions,
    find_quotations,
)

__all__ = [
    "STAGES",
    "Annotations",
    "annotate",
    "annotate_texts",
    "find_frames",
    "find_mentions",
    "find_quotations",
    "run",
    "run_notebooks",
    "write_tables",
]
