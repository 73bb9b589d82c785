"""Hearing one recording, piece by piece: samples in, words out; the same words however the pieces come."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.speech.hearing import prompts, refusal
from simulator.speech.hearing.activity import VoiceActivity
from simulator.speech.hearing.engine import Decoded, Engine
from simulator.speech.hearing.loops import looped
from simulator.speech.hearing.segments import FRAME, RATE, Frame, Segment, Segmenter
from simulator.speech.hearing.verbatim import Spoken, reconcile
from simulator.speech.ports import Samples
from simulator.transcript import Transcript, Word

Pcm = NDArray[np.int16]

EARLY_FRAMES = 9
"""After this much silence (0.29 s) the words before it are heard at once, in case the answer ends here."""


class Listening:
    """One recording being heard: `feed`, `hear_one` while it returns True, at last `end` and `transcript`."""

    def __init__(self, engine: Engine, hints: Sequence[str] = ()) -> None:
        self._engine = engine
        self._hints = tuple(hints)
        self._activity = VoiceActivity()
        self._segmenter = Segmenter()
        self._sound: Pcm = np.zeros(0, dtype=np.int16)
        self._offset = 0
        """The sample that `_sound` begins with."""
        self._waiting: deque[Segment] = deque()
        self._words: list[tuple[Word, bool]] = []
        self._early: tuple[Segment, tuple[Spoken, ...]] | None = None
        self._speech_s = 0.0
        self._loudness = refusal.Loudness()
        self._heard_to = 0

    @property
    def samples(self) -> int:
        """Samples fed so far."""
        return self._offset + len(self._sound)

    @property
    def heard_s(self) -> float:
        """Seconds whose words are known."""
        return self._heard_to / RATE

    @property
    def text(self) -> str:
        """The clean words so far."""
        return " ".join(word.text for word, clean in self._words if clean)

    @property
    def words(self) -> tuple[Word, ...]:
        """Everything said so far, fillers and all."""
        return tuple(word for word, _ in self._words)

    def feed(self, pcm: Pcm) -> None:
        """More of the recording: 16 kHz, mono."""
        if len(pcm) == 0:
            return
        self._sound = np.concatenate([self._sound, pcm])
        self._loudness.take(pcm)
        self._segment(self._activity.feed(_floats(pcm)))

    def end(self) -> None:
        """There is no more to come."""
        self._segment(self._activity.finish())
        self._waiting.extend(self._segmenter.finish())

    def hear_one(self) -> bool:
        """Hear the next segment that is certain; False when there is none."""
        if not self._waiting:
            return False
        segment = self._waiting.popleft()
        start_s = segment.start / RATE
        for spoken in self._spoken(segment):
            heard = spoken.word
            word = Word(
                text=heard.text,
                start_s=round(start_s + heard.start_s, 3),
                end_s=round(start_s + heard.end_s, 3),
                probability=round(min(1.0, max(0.0, heard.probability)), 4),
                kind=spoken.kind,
            )
            self._words.append((word, spoken.clean))
        self._heard_to = segment.end
        self._forget()
        return True

    def hear_early(self) -> bool:
        """In a pause: hear what would be the last segment if it ended now; False when pointless."""
        if self._waiting or self._segmenter.quiet_frames < EARLY_FRAMES:
            return False
        segment = self._segmenter.pending()
        if segment is None or (self._early is not None and self._early[0] == segment):
            return False
        self._early = segment, self._decoded(segment)
        return True

    def transcript(self) -> Transcript:
        """What was heard, once everything is; restarts and pauses are scoring's to find."""
        reason = refusal.reason(self._loudness, self._speech_s, self.words)
        return Transcript(
            words=self.words,
            text=self.text,
            engine=self._engine.name,
            model=self._engine.model.name,
            model_sha256=self._engine.model.sha256,
            scorable=reason is None,
            reason=reason,
            duration_s=round(self.samples / RATE, 3),
            speech_s=round(self._speech_s, 3),
            hints=self._hints,
            notices=refusal.notices(self._loudness),
        )

    def _segment(self, frames: list[Frame]) -> None:
        self._waiting.extend(self._segmenter.feed(frames))
        self._forget()

    def _spoken(self, segment: Segment) -> tuple[Spoken, ...]:
        self._speech_s += segment.speech_s
        if self._early is not None and self._early[0] == segment:
            return self._early[1]
        return self._decoded(segment)

    def _decoded(self, segment: Segment) -> tuple[Spoken, ...]:
        pcm = self._sound[segment.start - self._offset : segment.end - self._offset]
        encoded = self._engine.encode(_floats(pcm))
        clean = self._steady(encoded, prompts.clean(self._hints))
        verbatim = self._engine.decode(encoded, prompts.verbatim())
        return reconcile(clean, verbatim, segment.voiced)

    def _steady(self, encoded: Any, prompt: str) -> Decoded:
        """The clean decoding; when it loops, once more without the words that go round."""
        decoded = self._engine.decode(encoded, prompt)
        around = looped(decoded.words)
        return self._engine.decode(encoded, prompt, without=sorted(around)) if around else decoded

    def _forget(self) -> None:
        """Drop the sound that no later segment needs: an hour fits into memory."""
        needed = self._waiting[0].start if self._waiting else self._segmenter.keep_from
        surplus = needed - self._offset
        if surplus > RATE * FRAME // 64:
            self._sound = self._sound[surplus:].copy()
            self._offset += surplus


def _floats(pcm: Pcm) -> Samples:
    return pcm.astype(np.float32) / 32768.0
