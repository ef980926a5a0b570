"""Segments to frames: which image is there, is it one at all, and who stands in it."""

from analysis.frames.explaining import explain
from analysis.frames.finding import find_frames
from analysis.frames.linking import link_countries

__all__ = ["explain", "find_frames", "link_countries"]
