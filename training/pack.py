"""Packs a trained reader into the file that the program ships: int8 rows with a scale each.

    python -m training.pack CHECKPOINT

Writes simulator/reading/judges/: the weights (about 23 MB), the tokenizer, and the digests of both.
"""

from __future__ import annotations

import hashlib
import json
import sys

import numpy as np
import torch
from safetensors.numpy import save

from simulator.reading.claims import ASKING, DIGESTS, FOLDER, HEADS, SCALE, SENSES, TOKENIZER, WEIGHTS
from training.reader import base_model

SMALLEST = 2
"""Dimensions from which on a tensor is packed; vectors (biases, norms) stay as they are."""


def packed(state: dict[str, torch.Tensor]) -> dict[str, np.ndarray]:
    """Each matrix of the encoder as int8, its rows scaled to 127; everything else as float32."""
    tensors: dict[str, np.ndarray] = {}
    for name, tensor in state.items():
        values = tensor.float().numpy()
        if not name.startswith("encoder.") or values.ndim < SMALLEST or "position_ids" in name:
            tensors[name] = np.ascontiguousarray(values)
            continue
        scale = np.maximum(np.abs(values).max(axis=1), 1e-8) / 127
        tensors[name] = np.round(values / scale[:, None]).astype(np.int8)
        tensors[name + SCALE] = scale.astype(np.float32)
    return tensors


def write_digests() -> None:
    """Note the SHA-256 of each file of the folder that is there."""
    files = [path for path in (WEIGHTS, TOKENIZER, HEADS, ASKING, SENSES) if path.exists()]
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    DIGESTS.write_text(json.dumps(digests, indent=1) + "\n")


def main() -> None:
    """The command."""
    state = torch.load(sys.argv[1], map_location="cpu")
    FOLDER.mkdir(exist_ok=True)
    WEIGHTS.write_bytes(save(packed(state)))
    TOKENIZER.write_bytes((base_model() / "tokenizer.json").read_bytes())
    write_digests()
    print(f"{WEIGHTS}: {WEIGHTS.stat().st_size / 1e6:.1f} MB", file=sys.stderr)


if __name__ == "__main__":
    main()
