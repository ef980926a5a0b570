"""A table is what its schema says, or the error tells where it is not."""

from __future__ import annotations

from itertools import permutations

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis import schemas

ALL = [table for table in vars(schemas).values() if isinstance(table, schemas.Table)]
TINY = schemas.Table(
    "tiny",
    "one thing",
    ("thing",),
    (
        schemas.Column("thing", "text", "which"),
        schemas.Column("share", "number", "how much", missing=True, low=0, high=1),
        schemas.Column("kind", "text", "what", choices=("a", "b")),
    ),
)


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_every_schema_documents_itself(table):
    assert len(set(table.names)) == len(table.names)
    assert set(table.key) <= set(table.names)
    assert table.row
    assert all(column.meaning for column in table.columns)
    assert_frame_equal(schemas.check(table.empty(), table), table.empty())


def test_the_contract_of_the_tables():
    assert schemas.MENTIONS.names == [
        "mention_id",
        "document_id",
        "segment_id",
        "start",
        "end",
        "surface",
        "country",
        "actor",
        "kind",
        "place_only",
    ]
    assert schemas.SCORES.key == ("target_id", "scorer")
    assert schemas.DOCUMENTS.names == [
        "document_id",
        "title",
        "text",
        "published_on",
        "outlet",
        "outlet_country",
        "author",
        "language",
        "original_language",
        "translated",
        "perspective",
        "licence",
        "path",
        "sha256",
    ]


def test_check_hands_the_table_back_and_lets_own_columns_travel():
    table = TINY.build([("x", 0.5, "a")]).assign(mine=1)
    assert schemas.check(table, TINY) is table


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("x", 1.5, "a")], "`tiny.share` must be at most 1; it is 1.5 at row 0."),
        ([("x", -0.5, "a")], "`tiny.share` must be at least 0; it is -0.5 at row 0."),
        ([("x", 0.5, "c")], "`tiny.kind` must be one of ['a', 'b']; it is 'c' at row 0."),
        ([("x", 0.5, None)], "`tiny.kind` must be given; it is missing at row 0."),
        (
            [("x", 0.5, "a"), ("x", 0.1, "b")],
            "`tiny` must have one row for each thing; {'thing': 'x'} is there more than once. "
            "Drop or renumber the 1 repeated row(s).",
        ),
    ],
)
def test_a_wrong_table_is_refused_in_words(rows, message):
    with pytest.raises(schemas.SchemaError) as refused:
        schemas.check(TINY.build(rows), TINY)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    "rows",
    [
        [("x", 1.0, "a"), ("y", 0.5, "b")],
        [("x", 1, "a"), ("y", None, "b")],
        [("x", None, None), ("y", 0.5, "b")],
        [(7, None, "a"), ("y", 0.5, "b")],
    ],
)
def test_what_a_chain_lists_is_what_the_table_holds(rows):
    with schemas.check_once():
        table = TINY.build(rows)
        for name in TINY.names:
            listed = schemas.values_of(table, name)
            assert repr(listed) == repr(table[name].to_numpy().tolist())


def test_in_a_chain_a_column_is_listed_once():
    table = TINY.build([("x", 1.0, "a"), ("y", None, "b")])
    with schemas.check_once():
        things = schemas.values_of(table, "thing")
        assert things == ["x", "y"]
        assert schemas.values_of(table, "thing") is things
        other = table.assign(thing=["a", "b"])
        assert schemas.values_of(other, "thing") == ["a", "b"]
    # Elsewhere the table may change between two calls.
    table.loc[0, "thing"] = "z"
    assert schemas.values_of(table, "thing") == ["z", "y"]
    assert list(schemas.rows_of(table, ["thing"])) == [("z",), ("y",)]


def test_in_a_chain_a_table_is_looked_at_once():
    table = TINY.build([("x", 0.5, "a")])
    with schemas.check_once():
        assert schemas.check(table, TINY) is table
        table.loc[0, "share"] = 7.0
        # Nobody looks: stages change no table that they are given.
        assert schemas.check(table, TINY) is table
        with pytest.raises(schemas.SchemaError):
            schemas.check(table.copy(), TINY)
        with pytest.raises(schemas.SchemaError):
            schemas.check(table, schemas.DOCUMENTS)
    with pytest.raises(schemas.SchemaError):
        schemas.check(table, TINY)


def test_an_absent_column_and_a_wrong_type_are_named():
    with pytest.raises(schemas.SchemaError) as refused:
        schemas.check(pd.DataFrame({"thing": ["x"]}), TINY)
    assert str(refused.value) == (
        "`tiny` must have the columns ['thing', 'share', 'kind']; absent: ['share', 'kind']. "
        "Its rows are: one thing."
    )
    with pytest.raises(schemas.SchemaError) as refused:
        schemas.check(TINY.build([("x", 0.5, "a")]).assign(share="much"), TINY)
    assert str(refused.value).startswith("`tiny.share` must hold number (how much); it is of type")


def test_columns_make_the_table_that_their_rows_make():
    table = TINY.build([("x", 0.5, "a"), ("y", None, "b")])
    columns = {"kind": ("a", "b"), "share": [0.5, None], "thing": table["thing"].array}
    assert_frame_equal(TINY.fill(columns), table)
    assert_frame_equal(TINY.fill({name: table[name].array for name in reversed(TINY.names)}), table)


@pytest.mark.parametrize(
    "rows", list(permutations([("d:0", "d", 0, 8), ("d:1", "d", 10, 20), ("e:0", "e", 0, 5)]))
)
def test_a_span_lies_in_the_segment_that_holds_all_of_it(rows):
    table = pd.DataFrame(rows, columns=["segment_id", "document_id", "start", "end"])
    bounds = schemas.bounds_of(table)
    assert bounds["d"].segment_ids == ["d:0", "d:1"]
    assert [bounds["d"].place_of(*span) for span in [(0, 8), (10, 20), (12, 13)]] == [0, 1, 1]
    assert [bounds["d"].place_of(*span) for span in [(7, 9), (8, 10), (19, 21)]] == [None] * 3
    assert "f" not in bounds
