"""Run the stages in order, over one corpus, and keep what they made."""

from analysis.pipeline.annotating import annotate, plan
from analysis.pipeline.cluster import connect
from analysis.pipeline.conclusions import (
    Conclusion,
    compare_countries,
    compare_framing,
    compare_periods,
    share_of_frame,
)
from analysis.pipeline.keeping import describe_run, name_parameters, write_tables
from analysis.pipeline.ledger import note_trials, read_manifest
from analysis.pipeline.making import BATCHES, find_made, make_tables
from analysis.pipeline.notebooks import run_notebooks
from analysis.pipeline.results import Results, open_results
from analysis.pipeline.robustness import vary
from analysis.pipeline.running import annotate_texts, corpus_path, record_run, run
from analysis.pipeline.sharing import make_archive, make_figures, make_report
from analysis.pipeline.stages import (
    STAGES,
    Annotations,
    find_frames,
    find_mentions,
    find_quotations,
)
from analysis.pipeline.storing import Store
from analysis.pipeline.validating import describe_validity
from analysis.pools import open_pool

__all__ = [
    "BATCHES",
    "STAGES",
    "Annotations",
    "Conclusion",
    "Results",
    "Store",
    "annotate",
    "annotate_texts",
    "compare_countries",
    "compare_framing",
    "compare_periods",
    "connect",
    "corpus_path",
    "describe_run",
    "describe_validity",
    "find_frames",
    "find_made",
    "find_mentions",
    "find_quotations",
    "make_archive",
    "make_figures",
    "make_report",
    "make_tables",
    "name_parameters",
    "note_trials",
    "open_pool",
    "open_results",
    "plan",
    "read_manifest",
    "record_run",
    "run",
    "run_notebooks",
    "share_of_frame",
    "vary",
    "write_tables",
]
