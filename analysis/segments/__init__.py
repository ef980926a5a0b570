"""Documents to segments: headlines and sentences with exact offsets."""

from analysis.segments.splitting import find_sentences, split_segments

__all__ = ["find_sentences", "split_segments"]
