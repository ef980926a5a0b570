"""Sentences on what was read and on how it was read, from the manifest of a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.reports.citing import cite, plain, say_hash, say_list

__all__ = ["describe_counting", "describe_instruments", "describe_texts"]

_MOST_OUTLETS = 6
_SCORERS = {
    "news": "a small network that reads the sentence and its neighbours, fine-tuned for sentiment "
    f"toward a target on NewsMTSC{cite('hamborg2021')}, Directed Sentiment{cite('park2021')} and "
    "passages written for it",
    "textblob": "the word list of TextBlob, on the clause",
    "vader": f"the word list and rules of VADER, on the clause{cite('hutto2014')}",
}
# What cannot be done without another stage is left out with it.
_NEEDS = {
    "relations": {"mentions"},
    "scores": {"mentions"},
    "tones": {"mentions"},
}
_MEASURED = {
    "mentions": "countries", "relations": "relations between states",
    "scores": "sentiment", "tones": "tone", "frames": "frames", "quotations": "who speaks",
}  # fmt: skip


def describe_texts(manifest: Mapping[str, Any]) -> Iterator[str]:
    """Say what the corpus is: size, days, outlets, what was left out or taken out."""
    rows, texts = manifest["rows"], manifest.get("texts")
    n = rows["documents"]
    of_words = f" with {texts['words']:,} words" if texts else ""
    yield (
        f"The corpus holds {n:,} {_plural('text', n)}{of_words} "
        f"({say_hash(manifest['corpus_sha256'])})."
    )
    yield from _say_choice(manifest.get("collection") or {})
    if texts is None:
        yield "Dates, outlets and copies are not reported."
    else:
        yield from _say_dates(texts, n)
        yield from _say_outlets(texts, n)
        yield from _say_copies(texts)
    others = rows.get("rejected", 0) - (texts["same_text"] if texts else 0)
    if others > 0:
        said = _plural("remark", others)
        yield f"On record are {others:,} {said} on what was not read, or was read in part."
    if rows.get("removals"):
        yield (
            f"Before anything was counted, {rows['removals']:,} pieces of boilerplate were taken "
            "out of the texts."
        )
    if rows.get("segments"):
        yield f"The texts were cut into {rows['segments']:,} headlines and sentences."


def _say_choice(collection: Mapping[str, str]) -> Iterator[str]:
    """Say how the texts were chosen, and what of it is not on record."""
    said = [
        f"in {plain(collection['database'])}" if "database" in collection else "",
        f"with the search `{plain(collection['search'])}`" if "search" in collection else "",
        f"on {plain(collection['searched_on'])}" if "searched_on" in collection else "",
    ]
    if any(said):
        yield f"They were found {' '.join(filter(None, said))}."
    if "from" in collection or "to" in collection:
        first, last = (plain(collection.get(end, "an open end")) for end in ("from", "to"))
        yield f"The search ran from {first} to {last}."
    if "exclusions" in collection:
        yield f"Left out by rule: {plain(collection['exclusions']).rstrip('.')}."
    wanted = {"database": "database", "search": "search terms", "exclusions": "exclusions"}
    absent = [words for name, words in wanted.items() if name not in collection]
    if absent:
        yield f"[Add how they were chosen: {', '.join(absent)}; it is not on record.]"


def _say_dates(texts: Mapping[str, Any], n: int) -> Iterator[str]:
    undated = n - texts["dated"]
    if not texts["dated"]:
        yield "Their dates of publication are not reported."
        return
    yield f"They were published between {texts['first_on']} and {texts['last_on']}" + (
        f"; {undated:,} of them {'has' if undated == 1 else 'have'} no date." if undated else "."
    )


def _say_outlets(texts: Mapping[str, Any], n: int) -> Iterator[str]:
    outlets = texts["outlets"]
    unnamed = n - sum(outlets.values())
    if not outlets:
        yield "Their outlets are not reported."
        return
    ordered = sorted(outlets.items(), key=lambda pair: (-pair[1], pair[0]))
    named = say_list(f"{plain(name)} ({count:,})" for name, count in ordered[:_MOST_OUTLETS])
    few = len(ordered) <= _MOST_OUTLETS
    yield (
        f"They come from {len(outlets):,} {_plural('outlet', len(outlets))}"
        f"{': ' if few else ', most of them from '}{named}"
        + (f"; {unnamed:,} without an outlet." if unnamed else ".")
    )


def _say_copies(texts: Mapping[str, Any]) -> Iterator[str]:
    if texts["same_text"]:
        yield f"Of files that hold the same text one was read, and {texts['same_text']:,} left out."
    n = texts["near_copies"]
    alike = f"{texts['alike']:.0%}".replace("%", " %")
    has = f"{n:,} {'is a near-copy' if n == 1 else 'are near-copies'} of an earlier text"
    yield (
        f"{has if n else 'None is a near-copy of an earlier text'} ({alike} or more of their runs "
        f"of five words in common){cite('broder1997')}{'; these were kept' if n else ''}."
    )


def describe_instruments(manifest: Mapping[str, Any]) -> Iterator[str]:
    """Say how countries, relations, sentiment, tone, frames and speakers were found."""
    rows, parameters = manifest["rows"], manifest["parameters"]
    books = manifest.get("codebooks_sha256", {})
    models = parameters.get("models", {})
    left_out = _list_left_out(parameters)
    found = {name for name in _MEASURED if rows.get(name) and name not in left_out}
    if "mentions" in found:
        yield (
            f"Countries and their actors ({rows['mentions']:,} mentions) were found by a codebook "
            f"of names with dates of office{_hash(books, 'countries')}; a name that stands for a "
            "mere place is marked and left out of estimates."
        )
    if "relations" in found:
        yield (
            f"Namings of relations between states ({rows['relations']:,}) are targets of their own"
            f"{_hash(books, 'relations')}."
        )
    if "scores" in found:
        named = [_say_scorer(name, models) for name in parameters.get("scorers", ())]
        yield (
            "Sentiment was measured toward each target and not for the text as a whole, from -1 to "
            f"+1, by {'; '.join(named)}. Names of countries and of their actors were hidden from "
            "the scorer, so that no verdict hangs on a name; a target without evidence has no "
            "sentiment and is not counted as neutral."
        )
    if "tones" in found:
        yield (
            "The tone of the clause was measured apart: subjectivity by TextBlob, certainty and "
            f"cooperation by codebooks{_hash(books, 'modality', 'interaction')}."
        )
    if "frames" in found:
        yield _say_frames(manifest, books, models)
    if "quotations" in found:
        yield (
            f"Quotations ({rows['quotations']:,}), direct, indirect and mixed, were credited to "
            f"their speakers by rules{_hash(books, 'speech')}."
        )
    none = [words for name, words in _MEASURED.items() if name not in found | left_out]
    if none:
        yield f"Looked for and not found: {say_list(none)}."
    if left_out:
        said = say_list(words for name, words in _MEASURED.items() if name in left_out)
        yield f"Not measured: {said}."


def _list_left_out(parameters: Mapping[str, Any]) -> set[str]:
    skipped = set(parameters.get("skip", ()))
    if "segments" in skipped:
        return set(_MEASURED)
    return {name for name in _MEASURED if skipped & {name, *_NEEDS.get(name, ())}}


def _say_scorer(name: str, models: Mapping[str, str]) -> str:
    said = _SCORERS.get(name, "a scorer of the authors' choice")
    return f"{plain(name)}, {said}" + (f" ({say_hash(models[name])})" if name in models else "")


def _say_frames(
    manifest: Mapping[str, Any], books: Mapping[str, str], models: Mapping[str, str]
) -> str:
    read = "by rules alone"
    if "images" in models:
        read = f"by rules and a small network ({say_hash(models['images'])})"
    counting = manifest.get("counting")
    least = f"at {counting['figurative_from']:g} or more" if counting else "as an image"
    return (
        f"Frames ({manifest['rows']['frames']:,} cues) were found by a codebook"
        f"{_hash(books, 'frames')}; whether the cue of a metaphor is meant as an image was judged "
        f"from 0 to 1 {read}, and it counts {least} if its clause does not deny it."
    )


def _hash(books: Mapping[str, str], *names: str) -> str:
    known = [say_hash(books[name]) for name in names if name in books]
    return f" ({say_list(known)})" if known else ""


def describe_counting(manifest: Mapping[str, Any]) -> Iterator[str]:
    """Say how estimates and their intervals are made."""
    counting = manifest.get("counting")
    if counting is None:
        yield "How estimates and intervals were made is not reported."
        return
    few = counting["few_clusters"]
    yield (
        "Mentions are averaged inside a text and then over texts, so that each text counts once; "
        f"nothing is estimated from fewer than {counting['minimum_n']} texts. Intervals are "
        f"{100 * counting['level']:g} % and take whole texts, or outlets where there are {few} or "
        f"more, as the units that vary: Wilson's for shares of texts{cite('wilson1927')}, for "
        f"other numbers the percentile bootstrap ({counting['draws']:,} draws, seed "
        f"{counting['seed']}, tails expanded){cite('efron1993', 'hesterberg2015')}, and Student's "
        f"t below {few} units{cite('cameron2015')}."
    )


def _plural(noun: str, n: int) -> str:
    return noun if n == 1 else f"{noun}s"
