"""The codebooks: what counts as a country, a relation, a frame, in files that a scholar edits."""
