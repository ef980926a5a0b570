"""Mentions and relations to tones: the manner in which the clause around each target speaks."""

from analysis.tones.certainty import estimate_certainty
from analysis.tones.cooperation import estimate_cooperation
from analysis.tones.measuring import measure_tones

__all__ = ["estimate_certainty", "estimate_cooperation", "measure_tones"]
