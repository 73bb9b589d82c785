"""An interview of two hours at speed, in a process of its own; a line of JSON after each answer.

python long.py PLAN SOUND
"""

from __future__ import annotations

import json
import sys
from collections import deque
from pathlib import Path

import psutil

from simulator.model import settings
from simulator.use_cases.desk import Desk
from simulator.use_cases.practise.headless_driver import give_answer
from simulator.use_cases.values import CoursePhase, courses


def memory_mb(process: psutil.Process) -> float:
    return float(process.memory_info().rss / 1e6)


def main() -> None:
    desk = Desk(settings.load())
    interview = desk.interviews.begin(sys.argv[1], seed=1)
    sound = Path(sys.argv[2])
    me = psutil.Process()
    while interview.course.phase is not CoursePhase.OVER:
        if interview.course.phase is not CoursePhase.ASKING:
            interview.send(courses.GoOn())
            continue
        given = give_answer(
            deque([sound]), lambda listener, audio: interview.rehearse(listener, audio=audio, ahead=False)
        )
        interview.answered(given.answer_id, given.scorecard)
        desk.export.text(given.answer_id, "html")
        children = me.children(recursive=True)
        row = {
            "app_mb": memory_mb(me),
            "ear_mb": max(memory_mb(c) for c in children if "hearing.child" in " ".join(c.cmdline())),
            "files": me.num_fds(),
            "threads": me.num_threads(),
            "children": len(children),
            "words": len(given.scorecard.words),
        }
        print(json.dumps(row), flush=True)
    desk.interviews.report(str(interview.session_id))
    desk.close()


if __name__ == "__main__":
    main()
