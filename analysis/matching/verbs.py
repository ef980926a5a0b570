"""Tell where the finite verbs of a text stand, without a tagger."""

from __future__ import annotations

import re
from functools import cache

from analysis.matching.inflections import irregular_forms, present_of
from analysis.matching.masking import OTHER, TARGET
from analysis.matching.phrases import lower

__all__ = ["Words", "find_verbs"]

_WORD = re.compile(r"[\w'-]+")
# After a name, what looks like a plural is a verb if one of these follows ("Tokyo plans a", not
# "Korean plans in").
_OBJECT = re.compile(
    r"\s+(?:[A-Z]|(?:to|a|an|the|its|his|her|their|this|that|it|him|them|no|not|more|all|every|what|"
    rf"how|whether|{TARGET}|{OTHER})(?!\w))"
)
_LAST = re.compile(r"[.!?\"'”’)]*$")
_CONTRACTED = ("n't", "'re", "'ve", "'ll", "'m", "'d")
_BY = re.compile(r"\s+by(?!\w)")
_MOST_KEPT, _LONGEST_KEPT = 1 << 15, 40


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Verbs that news uses in the present ("critics warn", "Tokyo insists").
_PRESENT = """
abandon accept accuse acknowledge act add adopt advance advise affirm agree aim allege allow
announce answer anticipate appeal appear applaud approve argue arrive ask assert assess assist
assume assure attack attempt attend avoid await back ban behave believe belong benefit betray
blame block boast bolster bomb boost bully call cancel care carry cast celebrate challenge
change charge cheat cheer cite claim coerce collapse combine comment commit compel compete
complain complicate concede concern conclude condemn conduct confirm confront consider contain
contend continue contradict contribute control cooperate counter create criticise criticize
cross cry damage dare decide declare decline deepen defend define defy delay deliver demand
demonstrate denounce deny depend deploy deride describe deserve destabilise destabilize destroy
deter deteriorate determine develop differ disagree discuss dismiss distrust dither dominate
doubt drag drop earn ease echo elect embrace emerge emphasise emphasize enable encourage end
endanger endorse enforce engage enhance enjoy ensure enter erode escalate exaggerate exceed
exclude exercise exist expand expect explain exploit expose express extend face fail fear fire
flatter flout follow force fuel fulfil gain grip guarantee halt hamper handle happen harass harm
hate help hesitate hinder honor honour hope host ignore imply impose impress improve include
increase indicate infuriate insist inspire insult intend interfere intervene intimidate invade
invest invite involve isolate jeopardise jeopardize join judge justify kill lack lag last laud
launch lift like limit link live loom love manage march match matter meddle menace miss mock
modernise move murder need negotiate notice object obstruct offer operate oppose outline
outweigh owe persist persuade play pledge plot point poison portray pose possess praise predict
prefer prepare preserve press pressure pretend prevail prevent proceed proclaim produce promise
promote propose protect protest prove provide provoke punish pursue push question raise rally
ratify reach react reaffirm realise realize recall receive recognise recognize recommend
reconsider reduce refer reflect refuse regard regret reiterate reject rely remain remember
remind renew replace reply report represent require rescue resemble resent resist resolve
respect respond rest restore restrain restrict resume retain retaliate retreat return reveal
reverse ridicule ruin rule scold seem seize serve settle share shield shift show shun sign
signal sound spark stabilise start state stay steer step stop strengthen stress struggle stumble
succeed suffer suggest support suppose surprise surround survive suspect suspend sustain swallow
talk target tend test thank threaten thrive tolerate trade train transform treat trigger trust
try turn undermine unite urge use value veto view violate visit voice vote vow wait walk want
warn waste watch weaken weigh welcome widen wish wonder work worry worsen wreck yield
"""
_AUXILIARIES = """
am is are was were has have had do does did will would shall should can could may might must
cannot it's that's he's she's there's what's who's here's where's let's
"""
# Words in -ed that are no verbs, or next to never.
_NO_VERBS = """
aged allied armed beloved bleed breed combined crooked deed feed greed hundred indeed kindred
naked rugged sacred seed shed speed supposed united unprecedented weed wicked
"""
# What follows one of these is a noun or an adjective, whatever it looks like.
_BEFORE_NOUNS = _words(
    """
    a an the this these those its their his her our my your no any some every each another of in on
    at by for from with without about between against under over into to as than new recent more
    most further such same joint military economic political nuclear foreign
    """
)
# The present of these looks like a plural: it counts after a name or a pronoun alone.
_LIKE_PLURALS = """
acts advances aims answers appeals attacks bans benefits bets bids blocks bombs boosts breaks
calls challenges changes charges claims comments concerns contacts controls costs counters cuts
damages deals delays demands drives drops ends exercises exploits exports fears feeds fights
fires forces forecasts gains guarantees harms hits holds hopes hosts increases judges leads
limits links lives looks matters means moves murders needs notices objects offers plans plays
pledges plots points presses pressures produces projects promises protests questions rallies
regards regrets reports rescues respects rests results returns rings rises rules runs sets
shares shields shifts shows signals signs sounds sparks splits spreads stands states steps stops
stresses strikes struggles supports surprises suspects talks targets tests threats trades treats
triggers trusts turns uses values views visits voices votes vows wins works worries
"""
_SUBJECTS = _words("he she it who which that also now still nobody everyone")
# A base form counts only after one of these, or after a plural.
_PLURAL_SUBJECTS = _words("they we you i who people many others both often women men")


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
    spans = [match.span() for match in _WORD.finditer(text)]
    lowered = lower(text)
    words = [lowered[start:end] for start, end in spans]
    sentence = Words(text, words, [start for start, _ in spans])
    return [spans[number] for number in sentence.find_verbs()]


