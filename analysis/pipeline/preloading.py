"""Whoever imports this has read the house's codebooks; workers are forked from who has."""

from __future__ import annotations

from analysis.codebooks import chosen

_HOUSE = chosen.choose(())
for _read in (_HOUSE.countries, _HOUSE.relations, _HOUSE.speech, _HOUSE.frames):
    _read()
