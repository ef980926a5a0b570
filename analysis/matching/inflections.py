"""Write a verb in all its forms and a noun in both, by rule and lists of the irregular ones."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["inflect", "irregular_forms", "pluralise", "present_of"]

# Base, past and participle; the forms that are no rule.
_IRREGULAR = """
arise arose arisen|be was been|bear bore borne|beat beat beaten|become became become|
begin began begun|bend bent bent|bet bet bet|bid bid bid|bind bound bound|bite bit bitten|
bleed bled bled|blow blew blown|break broke broken|breed bred bred|bring brought brought|
build built built|buy bought bought|cast cast cast|catch caught caught|choose chose chosen|
cling clung clung|come came come|cost cost cost|cut cut cut|deal dealt dealt|dig dug dug|
draw drew drawn|drive drove driven|fall fell fallen|feed fed fed|feel felt felt|
fight fought fought|find found found|flee fled fled|fly flew flown|forbid forbade forbidden|
forecast forecast forecast|foresee foresaw foreseen|forget forgot forgotten|
forgive forgave forgiven|freeze froze frozen|get got got|give gave given|go went gone|
grow grew grown|hang hung hung|have had had|hear heard heard|hide hid hidden|hit hit hit|
hold held held|hurt hurt hurt|keep kept kept|know knew known|lay laid laid|lead led led|
leave left left|lend lent lent|let let let|lie lay lain|lose lost lost|make made made|
mean meant meant|meet met met|mislead misled misled|overcome overcame overcome|
overthrow overthrew overthrown|pay paid paid|put put put|quit quit quit|rethink rethought rethought|
ride rode ridden|ring rang rung|rise rose risen|run ran run|say said said|see saw seen|
seek sought sought|sell sold sold|send sent sent|set set set|shake shook shaken|shed shed shed|
shoot shot shot|shrink shrank shrunk|shut shut shut|sink sank sunk|sit sat sat|slide slid slid|
speak spoke spoken|spend spent spent|split split split|spread spread spread|stand stood stood|
steal stole stolen|stick stuck stuck|strike struck struck|strive strove striven|
swear swore sworn|sweep swept swept|swing swung swung|take took taken|teach taught taught|
tear tore torn|tell told told|think thought thought|throw threw thrown|
undercut undercut undercut|undergo underwent undergone|understand understood understood|
undertake undertook undertaken|undo undid undone|uphold upheld upheld|upset upset upset|
wear wore worn|weave wove woven|win won won|withdraw withdrew withdrawn|
withhold withheld withheld|withstand withstood withstood|write wrote written
"""
_IRREGULAR_NOUNS = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "wife": "wives",
    "life": "lives",
    "leaf": "leaves",
    "foot": "feet",
    "person": "people",
}
# Of two syllables, or else not shown by their letters, yet the last letter is doubled.
_DOUBLING = """
abet admit allot ban bar beg chat commit compel concur confer control defer deter drag drop
equip expel flag forget grab grip hop incur infer jam jet knit lag lob mar nab nod occur omit
outwit pad pat patrol permit pin plan plot plug pop prefer propel quit ram rebut recur refer
regret remit repel rid rip rob rub sap scrap scrub ship shun skip slam slap slip snub sob spar
spot spur stab star stem step stir stop strip submit tap trap trim trip wed whip wrap zap
"""
# Doubled in British spelling, single in American.
_DOUBLING_IN_BRITAIN = """
cancel channel counsel dispel fuel label level model quarrel rival signal travel
"""


@cache
def inflect(verb: str) -> tuple[str, ...]:
    """Write all forms of a verb: base, present, past, participle, -ing form.

    Only the first word changes ("pull out of" to "pulled out of"). Where spelling differs
    ("cancelled", "canceled"), both are given.

    Parameters
    ----------
    verb : str
        The base form, in lower case.

    Returns
    -------
    tuple of str
        Without repetition, the base first.

    Examples
    --------
    >>> inflect("deny")
    ('deny', 'denies', 'denied', 'denying')
    >>> inflect("break off")
    ('break off', 'breaks off', 'broke off', 'broken off', 'breaking off')
    """
    first, blank, rest = verb.partition(" ")
    forms = [first, present_of(first)]
    forms += irregular_forms().get(first) or [stem + "ed" for stem in _write_stems(first, "ed")]
    forms += [stem + "ing" for stem in _write_stems(first, "ing")]
    return tuple(dict.fromkeys(form + blank + rest for form in forms))


def present_of(verb: str) -> str:
    """Write the third person of the present.

    Examples
    --------
    >>> present_of("veto")
    'vetoes'
    """
    if verb == "have":
        return "has"
    if verb == "be":
        return "is"
    if re.search(r"(?:s|x|z|ch|sh|[^aeiou]o)$", verb):
        return verb + "es"
    return re.sub(r"(?<=[^aeiou])y$", "ie", verb) + "s"


def _write_stems(verb: str, ending: str) -> list[str]:
    """Write what stands before -ed or -ing."""
    if ending == "ed" and verb.endswith("e"):
        return [verb[:-1]]
    if ending == "ed":
        verb = re.sub(r"(?<=[^aeiou])y$", "i", verb)
    elif verb.endswith("ie"):
        return [verb[:-2] + "y"]
    elif verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return [verb[:-1]]
    short = re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb)
    if verb in _doubling() or (short and verb in irregular_forms()):
        return [verb + verb[-1]]
    if verb in ("begin", "upset"):
        return [verb + verb[-1]]
    if verb in _DOUBLING_IN_BRITAIN.split():
        return [verb + verb[-1], verb]
    return [verb]


@cache
def irregular_forms() -> dict[str, list[str]]:
    """List past and participle of each irregular verb by its base form."""
    forms = (entry.split() for entry in _IRREGULAR.replace("\n", "").split("|"))
    return {base: list(dict.fromkeys(others)) for base, *others in forms}


@cache
def _doubling() -> frozenset[str]:
    return frozenset(_DOUBLING.split())


def pluralise(noun: str) -> str:
    """Write a noun in the plural; of several words the last.

    Examples
    --------
    >>> pluralise("safety valve"), pluralise("ally")
    ('safety valves', 'allies')
    """
    head, _, last = noun.rpartition(" ")
    for singular, plural in _IRREGULAR_NOUNS.items():
        if last.endswith(singular):
            last = last.removesuffix(singular) + plural
            return f"{head} {last}".strip()
    if re.search(r"(?:s|x|z|ch|sh)$", last):
        last += "es"
    elif re.search(r"[^aeiou]y$", last):
        last = last[:-1] + "ies"
    else:
        last += "s"
    return f"{head} {last}".strip()
