"""Training on a tiny network made here: `make test-train`.

Outside the tests that always run, since it takes the extra `train` (torch).
"""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from analysis.networks.sessions import load_model
from analysis.scores.encoding import encode, pad
from analysis.scores.passages import mask_target

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")
onnxruntime = pytest.importorskip("onnxruntime")

from analysis.training.exporting import export, export_images  # noqa: E402
from analysis.training.fitting import Settings, find_temperature, fit, macro_f1, predict  # noqa: E402
from analysis.training.images import fit as fit_images  # noqa: E402
from analysis.training.images import read_examples  # noqa: E402
from analysis.training.network import ImageNetwork, SentimentNetwork, mean_weights  # noqa: E402
from analysis.training.teaching import read_teacher, set_aims  # noqa: E402

# The exporter of torch warns of much that is meant.
pytestmark = pytest.mark.filterwarnings("ignore")
WORDS = {-1: "a liar", 0: "a member", 1: "a friend"}


def make_network(seed):
    torch.manual_seed(seed)
    config = transformers.BertConfig(
        hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
        attn_implementation="eager",
    )  # fmt: skip
    encoder = transformers.BertModel(config, add_pooling_layer=False)
    return SentimentNetwork(encoder, sources=2).eval()


def make_examples(source="passages_train", n=60):
    rows = []
    for place in range(n):
        sentiment = place % 3 - 1
        text = f"Oslo is {WORDS[sentiment]}, they said in {1900 + place}."
        rows.append((source, text, sentiment))
    table = pd.DataFrame(rows, columns=["source", "text", "sentiment"])
    encoded = encode([mask_target(text, 0, 4) for text in table["text"]], load_model().tokenizer)
    return table.assign(encoded=pd.Series(encoded, dtype="object"), offset=0)


def test_without_teachers_the_aim_is_the_smoothed_label():
    aims = set_aims(make_examples(n=3), Settings(smoothing=0.3), [], make_network(0))["aim"]
    # 0.3 in three equal parts, and the other 0.7 on the label.
    expected = [[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8]]
    assert np.stack(aims) == pytest.approx(np.array(expected))


def test_teachers_and_labels_share_the_aim(tmp_path):
    examples = pd.concat(
        [make_examples(n=3), make_examples("newsmtsc_train", n=3)], ignore_index=True
    )
    student, first, second = (make_network(seed) for seed in range(3))
    for name, network in (("first", first), ("second", second)):
        torch.save(network.state_dict(), tmp_path / f"{name}.pt")
    teachers = [
        read_teacher(f"{tmp_path}/first.pt=passages,newsmtsc"),
        read_teacher(f"{tmp_path}/second.pt=newsmtsc"),
    ]
    before = {name: values.clone() for name, values in student.state_dict().items()}
    settings = Settings(smoothing=0, trust={"passages_train": 0.25, "newsmtsc_train": 0.5})
    aims = np.stack(set_aims(examples, settings, teachers, student)["aim"])

    def judge(network):
        return torch.softmax(torch.from_numpy(predict(network, examples)), dim=1).numpy()

    labels = np.eye(3)[[0, 1, 2] * 2]
    expected = np.concatenate([
        0.25 * labels[:3] + 0.75 * judge(first)[:3],
        0.5 * labels[3:] + 0.25 * judge(first)[3:] + 0.25 * judge(second)[3:],
    ])  # fmt: skip
    assert aims == pytest.approx(expected, abs=0.01)  # teachers judge in 16 bits
    assert all(torch.equal(before[name], now) for name, now in student.state_dict().items())


def test_labels_that_nobody_trusts_need_a_teacher():
    with pytest.raises(SystemExit) as told:
        set_aims(make_examples("directed_taught"), Settings(), [], make_network(0))
    assert "directed" in str(told.value)
    assert "--teachers" in str(told.value)


def test_the_mean_of_weights(tmp_path):
    for name, seed in (("one", 1), ("two", 2)):
        torch.save(make_network(seed).state_dict(), tmp_path / name)
    mean = mean_weights({tmp_path / "one": 3, tmp_path / "two": 1})
    one, two = (make_network(seed).state_dict()["layer.weight"] for seed in (1, 2))
    assert torch.allclose(mean["layer.weight"], (3 * one + two) / 4)


def test_a_network_learns_is_exported_and_judges_the_same(tmp_path):
    examples = make_examples()
    settings = Settings(epochs=12, rate=3e-3, rate_of_layer=1e-2, averaging=0.5, hiding=0.0)
    network = make_network(0)
    train = set_aims(examples, settings, [], network)
    log = tmp_path / "log.jsonl"
    network = fit(network, train, {"same": examples}, settings, log)
    logits = predict(network, examples)
    assert macro_f1(logits, examples["sentiment"]) == 1
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [line["epoch"] for line in lines] == list(range(1, 13))
    assert lines[-1]["same"] == 1
    temperature = find_temperature([(logits, examples["sentiment"].to_numpy())])
    content = export(network, network.offsets[0], temperature, {"window": "128"})
    session = onnxruntime.InferenceSession(content)
    judged = session.run(["probabilities"], pad(examples["encoded"].tolist()))[0]
    expected = torch.softmax(torch.from_numpy(logits) / temperature, dim=1).numpy()
    assert judged == pytest.approx(expected, abs=0.01)  # the word vectors are stored in 8 bits
    facts = session.get_modelmeta().custom_metadata_map
    assert facts == {"window": "128"}


def test_images_are_learnt_exported_and_read_the_same(tmp_path):
    texts = [f"The pact {verb} in Oslo." for verb in ("sank", "held", "thawed", "met") * 8]
    marks = {"sank": "ship_of_state", "thawed": "weather"}
    passages = [
        {"text": text, "plain": [], "images": [
            {"start": 9, "end": 9 + len(verb), "frame": marks[verb]}
            for verb in [text.split()[2]] if verb in marks]}
        for text in texts
    ]  # fmt: skip
    metaphors = ["ship_of_state", "weather"]
    examples = read_examples(passages, load_model().tokenizer, metaphors)
    of_sank = examples[0].of_tokens
    assert of_sank.sum() == 1
    assert of_sank[:, 0].sum() == 1
    assert examples[0].of_passage.tolist() == [1, 0, 0, 0]
    assert examples[1].of_passage.sum() == 0
    network = ImageNetwork(make_network(0).encoder, len(metaphors))
    network = fit_images(network, examples, epochs=80, seed=0)
    path = tmp_path / "images.onnx"
    path.write_bytes(export_images(network, metaphors))
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    assert json.loads(session.get_modelmeta().custom_metadata_map["metaphors"]) == metaphors
    for example in examples[:4]:
        ids = np.array([example.ids])
        tokens, passage = session.run(["tokens", "passage"], {"ids": ids, "present": ids * 0 + 1})
        assert ((passage[0] >= 0.5) == example.of_passage[:2]).all()
        with torch.no_grad():
            ours, _ = network(torch.tensor(ids), torch.ones_like(torch.tensor(ids)))
        assert tokens[0] == pytest.approx(torch.sigmoid(ours[0, :, :2]).numpy(), abs=0.02)
