"""Drives one question's conversation: carries out its commands with voice, microphone, ear and archive.

One daemon thread takes events in order; whatever takes time answers with an event of its own. The file is
long because each command of the conversation is carried out here, on that one thread.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.interview.exchange import machine as talk
from simulator.interview.exchange.machine import Command, Event, View
from simulator.model.errors import SimulatorError
from simulator.model.question import Question
from simulator.model.records import AnswerRecord
from simulator.model.scorecard import Audience, Scorecard
from simulator.model.transcript import Reply, Transcript, Word, from_text
from simulator.speech.ports import Audio, AudioEvent, Candidates, Ear, EarEvent, Utterance
from simulator.use_cases.practise.hands_free import HandsFree

if TYPE_CHECKING:
    from simulator.interview.exchange.clarifying import UnderstoodQuestion

ViewListener = Callable[[View], None]

FADING_S = 0.4
"""Seconds for which loudspeaker and room still sound after the voice has finished."""
CLOSING_S = 0.4
"""Seconds to wait for a journal to be closed; short, so that quitting takes less than a second."""


@dataclass(frozen=True, kw_only=True)
class Takes:
    """What a rehearsal needs of the archive and of scoring; `Sitting.takes` makes it."""

    together: Callable[[], AbstractContextManager[None]]
    """A context in which everything is stored, or nothing."""
    open: Callable[[bool], AnswerRecord]
    """Begin a new answer; the argument says whether it has audio."""
    drop: Callable[[AnswerRecord], None]
    recorded: Callable[[AnswerRecord], None]
    """Make the FLAC of a journal that is closed."""
    hinted: Callable[[AnswerRecord, int], None]
    """Keep how many hints were given for an answer."""
    judge: Callable[[AnswerRecord, Transcript], tuple[Transcript, Scorecard]]
    """Score an answer and store the result."""
    think_ahead: Callable[[tuple[Word, ...]], None]
    """Score an answer that still goes on, so that its end is scored sooner."""


class Rehearsal:
    """One question being asked and answered. `send` and the properties are safe from any thread."""

    def __init__(
        self,
        question: Question,
        *,
        listener: ViewListener,
        audio: Audio,
        ear: Ear,
        prepare: Callable[[str], Iterable[Utterance]],
        takes: Takes,
        audience: Audience,
        hints: tuple[str, ...] = (),
        candidates: Callable[[], Candidates] = Candidates,
        start_at_once: bool = False,
        understand: Callable[[str], UnderstoodQuestion],
        replies_by_itself: bool = False,
        ends_after_s: Callable[[Sequence[str]], float] | None = None,
        barge_in: bool = False,
    ) -> None:
        """`prepare` turns a text into sounds to be played one after the other, none when the voice is off;
        `understand` says what an utterance asks of this question; with `replies_by_itself` the interviewer
        also replies when no key was pressed. With `ends_after_s` silence ends the answer, after so many
        seconds when it stands at these words; with `barge_in` whoever speaks up has the floor.
        """
        self.view = talk.begin(question, start_at_once=start_at_once, barge_in=barge_in)
        self.audience = audience
        self.voice = ""
        """The voice that asked last; "" before any did."""
        self.error: SimulatorError | None = None
        """The error behind the last trouble."""
        self._listener = listener
        self._audio = audio
        self._ear = ear
        self._prepare = prepare
        self._takes = takes
        self._hints = hints
        self._candidates = candidates
        self._answer: AnswerRecord | None = None
        self._transcript: Transcript | None = None
        self._typed = ""
        self._understand = understand
        self._replies_by_itself = replies_by_itself
        self._hands_free = (
            HandsFree(audio, lambda: self.view, self.send, ends_after_s) if ends_after_s else None
        )
        self._floor_taken_s: float | None = None
        """The second of the recording at which the interviewer began to speak; None when they do not."""
        self._floor_back_s = 0.0
        """The second of the recording at which the candidate last got the floor back."""
        self._not_theirs_s = 0.0
        self._saying = 0
        self._speaking = False
        self._about_sound = ""
        """The last warning about how the microphone sounds; it is over once a voice is heard."""
        self._more_to_say = False
        self._part_said = threading.Event()
        self._sounded = False
        """Whether the reply was heard aloud."""
        self._ended = threading.Event()
        self._journal_closed = threading.Event()
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="rehearsal", daemon=True)

    def start(self) -> None:
        """Ask the question."""
        self._events.put(talk.Started())
        self._thread.start()
        if self._hands_free:
            self._hands_free.start()

    def stay(self) -> None:
        """The candidate is busy without a word, say drawing: this silence does not end the answer."""
        if self._hands_free:
            self._hands_free.stay()

    def send(self, event: Event) -> None:
        """Tell what the candidate wants, or what happened; never blocks."""
        self._events.put(event)

    def understood(self, said: str) -> UnderstoodQuestion:
        """What an utterance asks of the question."""
        return self._understand(said)

    @property
    def level(self) -> float:
        """Peak of the microphone, 0 to 1."""
        return self._audio.level

    @property
    def elapsed_s(self) -> float:
        """Seconds of this take that are the candidate's, without pauses and the interviewer's replies."""
        if not self.view.taking:
            return 0.0
        taken_s = self._floor_taken_s
        until_s = self._audio.recorded_s if taken_s is None else taken_s
        return max(0.0, until_s - self._not_theirs_s)

    @property
    def recorded_s(self) -> float:
        """Seconds in the recording so far, whoever had the floor; 0 before its first block is on the disk."""
        return self._audio.recorded_s if self.view.take_open and self.view.answer_id else 0.0

    @property
    def ends_in_s(self) -> float:
        """Seconds until silence ends the answer; means something while the view is `ending`."""
        return max(0.0, self._hands_free.left_s) if self._hands_free else 0.0

    def close(self) -> None:
        """Stop; what was recorded is kept as an unfinished answer."""
        if self._ended.is_set():
            return
        self.send(talk.Leave())
        self._ended.wait(timeout=0.5)

    # What the world reports

    def on_audio(self, event: AudioEvent) -> None:
        """An event of the audio process."""
        match event.kind:
            case "played" if self._more_to_say:
                self._part_said.set()
            case "played" if self._speaking:
                self._speaking = False
                self.send(talk.Asked())
            case "recording" if self._answer is not None:
                self.send(talk.TakeOpened(self._answer.id))
            case "finished":
                self._journal_closed.set()
                self.send(talk.Recorded())
            case "unwritten":
                self._journal_closed.set()
                self.send(talk.Unwritten(event.detail))
            case "warning":
                self._about_sound = event.detail if event.about else self._about_sound
                self.send(talk.Warned(event.detail))
            case "voice" if self._about_sound and self.view.notice == self._about_sound:
                self.send(talk.Warned(""))
            case "barged_in":
                self.send(talk.BargedIn())
            case "microphone_lost" | "died":
                self.send(talk.MicrophoneLost(event.detail))
                if self._speaking:
                    self._forget_voice()
                    self.send(talk.VoiceFailed(event.detail))
            case "speaker_lost":
                self._forget_voice()
                self.send(talk.VoiceFailed(event.detail))

    def on_ear(self, event: EarEvent) -> None:
        """An event of the ear's process."""
        if event.kind == "pause" and self.view.phase is talk.Phase.LISTENING:
            self._aside(self._takes.think_ahead, event.words)  # in case the answer ends here
        match event.kind:
            case "heard":
                self.send(talk.HeardSoFar(event.text, event.progress, event.words))
                if self.view.phase is talk.Phase.LISTENING:
                    self._aside(self._takes.think_ahead, event.words)
            case "so_far":
                self._aside(self._consider_words, event.words)
            case "pause" if self._hands_free and event.voiced_s > self._floor_back_s:
                self._aside(lambda words: self._paused(words, event.voiced_s), event.words)
            case "quiet" if self._replies_by_itself and self.view.phase is talk.Phase.LISTENING:
                self._aside(self._perhaps_asked, event.words)
            case "transcript" if event.transcript is not None:
                self._transcript = event.transcript
                self.send(talk.Transcribed(event.transcript))
            case "died" if self._transcript is None:  # after the transcript the ear is not needed
                self.send(talk.EarDied(event.detail))
            case "failed":
                self.send(talk.HearingFailed(event.detail))

    # The thread

    def _run(self) -> None:
        while self.view.phase is not talk.Phase.ENDED:
            self._take(self._events.get())
        if self._hands_free:
            self._hands_free.close()
        self._ended.set()

    def _take(self, event: Event) -> None:
        if isinstance(event, talk.TypeAnswer):
            self._typed = event.text
        if isinstance(event, talk.Stay):
            self.stay()
        before = self.view
        self.view, commands = talk.step(self.view, event)
        if self.view != before:
            self._listener(self.view)
        for command in commands:
            self._carry_out(command)

    def _carry_out(self, command: Command) -> None:
        try:
            ACTIONS[command](self)
        except SimulatorError as error:
            self.error = error
            self._trouble(command, f"{error} {error.mend}".strip())
        except Exception as error:  # noqa: BLE001 - the conversation goes on, and the answer is kept
            self._trouble(command, f"This went wrong here: {type(error).__name__}: {error}.")

    def _trouble(self, command: Command, sentence: str) -> None:
        if command in (Command.OPEN_TAKE, Command.HOLD_FLOOR, Command.REOPEN_MICROPHONE):
            self.send(talk.MicrophoneLost(sentence))
        elif command is Command.SAY:
            self.send(talk.VoiceFailed(sentence))
        elif command in (Command.HEAR_REST, Command.JUDGE_SPOKEN, Command.JUDGE_TYPED):
            self.send(talk.HearingFailed(sentence))
        else:
            self.send(talk.Warned(sentence))

    # The commands

    def _say(self) -> None:
        self._speak_aside(self.view.question.aloud)

    def _speak_aside(self, text: str) -> None:
        self._saying += 1
        threading.Thread(target=self._speak, args=(self._saying, text), name="voice", daemon=True).start()

    def _speak(self, turn: int, text: str) -> None:
        """Say `text` part by part. Synthesis is slow: a newer turn, or STOP_VOICE, cancels the rest."""
        begun = False
        try:
            for utterance in self._prepare(text):
                if begun:
                    self._part_said.wait()
                if turn != self._saying:
                    return
                self._play(utterance)
                begun = True
            if turn == self._saying and not begun:
                self.send(talk.Asked())
        except SimulatorError as error:
            if turn == self._saying:
                self._stop_voice()
                self.send(talk.VoiceFailed(f"{error} {error.mend}".strip()))

    def _play(self, utterance: Utterance) -> None:
        self.voice = utterance.voice
        if utterance.notice:
            self.send(talk.Warned(utterance.notice))
        self._part_said.clear()
        self._more_to_say = utterance.goes_on
        self._speaking = self._sounded = True
        self._audio.play(utterance.path)

    def _stop_voice(self) -> None:
        speaking = self._speaking
        self._forget_voice()
        if speaking:
            self._audio.stop_playing()

    def _forget_voice(self) -> None:
        """Cancel whatever was still to be said."""
        self._saying += 1
        self._speaking = self._more_to_say = False
        self._part_said.set()

    def _open_take(self) -> None:
        self._forget_voice()
        self._transcript = None
        self._journal_closed.clear()
        self._floor_taken_s, self._floor_back_s, self._not_theirs_s = None, 0.0, 0.0
        self._answer = self._opened(True)
        self._reopen_microphone()
        self._follow()

    def _opened(self, has_audio: bool) -> AnswerRecord:
        """A new answer, with the hints that were given before it began."""
        if not self.view.hints_used:
            return self._takes.open(has_audio)
        with self._takes.together():
            answer = self._takes.open(has_audio)
            self._takes.hinted(answer, self.view.hints_used)
        return answer

    def _say_hint(self) -> None:
        self._speak_aside(self.view.hints[-1])

    def _note_hint(self) -> None:
        if self._answer is not None:  # else the next take begins with the count
            self._takes.hinted(self._answer, self.view.hints_used)

    def _aside(self, task: Callable[[tuple[Word, ...]], None], words: tuple[Word, ...]) -> None:
        """Run `task` on a thread of its own, because understanding takes a moment."""
        threading.Thread(target=task, args=(words,), name="considering", daemon=True).start()

    def _paused(self, words: tuple[Word, ...], voiced_s: float) -> None:
        """A pause has begun; how long it may last depends on what was said."""
        assert self._hands_free is not None
        with contextlib.suppress(SimulatorError):  # the key ends the answer in any case
            self._hands_free.paused(words, voiced_s)

    def _perhaps_asked(self, words: tuple[Word, ...]) -> None:
        """After two seconds of silence, have the interviewer reply if the last words were a question."""
        from simulator.interview.exchange.clarifying import last_said

        with contextlib.suppress(SimulatorError):
            said = last_said(words, self._floor_back_s)
            if any(self._understand(text).wants_reply for text in said[:2]):
                self.send(talk.Ask(unsure=True))

    def _consider_words(self, words: tuple[Word, ...]) -> None:
        """Work out what the candidate asked and what the interviewer replies."""
        from simulator.interview.exchange.clarifying import UnderstoodQuestion, asked_in, last_said

        said = last_said(words, self._floor_back_s)
        tried = said[:2] if self.view.unasked else said
        try:
            found = [self._understand(text) for text in tried]
        except SimulatorError as error:
            self.send(talk.HearingFailed(f"{error} {error.mend}".strip()))
            return
        asked = asked_in(found, said)
        one = found[asked or 0] if found else UnderstoodQuestion(is_clarifying_question=False)
        reply = Reply(
            asked=said[asked or 0] if said else "",
            about=one.about,
            said=one.said,
            answered=one.answer is not None,
        )
        self.send(talk.Understood(reply, recognised=asked is not None))

    def _reply(self) -> None:
        """Say the reply; the mark of it goes to disk before the voice sounds."""
        reply = self.view.replies[-1]
        self._audio.take_floor(reply, yielding=self.view.barge_in)
        self._floor_taken_s = self._audio.recorded_s
        self._sounded = False
        self._speak_aside(reply.said)

    def _hold_floor(self) -> None:
        """The question is said while the microphone is open: nothing is the candidate's until they speak."""
        self._audio.take_floor(None, yielding=True)
        self._floor_taken_s = 0.0

    def _give_floor(self) -> None:
        self._audio.give_floor(FADING_S if self._sounded and not self.view.barge_in else 0.0)
        self._floor_was_taken()

    def _floor_was_taken(self) -> None:
        """The candidate has the floor from now on."""
        self._floor_back_s = self._audio.recorded_s
        self._not_theirs_s += self._floor_back_s - (self._floor_taken_s or self._floor_back_s)
        self._floor_taken_s = None

    def _reopen_microphone(self) -> None:
        self._audio.record(self._journal())

    def _follow(self) -> None:
        self._ear.follow(self._journal(), self._hints, self._candidates())

    def _journal(self) -> Path:
        assert self._answer is not None
        assert self._answer.audio is not None
        return self._answer.audio

    def _close_microphone(self) -> None:
        self._audio.finish()

    def _hear_rest(self) -> None:
        self._ear.finish()
        assert self._answer is not None
        self._takes.recorded(self._answer)

    def _drop_take(self) -> None:
        self._leave_take()
        if self._answer is not None:
            self._takes.drop(self._answer)
        self._answer = None

    def _leave_take(self) -> None:
        self._ear.cancel()
        self._audio.finish()
        self._journal_closed.wait(timeout=CLOSING_S)

    def _judge_spoken(self) -> None:
        assert self._answer is not None
        assert self._transcript is not None
        answer = self._answer
        _, scorecard = self._takes.judge(answer, self._transcript)
        self._answer = None
        self.send(talk.Judged(scorecard, answer.id))

    def _judge_typed(self) -> None:
        transcript = from_text(self._typed)
        self._takes.think_ahead(transcript.words)
        with self._takes.together():
            answer = self._opened(False)
            _, scorecard = self._takes.judge(answer, transcript)
        self.send(talk.Judged(scorecard, answer.id))


