"""`simulator` and `simulator practice`: the app, and the rehearsal without a screen."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from simulator.commands.common import audience, scorable, usage
from simulator.errors import ExitCode
from simulator.terminal import Progress, say, show, show_json

if TYPE_CHECKING:
    import argparse

    from simulator.studio import Studio


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

    app = build(studio, Start(**start))
    app.run()
    studio.close()
    _leave(app.return_code or ExitCode.DONE)
    return ExitCode.DONE


def _leave(code: int) -> None:
    """End here: unloading model libraries takes a third of a second and can crash on Windows."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def sample(studio: Studio) -> int:
    """Ask the sample's question with a real voice, hear its answer, print the scorecard."""
    from simulator import printing

    say("No terminal here: rehearsing the shipped sample instead.")
    progress = Progress("Hearing the sample answer")
    practice = studio.rehearse_sample(progress)
    progress.done()
    say(f"Asked by {practice.voice}: {practice.turns[0].text}")
    show(printing.scorecard(practice.answers[0], studio.question(str(practice.answers[0].question_id))))
    return ExitCode.DONE


def practice(studio: Studio, arguments: argparse.Namespace) -> int:
    if not arguments.headless:
        question = studio.choose(
            arguments.question, topic=arguments.topic, kind=arguments.kind, seed=arguments.seed
        )
        return open_app(
            studio,
            screen="practice",
            question_id=question.id,
            audience=arguments.audience,
            mode=arguments.mode,
        )
    if not arguments.question or not arguments.answer:
        return usage("`practice --headless` needs --question ID and at least one --answer FILE.")
    from simulator import printing
    from simulator.headless import practice_json

    progress = Progress("Hearing")
    done = studio.practise_headless(
        studio.question(arguments.question),
        arguments.answer,
        audience=audience(arguments),
        on_progress=progress,
    )
    progress.done()
    if done.notice:
        say(done.notice)
    if arguments.json:
        show_json(practice_json(done))
    else:
        for turn in done.turns:
            show(f"{turn.speaker}: {turn.text}")
        for card in done.answers:
            show(f"\n{printing.scorecard(card, studio.question(arguments.question))}")
        show(f"\nStored as {done.session_id}.")
    return scorable(done.answers[-1])
