"""Scorers of the Hugging Face form, on tiny models made here: `make test-hub`.

Outside the tests that always run, since it takes the extra `hub` (torch).
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.scores import find_scorer, identify_scorer, score_targets
from analysis.scores.hub import load_hub_scorer

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

LETTERS = [*"abcdefghijklmnopqrstuvwxyz.,'"]
WORDS = ["friend", "loyal", "lied", "targetland", "otherland", "is", "a", "and"]


def make_model(folder, labels, *, longest=64):
    """Save a BERT of random weights, two layers deep, that knows letters and a few words."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    pieces = [*special, *dict.fromkeys([*LETTERS, *WORDS]), *(f"##{one}" for one in LETTERS)]
    vocabulary = {word: place for place, word in enumerate(pieces)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )  # fmt: skip
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]",
        sep_token="[SEP]", mask_token="[MASK]", model_max_length=longest,
    ).save_pretrained(folder)  # fmt: skip
    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=longest, initializer_range=0.7,
        id2label=dict(enumerate(labels)), label2id={name: n for n, name in enumerate(labels)},
    )  # fmt: skip
    transformers.BertForSequenceClassification(config).save_pretrained(folder)
    return folder


@pytest.fixture(autouse=True)
def offline(monkeypatch, no_network):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    yield
    load_hub_scorer.cache_clear()


def place(*sentences, target="Oslo"):
    rows = [(text, text.index(target), text.index(target) + len(target)) for text in sentences]
    return pd.DataFrame(rows, columns=["text", "start", "end"])


@pytest.mark.parametrize("prefix", ["hub:", "hub-pair:"])
def test_a_folder_is_a_scorer(prefix, tmp_path):
    name = f"{prefix}{make_model(tmp_path, ['positive', 'negative', 'neutral'])}"
    targets = place("Oslo is a loyal friend.", "Oslo lied.", "Oslo is a loyal friend.")
    targets.index = ["c", "a", "b"]
    scores = score_targets(targets, scorer=name)
    assert scores.index.tolist() == ["c", "a", "b"]
    sums = scores[["p_negative", "p_neutral", "p_positive"]].sum(axis=1)
    assert np.allclose(sums, 1)
    assert np.allclose(scores["sentiment"], scores["p_positive"] - scores["p_negative"])
    assert scores.loc["c"].equals(scores.loc["b"])
    assert not np.isclose(scores.loc["c", "sentiment"], scores.loc["a", "sentiment"])


def test_labels_go_where_their_names_say(tmp_path):
    targets = place("Oslo is a loyal friend.")
    one = make_model(tmp_path / "one", ["negative", "neutral", "positive"])
    two = make_model(tmp_path / "two", ["NEU", "neg", "pos"])
    straight = score_targets(targets, scorer=f"hub:{one}").iloc[0]
    turned = score_targets(targets, scorer=f"hub:{two}").iloc[0]
    # The same weights: the first label is negative in the one and neutral in the other.
    assert straight["p_negative"] == pytest.approx(turned["p_neutral"])
    assert straight["p_neutral"] == pytest.approx(turned["p_negative"])


def test_a_model_without_neutral_leaves_it_missing(tmp_path):
    name = f"hub:{make_model(tmp_path, ['NEGATIVE', 'POSITIVE'])}"
    scores = score_targets(place("Oslo is a loyal friend."), scorer=name).iloc[0]
    assert np.isnan(scores["p_neutral"])
    assert scores["p_negative"] + scores["p_positive"] == pytest.approx(1)


@pytest.mark.parametrize("prefix", ["hub:", "hub-pair:"])
def test_a_long_text_is_cut_around_its_target(prefix, tmp_path):
    name = f"{prefix}{make_model(tmp_path, ['negative', 'neutral', 'positive'])}"
    filler = "a and a and a. " * 60
    praised, blamed = (
        score_targets(place(f"{filler}Oslo {said}. {filler}"), scorer=name).iloc[0]
        for said in ("is loyal", "lied")
    )
    assert not np.isclose(praised["sentiment"], blamed["sentiment"])


def test_no_country_is_judged_by_its_name(tmp_path):
    name = f"hub:{make_model(tmp_path, ['negative', 'neutral', 'positive'])}"
    names = ["Oslo", "Japan", "the United States", "North Korea", "Bosnia and Herzegovina"]
    tables = [place(f"{one} is a friend and lied.", target=one) for one in names]
    scores = score_targets(pd.concat(tables, ignore_index=True), scorer=name)["sentiment"]
    assert set(scores) == {scores[0]}


def test_other_labels_are_refused(tmp_path):
    folder = make_model(tmp_path, ["1 star", "2 stars", "3 stars"])
    with pytest.raises(ValueError) as told:
        find_scorer(f"hub:{folder}")
    assert "must be negative, positive and at most neutral besides" in str(told.value)


def test_a_model_that_is_not_there_is_not_fetched(tmp_path):
    with pytest.raises(ValueError) as told:
        find_scorer("hub:nobody/nothing-at-all")
    assert "in the local cache (hf download NAME)" in str(told.value)


def test_a_pair_asks_about_the_words_of_a_relation(tmp_path):
    name = f"hub-pair:{make_model(tmp_path, ['negative', 'neutral', 'positive'])}"
    text = "The rivalry is a pact and a pact is a lie."
    two = [place(text, target=target) for target in ("rivalry", "pact")]
    scores = score_targets(pd.concat(two, ignore_index=True), scorer=name)["sentiment"]
    assert not np.isclose(scores[0], scores[1])


def test_another_model_is_told_by_its_hash(tmp_path):
    labels = ["negative", "neutral", "positive"]
    one, same = (make_model(tmp_path / name, labels) for name in ("one", "same"))
    other = make_model(tmp_path / "other", [*labels[1:], labels[0]])
    hashes = [identify_scorer(f"hub:{folder}") for folder in (one, same, other)]
    assert hashes[0] == hashes[1] != hashes[2]
    assert identify_scorer("vader") is None
