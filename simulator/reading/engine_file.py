"""Makes a CTranslate2 model of MiniLM's tensors in memory, and loads it with its tokenizer.

CTranslate2's own converter imports PyTorch; its file format (binary version 6) is short enough to write:
names, shapes, types and bytes of each variable. A test compares the result with the official writer's.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.model.errors import MissingPartError

if TYPE_CHECKING:
    import ctranslate2
    from tokenizers import Tokenizer

BINARY_VERSION = 6
SPECIFICATION = "TransformerEncoderSpec"
SPECIFICATION_REVISION = 1
LAYERS = 6
HEADS = 12
GELU = 3
"""`ctranslate2.specs.common_spec.Activation.GELU`, the one with the error function."""
ADD = 1
"""`ctranslate2.specs.common_spec.EmbeddingsMerge.ADD`: words + token types."""
TYPE_IDS = {"float32": 0, "int8": 1, "int16": 2, "int32": 3, "float16": 4}

Tensor = NDArray[Any]
Weights = Mapping[str, Tensor]


def load_tokenizer(content: bytes, most: int) -> Tokenizer:
    """The tokenizer in `content`; texts are cut to `most` tokens, the longer text of a pair first."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(content.decode())
    tokenizer.no_padding()
    tokenizer.enable_truncation(most, strategy="longest_first")
    return tokenizer


def load_encoder(
    name: str, weights: Weights, vocabulary: Mapping[str, int], *, compute_type: str, workers: int
) -> ctranslate2.Encoder:
    """The network of BERT's tensors, for so many callers at once, each on one thread.

    Raises `MissingPartError` when CTranslate2 cannot be loaded.
    """
    try:
        import ctranslate2
    except (ImportError, OSError) as error:
        raise MissingPartError(
            f"ctranslate2 cannot be loaded: {error}.", "pip install ctranslate2"
        ) from error
    return ctranslate2.Encoder(
        name,
        device="cpu",
        compute_type=compute_type,
        inter_threads=workers,
        intra_threads=1,
        files=engine_files(weights, vocabulary),
    )


def engine_files(weights: Weights, vocabulary: Mapping[str, int]) -> dict[str, bytes]:
    """The `files` argument of `ctranslate2.Encoder`, from BERT's tensors and the token ids."""
    config = {
        "layer_norm_epsilon": 1e-12,
        "unk_token": "[UNK]",
        "bos_token": "[CLS]",
        "eos_token": "[SEP]",
    }
    tokens = sorted(vocabulary, key=vocabulary.__getitem__)
    return {
        "model.bin": _serialised(dict(sorted(_variables(weights)))),
        "config.json": json.dumps(config).encode(),
        "vocabulary.json": json.dumps(tokens).encode(),
    }


def _variables(weights: Weights) -> Iterator[tuple[str, Tensor]]:
    yield "encoder/activation", np.array(GELU, dtype=np.int8)
    yield "encoder/embeddings_merge", np.array(ADD, dtype=np.int8)
    yield "encoder/multi_query_attention", np.array(0, dtype=np.int8)
    yield "encoder/num_heads", np.array(HEADS, dtype=np.int16)
    yield "encoder/pre_norm", np.array(0, dtype=np.int8)
    yield "encoder/scale_embeddings", np.array(0, dtype=np.int8)
    yield "encoder/embeddings_0/weight", weights["embeddings.word_embeddings.weight"]
    yield "encoder/embeddings_1/weight", weights["embeddings.token_type_embeddings.weight"]
    yield "encoder/position_encodings/encodings", weights["embeddings.position_embeddings.weight"]
    yield from _norm("encoder/layernorm_embedding", weights, "embeddings.LayerNorm")
    for layer in range(LAYERS):
        yield from _layer(f"encoder/layer_{layer}", weights, f"encoder.layer.{layer}")


def _layer(name: str, weights: Weights, source: str) -> Iterator[tuple[str, Tensor]]:
    attention = f"{source}.attention"
    projections = [f"{attention}.self.{part}" for part in ("query", "key", "value")]
    yield from _linear(f"{name}/self_attention/linear_0", weights, *projections)
    yield from _linear(f"{name}/self_attention/linear_1", weights, f"{attention}.output.dense")
    yield from _norm(f"{name}/self_attention/layer_norm", weights, f"{attention}.output.LayerNorm")
    yield from _linear(f"{name}/ffn/linear_0", weights, f"{source}.intermediate.dense")
    yield from _linear(f"{name}/ffn/linear_1", weights, f"{source}.output.dense")
    yield from _norm(f"{name}/ffn/layer_norm", weights, f"{source}.output.LayerNorm")


def _linear(name: str, weights: Weights, *sources: str) -> Iterator[tuple[str, Tensor]]:
    yield f"{name}/weight", np.concatenate([weights[f"{source}.weight"] for source in sources])
    yield f"{name}/bias", np.concatenate([weights[f"{source}.bias"] for source in sources])


def _norm(name: str, weights: Weights, source: str) -> Iterator[tuple[str, Tensor]]:
    yield f"{name}/gamma", weights[f"{source}.weight"]
    yield f"{name}/beta", weights[f"{source}.bias"]


def _serialised(variables: Weights) -> bytes:
    pieces = [
        struct.pack("<I", BINARY_VERSION),
        _string(SPECIFICATION),
        struct.pack("<II", SPECIFICATION_REVISION, len(variables)),
    ]
    for name, value in variables.items():
        shape = struct.pack(f"<B{value.ndim}I", value.ndim, *value.shape)
        kind = struct.pack("<BI", TYPE_IDS[value.dtype.name], value.nbytes)
        pieces += [_string(name), shape, kind, value.tobytes()]
    pieces.append(struct.pack("<I", 0))  # no aliases
    return b"".join(pieces)


def _string(text: str) -> bytes:
    encoded = text.encode() + b"\0"
    return struct.pack("<H", len(encoded)) + encoded
