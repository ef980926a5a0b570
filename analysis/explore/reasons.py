"""Why a target has its score: how the score moves when a word is left out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from analysis import schemas
from analysis.explore.choices import Choice, scorer_of
from analysis.explore.placing import find_word_places, place_clause, place_passage
from analysis.matching.readings import read_target
from analysis.pipeline import Annotations
from analysis.scores import reach_of, score_targets, targets_of
from analysis.scores.textblob import read_clause as read_textblob
from analysis.scores.vader import read_clause as read_vader

__all__ = ["explain"]

# Word lists read a clause and nothing else; the words that they know are found in it.
_READERS = MappingProxyType({"textblob": read_textblob, "vader": read_vader})
_MOVES = ["sentiment", "p_negative", "p_positive"]
# What is the same after rounding has not moved.
_LEAST = 5e-5
_SAME = 1e-3


def explain(found: Annotations, target_id: str, *, scorer: str | None = None) -> pd.DataFrame:
    """Say which words moved the score of one mention or relation, and how far.

    Each word is left out in turn and the rest is read again. Names of countries stay hidden, and so
    are no reasons. Contributions need not add up to the score: of two words that say the same,
    neither moves much.

    Parameters
    ----------
    found : Annotations
        As :func:`analysis.pipeline.run` or :func:`choose` gives them.
    target_id : str
        A `mention_id` or `relation_id` that was scored.
    scorer : str, optional
        Whose score; that of `found.stances` if absent.

    Returns
    -------
    DataFrame, one row per word, by place
        As :data:`analysis.schemas.REASONS`. Of the word lists (`textblob`, `vader`) the words of
        the clause that move its score; of other scorers every word of the passage that they read,
        neighbouring sentences included.

    Raises
    ------
    ValueError
        If there is no such target, it was not scored by that scorer, or the texts are others than
        those that were scored.

    See Also
    --------
    show_reasons : the same in the text.
    analysis.frames.explain : why a cue was read as an image or not.

    Examples
    --------
    >>> from analysis import pipeline
    >>> found = pipeline.annotate_texts(["Seoul is a loyal friend, but Tokyo is a bad one."])
    >>> reasons = explain(found, found.mentions["mention_id"].iloc[0], scorer="vader")
    >>> reasons[["word", "start", "contribution"]].round(2)
         word  start  contribution
    0   loyal     11          0.25
    1  friend     17          0.27
    """
    scorer = scorer or scorer_of(found, Choice())
    score = _find_score(found, target_id, scorer)
    if pd.isna(score):
        return schemas.REASONS.empty()
    target = _find_target(found, target_id)
    read = _READERS.get(scorer)
    words, scores = _read_clause(target, read) if read else _read_passage(found, target, scorer)
    whole, without = scores.iloc[0], scores.iloc[1:]
    if abs(whole["sentiment"] - score) > _SAME:
        msg = (
            f"{target_id!r} must be scored as it was; {scorer} gave it {score:.4f} and now gives "
            f"it {whole['sentiment']:.4f}. Annotate these texts again."
        )
        raise ValueError(msg)
    # Without its only word a list has no score: all of it rests on that word.
    without = without.assign(sentiment=without["sentiment"].fillna(0.0))
    moves = (whole[_MOVES] - without[_MOVES]).reset_index(drop=True)
    places = pd.DataFrame(words, columns=["word", "start", "end"])
    rows = places.join(moves.rename(columns={"sentiment": "contribution"}))
    if read:
        rows = rows[rows["contribution"].abs() > _LEAST]
    rows = rows.assign(target_id=target_id, scorer=scorer)
    reasons = schemas.REASONS.conform(rows.reset_index(drop=True))
    return schemas.check(reasons, schemas.REASONS)


def _find_score(found: Annotations, target_id: str, scorer: str | None) -> float:
    scored = found.scores[found.scores["target_id"] == target_id]
    values = scored.loc[scored["scorer"] == scorer, "sentiment"].tolist()
    if not values:
        msg = (
            f"`target_id` must be a mention or relation that {scorer!r} scored; {target_id!r} was "
            f"scored by {scored['scorer'].tolist()}. Take one from `mentions` or `relations`."
        )
        raise ValueError(msg)
    return values[0]


class _Target(NamedTuple):
    """A target in its sentence; `start` and `end` count in the document."""

    segment_id: str
    start: int
    end: int
    opens: int
    text: str

    @property
    def within(self) -> tuple[int, int]:
        """Where it stands in the sentence."""
        return self.start - self.opens, self.end - self.opens


def _find_target(found: Annotations, target_id: str) -> _Target:
    for table, key in ((found.mentions, "mention_id"), (found.relations, "relation_id")):
        for row in table[table[key] == target_id].to_dict("records"):
            here = found.segments[found.segments["segment_id"] == row["segment_id"]]
            for opens, text in schemas.rows_of(here, ["start", "text"]):
                return _Target(row["segment_id"], row["start"], row["end"], opens, text)
    msg = f"`target_id` must be a mention or relation with its sentence; {target_id!r} is none."
    raise ValueError(msg)


def _read_clause(
    target: _Target, read: Callable[[str], tuple[float, int]]
) -> tuple[list[tuple[str, int, int]], pd.DataFrame]:
    """Read the clause of a target, and again without each of its words."""
    reading = read_target(target.text, *target.within)
    words, clauses = [], [reading.clause]
    placed = place_clause(reading, target.text, target.within)
    # "isn't" is read as two words and left out as one.
    for (start, end), parts in groupby(placed, key=lambda word: (word.start, word.end)):
        parts = list(parts)
        words.append((target.text[start:end], target.opens + start, target.opens + end))
        clauses.append(_cut(reading.clause, parts[0].first, parts[-1].last))
    read_again = [read(clause) for clause in clauses]
    values = [value if n_cues else float("nan") for value, n_cues in read_again]
    return words, pd.DataFrame({"sentiment": values}, columns=_MOVES, dtype="float64")


def _read_passage(
    found: Annotations, target: _Target, scorer: str
) -> tuple[list[tuple[str, int, int]], pd.DataFrame]:
    """Read the passage of a target as its scorer does, and again without each of its words."""
    here = found.segments[found.segments["segment_id"] == target.segment_id]
    document_id = here["document_id"].iloc[0]
    segments = found.segments[found.segments["document_id"] == document_id]
    one = _as_mention(target, document_id)
    asked = targets_of(segments, one, schemas.RELATIONS.empty(), reach=reach_of(scorer)).iloc[0]
    passage, start, end = asked["text"], int(asked["start"]), int(asked["end"])
    seen = set(find_word_places(passage, (start, end)))
    words, texts = [], [(passage, start, end)]
    opens = start - target.within[0]
    for word in place_passage(segments, target.segment_id, passage, opens):
        surface = passage[word.first : word.last]
        if (word.first, word.last) in seen and surface[0].isalnum():
            words.append((surface, word.start, word.end))
            rest = _cut(passage, word.first, word.last)
            moved = len(passage) - len(rest) if word.first < start else 0
            texts.append((rest, start - moved, end - moved))
    asked_again = pd.DataFrame(texts, columns=["text", "start", "end"])
    return words, score_targets(asked_again, scorer=scorer)[_MOVES]


def _as_mention(target: _Target, document_id: str) -> pd.DataFrame:
    surface = target.text[slice(*target.within)]
    row = ("t", document_id, target.segment_id, target.start, target.end, surface)
    return schemas.MENTIONS.build([(*row, "", "", "name", False)])


def _cut(text: str, first: int, last: int) -> str:
    """Leave a word out, and one of the two spaces around it."""
    if text[last : last + 1] == " " and (first == 0 or text[first - 1] == " "):
        last += 1
    return text[:first] + text[last:]
