"""Whether a choice can be meant: names that exist, days that exist, no contradiction."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import fields
from itertools import chain
from typing import TYPE_CHECKING

import pandas as pd

from analysis.codebooks.countries import load_countries
from analysis.codebooks.frames import load_frames
from analysis.pipeline import Annotations
from analysis.schemas import VOICES

if TYPE_CHECKING:
    from analysis.explore.choices import Choice

__all__ = ["check_choice", "end_of", "start_of"]

_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?| ?Q[1-4])?")
_LISTS = ("countries", "speaker_countries", "speakers", "frames", "framed", "outlets")
_MOST_NAMED = 12


def check_choice(found: Annotations, choice: Choice) -> Choice:
    """Make sure that a choice can be meant, and hand it back.

    Countries and frames must be in a codebook or in what was found, so that a choice made for one
    corpus can be tried on another; outlets, speakers and scorers must be in what was found.

    Parameters
    ----------
    found : Annotations
        Of which something is chosen.
    choice : Choice
        What is chosen.

    Returns
    -------
    Choice
        The same.

    Raises
    ------
    ValueError
        With the field at fault, what it may be, and what it is.
    """
    for name in _LISTS:
        if isinstance(getattr(choice, name), str):
            value = getattr(choice, name)
            msg = f"`{name}` must be a list of names; it is the text {value!r}. Write [{value!r}]."
            raise ValueError(msg)
    countries = {*found.mentions["country"], *found.frame_countries["country"]}
    countries.update(chain.from_iterable(found.relations["countries"]))
    frames = _known(found.frames, "frame")
    _refuse(choice, "countries", countries, lambda: load_countries().names)
    speaking = _known(found.quotations, "speaker_country")
    _refuse(choice, "speaker_countries", speaking, lambda: load_countries().names)
    _refuse(choice, "speakers", _known(found.quotations, "speaker"))
    _refuse(choice, "frames", frames, lambda: load_frames().frames)
    _refuse(choice, "framed", frames, lambda: load_frames().frames)
    _refuse(choice, "outlets", _known(found.documents, "outlet"))
    scorers = _known(found.scores, "scorer")
    if choice.scorer is not None and choice.scorer not in scorers:
        _tell("scorer", scorers, choice.scorer)
    if choice.voice not in (None, *VOICES):
        msg = f"`voice` must be one of {list(VOICES)}, or left out; it is {choice.voice!r}."
        raise ValueError(msg)
    for day in filter(None, (choice.since, choice.until)):
        start_of(day)
    _refuse_contradictions(found, choice)
    return choice


def start_of(day: str) -> pd.Timestamp:
    """Return the first moment of a day, month, quarter or year."""
    return _read(day).start_time


def end_of(day: str) -> pd.Timestamp:
    """Return the last moment of a day, month, quarter or year."""
    return _read(day).end_time


def _read(day: str) -> pd.Period:
    try:
        if isinstance(day, str) and _DAY.fullmatch(day):
            return pd.Period(day.replace(" ", ""))
    except ValueError:
        pass
    msg = (
        "`since` and `until` must be days, months, quarters or years, as '2024-07-31', '2024-07', "
        f"'2024 Q3' or '2024'; one is {day!r}."
    )
    raise ValueError(msg)


def _known(table: pd.DataFrame, column: str) -> set[str]:
    return set(table[column].dropna())


def _refuse(
    choice: Choice,
    name: str,
    found: Collection[str],
    read_book: Callable[[], Collection[str]] = tuple,
) -> None:
    """Refuse names that were not found; the codebook is read where there are such alone."""
    strange = [value for value in getattr(choice, name) if value not in found]
    if strange and (strange := [value for value in strange if value not in read_book()]):
        _tell(name, found, strange)


def _tell(name: str, known: Iterable[str], value: object) -> None:
    listed = sorted(known)
    more = f" and {len(listed) - _MOST_NAMED} more" if len(listed) > _MOST_NAMED else ""
    msg = (
        f"`{name}` must be among {listed[:_MOST_NAMED]}{more}, which were found in these texts; "
        f"it is {value!r}. Mend it, or leave it out for all."
    )
    raise ValueError(msg)


def _refuse_contradictions(found: Annotations, choice: Choice) -> None:
    named = [field.name for field in fields(choice) if field.name.startswith("speaker")]
    by_speaker = [name for name in named if getattr(choice, name)]
    if choice.voice == "outlet" and by_speaker:
        msg = (
            f"`voice` must be 'quoted' where `{by_speaker[0]}` is chosen, since speakers are "
            "quoted; it is 'outlet'. Leave one of the two out."
        )
        raise ValueError(msg)
    if (choice.voice or by_speaker) and found.stances.empty and len(found.mentions):
        msg = (
            "A voice can be chosen where the stages `quotations` and `stances` ran; `stances` is "
            "empty. Annotate without skipping them."
        )
        raise ValueError(msg)
    if choice.since and choice.until and end_of(choice.until) < start_of(choice.since):
        msg = f"`until` must not be before `since`; they are {choice.until!r} and {choice.since!r}."
        raise ValueError(msg)
