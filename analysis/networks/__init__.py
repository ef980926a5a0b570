"""The trained networks in `analysis/models/`: loaded, run, and what they said remembered."""
