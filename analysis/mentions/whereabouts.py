"""Tell a name that stands for the place alone from one that stands for the state."""

from __future__ import annotations

import re

from analysis.mentions.places import Place

_PLACE_BEFORE = re.compile(
    r"\b(?:in|near|outside|around|across|downtown|central|northern|southern|eastern|western|greater"
    r"|visit(?:s|ed|ing)?(?: to)?|landed in|left for|leave for|streets of|suburbs? of"
    r"|city of"
    r"|outskirts of|flight(?:s)? (?:to|from)|trip(?:s)? to|tour of|born in|based in|lives? in"
    r"|lived in|stay(?:s|ed)? in|touched down in|(?:fl(?:y|ies|ew|own|ying)|travel(?:s|ed|led|ing"
    r"|ling)?|return(?:s|ed|ing)?|head(?:s|ed|ing)?|go(?:es|ing)?|went|came|come|arriv(?:e|es|ed"
    r"|ing)|rush(?:ed|es)?|mov(?:e|es|ed|ing)|drove|sailed|summoned|dispatched|sent .{0,20})"
    r" (?:back |home )?(?:to|in|from|for|at))(?: the)? $"
)
# "The government in Beijing" is the state, not the town.
_GOVERNMENT_IN = re.compile(
    r"\b(?:governments?|regimes?|leaders?|leadership|officials?|authorities|rulers|administrations?"
    r"|cabinets?|policymakers|diplomats|power|hawks|doves|anger|alarm|concern|unease|headaches?"
    r"|worry|fears?|suspicion|thinking|hopes?|doubts?|nerves|relief|support|well) in $"
)
_PLACE_AFTER = re.compile(
    r"-(?:based|born|area)\b|'s (?:airport|streets?|subway|suburbs?|port|hotels?|downtown)\b"
    r"|[ ](?:airport|streets?|subway|suburbs?|hotel|restaurant|skyline|metro|time\b|apartment"
    r"|neighbou?rhood|studio|rally|protesters?|cafe|museum|hospital)\b"
    r"|, [A-Z][a-z]{2,4}\. \d{1,2}\b| \([A-Z][\w ]+\) [-–—]"
)
_NAME_AS_PLACE = re.compile(
    r"\b(?:landed in|arriv(?:e|es|ed|ing) in|based in|born in|lives? in|lived in|flew to|fly to"
    r"|flies to|travel(?:s|led|ed|ling|ing)? to|left for|visit(?:s|ed|ing)?(?: to)?"
    r"|trips? to|tour of|returned (?:to|from)|flights? (?:to|from)|grew up in"
    r"|studied in|stationed in|holiday in)"
    r"(?: the)? $"
)
# Each match of the two ends with one of these, which is told sooner.
_AS_PLACE = (" in ", " to ", " for ", " of ", " from ", " the ", "visit ", "visits ", "visited ",
             "visiting ")  # fmt: skip
_NEAR_PLACE = (*_AS_PLACE, "in ", " at ", "near ", "outside ", "around ", "across ", "downtown ",
               "central ", "ern ", "greater ")  # fmt: skip


def is_place_only(place: Place, kind: str) -> bool:
    """Tell whether a name stands for the place alone ("landed in Tokyo", "a Lisbon-based firm")."""
    if kind == "name":
        if place.folded.startswith("-based", place.end):
            return True
        goes_there = place.folded.endswith(_AS_PLACE, 0, place.start)
        return goes_there and place.search_before(_NAME_AS_PLACE) is not None
    if kind != "capital":
        return False
    if place.folded.endswith(_NEAR_PLACE, 0, place.start):
        if place.search_before(_GOVERNMENT_IN):
            return False
        if place.search_before(_PLACE_BEFORE):
            return True
    return place.match_behind(_PLACE_AFTER) is not None
