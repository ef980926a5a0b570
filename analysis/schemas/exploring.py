"""The tables behind one number: its sentences, and the words that moved a score."""

from __future__ import annotations

from dataclasses import replace

from analysis.schemas.annotations import STANCES, SURFACE, TARGET_ID, VOICES
from analysis.schemas.core import Column, Table
from analysis.schemas.corpus import DOCUMENT_ID, END, SEGMENT_ID, START

KINDS_OF_EVIDENCE = ("mention", "relation", "cue", "quotation")

_OF_STANCES = {column.name: column for column in STANCES.columns}

EVIDENCE = Table(
    "evidence",
    "one mention, relation, cue or quotation behind one mark of a figure",
    ("evidence_id",),
    (
        Column("evidence_id", "text", "a `mention_id`, `relation_id`, `frame_id`, `quotation_id`"),
        Column("target", "text", "what it is", choices=KINDS_OF_EVIDENCE),
        DOCUMENT_ID,
        replace(SEGMENT_ID, missing=True),
        START,
        END,
        SURFACE,
        _OF_STANCES["published_on"],
        _OF_STANCES["outlet"],
        Column("about", "text", "the country, relation or frame; missing if unnamed", missing=True),
        Column(
            "voice",
            "text",
            "whose words hold it: the outlet's own or quoted; missing where nobody looked",
            choices=VOICES,
            missing=True,
        ),
        _OF_STANCES["speaker"],
        _OF_STANCES["speaker_country"],
        _OF_STANCES["scorer"],
        Column(
            "value",
            "number",
            "what the figure reads in it: sentiment, tone, or `figurative`; missing without any",
            missing=True,
            low=-1,
            high=1,
        ),
        Column("counted", "truth", "the estimate rests on it"),
        Column("cues", "list", "the cues of frames that count in its sentence, as frame: words"),
        Column("sentence", "text", "the sentence that holds it, or in which it begins"),
    ),
)

REASONS = Table(
    "reasons",
    "one word that a scorer read beside a target",
    ("start",),
    (
        replace(TARGET_ID, meaning="the `mention_id` or `relation_id` that was scored"),
        Column("scorer", "text", "the instrument"),
        Column("word", "text", "the word, to the character"),
        START,
        END,
        Column(
            "contribution",
            "number",
            "by how much sentiment falls when the word is left out: above 0 it speaks for the "
            "target",
            low=-2,
            high=2,
        ),
        Column(
            "p_negative",
            "number",
            "by how much `p_negative` falls then; missing for word lists",
            missing=True,
            low=-1,
            high=1,
        ),
        Column(
            "p_positive",
            "number",
            "by how much `p_positive` falls then; missing for word lists",
            missing=True,
            low=-1,
            high=1,
        ),
    ),
)
