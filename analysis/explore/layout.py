"""How a page is put together: heads, texts, and a legend of what stands in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.explore.looks import FOCUS, QUOTATION, ground_of, look_of_cue, sign
from analysis.explore.markup import Mark, Page, mark_html, mark_text, quote, show_controls
from analysis.explore.spans import LEAST_SHOWN, say_speaker

__all__ = [
    "join_blocks",
    "legend_of",
    "say_document",
    "say_page",
    "say_reasons",
    "say_sentence",
    "wrap_text",
]

# The HTML of a block and its plain text.
Block = tuple[str, str]

_TEXT = "white-space: pre-wrap; line-height: 2; max-width: 48em"
_SMALL = "font-size: 85%; opacity: 0.85; max-width: 56em"
_MOST_WORDS = 5


def wrap_text(text: str, first: int, last: int, marks: Sequence[Mark]) -> Block:
    """Write a part of a text with its marks."""
    html = mark_html(text, first, last, marks)
    return f'<div style="{_TEXT}">{html}</div>', mark_text(text, first, last, marks)


def say_document(document: Mapping[str, Any], scorer: str | None) -> Block:
    """Write the head of an article: title, outlet, day, id and whose sentiment is shown."""
    title = _or(document["title"], "No title")
    facts = [*_say_source(document), document["document_id"], f"sentiment: {scorer or 'none'}"]
    line = " | ".join(facts)
    html = f"<header><b>{quote(title)}</b><br><small>{quote(line)}</small></header>"
    return html, f"{show_controls(title)}\n{show_controls(line)}\n"


def say_page(evidence: pd.DataFrame, n_sentences: int, skip: int, most: int) -> Block:
    """Write the head of a list of sentences: which of how many, and what they hold."""
    last = min(skip + most, n_sentences)
    shown = f"{skip + 1} to {last} of {n_sentences}" if last > skip else f"0 of {n_sentences}"
    n_counted = int(evidence["counted"].sum())
    line = f"Sentences {shown}. The number rests on {n_counted} of {len(evidence)} places in all."
    return f'<p style="{_SMALL}">{quote(line)}</p>', line


def say_sentence(rows: pd.DataFrame, document: Mapping[str, Any], *, beside: str) -> Block:
    """Write the head of a sentence: where it stands, and what is counted in it.

    `beside` says what a row is that is not counted.
    """
    counted = []
    for row in rows.to_dict("records"):
        said = [row["surface"]]
        if row["counted"] and pd.notna(row["value"]):
            is_cue = row["target"] == "cue"
            said.append(f"figurative {row['value']:.2f}" if is_cue else sign(row["value"]))
        if row["voice"] == "quoted":
            said.append(f"said by {say_speaker(row)}")
        if not row["counted"]:
            said.append(beside)
        counted.append(", ".join(said))
    line = " | ".join([*_say_source(document), document["document_id"], *counted])
    return f'<p style="{_SMALL}">{quote(line)}</p>', f"\n{show_controls(line)}"


def say_reasons(
    score: Mapping[str, Any], reasons: pd.DataFrame, document: Mapping[str, Any]
) -> Block:
    """Write the head of a passage: the score, and the words that moved it most."""
    facts = [f"{score['scorer']}: {sign(score['sentiment'])}"]
    if pd.notna(score["p_negative"]):
        facts.append(
            f"less favourable {score['p_negative']:.2f}, unchanged {score['p_neutral']:.2f}, "
            f"more {score['p_positive']:.2f}"
        )
    ordered = reasons[reasons["contribution"].abs() >= LEAST_SHOWN]
    ordered = ordered.sort_values(["contribution", "start"])
    for head, rows in (
        ("for", ordered[ordered["contribution"] > 0].iloc[::-1]),
        ("against", ordered[ordered["contribution"] < 0]),
    ):
        words = rows.head(_MOST_WORDS)[["word", "contribution"]].itertuples(index=False, name=None)
        listed = ", ".join(f"{word} {sign(by)}" for word, by in words)
        facts.append(f"{head} it: {listed or 'no word'}")
    line = " | ".join([document["document_id"], *facts])
    return f'<p style="{_SMALL}">{quote(line)}</p>', show_controls(line)


def legend_of(marks: Sequence[Mark], scorer: str | None) -> Block:
    """Say what the marks mean, of those kinds alone that there are."""
    kinds = {mark.brackets for mark in marks}
    said = []
    if ("[", "]") in kinds:
        samples = "".join(
            f'<span style="{ground_of(value)}">{sign(value)}</span> '
            for value in (-1.0, -0.5, 0.5, 1.0)
        )
        said.append(f"{samples}sentiment of {quote(scorer or 'no scorer')} toward the target; "
                    "dotted frame: none, or a mere place; dashed frame: a relation")  # fmt: skip
    if ("{", "}") in kinds:
        lines = (("image", "cue of a frame"), ("plain", "plain thing"), ("denied", "denied"))
        said.append(", ".join(
            f'<span style="{look_of_cue(0, kind, 0)}">{name}</span>' for kind, name in lines
        ))  # fmt: skip
    if ("«", "»") in kinds:
        said.append(f'<span style="{QUOTATION}">quotation</span>, with its speaker')
    if ("**", "**") in kinds:
        said.append(f'<span style="{FOCUS}">bold</span>: counted in the number')
    return (f'<footer style="{_SMALL}">{"; ".join(said)}</footer>' if said else "", "")


def join_blocks(blocks: Sequence[Block], *, whole: bool = False) -> Page:
    """Put blocks below one another; `whole` for an article."""
    tag = "article" if whole else "section"
    html = "".join(html for html, _ in blocks)
    return Page(f"<{tag}>{html}</{tag}>", "\n".join(text for _, text in blocks if text))


def _say_source(document: Mapping[str, Any]) -> list[str]:
    day = document["published_on"]
    outlet = _or(document["outlet"], "no outlet")
    return [outlet, "no date" if pd.isna(day) else f"{day:%Y-%m-%d}"]


def _or(value: object, otherwise: str) -> str:
    return otherwise if pd.isna(value) else str(value)
