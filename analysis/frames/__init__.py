"""Segments to frames: which image is there, is it one at all, and who stands in it."""

from analysis.frames.explaining import explain
from analysis.frames.finding import find_frames
from analysis.frames.images import read_images
from analysis.frames.linking import link_countries
from analysis.frames.suggesting import suggest_cues

__all__ = ["explain", "find_frames", "link_countries", "read_images", "suggest_cues"]
