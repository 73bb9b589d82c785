"""Reads a CTranslate2 Whisper file (binary version 6) as openai-whisper's state dict, all in memory."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.model.errors import MissingPartError

VERSION = 6
DTYPES: dict[int, type[np.generic]] = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
HEAD_SIZE = 64
"""Every Whisper attention head is 64 wide."""

WeightArray = NDArray[Any]

LAYER = re.compile(r"(?P<side>encoder|decoder)/layer_(?P<number>\d+)/")
NORMS = {"gamma": "weight", "beta": "bias"}
TOP = {
    "encoder/conv1/weight": "encoder.conv1.weight",
    "encoder/conv1/bias": "encoder.conv1.bias",
    "encoder/conv2/weight": "encoder.conv2.weight",
    "encoder/conv2/bias": "encoder.conv2.bias",
    "encoder/position_encodings/encodings": "encoder.positional_embedding",
    "encoder/layer_norm/gamma": "encoder.ln_post.weight",
    "encoder/layer_norm/beta": "encoder.ln_post.bias",
    "decoder/embeddings/weight": "decoder.token_embedding.weight",
    "decoder/position_encodings/encodings": "decoder.positional_embedding",
    "decoder/layer_norm/gamma": "decoder.ln.weight",
    "decoder/layer_norm/beta": "decoder.ln.bias",
}
STACKED = {
    "self_attention/linear_0": ("attn.query", "attn.key", "attn.value"),
    "self_attention/linear_1": ("attn.out",),
    "attention/linear_0": ("cross_attn.query",),
    "attention/linear_1": ("cross_attn.key", "cross_attn.value"),
    "attention/linear_2": ("cross_attn.out",),
    "ffn/linear_0": ("mlp.0",),
    "ffn/linear_1": ("mlp.2",),
}
LAYER_NORMS = {
    "self_attention/layer_norm": "attn_ln",
    "attention/layer_norm": "cross_attn_ln",
    "ffn/layer_norm": "mlp_ln",
}


@dataclass(frozen=True, slots=True)
class ModelSize:
    """What `whisper.model.ModelDimensions` wants."""

    n_mels: int
    n_audio_ctx: int
    n_audio_state: int
    n_audio_head: int
    n_audio_layer: int
    n_vocab: int
    n_text_ctx: int
    n_text_state: int
    n_text_head: int
    n_text_layer: int


def read(path: Path) -> dict[str, WeightArray]:
    """Every variable of the file by CTranslate2's name. Raises `MissingPartError` when it cannot be read."""
    try:
        return dict(_variables(memoryview(path.read_bytes())))
    except (struct.error, KeyError, ValueError, OSError) as error:
        raise MissingPartError(
            f"{path} is not a CTranslate2 Whisper file that can be read here ({error}).",
            "Use the engine faster-whisper with it, or `simulator models pull base`.",
        ) from error


def _variables(data: memoryview) -> Iterator[tuple[str, WeightArray]]:
    version, at = _number(data, 0, "I")
    spec, at = _text(data, at)
    if version != VERSION or spec != "WhisperSpec":
        raise ValueError(f"{spec} version {version}, expected WhisperSpec version {VERSION}")
    _, at = _number(data, at, "I")  # revision of the specification
    count, at = _number(data, at, "I")
    for _ in range(count):
        name, at = _text(data, at)
        rank, at = _number(data, at, "B")
        shape = struct.unpack_from(f"<{rank}I", data, at)
        kind, at = _number(data, at + 4 * rank, "B")
        size, at = _number(data, at, "I")
        yield name, np.frombuffer(data[at : at + size], dtype=DTYPES[kind]).reshape(shape)
        at += size


def _number(data: memoryview, at: int, kind: str) -> tuple[int, int]:
    return int(struct.unpack_from("<" + kind, data, at)[0]), at + struct.calcsize(kind)


def _text(data: memoryview, at: int) -> tuple[str, int]:
    length, at = _number(data, at, "H")
    return bytes(data[at : at + length]).rstrip(b"\0").decode(), at + length


def dimensions(variables: dict[str, WeightArray]) -> ModelSize:
    """The model's size, from the shapes of its variables."""
    audio_ctx, audio_state = variables["encoder/position_encodings/encodings"].shape
    text_ctx, text_state = variables["decoder/position_encodings/encodings"].shape
    return ModelSize(
        n_mels=variables["encoder/conv1/weight"].shape[1],
        n_audio_ctx=audio_ctx,
        n_audio_state=audio_state,
        n_audio_head=audio_state // HEAD_SIZE,
        n_audio_layer=_layers(variables, "encoder"),
        n_vocab=variables["decoder/embeddings/weight"].shape[0],
        n_text_ctx=text_ctx,
        n_text_state=text_state,
        n_text_head=text_state // HEAD_SIZE,
        n_text_layer=_layers(variables, "decoder"),
    )


def _layers(variables: dict[str, WeightArray], side: str) -> int:
    found = (LAYER.match(name) for name in variables)
    return 1 + max(int(match["number"]) for match in found if match and match["side"] == side)


def state(variables: dict[str, WeightArray]) -> dict[str, WeightArray]:
    """openai-whisper's names and arrays; stacked projections are split."""
    named: dict[str, WeightArray] = {}
    for name, array in variables.items():
        if name in TOP:
            named[TOP[name]] = array
        elif LAYER.match(name):
            named.update(_layer_entry(name, array))
    return named


def _layer_entry(name: str, array: WeightArray) -> Iterator[tuple[str, WeightArray]]:
    side, layer, rest = name.split("/", 2)
    block = f"{side}.blocks.{layer.removeprefix('layer_')}"
    part, kind = rest.rsplit("/", 1)
    if part in LAYER_NORMS:
        yield f"{block}.{LAYER_NORMS[part]}.{NORMS[kind]}", array
        return
    targets = STACKED[part]
    for target, piece in zip(targets, np.split(array, len(targets)), strict=True):
        if kind == "bias" and target.endswith(".key"):
            continue  # Whisper's keys have no bias: CTranslate2 stacks zeros there
        yield f"{block}.{target}.{kind}", piece
