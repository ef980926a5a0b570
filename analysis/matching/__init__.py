"""Words in a text: phrases, cues, clauses, and the masking of countries."""
