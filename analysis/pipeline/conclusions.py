"""What is concluded from a corpus, as a number: the same under every way of measuring it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import tables
from analysis.intervals import Interval, estimate_difference, estimate_share
from analysis.pipeline.stages import Annotations
from analysis.tables.evidence import counted_cues
from analysis.tables.labels import label_country, label_frame, label_relation

__all__ = [
    "Conclusion",
    "compare_countries",
    "compare_framing",
    "compare_periods",
    "share_of_frame",
]

_SENTIMENT = "sentiment"


class Conclusion(NamedTuple):
    """A number that a paper rests on: what it says in words, and how it is estimated.

    `measures` names what is measured for it, "sentiment" or "frame" and a frame's name, so that
    the figure can tell how far that is validated; of a conclusion that names nothing it cannot.
    """

    words: str
    estimate: Callable[[Annotations], Interval]
    measures: tuple[str, ...] = ()


def compare_countries(one: str, other: str) -> Conclusion:
    """Conclude how much friendlier the texts are toward one country than toward another.

    Parameters
    ----------
    one, other : str
        ISO 3166-1 alpha-3.

    Returns
    -------
    Conclusion
        The difference of the mean sentiments, from -2 to 2.
    """

    def estimate(found: Annotations) -> Interval:
        dated = _sentiment_of(found)
        wide = dated.pivot_table("value", "document_id", "country", dropna=False)
        sides = [wide[name] if name in wide else wide.sum(axis=1) * np.nan for name in (one, other)]
        return estimate_difference(*sides, outlets=_outlets_of(found, wide.index))

    words = f"sentiment toward {label_country(one)} less that toward {label_country(other)}"
    return Conclusion(words, estimate, (_SENTIMENT,))


def compare_periods(country: str, on: date | str) -> Conclusion:
    """Conclude how sentiment toward a country differs from a day on.

    Parameters
    ----------
    country : str
        ISO 3166-1 alpha-3.
    on : date or str
        The first day that counts as after, as "2024-12-03".

    Returns
    -------
    Conclusion
        The mean from that day on less the mean before it, from -2 to 2.
    """
    day = pd.Timestamp(on)

    def estimate(found: Annotations) -> Interval:
        days = found.documents.set_index("document_id")["published_on"]
        dated = _sentiment_of(found)
        values = dated[dated["country"] == country].set_index("document_id")["value"]
        of_values = days.reindex(values.index)
        after = values.where(of_values >= day)
        before = values.where(of_values < day)
        return estimate_difference(after, before, outlets=_outlets_of(found, values.index))

    words = f"sentiment toward {label_country(country)} from {day:%Y-%m-%d} on less before"
    return Conclusion(words, estimate, (_SENTIMENT,))


def compare_framing(about: str, frame: str) -> Conclusion:
    """Conclude how sentiment differs where its target is put into a frame.

    It turns on every choice: on scorer and window, on threshold and codebook, and on copies.

    Parameters
    ----------
    about : str
        A country (ISO 3166-1 alpha-3) or a relation, as "USA-JPN-KOR".
    frame : str
        The name of a metaphor in the codebook.

    Returns
    -------
    Conclusion
        The mean over documents of the namings in the frame less that of all others, from -2 to 2.
    """

    def estimate(found: Annotations) -> Interval:
        rows = found.stances[~found.stances["place_only"]]
        rows = rows[(rows["country"] == about) | (rows["relation"] == about)]
        framed = rows["frames"].map(lambda names: frame in names).astype("bool")
        names = found.documents["document_id"]
        sides = [
            chosen.groupby("document_id")["sentiment"].mean().reindex(names)
            for chosen in (rows[framed], rows[~framed])
        ]
        return estimate_difference(*sides, outlets=_outlets_of(found, names))

    words = (
        f"sentiment toward {label_relation(about, 'tie')} in the frame {label_frame(frame)!r} less "
        "that outside of it"
    )
    return Conclusion(words, estimate, (_SENTIMENT, f"frame {frame}"))


def share_of_frame(frame: str) -> Conclusion:
    """Conclude how many documents hold a frame.

    Parameters
    ----------
    frame : str
        Its name in the codebook.

    Returns
    -------
    Conclusion
        The share of documents with a figurative cue of the frame, not denied.
    """

    def estimate(found: Annotations) -> Interval:
        cues = counted_cues(found.frames)
        names = found.documents["document_id"]
        hits = names.isin(cues.loc[cues["frame"] == frame, "document_id"])
        return estimate_share(hits, outlets=_outlets_of(found, names))

    words = f"share of documents with the frame {label_frame(frame)!r}"
    return Conclusion(words, estimate, (f"frame {frame}",))


def _sentiment_of(found: Annotations) -> pd.DataFrame:
    """Average the sentiment toward each country in each document."""
    return tables.average_sentiment(found.documents, found.mentions, found.scores)


def _outlets_of(found: Annotations, documents: pd.Index | pd.Series) -> list[str | None]:
    outlets = found.documents.set_index("document_id")["outlet"]
    return [name if isinstance(name, str) else None for name in outlets.reindex(list(documents))]
