"""The real sentence-embedding model: right, repeatable, independent of company, light."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from simulator.downloads.official import verified
from simulator.model.errors import MissingPartError
from simulator.reading import weights
from simulator.reading.embedder import DIMENSIONS, SentenceEmbedder
from simulator.scoring.judgement.reader import Embedder

pytestmark = pytest.mark.real

SENTENCES = (
    "I would first define what counts as churn.",
    "Churn means thirty days without activity.",
    "Accuracy is misleading when only three per cent of customers leave.",
    "Gradient boosting handles missing values and non-linear interactions well.",
    "We use SMOTE, an oversampling technique that makes synthetic examples.",
    "The AUC was 0.87 on the held-out month.",
    "um so basically we, we shipped it to production",
    "Bananas are yellow.",
    "How much data do we have?",
    "L1 regularisation drives weights to zero; L2 shrinks them.",
    "A p-value is the probability of data at least this extreme under the null hypothesis.",
    "Yes.",
    "naïve Bayes, Señor Müller 机器学习",
    "It reduced support calls by 20%, which saved $1.2M a year.",
    "Precision and recall trade off against each other as the threshold moves.",
    "The model drifted, so we retrain it weekly and compare with a shadow model.",
    "My manager and I disagreed about the deadline.",
    "overfitting",
    "   leading and trailing space   ",
    " ".join(["Each layer attends to every other token, which is quadratic in length."] * 12),
)


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> SentenceEmbedder:
    return SentenceEmbedder(tmp_path_factory.mktemp("cache"))


def test_it_is_an_embedder(embedder: SentenceEmbedder) -> None:
    port: Embedder = embedder
    assert port.id == "all-MiniLM-L6-v2 53aa51"
    vectors = port.embed(SENTENCES)
    assert vectors.shape == (len(SENTENCES), DIMENSIONS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-6)


def test_it_agrees_with_sentence_transformers(embedder: SentenceEmbedder, tmp_path: Path) -> None:
    folder = weights.find(tmp_path)
    reference = tmp_path / "reference.npy"
    code = (
        "import sys, json, numpy as np\n"
        "from sentence_transformers import SentenceTransformer\n"
        "model = SentenceTransformer(sys.argv[1], device='cpu')\n"
        "model.max_seq_length = 256\n"
        "np.save(sys.argv[2], model.encode(json.load(sys.stdin), normalize_embeddings=True))\n"
    )
    subprocess.run(
        [sys.executable, "-c", code, folder, reference],
        input=json.dumps(SENTENCES),
        text=True,
        check=True,
        capture_output=True,
    )
    cosines = (np.load(reference) * embedder.embed(SENTENCES)).sum(axis=1)
    assert cosines.min() > 0.9999


def test_meaning_beats_wording(embedder: SentenceEmbedder) -> None:
    claim, paraphrase, other = embedder.embed(
        [
            "Accuracy is misleading when the classes are imbalanced.",
            "With rare positives you look good by always predicting the majority.",
            "I like tea.",
        ]
    )
    assert claim @ paraphrase > claim @ other + 0.15


def test_neither_company_nor_order_changes_a_single_bit(tmp_path: Path) -> None:
    together = SentenceEmbedder(tmp_path).embed(SENTENCES)
    backwards = SentenceEmbedder(tmp_path).embed(SENTENCES[::-1])[::-1]
    alone = SentenceEmbedder(tmp_path)
    pairs = np.concatenate([alone.embed(SENTENCES[i : i + 2]) for i in range(0, len(SENTENCES), 2)])
    alone = SentenceEmbedder(tmp_path)
    singles = np.concatenate([alone.embed([sentence]) for sentence in SENTENCES])
    assert together.tobytes() == backwards.tobytes() == pairs.tobytes() == singles.tobytes()


def test_threads_get_the_same_vectors(embedder: SentenceEmbedder, tmp_path: Path) -> None:
    shared = SentenceEmbedder(tmp_path)
    results: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: results.append(shared.embed(SENTENCES).tobytes())) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(results) == {embedder.embed(SENTENCES).tobytes()}
    assert len(results) == 4


def test_blank_and_no_sentences(embedder: SentenceEmbedder) -> None:
    assert embedder.embed([]).shape == (0, DIMENSIONS)
    assert not embedder.embed(["", "  \n"]).any()


def test_it_works_again_after_close(tmp_path: Path) -> None:
    embedder = SentenceEmbedder(tmp_path)
    before = embedder.embed(SENTENCES[:1])
    embedder.close()
    assert (embedder.embed([SENTENCES[1], SENTENCES[0]])[1] == before[0]).all()


def test_pytorch_stays_out() -> None:
    code = (
        "import sys, pathlib\nfrom simulator.reading.embedder import SentenceEmbedder\n"
        "assert not {'ctranslate2', 'tokenizers', 'safetensors'} & set(sys.modules)\n"
        "SentenceEmbedder(pathlib.Path('none')).embed(['hello'])\n"
        "print(*({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_folder_found_is_the_official_model(tmp_path: Path) -> None:
    folder = weights.find(tmp_path)
    for name, remote in weights.REMOTES.items():
        assert verified(folder / name, remote.sha256)


def test_a_changed_download_is_passed_over(tmp_path: Path) -> None:
    folder = weights.cached(tmp_path)
    folder.mkdir(parents=True)
    for name, remote in weights.REMOTES.items():
        with (folder / name).open("wb") as file:
            file.truncate(remote.size)
    assert next(weights.candidates(tmp_path)) == folder
    assert weights.find(tmp_path) != folder
    assert SentenceEmbedder(tmp_path).embed(["hello"]).any()


def test_without_a_model_it_says_how_to_get_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "PACKAGE", "not_installed_here")
    with pytest.raises(MissingPartError) as caught:
        SentenceEmbedder(tmp_path).embed(["hello"])
    assert "simulator models pull all-MiniLM-L6-v2" in caught.value.mend
    with pytest.raises(MissingPartError):
        weights.find(tmp_path)
