"""Choose a scorer by name or give one's own, and score what was found in the segments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from analysis import schemas
from analysis.matching.targets import targets_of
from analysis.networks.sessions import identify_model
from analysis.scores.hub import HUB_PREFIXES, load_hub_scorer
from analysis.scores.news import score_news
from analysis.scores.targets import MEASURES, check_targets
from analysis.scores.textblob import score_textblob
from analysis.scores.vader import score_vader

__all__ = [
    "DEFAULT_SCORER",
    "SCORERS",
    "Scorer",
    "find_scorer",
    "identify_scorer",
    "score_mentions",
    "score_targets",
]

Scorer = Callable[[pd.DataFrame], pd.DataFrame]

SCORERS: Mapping[str, Scorer] = MappingProxyType({
    "news": score_news,
    "textblob": score_textblob,
    "vader": score_vader,
})  # fmt: skip
DEFAULT_SCORER = "news"

# What a segment's neighbours may add on either side, in characters: as much as a window of the
# model can hold. Word lists read the clause and need no more than the segment.
_REACH_OF_NEIGHBOURS = 600
_READS_THE_SEGMENT_ALONE = frozenset({"textblob", "vader"})


def find_scorer(name: str) -> Scorer:
    """Find a scorer by its name.

    Parameters
    ----------
    name : str
        One of :data:`SCORERS`; or `hub:` (or `hub-pair:`, for models that read the target beside
        the sentence) and the folder or hub name of a sequence classifier.

    Returns
    -------
    callable
        From targets to scores.

    Raises
    ------
    ValueError
        If there is no such scorer.
    """
    if name in SCORERS:
        return SCORERS[name]
    if isinstance(name, str) and name.startswith(HUB_PREFIXES):
        return load_hub_scorer(name)
    msg = (
        f"`scorer` must be a function, one of {sorted(SCORERS)}, or `hub:` and the folder or name "
        f"of a classifier; it is {name!r}."
    )
    raise ValueError(msg)


def identify_scorer(name: str) -> str | None:
    """Give the hash of the model behind a scorer, for manifests and captions.

    Parameters
    ----------
    name : str
        One that :func:`find_scorer` knows.

    Returns
    -------
    str or None
        SHA-256 in hexadecimal digits; None for word lists, whose packages have versions.
    """
    if name == "news":
        return identify_model()
    return getattr(find_scorer(name), "identity", None)


def score_targets(targets: pd.DataFrame, *, scorer: str | Scorer = DEFAULT_SCORER) -> pd.DataFrame:
    """Score how favourable the words around each target are to it.

    Parameters
    ----------
    targets : DataFrame, one row per target
        With `text, start, end`: a sentence and where in it the country stands.
    scorer : str or callable, optional
        A name that :func:`find_scorer` knows, or a function with the signature of these.

    Returns
    -------
    DataFrame, one row per target, on the same index
        `sentiment` from -1 (hostile) to +1 (friendly), missing without evidence and never 0 for
        want of it; `p_negative, p_neutral, p_positive` where the scorer has probabilities;
        `n_cues` where it has a word list.

    Raises
    ------
    SchemaError
        If a target does not mark a part of its text.
    ValueError
        If there is no such scorer, or if it gives back something else.

    Examples
    --------
    >>> targets = pd.DataFrame(
    ...     {"text": ["Oslo is a loyal friend.", "Oslo is a port."], "start": 0, "end": 4}
    ... )
    >>> score_targets(targets, scorer="vader")[["sentiment", "n_cues"]]
       sentiment  n_cues
    0      0.743       2
    1        NaN       0
    """
    check_targets(targets)
    score = scorer if callable(scorer) else find_scorer(scorer)
    scored = score(targets[["text", "start", "end"]])
    name = getattr(score, "__name__", repr(score))
    if not isinstance(scored, pd.DataFrame) or not targets.index.equals(scored.index):
        msg = f"A scorer must give back a table on the index of its targets; {name} does not."
        raise ValueError(msg)
    if absent := [column for column in MEASURES if column not in scored.columns]:
        msg = (
            f"A scorer must give back the columns {list(MEASURES)}; {name} gives "
            f"{list(scored.columns)}, without {absent}."
        )
        raise ValueError(msg)
    return scored[list(MEASURES)]


def reach_of(scorer: str) -> int:
    """Return how many characters of neighbouring sentences a scorer reads on either side.

    Parameters
    ----------
    scorer : str
        Its name.

    Returns
    -------
    int
        0 for the word lists, which read the sentence alone.
    """
    return 0 if scorer in _READS_THE_SEGMENT_ALONE else _REACH_OF_NEIGHBOURS


def score_mentions(
    segments: pd.DataFrame,
    mentions: pd.DataFrame,
    relations: pd.DataFrame,
    *,
    scorers: Sequence[str] = (DEFAULT_SCORER,),
    reach: int | None = None,
) -> pd.DataFrame:
    """Score every mention and relation with every scorer asked for.

    Every name that the house's codebook of countries knows is hidden from a scorer, and of those
    that another codebook brought in the target alone.

    Parameters
    ----------
    segments : DataFrame, one row per headline or sentence
        As described by :data:`analysis.schemas.SEGMENTS`.
    mentions : DataFrame, one row per naming of a country
        As described by :data:`analysis.schemas.MENTIONS`.
    relations : DataFrame, one row per naming of a relation
        As described by :data:`analysis.schemas.RELATIONS`.
    scorers : sequence of str, optional
        Names that :func:`find_scorer` knows.
    reach : int, optional
        How many characters of neighbouring sentences are read on either side; as
        :func:`reach_of` has it for each scorer if absent.

    Returns
    -------
    DataFrame, one row per target and scorer
        As described by :data:`analysis.schemas.SCORES`; scorer by scorer, mentions before
        relations.

    Raises
    ------
    ValueError
        If a scorer is unknown, or a target is not where its segment is.
    """
    tables = []
    for name in dict.fromkeys(scorers):
        around = reach_of(name) if reach is None else reach
        targets = targets_of(segments, mentions, relations, reach=around)
        scored = score_targets(targets, scorer=name)
        tables.append(scored.assign(target_id=targets["target_id"], scorer=name))
    filled = [table for table in tables if len(table)]
    if not filled:
        return schemas.SCORES.empty()
    scores = pd.concat(filled, ignore_index=True)[schemas.SCORES.names]
    return scores.astype({"scorer": "str", "n_cues": "float64"})
