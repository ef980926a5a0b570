"""Tell where a finite verb stands, without a tagger; and write a verb in all its forms."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["find_verbs", "inflect"]

_WORD = re.compile(r"[\w'-]+")
_BY = re.compile(r"\s+by(?!\w)")

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
# Verbs that news uses in the present ("critics warn", "Tokyo insists").
_PRESENT = """
abandon accept accuse acknowledge act add adopt advance advise affirm agree aim allege allow
announce answer anticipate appeal appear applaud approve argue arrive ask assert assess assist
assume assure attack attempt attend avoid await back ban behave believe belong benefit betray
blame block boast bolster bomb boost bully call cancel care carry cast celebrate challenge change
charge cheat cheer cite claim coerce collapse combine comment commit compel compete complain
complicate concede concern conclude condemn conduct confirm confront consider contain contend
continue contradict contribute control cooperate counter create criticise criticize cross cry
damage dare decide declare decline deepen defend define defy delay deliver demand demonstrate
denounce deny depend deploy deride describe deserve destabilise destabilize destroy deter
deteriorate determine develop differ disagree discuss dismiss distrust dither dominate doubt
drag drop earn ease echo elect embrace emerge emphasise emphasize enable encourage end endanger
endorse enforce engage enhance enjoy ensure enter erode escalate exaggerate exceed exclude
exercise exist expand expect explain exploit expose express extend face fail fear fire flatter
flout follow force fuel fulfil gain grip guarantee halt hamper handle happen harass harm hate help
hesitate hinder honor honour hope host ignore imply impose impress improve include increase
indicate infuriate insist inspire insult intend interfere intervene intimidate invade invest
invite involve isolate jeopardise jeopardize join judge justify kill lack lag last laud launch
lift like limit link live loom love manage march match matter meddle menace miss mock modernise
move murder need negotiate notice object obstruct offer operate oppose outline outweigh owe
persist persuade play pledge plot point poison portray pose possess praise predict prefer prepare
preserve press pressure pretend prevail prevent proclaim produce promise promote propose protect
protest prove provide provoke punish pursue push question raise rally ratify reach react
reaffirm realise realize recall receive recognise recognize recommend reconsider reduce refer
reflect refuse regard regret reiterate reject rely remain remember remind renew replace reply
report represent require rescue resemble resent resist resolve respect respond rest restore
restrain restrict resume retain retaliate retreat return reveal reverse ridicule ruin rule
scold seem seize serve settle share shield shift show shun sign signal sound spark stabilise
start state stay steer step stop strengthen stress struggle stumble suffer suggest support
suppose surprise surround survive suspect suspend sustain swallow talk target tend test thank
threaten thrive tolerate trade train transform treat trigger trust try turn undermine unite urge
use value veto view violate visit voice vote vow wait walk want warn waste watch weaken weigh
welcome widen wish wonder work worry worsen wreck yield
"""
_AUXILIARIES = frozenset(
    "am is are was were has have had do does did will would shall should can could may might must "
    "cannot".split()
)
# Words in -ed that are no verbs, or next to never.
_NO_VERBS = frozenset(
    "aged allied armed beloved bleed breed combined crooked deed feed greed hundred indeed "
    "kindred naked need rugged sacred seed shed speed supposed united unprecedented weed "
    "wicked".split()
)
# What follows one of these is a noun or an adjective, whatever it looks like.
_BEFORE_NOUNS = frozenset(
    "a an the this these those its their his her our my your no any some every each another of in "
    "on at by for from with without about between against under over into to as than new recent "
    "more most further such same joint military economic political nuclear foreign".split()
)
# The present of these looks like a plural: it counts after a name or a pronoun alone.
_LIKE_PLURALS = frozenset(
    "acts advances aims answers appeals attacks backs bans benefits bets bids blocks boasts bombs "
    "boosts breaks calls cancels cares casts challenges changes charges cheats claims comments "
    "concerns conducts contacts controls costs counters cries cuts damages deals delays demands "
    "drags draws drives drops echoes ends exercises exploits exports faces falls fears feeds fights "
    "fires forces forecasts fuels gains grips guarantees halts harms helps hits holds hopes hosts "
    "hurts increases judges lags leads leaves lies lifts likes limits links lives looks looms loves "
    "marches matches matters means meets menaces misses moves murders needs notices objects offers "
    "pays plans plays pledges plots points poses presses pressures produces projects promises "
    "protests pushes puts questions quits rallies reaches regards regrets reports rescues respects "
    "rests results retreats returns rides rings rises rules runs sets shakes shares shields shifts "
    "shoots shows signals signs sounds sparks speaks spends splits spreads stands stands starts "
    "states stays steps sticks stops stresses strikes struggles supports surprises suspects talks "
    "targets tests thanks threats toes trades treats triggers trusts turns uses values views "
    "visits voices votes vows waits walks wants warnings watches welcomes wins wonders works "
    "worries wrecks yields".split()
)
_SUBJECTS = frozenset("he she it who which that also now still nobody everyone".split())
# A base form counts only after one of these, or after a plural where it is not one of _NOUNS.
_PLURAL_SUBJECTS = frozenset("they we you i who people many others both often women men".split())
_NOUNS = frozenset(
    "care change control cost deal demand exercise force limit link need object point pressure "
    "produce report share start state support talk target test trade treat value view".split()
)
_DOUBLING = frozenset(
    "abet admit allot ban bar beg chat commit compel concur confer control defer deter drag drop "
    "equip expel flag forget grab grip hamstring hop incur infer jam jet knit lag lob mar nab nod "
    "occur omit outwit pad pat patrol permit pin plan plot plug pop prefer propel quit ram rebut "
    "recur refer regret remit repel rid rip rob rub sap scrap scrub ship shun skip slam slap slip "
    "snub sob spot spur stab star stem step stir stop strip submit tap trap trim trip wed "
    "whip wrap zap".split()
)
_DOUBLING_IN_BRITAIN = frozenset(
    "cancel channel counsel dispel fuel label level model quarrel rival signal travel".split()
)


def find_verbs(text: str) -> list[tuple[int, int]]:
    """Find the finite verbs of a text by their form and the word before them.

    Auxiliaries, pasts, words in -ed and the present of some 400 verbs count, unless an
    article, a possessive, a preposition or "to" stands before them ("the united front",
    "Japan's plans"). It errs where a noun has no such sign ("talks stall"), and a participle
    after its noun ("the pact signed in May") counts. There to tell a clause from a phrase, not
    to analyse grammar.

    Parameters
    ----------
    text : str
        Any text, apostrophes straight (see :func:`analysis.matching.phrases.fold`).

    Returns
    -------
    list of (start, end)
        From left to right.

    Examples
    --------
    >>> text = "The united front held, and Japan's plans didn't change."
    >>> [text[start:end] for start, end in find_verbs(text)]
    ['held', "didn't"]
    """
    verbs = []
    finite, bases = _finite_forms(), _base_forms()
    before, shown, last = "", "", 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        if text[last:start].strip():
            before = shown = ""
        word = match.group().lower()
        if word in _AUXILIARIES or word.endswith("n't"):
            verbs.append((start, end))
        elif word in _NO_VERBS or before in _BEFORE_NOUNS or before.endswith(("'s", "s'")):
            pass
        elif (
            (word in _LIKE_PLURALS and (shown[:1].isupper() or before in _SUBJECTS))
            or word in finite
            or (word.endswith("ed") and len(word) > 3 and not _BY.match(text, end))
            or (word in bases and (before in _PLURAL_SUBJECTS))
            or (word in bases and before.endswith("s") and word not in _NOUNS)
        ):
            verbs.append((start, end))
        before, shown, last = word, match.group(), end
    return verbs


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
    forms = [first, _write_present(first)]
    forms += _irregular_forms().get(first) or [stem + "ed" for stem in _write_stems(first, "ed")]
    forms += [stem + "ing" for stem in _write_stems(first, "ing")]
    return tuple(dict.fromkeys(form + blank + rest for form in forms))


def _write_present(verb: str) -> str:
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
    if verb in _DOUBLING or (short and verb in _irregular_forms()):
        return [verb + verb[-1]]
    if verb in ("begin", "upset"):
        return [verb + verb[-1]]
    if verb in _DOUBLING_IN_BRITAIN:
        return [verb + verb[-1], verb]
    return [verb]


@cache
def _irregular_forms() -> dict[str, list[str]]:
    forms = (entry.split() for entry in _IRREGULAR.replace("\n", "").split("|"))
    return {base: list(dict.fromkeys(others)) for base, *others in forms}


@cache
def _base_forms() -> frozenset[str]:
    return frozenset(_PRESENT.split()) | _irregular_forms().keys()


@cache
def _finite_forms() -> frozenset[str]:
    pasts = {forms[0] for forms in _irregular_forms().values()}
    presents = {_write_present(base) for base in _base_forms()}
    return frozenset((pasts | presents) - _LIKE_PLURALS)
