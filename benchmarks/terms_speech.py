"""The sentences of `terms`, voiced: Piper and espeak-ng at two rates each, kept in the cache folder."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from benchmarks.spliced_voices import Speaker, _piper
from simulator.model.settings import cache_folder
from simulator.speech.hearing.segments import RATE
from simulator.speech.ports import Samples
from simulator.speech.voices import piper

SENTENCES = Path(__file__).parent / "data" / "terms-sentences.jsonl"
RATES = {"piper": (1.0, 1.15), "espeak": (0.95, 1.1)}
ESPEAK = ("en-us+m3", "en-gb+f2")
QUIET_S = 0.4
"""Room noise before and after a sentence."""
NOISE = 0.0005
SAY = {
    "ADASYN": "adda sin",
    "AdaBoost": "adda boost",
    "AdamW": "Adam W",
    "ANOVA": "a nova",
    "ARIMA": "a reema",
    "BLEU": "blue",
    "CatBoost": "cat boost",
    "CLIP": "clip",
    "CUDA": "coo da",
    "CUPED": "cue ped",
    "DAG": "dag",
    "DBSCAN": "D B scan",
    "DINO": "deeno",
    "DLRM": "D L R M",
    "EfficientNet": "efficient net",
    "FAISS": "fice",
    "FlashAttention": "flash attention",
    "GAN": "gan",
    "GELU": "gellu",
    "GRU": "G R U",
    "HDBSCAN": "H D B scan",
    "IoU": "I O U",
    "KL": "K L",
    "L-BFGS": "L B F G S",
    "LambdaMART": "lambda mart",
    "LightGBM": "light G B M",
    "LoRA": "laura",
    "MAPE": "mape",
    "MLflow": "M L flow",
    "ONNX": "onyx",
    "PEFT": "peft",
    "PyTorch": "pie torch",
    "QLoRA": "Q laura",
    "RAG": "rag",
    "ReLU": "rayloo",
    "ResNet": "rez net",
    "RMSprop": "R M S prop",
    "ROC": "rock",
    "ROUGE": "roozh",
    "SHAP": "shap",
    "SMOTE": "smoat",
    "TensorRT": "tensor R T",
    "t-SNE": "tee snee",
    "U-Net": "you net",
    "UMAP": "you map",
    "vLLM": "V L L M",
    "XGBoost": "X G boost",
    "YOLO": "yolo",
}
"""How people say what no voice could guess; other capitals are said letter by letter."""


@dataclass(frozen=True)
class Clip:
    """A sentence said by one voice."""

    text: str
    topic: str
    terms: tuple[str, ...]
    """None where words only sound like terms."""
    voice: str
    samples: Samples

    @property
    def chosen_on(self) -> bool:
        """Whether thresholds were chosen on it; the other half of the sentences is only reported."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 0


def clips(limit: int | None = None) -> Iterator[Clip]:
    """Every sentence by both voices, in order; with `limit`, that many sentences spread over all."""
    rows = [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    taken = rows if limit is None else rows[:: max(1, len(rows) // limit)][:limit]
    for row in taken:
        turn = rows.index(row) % 2
        for engine in RATES:
            samples = _voiced(row["text"], engine, turn)
            yield Clip(row["text"], row["topic"], tuple(row["terms"]), engine, samples)


def as_said(text: str) -> str:
    """The sentence as the voice should read it: "We tried smoat", "the A U C"."""
    for written, said in sorted(SAY.items(), key=lambda pair: -len(pair[0])):
        text = re.sub(rf"(?<![\w-]){re.escape(written)}(?![\w-])", said, text)
    return re.sub(r"\b(?!I\b)[A-Z]{2,5}(?=\d*\b)", lambda found: " ".join(found[0]), text)


def _voiced(text: str, engine: str, turn: int) -> Samples:
    said = as_said(text)
    key = hashlib.sha256(f"{engine} {turn} {RATES[engine][turn]} {said}".encode()).hexdigest()
    path = cache_folder() / "benchmarks" / "terms" / f"{key}.flac"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.flac")
        soundfile.write(part, _surrounded(_speaker(engine, turn).phrase(said), key), RATE)
        part.replace(path)
    samples, _ = soundfile.read(path, dtype="float32")
    return np.asarray(samples, dtype=np.float32)


def _speaker(engine: str, turn: int) -> Speaker:
    pace = RATES[engine][turn]
    if engine == "espeak":
        return Speaker(engine, ESPEAK[turn], 1.0, pace)
    return Speaker(engine, piper.NAME, 1.0, pace, _piper(1))


def _surrounded(samples: Samples, key: str) -> Samples:
    random = np.random.default_rng(int(key[:8], 16))
    quiet = np.zeros(round(QUIET_S * RATE), dtype=np.float32)
    sound = np.concatenate([quiet, samples, quiet])
    return np.asarray(sound + NOISE * random.standard_normal(len(sound)), dtype=np.float32)
