"""Restrict what a run found to some outlets, days, countries, voices and frames."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analysis import schemas
from analysis.explore.checking import check_choice, end_of, start_of
from analysis.explore.voices import choose_voices, find_voices
from analysis.pipeline import Annotations
from analysis.scores import DEFAULT_SCORER
from analysis.tables.evidence import counted_cues

__all__ = ["Choice", "choose", "scorer_of"]


@dataclass(frozen=True)
class Choice:
    """What to look at. A field that is left out leaves nothing out.

    Attributes
    ----------
    countries : collection of str
        Mentions of these, as ISO 3166-1 alpha-3, and relations that one of them takes part in.
    voice : str
        "outlet" for the outlet's own words, "quoted" for those of others.
    speaker_countries, speakers : collection of str
        Words of speakers from these countries, or with these names; quoted, therefore.
    frames : collection of str
        Cues of these frames alone. Mentions stay, since a share needs its whole.
    framed : collection of str
        Mentions and relations alone that a cue of one of these frames is linked to, there.
    outlets : collection of str
        Documents of these.
    since, until : str
        Documents published from the first day of the one to the last of the other, as
        "2024-07-31", "2024-07", "2024 Q3" or "2024". Without a date a document is left out.
    scorer : str
        Whose scores; the one in `stances` if left out.
    """

    countries: Collection[str] = ()
    voice: Literal["outlet", "quoted"] | None = None
    speaker_countries: Collection[str] = ()
    speakers: Collection[str] = ()
    frames: Collection[str] = ()
    framed: Collection[str] = ()
    outlets: Collection[str] = ()
    since: str | None = None
    until: str | None = None
    scorer: str | None = None


def choose(found: Annotations, choice: Choice | None = None) -> Annotations:
    """Restrict what a run found, for every function of :mod:`analysis.tables`.

    Scores come from one scorer then, and `stances` take the sentiment of that one. Words of a
    voice are mentions and relations, cues and quotations in that voice.

    Parameters
    ----------
    found : Annotations
        As :func:`analysis.pipeline.run` gives them; they are not changed.
    choice : Choice, optional
        Everything, by the first scorer, if absent.

    Returns
    -------
    Annotations
        Rows in the order they were in.

    Raises
    ------
    ValueError
        If a name in the choice is none that the corpus or a codebook knows, a date is none, the
        choice contradicts itself, or a stage that it needs was skipped.

    See Also
    --------
    find_evidence : the sentences behind one number of what was chosen.
    """
    choice = check_choice(found, choice or Choice())
    documents = _choose_documents(found.documents, choice)
    here = {
        name: table[table["document_id"].isin(documents["document_id"])]
        if "document_id" in table
        else table
        for name, table in found._asdict().items()
    }
    here["documents"] = documents
    here["frames"], here["frame_countries"] = _choose_cues(here, found, choice)
    kept = _choose_targets(here, found, choice)
    for name, key in (
        ("mentions", "mention_id"),
        ("relations", "relation_id"),
        ("scores", "target_id"),
        ("tones", "target_id"),
        ("stances", "target_id"),
    ):
        here[name] = here[name][here[name][key].isin(kept)]
    here["quotations"] = choose_voices(here["quotations"].assign(voice="quoted"), choice).drop(
        columns="voice"
    )
    scorer = scorer_of(found, choice)
    here["scores"] = here["scores"][here["scores"]["scorer"] == scorer]
    here["stances"] = _read_again(here["stances"], here["scores"], scorer)
    return Annotations(**here)


def scorer_of(found: Annotations, choice: Choice) -> str | None:
    """Tell whose scores a choice means.

    Returns
    -------
    str or None
        The scorer named; else that of `stances`; else the default or the first; None if nothing
        was scored.
    """
    if choice.scorer is not None:
        return choice.scorer
    joined = found.stances["scorer"].dropna().unique().tolist()
    scored = found.scores["scorer"].unique().tolist()
    first = [DEFAULT_SCORER] if DEFAULT_SCORER in scored else scored
    return next(iter([*joined, *first]), None)


def _choose_documents(documents: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    if choice.outlets:
        documents = documents[documents["outlet"].isin(list(choice.outlets))]
    if choice.since is not None:
        documents = documents[documents["published_on"] >= start_of(choice.since)]
    if choice.until is not None:
        documents = documents[documents["published_on"] <= end_of(choice.until)]
    return documents


def _choose_cues(
    here: dict[str, pd.DataFrame], found: Annotations, choice: Choice
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Choose cues by frame and by the voice that they stand in, and the countries in them."""
    cues, linked = here["frames"], here["frame_countries"]
    if choice.frames:
        cues = cues[cues["frame"].isin(list(choice.frames))]
    if _asks_for_voice(choice):
        voices = find_voices(cues.rename(columns={"frame_id": "span_id"}), found.quotations)
        cues = cues[cues["frame_id"].isin(choose_voices(voices, choice)["span_id"])]
    linked = linked[linked["frame_id"].isin(cues["frame_id"])]
    if choice.countries:
        linked = linked[linked["country"].isin(list(choice.countries))]
    return cues, linked


def _choose_targets(here: dict[str, pd.DataFrame], found: Annotations, choice: Choice) -> pd.Series:
    """List the ids of the mentions and relations that are left."""
    mentions, relations = here["mentions"], here["relations"]
    if choice.countries:
        wanted = set(choice.countries)
        mentions = mentions[mentions["country"].isin(wanted)]
        meant = [not wanted.isdisjoint(countries) for countries in relations["countries"]]
        relations = relations[pd.Series(meant, index=relations.index, dtype="bool")]
    kept = pd.concat([mentions["mention_id"], relations["relation_id"]], ignore_index=True)
    if _asks_for_voice(choice):
        stances = found.stances[found.stances["target_id"].isin(kept)]
        kept = choose_voices(stances, choice)["target_id"]
    if choice.framed:
        kept = kept[kept.isin(_find_framed(found, list(choice.framed)))]
    return kept


def _asks_for_voice(choice: Choice) -> bool:
    return bool(choice.voice or choice.speakers or choice.speaker_countries)


def _find_framed(found: Annotations, frames: list[str]) -> set[str]:
    """Find the targets that a cue of these frames is linked to in their own sentence."""
    cues = counted_cues(found.frames)
    cues = cues[cues["frame"].isin(frames)][["frame_id", "segment_id"]]
    linked = cues.merge(found.frame_countries, on="frame_id")
    # A relation brings its countries in: the image is of the relation, not of each state.
    things = {
        (segment, country if pd.isna(relation) else relation)
        for segment, country, relation in schemas.rows_of(
            linked, ["segment_id", "country", "relation"]
        )
    }
    columns = ["mention_id", "segment_id", "country"]
    rows = [*schemas.rows_of(found.mentions, columns)]
    rows += schemas.rows_of(found.relations, ["relation_id", "segment_id", "relation"])
    return {target for target, segment, thing in rows if (segment, thing) in things}


def _read_again(stances: pd.DataFrame, scores: pd.DataFrame, scorer: str | None) -> pd.DataFrame:
    """Give stances the sentiment of one scorer."""
    read = scores.set_index("target_id")["sentiment"]
    scored = stances["target_id"].isin(read.index)
    name = pd.Series(scorer, index=stances.index, dtype="str").where(scored)
    return stances.assign(scorer=name, sentiment=stances["target_id"].map(read).astype("float64"))