ACTIONS: dict[Command, Callable[[Rehearsal], None]] = {
    Command.SAY: Rehearsal._say,
    Command.STOP_VOICE: Rehearsal._stop_voice,
    Command.OPEN_TAKE: Rehearsal._open_take,
    Command.REOPEN_MICROPHONE: Rehearsal._reopen_microphone,
    Command.CONSIDER: lambda self: self._ear.tell(),
    Command.REPLY: Rehearsal._reply,
    Command.HOLD_FLOOR: Rehearsal._hold_floor,
    Command.FLOOR_TAKEN: Rehearsal._floor_was_taken,
    Command.GIVE_FLOOR: Rehearsal._give_floor,
    Command.SAY_HINT: Rehearsal._say_hint,
    Command.NOTE_HINT: Rehearsal._note_hint,
    Command.PAUSE_MICROPHONE: lambda self: self._audio.pause(),
    Command.RESUME_MICROPHONE: lambda self: self._audio.resume(),
    Command.CLOSE_MICROPHONE: Rehearsal._close_microphone,
    Command.DROP_TAKE: Rehearsal._drop_take,
    Command.LEAVE_TAKE: Rehearsal._leave_take,
    Command.HEAR_REST: Rehearsal._hear_rest,
    Command.RESTART_EAR: Rehearsal._follow,
    Command.JUDGE_SPOKEN: Rehearsal._judge_spoken,
    Command.JUDGE_TYPED: Rehearsal._judge_typed,
}
