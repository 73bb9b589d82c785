"""The faster-whisper engine: CTranslate2, int8 on a processor, float16 on CUDA."""

from __future__ import annotations

import os
from collections.abc import Sequence
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.speech.hearing.engine import FASTER, FRAMES, Decoded, HeardWord, most_tokens, window
from simulator.speech.hearing.weights import FoundWeights
from simulator.speech.ports import Samples

MOST_THREADS = 4
AT_ONCE = 2
"""Decodings that run side by side: a decoder's small steps hardly gain from a second thread."""
PREPENDED = "\"'“¿([{-"
LEAST_CHANCE = 1e-9
APPENDED = "\"'.。,，!！?？:：”)]}、"


def threads() -> int:
    """Physical cores this process may use, at most four: hyperthreads slow matrix products down."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(MOST_THREADS, usable if usable <= 2 else usable // 2))


def summed(chances: Sequence[float], pieces: Sequence[Sequence[int]]) -> tuple[float, ...]:
    """The logarithm of each word's probability, from those of its tokens."""
    logarithms = iter(log(max(chance, LEAST_CHANCE)) for chance in chances)
    return tuple(sum(next(logarithms) for _ in piece) for piece in pieces)


def asked_about(
    tokenizer: Any, words: Sequence[str], prompt: str
) -> tuple[list[int], list[list[int]], list[int]]:
    """Tokens to begin with so that `words` follow `prompt`, those of each word, and all of those in a row."""
    pieces = [tokenizer.encode(f" {word}") for word in words]
    start = [tokenizer.sot_prev, *tokenizer.encode(" " + prompt.strip()), *tokenizer.sot_sequence]
    return start, pieces, [token for piece in pieces for token in piece]


def first_tokens(tokenizer: Any, word: str) -> set[int]:
    """Every token that the word can begin with."""
    spellings = (word, word.capitalize(), f" {word}", f" {word.capitalize()}")
    return {tokenizer.encode(spelling)[0] for spelling in spellings}


class FastEngine:
    """One CTranslate2 model; `encode` once, `decode` as often as needed."""

    name = FASTER

    def __init__(self, found: FoundWeights) -> None:
        import ctranslate2
        from faster_whisper import WhisperModel
        from faster_whisper.tokenizer import Tokenizer
        from faster_whisper.transcribe import get_suppressed_tokens

        cuda = ctranslate2.get_cuda_device_count() > 0
        self.model = found
        self._whisper = WhisperModel(
            str(found.folder),
            device="cuda" if cuda else "cpu",
            compute_type="float16" if cuda else "int8",
            cpu_threads=max(1, threads() // AT_ONCE),
            num_workers=AT_ONCE,
            local_files_only=True,
        )
        multilingual = self._whisper.model.is_multilingual
        self._tokenizer = Tokenizer(
            self._whisper.hf_tokenizer,
            multilingual,
            task="transcribe" if multilingual else None,
            language="en",
        )
        self._suppressed = list(get_suppressed_tokens(self._tokenizer, [-1]) or ())

    def encode(self, samples: Samples) -> tuple[Any, int]:
        """Encoder output and the number of frames (10 ms) that are sound, not padding."""
        from faster_whisper.audio import pad_or_trim

        features = self._whisper.feature_extractor(samples)
        frames = min(features.shape[-1], len(samples) // 160 + 1, FRAMES)
        return self._whisper.encode(pad_or_trim(features, window(frames))), frames

    def decode(
        self, encoded: tuple[Any, int], prompt: str = "", *, beam: int = 1, without: Sequence[str] = ()
    ) -> Decoded:
        """Decode greedily for `beam` 1, else by beam search; never samples."""
        view, frames = encoded
        previous = self._tokenizer.encode(" " + prompt.strip()) if prompt else []
        start = self._whisper.get_prompt(self._tokenizer, previous, without_timestamps=True)
        result = self._whisper.model.generate(
            view,
            [start],
            beam_size=beam,
            max_length=len(start) + most_tokens(frames / 100),
            suppress_blank=True,
            suppress_tokens=self._suppressed
            + [t for word in without for t in first_tokens(self._tokenizer, word)],
            return_scores=True,
            return_no_speech_prob=True,
        )[0]
        tokens = [token for token in result.sequences_ids[0] if token < self._tokenizer.eot]
        return Decoded(
            self._words(tokens, view, frames),
            float(result.no_speech_prob),
            float(result.scores[0]),
            self._tokenizer.decode(tokens).strip(),
        )

    def states(self, encoded: tuple[Any, int]) -> NDArray[np.float32]:
        """The encoder's states without the padding, shape (frames of 20 ms, the encoder's width)."""
        import ctranslate2

        view, frames = encoded
        if view.device != "cpu":
            view = view.to_device(ctranslate2.Device.cpu)
        return np.asarray(np.asarray(view)[0][: (frames + 1) // 2], dtype=np.float32)

    def likelihoods(self, encoded: tuple[Any, int], words: Sequence[str], prompt: str) -> tuple[float, ...]:
        """Natural logarithm of each word's probability in what was encoded, given the words before it."""
        view, frames = encoded
        start, pieces, tokens = asked_about(self._tokenizer, words, prompt)
        aligned = self._whisper.model.align(view, start, [tokens], [frames])[0]
        return summed(aligned.text_token_probs, pieces)

    def _words(self, tokens: list[int], view: Any, frames: int) -> tuple[HeardWord, ...]:
        from faster_whisper.transcribe import merge_punctuations

        if not tokens:
            return ()
        timed = self._whisper.find_alignment(self._tokenizer, [tokens], view, frames)[0]
        merge_punctuations(timed, PREPENDED, APPENDED)
        return tuple(
            HeardWord(w["word"].strip(), float(w["start"]), float(w["end"]), float(w["probability"]))
            for w in timed
            if w["word"].strip()
        )
