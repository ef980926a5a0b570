"""Documents to segments: headlines and sentences with exact offsets."""

from analysis.segments.sentences import find_sentences
from analysis.segments.splitting import split_segments

__all__ = ["find_sentences", "split_segments"]