class Words:
    """A text cut into words, each asked by its number whether it is a finite verb.

    The rules are those of :func:`find_verbs`. Few words of a sentence are ever asked about.

    Parameters
    ----------
    text : str
        Which the words are of.
    words : list of str
        In small letters, from left to right; marks may be among them.
    starts : list of int
        Where each begins.
    stop : int, optional
        Where the paragraph ends; the end of the text if absent.
    """

    __slots__ = ("_n_before_verbs", "kinds", "starts", "stop", "text", "words")

    def __init__(
        self, text: str, words: list[str], starts: list[int], *, stop: int | None = None
    ) -> None:
        self.text, self.words, self.starts = text, words, starts
        self.stop = len(text) if stop is None else stop
        self.kinds = _read_kinds()  # empty for most words, of which no more is asked
        self._n_before_verbs = 0  # so many words at the beginning are known to be no verbs

    def find_verbs(self) -> list[int]:
        """Find the numbers of all words that are finite verbs."""
        listed = _list_kinds()
        # Most words are none, which a look at some letters tells, and need not be kept as such.
        return [
            number
            for number, word in enumerate(self.words)
            if (word in listed or word[-1] == "d" or "'" in word) and self.is_verb(number)
        ]

    def is_verb(self, number: int) -> bool:
        """Tell whether a word is a finite verb; there are none beyond the first and the last."""
        if not 0 <= number < len(self.words):
            return False
        kind = self.kinds[self.words[number]]
        return kind == "auxiliary" or (kind != "" and self._is_used_as_verb(number, kind))

    def _is_used_as_verb(self, number: int, kind: str) -> bool:
        """Tell by what stands beside a word whether it is the verb that it may be."""
        text, start, before = self.text, self.starts[number], ""
        end = start + len(self.words[number])
        if number:
            before = self.words[number - 1]
            last = self.starts[number - 1] + len(before)
            if not text[last:start].isspace():
                before = ""
        if kind == "auxiliary or name":
            return not before or text[start:end] not in ("May", "Will")
        if before in _BEFORE_NOUNS or before.endswith(("'s", "s'")):
            return False  # a noun or an adjective
        if kind == "finite":
            return True
        if kind == "in -ed":
            return not _BY.match(text, end, self.stop)
        if kind == "base":
            return before in _PLURAL_SUBJECTS or before.endswith("s")
        if before in _SUBJECTS:
            return True
        return before != "" and self._has_subject(number, text[last - len(before) : last])

    def _has_subject(self, number: int, before: str) -> bool:
        """Tell whether a word that looks like a plural is the verb of the name before it."""
        if not before[:1].isupper() and before not in (TARGET, OTHER):
            return False
        after = self.starts[number] + len(self.words[number]), self.stop
        if _OBJECT.match(self.text, *after):
            return True
        return bool(_LAST.match(self.text, *after)) and self._is_first(number)

    def _is_first(self, number: int) -> bool:
        """Tell whether no verb stands before a word."""
        while self._n_before_verbs < number and not self.is_verb(self._n_before_verbs):
            self._n_before_verbs += 1
        return self._n_before_verbs >= number


class _Kinds(dict[str, str]):
    """The kind of each word: by our lists, else by its end; empty if it is no verb."""

    def __missing__(self, word: str) -> str:
        kind = "in -ed" if word.endswith("ed") else ""
        if word.endswith(_CONTRACTED):
            kind = "auxiliary"
        if len(self) >= _MOST_KEPT:
            self.clear()
            self.update(_list_kinds())
        if len(word) <= _LONGEST_KEPT:
            self[word] = kind
        return kind


@cache
def _read_kinds() -> _Kinds:
    return _Kinds(_list_kinds())


@cache
def _list_kinds() -> dict[str, str]:
    """Say what kind of verb the words of our lists may be; empty for none, whatever their end."""
    bases = _words(_PRESENT) | irregular_forms().keys()
    finite = {present_of(base) for base in bases}
    finite |= {forms[0] for forms in irregular_forms().values()}
    # What stands further down goes before what stands above it.
    return {
        **dict.fromkeys(bases, "base"),
        **dict.fromkeys(finite, "finite"),
        **dict.fromkeys(_words(_LIKE_PLURALS), "like a plural"),
        **dict.fromkeys(_words(_NO_VERBS), ""),
        **dict.fromkeys(_words(_AUXILIARIES), "auxiliary"),
        **dict.fromkeys(("may", "will"), "auxiliary or name"),
    }
