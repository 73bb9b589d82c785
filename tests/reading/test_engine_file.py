"""Our CTranslate2 file against the official writer's, byte by byte."""

import subprocess
import sys
from pathlib import Path

import pytest
from safetensors.numpy import load_file

from simulator.reading import weights
from simulator.reading.engine_file import engine_files

pytestmark = pytest.mark.real

OFFICIAL = """
import sys, pathlib, numpy as np
from ctranslate2.specs import TransformerEncoderModelSpec, TransformerEncoderSpec, common_spec
from safetensors.numpy import load_file
w = load_file(sys.argv[1])
spec = TransformerEncoderModelSpec(TransformerEncoderSpec(
    6, 12, pre_norm=False, activation=common_spec.Activation.GELU, layernorm_embedding=True,
    num_source_embeddings=2, embeddings_merge=common_spec.EmbeddingsMerge.ADD))
encoder = spec.encoder
encoder.scale_embeddings = False
def linear(target, *names):
    target.weight = np.concatenate([w[n + ".weight"] for n in names])
    target.bias = np.concatenate([w[n + ".bias"] for n in names])
def norm(target, name):
    target.gamma, target.beta = w[name + ".weight"], w[name + ".bias"]
encoder.embeddings[0].weight = w["embeddings.word_embeddings.weight"]
encoder.embeddings[1].weight = w["embeddings.token_type_embeddings.weight"]
encoder.position_encodings.encodings = w["embeddings.position_embeddings.weight"]
norm(encoder.layernorm_embedding, "embeddings.LayerNorm")
for i, layer in enumerate(encoder.layer):
    p = f"encoder.layer.{i}."
    linear(layer.self_attention.linear[0], *(p + f"attention.self.{x}" for x in ("query", "key", "value")))
    linear(layer.self_attention.linear[1], p + "attention.output.dense")
    norm(layer.self_attention.layer_norm, p + "attention.output.LayerNorm")
    linear(layer.ffn.linear_0, p + "intermediate.dense")
    linear(layer.ffn.linear_1, p + "output.dense")
    norm(layer.ffn.layer_norm, p + "output.LayerNorm")
spec.register_vocabulary([f"[{i}]" for i in range(30522)])
spec.validate()
spec.optimize(quantization="float32")
spec.save(sys.argv[2])
"""


def test_the_model_is_what_the_official_converter_writes(tmp_path: Path) -> None:
    tensors = weights.find(tmp_path) / weights.WEIGHTS
    subprocess.run([sys.executable, "-c", OFFICIAL, tensors, tmp_path], check=True, capture_output=True)
    ours = engine_files(load_file(tensors), {f"[{i}]": i for i in range(30522)})
    assert ours["model.bin"] == (tmp_path / "model.bin").read_bytes()
