"""Run the stages in order, over one corpus, and keep what they made."""

from analysis.pipeline.keeping import write_tables
from analysis.pipeline.notebooks import run_notebooks
from analysis.pipeline.stages import STAGES, Annotations, annotate, run

__all__ = ["STAGES", "Annotations", "annotate", "run", "run_notebooks", "write_tables"]
