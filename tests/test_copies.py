"""Near-copies: found whatever their order, the first kept, and what is merely alike left alone."""

from __future__ import annotations

import re
from concurrent.futures import ProcessPoolExecutor
from math import isclose
from multiprocessing import get_context

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal, assert_series_equal

from analysis import schemas
from analysis.corpus import copies, find_copies
from analysis.corpus.sketches import compare, hash_runs, sketch_text

WORDS = [f"word{number}" for number in range(400)]
STORY = " ".join(WORDS[:100])


def make_documents(*rows):
    return schemas.DOCUMENTS.build(
        [
            {
                "document_id": name,
                "text": text,
                "published_on": day,
                "path": f"{name}.txt",
                "sha256": f"{place:064d}",
            }
            for place, (name, text, day) in enumerate(rows)
        ]
    )


def change(text, *places):
    """Put another word into some places."""
    words = text.split()
    for place in places:
        words[place] = f"other{place}"
    return " ".join(words)


def copies_of(documents, **options):
    return find_copies(documents, **options).dropna().to_dict()


def test_of_copies_the_first_by_date_is_the_original():
    documents = make_documents(
        ("late", STORY, "2025-01-03"),
        ("undated", change(STORY, 50), None),
        ("early", change(STORY, 10), "2025-01-01"),
        ("unrelated", " ".join(WORDS[200:300]), "2025-01-02"),
    )
    found = find_copies(documents)
    assert found.index.tolist() == ["late", "undated", "early", "unrelated"]
    assert found.dropna().to_dict() == {"late": "early", "undated": "early"}
    assert found.dtype == "str"


def test_of_one_day_the_first_by_id_is_the_original():
    documents = make_documents(("b", STORY, "2025-01-01"), ("a", STORY + " end", "2025-01-01"))
    assert copies_of(documents) == {"b": "a"}


def test_what_they_must_share_is_a_part_of_all_their_runs():
    # Of 96 runs of five words one changed word spoils five, if it is not near an end.
    changed = change(STORY, 50)
    shared = (96 - 5) / (96 + 5)
    documents = make_documents(("a", STORY, "2025-01-01"), ("b", changed, "2025-01-02"))
    assert isclose(compare(hash_runs(STORY), hash_runs(changed)), shared)
    assert copies_of(documents, alike=shared) == {"b": "a"}
    assert copies_of(documents, alike=shared + 1e-9) == {}
    twice = change(STORY, 40, 50)
    assert isclose(compare(hash_runs(STORY), hash_runs(twice)), (96 - 10) / (96 + 10))


def test_a_text_that_holds_another_is_no_copy_of_it():
    documents = make_documents(
        ("short", STORY, "2025-01-01"), ("long", " ".join(WORDS), "2025-01-02")
    )
    assert copies_of(documents) == {}


def test_case_and_marks_make_no_difference_and_order_does():
    loud = ", ".join(STORY.upper().split())
    backwards = " ".join(reversed(STORY.split()))
    documents = make_documents(
        ("a", STORY, None), ("b", loud, None), ("c", backwards, None)
    )  # fmt: skip
    assert copies_of(documents) == {"b": "a"}


def test_what_copies_a_copy_alone_is_an_original():
    # Each is near the one before it; the third is too far from the first.
    second = change(STORY, 20, 40)
    third = change(second, 60, 80)
    documents = make_documents(
        ("a", STORY, "2025-01-01"), ("b", second, "2025-01-02"), ("c", third, "2025-01-03")
    )
    assert compare(hash_runs(second), hash_runs(third)) >= 0.8
    assert compare(hash_runs(STORY), hash_runs(third)) < 0.8
    assert copies_of(documents) == {"b": "a"}


@pytest.mark.parametrize("variant", range(20))
def test_of_two_originals_the_earlier_is_named(variant):
    # Of each variant the hashes come in another order.
    story = " ".join(f"{variant}word{number}" for number in range(100))
    middle = change(story, 20, 40)
    documents = make_documents(
        ("one", story, "2025-01-01"),
        ("two", change(middle, 60, 80), "2025-01-02"),
        ("near both", middle, "2025-01-03"),
    )
    assert copies_of(documents) == {"near both": "one"}


def test_copies_that_are_barely_alike_are_found():
    """However their few smallest hashes fall: eight words of 400 spoil 40 runs of 396."""
    rows = []
    for n in range(60):
        text = " ".join(f"{n}word{number}" for number in range(400))
        rows += [(f"a{n:02d}", text, None), (f"b{n:02d}", change(text, *range(20, 400, 50)), None)]
    assert isclose(compare(hash_runs(rows[0][1]), hash_runs(rows[1][1])), (396 - 40) / (396 + 40))
    assert copies_of(make_documents(*rows)) == {f"b{n:02d}": f"a{n:02d}" for n in range(60)}


def test_a_phrase_of_the_trade_leads_nowhere_but_hides_no_copy():
    phrase = "by our own correspondents in Seoul and Tokyo"
    rows = [(f"d{n:03d}", f"{phrase} {' '.join(f'x{n}y{m}' for m in range(40))}", None)
            for n in range(250)]  # fmt: skip
    documents = make_documents(*rows, ("z", rows[240][1] + " end", None))
    assert copies_of(documents) == {"z": "d240"}


