"""Whoever imports this has read the house's codebooks; workers are forked from who has."""

from __future__ import annotations

from analysis.codebooks import chosen
from analysis.pools import pause_collector

_HOUSE = chosen.choose(())
with pause_collector():
    for _read in (_HOUSE.countries, _HOUSE.relations, _HOUSE.speech, _HOUSE.frames):
        _read()
