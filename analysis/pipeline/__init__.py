"""Run the stages in order, over one corpus, and keep what they made."""

from analysis.pipeline.conclusions import (
    Conclusion,
    compare_countries,
    compare_periods,
    share_of_frame,
)
from analysis.pipeline.keeping import describe_run, write_tables
from analysis.pipeline.ledger import note_trials, read_manifest
from analysis.pipeline.notebooks import run_notebooks
from analysis.pipeline.robustness import vary
from analysis.pipeline.running import annotate_texts, corpus_path, run
from analysis.pipeline.stages import (
    STAGES,
    Annotations,
    annotate,
    find_frames,
    find_mentions,
    find_quotations,
)
from analysis.pipeline.validating import describe_validity

__all__ = [
    "STAGES",
    "Annotations",
    "Conclusion",
    "annotate",
    "annotate_texts",
    "compare_countries",
    "compare_periods",
    "corpus_path",
    "describe_run",
    "describe_validity",
    "find_frames",
    "find_mentions",
    "find_quotations",
    "note_trials",
    "read_manifest",
    "run",
    "run_notebooks",
    "share_of_frame",
    "vary",
    "write_tables",
]