def test_where_phrases_of_the_trade_are_most_of_a_text_a_copy_is_found():
    """The hashes of its own are few then, and lead to it all the same."""
    phrase = " ".join(WORDS[:200])
    rows = [(f"d{n:03d}", f"{phrase} {' '.join(f'x{n}y{m}' for m in range(30))}", None)
            for n in range(250)]  # fmt: skip
    documents = make_documents(*rows, ("z", rows[240][1] + " end", None))
    assert compare(hash_runs(rows[0][1]), hash_runs(rows[1][1])) < 0.8
    assert copies_of(documents) == {"z": "d240"}


def test_texts_that_share_a_sentence_are_not_compared(monkeypatch):
    sentence = " ".join(WORDS[:8])
    rows = [(f"d{n}", f"{sentence} {' '.join(f'x{n}y{m}' for m in range(90))}", None)
            for n in range(9)]  # fmt: skip
    documents = make_documents(*rows, ("z", rows[3][1] + " end", None))
    compared = []

    def note(one, other):
        compared.append((one.size, other.size))
        return compare(one, other)

    monkeypatch.setattr(copies, "compare", note)
    assert copies_of(documents) == {"z": "d3"}
    assert compared == [(95, 94)]


def test_runs_that_are_kept_no_more_are_made_again(monkeypatch):
    rows = [(f"d{n}", " ".join(f"x{n}y{m}" for m in range(50)), None) for n in range(5)]
    again = [(f"e{n}{name}", f"{text} end", None) for n in range(3) for name, text, _ in rows]
    documents = make_documents(*rows, *again)
    expected = {f"e{n}d{m}": f"d{m}" for n in range(3) for m in range(5)}
    assert copies_of(documents) == expected
    for most in (1, 2, 5):
        monkeypatch.setattr(copies, "_MOST_KEPT", most)
        assert copies_of(documents) == expected


def test_the_processes_of_a_pool_find_the_same(monkeypatch):
    rows = [(f"d{n}", " ".join(f"x{n}y{m}" for m in range(50)), None) for n in range(20)]
    again = [(f"e{name}", f"{text} end", None) for name, text, _ in rows]
    documents = make_documents(*rows, *again)
    alone = find_copies(documents)
    assert alone.notna().sum() == 20
    monkeypatch.setattr(copies, "_CHARACTERS_IN_A_BUNCH", 900)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert_series_equal(find_copies(documents, pool=pool), alone)


@pytest.mark.parametrize("text", ["", "   ", "four words are few", "?!", "한국은 말했다"])
def test_texts_of_fewer_than_five_words_copy_none(text):
    documents = make_documents(("a", text, None), ("b", text, None), ("c", STORY, None))
    assert copies_of(documents) == {}
    assert copies_of(documents.iloc[:2]) == {}


def test_no_document_has_no_copy():
    found = find_copies(schemas.DOCUMENTS.empty())
    assert found.empty
    assert found.dtype == "str"


@pytest.mark.parametrize("alike", [0, -0.5, 1.01])
def test_a_share_that_is_none_is_told(alike):
    message = f"`alike` must be above 0 and at most 1; it is {alike}."
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        find_copies(make_documents(("a", STORY, None)), alike=alike)


def test_a_table_that_is_none_is_told():
    with pytest.raises(schemas.SchemaError, match="^`documents` must have the columns"):
        find_copies(pd.DataFrame({"text": ["x"]}))


TEXTS = st.lists(st.sampled_from(WORDS[:12]), max_size=30).map(" ".join)


@settings(max_examples=40)
@given(texts=st.lists(TEXTS, max_size=6), seed=st.integers(0, 9))
def test_the_order_of_rows_decides_nothing_and_an_original_copies_none(texts, seed):
    rows = [(f"d{place}", text, None) for place, text in enumerate(texts)]
    documents = make_documents(*rows)
    before = documents.copy(deep=True)
    found = find_copies(documents)
    assert_frame_equal(documents, before)
    shuffled = find_copies(documents.sample(frac=1, random_state=seed))
    assert_series_equal(shuffled.sort_index(), found.sort_index())
    originals = set(found.dropna())
    assert not originals & set(found[found.notna()].index)
    # Each pair is what comparing all with all would find.
    kept = []
    for name, text, _ in rows:
        own = hash_runs(text)
        near = [other for other, runs in kept if own.size and compare(own, runs) >= 0.8]
        assert (found[name] if pd.notna(found[name]) else None) == (near[0] if near else None)
        if not near and own.size:
            kept.append((name, own))


def test_marks_divide_words_and_belong_to_none():
    """Straight or curled, a mark is no letter; a letter with an accent is one."""
    plain = "He said: 'The ship of state, one reads, runs aground - again.' Cafe owners left."
    curled = "He said: ‘The ship of state, one\xa0reads, runs aground — again.’ «Cafe» owners left…"
    assert sketch_text(plain).tolist() == sketch_text(curled).tolist()
    assert sketch_text(plain).size == len(plain.replace("- ", "").split()) - 4
    accented = plain.replace("Cafe", "Café")
    shared = set(sketch_text(plain)) & set(sketch_text(accented))
    # The third word from the end stands in the last three runs.
    assert len(shared) == sketch_text(plain).size - 3
    assert sketch_text("One two, three – “four”.").size == 0
