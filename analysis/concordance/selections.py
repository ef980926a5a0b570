"""Which words a question leaves out: names that it knows already, and grammar."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import schemas
from analysis.concordance.places import read_hits

__all__ = ["FUNCTION_WORDS", "words_outside"]

_DETERMINERS = """a an the this that these those each every either neither some any no all both half
    such what which whose another other others same own several few fewer many more most much less
    least enough"""
_PRONOUNS = """i me my mine myself we us our ours ourselves you your yours yourself yourselves he
    him his himself she her hers herself it its itself they them their theirs themselves one ones
    oneself who whom whoever whatever whichever somebody someone something anybody anyone anything
    nobody nothing none everybody everyone everything"""
_PREPOSITIONS = """of in to for with on at by from about into onto through over before after above
    below under between among against during without within along across behind beyond near
    beside besides despite except toward towards upon until till since per via off out up down
    around as like than amid"""
_CONJUNCTIONS = """and or but nor so yet if unless although though because while whereas whether
    when whenever where wherever why how once lest"""
_AUXILIARIES = """be am is are was were been being have has had having do does did doing done will
    would shall should can could may might must ought cannot 's n't don't doesn't didn't won't
    wouldn't can't couldn't isn't aren't wasn't weren't hasn't haven't hadn't shouldn't mustn't
    i'm i've i'd i'll we're we've we'd we'll you're you've you'd you'll he'd he'll she'd she'll
    it'd it'll they're they've they'd they'll that'd that'll there'd there'll who'd who'll"""
_PARTICLES = """not here there then now just only also too very even still again ever never always
    already almost quite rather perhaps however therefore thus hence else away back further indeed
    instead"""

FUNCTION_WORDS: frozenset[str] = frozenset(
    " ".join(
        (_DETERMINERS, _PRONOUNS, _PREPOSITIONS, _CONJUNCTIONS, _AUXILIARIES, _PARTICLES)
    ).split()
)
"""Words of English grammar, as :func:`find_words` writes them: they are in every text, and say
how it is built rather than what it is about."""


def words_outside(words: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Leave out the words that stand in marked places, as in names of countries.

    Papers from Seoul name Seoul, and a list of keywords that says so says nothing.

    Parameters
    ----------
    words : DataFrame, one row per word
        As :func:`find_words` gives them.
    places : DataFrame, one row per place
        Any table with `document_id, start, end`: mentions, quotations, hits of an expression.

    Returns
    -------
    DataFrame, one row per word, in the order given
        As described by :data:`analysis.schemas.WORDS`, without those that share a character with
        a place.

    Raises
    ------
    SchemaError
        If an input is not such a table.
    """
    schemas.check(words, schemas.WORDS)
    marked = read_hits(places)
    kept = np.ones(len(words), bool)
    rows_of = words.groupby("document_id", sort=False).indices
    for document_id, rows in marked.groupby("document_id", sort=False):
        here = rows_of.get(document_id)
        if here is None:
            continue
        starts = rows["start"].to_numpy()
        # The furthest end of all places that began before: they may lie within one another.
        ends = np.maximum.accumulate(rows["end"].to_numpy())
        before = np.searchsorted(starts, words["end"].to_numpy()[here], side="left")
        reached = np.where(before > 0, ends[before - 1], 0)
        kept[here] = reached <= words["start"].to_numpy()[here]
    return words[kept].reset_index(drop=True)
