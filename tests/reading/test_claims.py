"""The shipped weights of the trained reader: whole, repeatable, independent of company, sound on any text."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from simulator.model.errors import MissingPartError
from simulator.reading.claims import ASKING, DIGESTS, FOLDER, HEADS, SENSES, TOKENIZER, WEIGHTS, TrainedReader
from simulator.scoring.judgement.heads import load_heads
from simulator.scoring.judgement.reader import ClaimReader
from simulator.scoring.judgement.readings import MOVES

pytestmark = pytest.mark.real

CLASSES = {"point": 4, "misconception": 2, "gloss": 2, "move": len(MOVES)}
CLAIM = "Bias is error from a model too simple to capture the real pattern, so it underfits"
PAIRS = (
    (CLAIM, "| High bias means that the model is too simple to see the pattern."),
    (CLAIM, "We went for a walk. | The weather was fine."),
    ("More data cures a model with high bias", "| If it underfits I would collect more data."),
    (CLAIM, "naïve Bayes, Señor Müller 机器学习 😀 | <b>x</b>"),
    (CLAIM, " ".join(["each layer attends to every other token and so on"] * 60)),
)


@pytest.fixture(scope="module")
def reader() -> TrainedReader:
    return TrainedReader()


def copied(folder: Path) -> Path:
    return Path(shutil.copytree(FOLDER, folder / "judges"))


def test_it_is_a_claim_reader_named_after_its_weights(reader: TrainedReader) -> None:
    port: ClaimReader = reader
    assert port.id == f"reader {hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()[:6]}"


def test_every_shipped_file_has_the_digest_that_is_written_down(reader: TrainedReader) -> None:
    digests = json.loads(DIGESTS.read_text())
    shipped = {file.name for file in FOLDER.iterdir()} - {DIGESTS.name}
    assert set(digests) == shipped == {WEIGHTS.name, TOKENIZER.name, HEADS.name, ASKING.name, SENSES.name}
    for name, digest in digests.items():
        assert hashlib.sha256(reader.file(name)).hexdigest() == digest


def test_the_shipped_heads_are_heads(reader: TrainedReader) -> None:
    heads = load_heads(reader.file(HEADS.name))
    assert set(heads.moves) == set(heads.places) == set(MOVES)
    assert heads.asked_from <= heads.asserted_from
    for spread in (heads.content, heads.structure.rating, heads.clarity.rating, heads.overall):
        assert min(spread.below, spread.above) >= 0


@pytest.mark.parametrize("name", [WEIGHTS.name, TOKENIZER.name, HEADS.name])
def test_a_changed_byte_is_noticed(tmp_path: Path, name: str) -> None:
    folder = copied(tmp_path)
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    changed = TrainedReader(folder)
    with pytest.raises(MissingPartError, match="missing or were changed"):
        changed.file(name)
    if name != HEADS.name:
        with pytest.raises(MissingPartError) as caught:
            changed.read("point", PAIRS)
        assert str(folder) in str(caught.value)


@pytest.mark.parametrize("name", [WEIGHTS.name, TOKENIZER.name, DIGESTS.name])
def test_a_file_that_is_not_there_is_noticed(tmp_path: Path, name: str) -> None:
    folder = copied(tmp_path)
    (folder / name).unlink()
    with pytest.raises(MissingPartError):
        TrainedReader(folder).load()


def test_digests_that_cannot_be_read_are_noticed(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / DIGESTS.name).write_text("{")
    with pytest.raises(MissingPartError):
        _ = TrainedReader(folder).id


@pytest.mark.parametrize(("task", "classes"), CLASSES.items())
def test_each_task_has_its_classes(reader: TrainedReader, task: str, classes: int) -> None:
    found = reader.read(task, PAIRS)
    assert found.shape == (len(PAIRS), classes)
    assert found.dtype == np.float32
    assert np.isfinite(found).all()
    assert reader.read(task, ()).shape == (0, classes)


def test_neither_company_nor_order_nor_a_second_time_changes_a_single_bit(reader: TrainedReader) -> None:
    for task in CLASSES:
        together = reader.read(task, PAIRS)
        backwards = TrainedReader().read(task, PAIRS[::-1])[::-1]
        one_by_one = TrainedReader()
        alone = np.concatenate([one_by_one.read(task, [pair]) for pair in PAIRS])
        again = reader.read(task, PAIRS)
        assert together.tobytes() == backwards.tobytes() == alone.tobytes() == again.tobytes()


def test_a_pair_asked_for_twice_is_answered_twice(reader: TrainedReader) -> None:
    found = reader.read("point", [PAIRS[0], PAIRS[1], PAIRS[0]])
    assert found[0].tobytes() == found[2].tobytes()
    assert found[0].tobytes() != found[1].tobytes()


@pytest.mark.parametrize("said", ["", " ", "\n", "|", "?!"])
def test_blank_text_is_read(reader: TrainedReader, said: str) -> None:
    for task, classes in CLASSES.items():
        found = reader.read(task, [(CLAIM, said), (said, said)])
        assert found.shape == (2, classes)
        assert np.isfinite(found).all()


def test_a_claim_plainly_made_is_told_from_small_talk(reader: TrainedReader) -> None:
    made, foreign = reader.read("point", PAIRS[:2])
    assert made[1:3].max() > made[0]
    assert foreign.argmax() == 0


def test_it_works_again_after_close() -> None:
    reader = TrainedReader()
    before = reader.read("move", PAIRS[:1])
    reader.close()
    reader.close()
    fresh = reader.read("move", PAIRS[:2])
    assert fresh[:1].tobytes() == before.tobytes()
