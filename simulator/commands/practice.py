"""`simulator` and `simulator practice`: the app, and the rehearsal without a screen."""

from __future__ import annotations

import os
import select
import sys
import threading
from typing import TYPE_CHECKING, Any

from simulator.commands.common import audience, usage
from simulator.errors import ExitCode
from simulator.terminal import Progress, leave, say, show, show_json, use_any_encoding

if TYPE_CHECKING:
    import argparse

    from simulator.interviewing import Interview
    from simulator.studio import Question, Studio

CLOSING_S = 3.0
"""After so long a program whose terminal is gone ends in any case; its children close their files."""
ASKS = ("question", "follow_up", "closing")
"""Turns that an answer belongs to; what the interviewer replies to a question is none."""


def app(studio: Studio, _arguments: argparse.Namespace) -> int:
    """Open the app; without a terminal rehearse the shipped sample instead."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return sample(studio)
    return open_app(studio, screen="home")


def open_app(studio: Studio, **start: Any) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        say("This needs a terminal; without one, use `simulator practice --headless`.")
        return ExitCode.USAGE
    from simulator.ui.app import Start, build

    use_any_encoding(sys.__stderr__)
    _end_with_the_window(studio)
    app = build(studio, Start(**start))
    try:
        app.run()
        code = app.return_code or ExitCode.DONE
    except KeyboardInterrupt:
        code = ExitCode.INTERRUPTED
    studio.close()
    if code == ExitCode.INTERRUPTED:
        say("Interrupted; what was recorded is kept.")
    leave(code)
    return ExitCode.DONE


def _end_with_the_window(studio: Studio) -> None:
    """When the terminal is closed the screen library may wait for it for ever, with the microphone open."""
    if hasattr(select, "poll"):
        terminal = select.poll()
        terminal.register(sys.stdin.fileno(), 0)  # only that it hung up
        threading.Thread(target=_watch, args=(terminal, studio), name="window", daemon=True).start()


def _watch(terminal: select.poll, studio: Studio) -> None:
    if any(event & select.POLLHUP for _, event in terminal.poll()):
        last = threading.Timer(CLOSING_S, os._exit, (ExitCode.INTERRUPTED,))
        last.daemon = True
        last.start()
        studio.close()
        os._exit(ExitCode.INTERRUPTED)


def sample(studio: Studio) -> int:
    """Ask the sample's question with a real voice, hear its answer, print the scorecard."""
    from simulator import printing

    say("No terminal here: rehearsing the shipped sample instead.")
    progress = Progress("Hearing the sample answer")
    practice = studio.rehearse_sample(progress)
    progress.done()
    say(f"Asked by {practice.voice}: {practice.turns[0].text}")
    show(printing.scorecard(practice.answers[0], practice.turns[0].text))
    return ExitCode.DONE


def practice(studio: Studio, arguments: argparse.Namespace) -> int:
    if arguments.story and (arguments.question or arguments.topic or arguments.kind):
        return usage("--story asks the questions it is linked to: give no --question, --topic or --kind.")
    drawn_by = (arguments.question, arguments.story, arguments.topic, arguments.kind, arguments.audience)
    if arguments.interview and any(drawn_by):
        return usage(
            "--question, --story, --topic, --kind and --audience are for drills; an interview has a plan."
        )
    if arguments.answer and not arguments.headless:
        return usage("--answer FILE is for `practice --headless`; on the screen you speak or type.")
    if not arguments.headless:
        return _on_screen(studio, arguments)
    if not arguments.answer:
        return usage("`practice --headless` needs at least one --answer FILE.")
    return _headless(studio, arguments)


def _on_screen(studio: Studio, arguments: argparse.Namespace) -> int:
    if arguments.interview:
        studio.plan(arguments.interview)
        return open_app(
            studio,
            screen="interview",
            interview_id=arguments.interview,
            mode=arguments.mode,
            seed=arguments.seed,
            interruptions=arguments.interruptions,
        )
    question = _chosen(studio, arguments)
    return open_app(
        studio,
        screen="practice",
        question_id=question.id,
        drill=_drill(arguments),
        audience=arguments.audience,
        mode=arguments.mode,
    )


def _drill(arguments: argparse.Namespace) -> str:
    from simulator.studio import STORY

    return STORY + arguments.story if arguments.story else ""


def _chosen(studio: Studio, arguments: argparse.Namespace) -> Question:
    if drill := _drill(arguments):
        return studio.drill(drill)
    return studio.choose(arguments.question, topic=arguments.topic, kind=arguments.kind, seed=arguments.seed)


def _headless(studio: Studio, arguments: argparse.Namespace) -> int:
    from simulator import printing, printing_interviews
    from simulator.headless import practice_json

    progress = Progress("Hearing")
    done = studio.practise_headless(_begun(studio, arguments), arguments.answer, on_progress=progress)
    progress.done()
    if done.notice:
        say(done.notice)
    if arguments.json:
        show_json(practice_json(done))
    else:
        for turn in done.turns:
            show(f"{turn.speaker}: {' '.join(filter(None, (turn.lead, turn.text)))}")
        asked = [turn.text for turn in done.turns if turn.kind in ASKS]
        for ask, card in zip(asked, done.answers, strict=False):
            show(f"\n{printing.scorecard(card, ask)}")
        if done.report:
            show(f"\n{printing_interviews.report(done.report)}")
        show(f"\nStored as {done.session_id}.")
    scored = any(card.scorable for card in done.answers)
    return ExitCode.DONE if scored else ExitCode.TOO_LITTLE_SPEECH


def _begun(studio: Studio, arguments: argparse.Namespace) -> Interview:
    if arguments.interview:
        return studio.begin_interview(
            arguments.interview,
            mode=arguments.mode,
            seed=arguments.seed,
            interruptions=arguments.interruptions,
        )
    question = _chosen(studio, arguments)
    who = studio.audience(question, audience(arguments))
    return studio.begin_drill(question, who, mode=arguments.mode)
