"""Segments to frames: which image is there, is it one at all, and who stands in it."""

from analysis.frames.finding import find_frames
from analysis.frames.linking import link_countries
from analysis.frames.reasons import explain

__all__ = ["explain", "find_frames", "link_countries"]
