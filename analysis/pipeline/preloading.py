"""Whoever imports this has read the house's codebooks; workers are forked from who has."""

from __future__ import annotations

import gc

from analysis.codebooks import chosen

# Looking for cycles would take a third of the time: nothing that is read goes away again.
gc.disable()
_HOUSE = chosen.choose(())
for _read in (_HOUSE.countries, _HOUSE.relations, _HOUSE.speech, _HOUSE.frames):
    _read()
gc.enable()
