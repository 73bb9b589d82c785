"""What every event does in every phase of the conversation: who has the floor, and what is to be done."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cards import card, question

from simulator.interview.exchange import machine as talk
from simulator.interview.exchange.machine import Phase, View
from simulator.model.transcript import Reply, Word, from_text

REPLY = Reply(asked="how much", about="data", said="Two years.")
HINTS = ("What first?", "And then?", "How often?")
ASKED = talk.begin(question("q", hints=HINTS))
TAKE = replace(ASKED, take_open=True, answer_id="s/01", heard="so", said=(Word(text="so"),), progress=0.5)
PHASES: dict[str, View] = {
    "asking": ASKED,
    "your turn": replace(ASKED, phase=Phase.YOUR_TURN),
    "opening": replace(ASKED, phase=Phase.LISTENING, take_open=True, notice=talk.OPENING),
    "listening": replace(TAKE, phase=Phase.LISTENING),
    "considering": replace(TAKE, phase=Phase.CONSIDERING),
    "wondering": replace(TAKE, phase=Phase.CONSIDERING, unasked=True),
    "replying": replace(TAKE, phase=Phase.REPLYING, replies=(REPLY,)),
    "paused": replace(TAKE, phase=Phase.PAUSED),
    "hearing": replace(TAKE, phase=Phase.HEARING),
    "trouble": replace(TAKE, phase=Phase.TROUBLE),
    "in vain": replace(ASKED, phase=Phase.TROUBLE),
    "scored": replace(ASKED, phase=Phase.SCORED, answer_id="s/01"),
    "ended": replace(ASKED, phase=Phase.ENDED),
}
EVENTS: dict[str, talk.Event] = {
    "begin": talk.Begin(),
    "pause": talk.Pause(),
    "resume": talk.Resume(),
    "ask": talk.Ask(),
    "may ask": talk.Ask(unsure=True),
    "hint": talk.Hint(),
    "done": talk.Done(),
    "discard": talk.Discard(),
    "read again": talk.ReadAgain(),
    "skip": talk.Skip(),
    "type": talk.TypeAnswer("x"),
    "take again": talk.TakeAgain(),
    "leave": talk.Leave(),
    "started": talk.Started(),
    "asked": talk.Asked(),
    "voice failed": talk.VoiceFailed("x"),
    "opened": talk.TakeOpened("s/02"),
    "microphone lost": talk.MicrophoneLost("x"),
    "recorded": talk.Recorded(),
    "heard": talk.HeardSoFar("x", 0.5),
    "understood": talk.Understood(REPLY, True),
    "not understood": talk.Understood(REPLY, False),
    "transcribed": talk.Transcribed(from_text("word " * 20)),
    "ear died": talk.EarDied("x"),
    "hearing failed": talk.HearingFailed("x"),
    "judged": talk.Judged(card(), "s/01"),
    "warned": talk.Warned("x"),
}
TABLE = {
    "asking": """
        begin -> listening: stop voice, open take
        read again -> asking: stop voice, say
        skip -> your_turn: stop voice
        type -> hearing: stop voice, judge typed
        leave -> ended: stop voice
        started -> asking: say
        asked -> your_turn:
        voice failed -> your_turn:
        judged -> scored:
    """,
    "your turn": """
        begin -> listening: open take
        hint -> your_turn: stop voice, say hint
        read again -> asking: stop voice, say
        type -> hearing: stop voice, judge typed
        leave -> ended: stop voice
        started -> your_turn: say
        judged -> scored:
    """,
    "opening": """
        pause -> paused: pause microphone
        hint -> listening: note hint
        done -> hearing: stop voice, close microphone
        discard -> your_turn: stop voice, drop take
        leave -> ended: stop voice, leave take
        started -> listening: say
        microphone lost -> trouble: drop take
        ear died -> listening: restart ear
        judged -> scored:
    """,
    "listening": """
        pause -> paused: pause microphone
        ask -> considering: consider
        may ask -> considering: consider
        hint -> listening: note hint
        done -> hearing: stop voice, close microphone
        discard -> your_turn: stop voice, drop take
        leave -> ended: stop voice, leave take
        started -> listening: say
        microphone lost -> trouble:
        ear died -> listening: restart ear
        judged -> scored:
    """,
    "considering": """
        begin -> listening:
        done -> hearing: stop voice, close microphone
        discard -> your_turn: stop voice, drop take
        skip -> listening:
        leave -> ended: stop voice, leave take
        started -> considering: say
        microphone lost -> trouble:
        understood -> replying: reply
        not understood -> replying: reply
        ear died -> listening: restart ear
        hearing failed -> listening:
        judged -> scored:
    """,
    "wondering": """
        begin -> listening:
        done -> hearing: stop voice, close microphone
        discard -> your_turn: stop voice, drop take
        skip -> listening:
        leave -> ended: stop voice, leave take
        started -> considering: say
        microphone lost -> trouble:
        understood -> replying: reply
        not understood -> listening:
        ear died -> listening: restart ear
        hearing failed -> listening:
        judged -> scored:
    """,
    "replying": """
        begin -> listening: stop voice, give floor
        done -> hearing: stop voice, close microphone
        discard -> your_turn: stop voice, drop take
        skip -> listening: stop voice, give floor
        leave -> ended: stop voice, leave take
        started -> replying: say
        asked -> listening: give floor
        voice failed -> listening: give floor
        microphone lost -> trouble: stop voice
        ear died -> replying: restart ear
        judged -> scored:
    """,
    "paused": """
        resume -> listening: stop voice, resume microphone
        hint -> paused: note hint
        done -> hearing: stop voice, close microphone
        discard -> your_turn: stop voice, drop take
        read again -> paused: say
        leave -> ended: stop voice, leave take
        started -> paused: say
        microphone lost -> trouble:
        ear died -> paused: restart ear
        judged -> scored:
    """,
    "hearing": """
        discard -> your_turn: stop voice, drop take
        leave -> ended: stop voice, leave take
        started -> hearing: say
        recorded -> hearing: hear rest
        transcribed -> hearing: judge spoken
        ear died -> hearing: restart ear, hear rest
        hearing failed -> trouble: leave take
        judged -> scored:
    """,
    "trouble": """
        begin -> listening: reopen microphone
        done -> hearing: stop voice, close microphone
        discard -> your_turn: stop voice, drop take
        leave -> ended: stop voice, leave take
        started -> trouble: say
        ear died -> trouble: restart ear
        judged -> scored:
    """,
    "in vain": """
        begin -> listening: open take
        read again -> asking: stop voice, say
        type -> hearing: stop voice, judge typed
        leave -> ended: stop voice
        started -> trouble: say
        judged -> scored:
    """,
    "scored": """
        take again -> your_turn:
        leave -> ended: stop voice
        started -> scored: say
    """,
    "ended": """
    """,
}
"""Per phase: event -> phase after it: commands. What is not listed changes neither."""


@pytest.mark.parametrize("phase", PHASES)
def test_every_event_in_every_phase(phase: str) -> None:
    view, found = PHASES[phase], []
    for name, event in EVENTS.items():
        after, commands = talk.step(view, event)
        if after.phase is not view.phase or commands:
            done = ", ".join(command.value for command in commands)
            found.append(f"{name} -> {after.phase.value}: {done}".strip())
    assert found == [line.strip() for line in TABLE[phase].strip().splitlines() if line.strip()]


def after(phase: str, *events: talk.Event) -> View:
    view = PHASES[phase]
    for event in events:
        view, _ = talk.step(view, event)
    return view


NOTHING_HEARD = ("", (), 0.0)


def heard(view: View) -> tuple[str, tuple[Word, ...], float]:
    return view.heard, view.said, view.progress


def test_a_take_begins_and_is_dropped_with_nothing_of_another() -> None:
    old = replace(
        PHASES["your turn"], heard="x", said=TAKE.said, progress=1.0, replies=(REPLY,), ear_restarts=2
    )
    fresh, _ = talk.step(old, talk.Begin())
    assert (heard(fresh), fresh.replies, fresh.ear_restarts) == (NOTHING_HEARD, (), 0)
    assert (fresh.take_open, fresh.answer_id, fresh.notice) == (True, None, talk.OPENING)
    dropped = after("replying", talk.Warned("Careful."), talk.Discard())
    assert (heard(dropped), dropped.replies, dropped.take_open, dropped.notice) == (
        NOTHING_HEARD,
        (),
        False,
        "",
    )
    again = after("scored", talk.TakeAgain())
    assert (again.take, again.answer_id, again.scorecard) == (2, None, None)
    assert after("scored", talk.TakeAgain()).start_at_once is False
    at_once, _ = talk.step(replace(PHASES["scored"], start_at_once=True), talk.TakeAgain())
    assert at_once.start_at_once


def test_hints_come_one_by_one_until_none_is_left() -> None:
    for phase in ("your turn", "listening", "paused"):
        view = PHASES[phase]
        for given in (*range(1, len(HINTS) + 1), len(HINTS)):
            assert view.may_hint == (view.hints_used < len(HINTS))
            view, commands = talk.step(view, talk.Hint())
            assert view.hints == HINTS[:given]
            assert view.phase is PHASES[phase].phase
        assert commands == ()
    for phase in PHASES.keys() - {"your turn", "opening", "listening", "paused"}:
        assert not PHASES[phase].may_hint
        assert after(phase, talk.Hint()).hints == ()


def test_a_question_without_hints_gives_none() -> None:
    bare = replace(PHASES["your turn"], question=question("q"))
    assert talk.step(bare, talk.Hint()) == (bare, ())


def test_hints_count_for_the_take_they_were_given_for_also_when_it_is_begun_anew() -> None:
    thought = after("your turn", talk.Hint())
    speaking, commands = talk.step(thought, talk.Begin())
    assert commands == (talk.Command.STOP_VOICE, talk.Command.OPEN_TAKE)
    speaking, _ = talk.step(speaking, talk.Hint())
    assert speaking.hints == HINTS[:2]
    dropped, _ = talk.step(speaking, talk.Discard())
    assert dropped.hints == HINTS[:2]
    scored, _ = talk.step(speaking, talk.Judged(card(), "s/01"))
    assert scored.hints_used == 2
    assert talk.step(scored, talk.TakeAgain())[0].hints_used == 0


def test_notices_stay_until_what_they_are_about_is_over() -> None:
    assert after("asking", talk.Warned("Quiet."), talk.Asked()).notice == "Quiet."
    assert after("listening", talk.Warned("Quiet."), talk.Asked()).notice == "Quiet."
    assert after("replying", talk.Warned("Quiet."), talk.Asked()).notice == "Quiet."
    assert after("asking", talk.Warned("Quiet."), talk.Begin()).notice == "Quiet."
    assert after("your turn", talk.Warned("Quiet."), talk.Begin()).notice == talk.OPENING
    assert after("opening", talk.TakeOpened("s/02")).notice == ""
    assert after("opening", talk.Warned("Quiet."), talk.TakeOpened("s/02")).notice == "Quiet."
    assert after("trouble", talk.Warned("Gone."), talk.Begin()).notice == ""
    assert after("considering", talk.Warned("Quiet."), talk.Understood(REPLY, True)).notice == ""
    assert after("listening", talk.MicrophoneLost("Gone.")).notice == "Gone. What was heard so far is kept."
    assert after("opening", talk.MicrophoneLost("None.")).notice == "None."
    assert after("listening", talk.HearingFailed("No weights.")).notice == "No weights."
    assert after("hearing", talk.HearingFailed("No weights.")).notice == (
        "No weights. The recording is kept: `simulator sessions finish` hears it later."
    )
    assert "nothing is lost" in after("listening", talk.EarDied("x")).notice


def test_a_recording_stays_open_until_it_is_judged_dropped_or_left_for_later() -> None:
    assert after("opening", talk.TakeOpened("s/02")).answer_id == "s/02"
    assert after("listening", talk.MicrophoneLost("x")).take_open
    assert not after("opening", talk.MicrophoneLost("x")).take_open
    assert not after("hearing", talk.HearingFailed("x")).take_open
    judged = after("hearing", talk.Judged(card(), "s/09"))
    assert (judged.take_open, judged.answer_id, judged.progress) == (False, "s/09", 1.0)
    assert judged.scorecard == card()


def test_what_is_heard_is_shown_only_of_an_open_take() -> None:
    words = (Word(text="a"),)
    assert heard(after("listening", talk.HeardSoFar("a", 0.7, words))) == ("a", words, 0.7)
    assert heard(after("your turn", talk.HeardSoFar("a", 0.7, words))) == NOTHING_HEARD


def test_the_transcripts_replies_are_the_last_word() -> None:
    plain, replied = from_text("word " * 20), replace(from_text("word " * 20), replies=(REPLY, REPLY))
    assert after("replying", talk.Done(), talk.Transcribed(plain)).replies == (REPLY,)
    found = after("replying", talk.Done(), talk.Transcribed(replied))
    assert (found.replies, found.progress) == ((REPLY, REPLY), 1.0)


def test_before_anything_happened_there_is_nothing() -> None:
    assert talk.begin(question("q"), start_at_once=True) == View(
        phase=Phase.ASKING,
        question=question("q"),
        take=1,
        notice="",
        progress=0.0,
        heard="",
        said=(),
        take_open=False,
        answer_id=None,
        scorecard=None,
        start_at_once=True,
        ear_restarts=0,
        replies=(),
        hints_used=0,
        unasked=False,
    )
    assert not ASKED.start_at_once
