"""The values that use cases hand out and screens show, gathered in one module.

Screens and commands import nothing from below the use cases; what they must name of the interview and of
speech they name from here.
"""

from simulator.interview.candidate.job import Yours
from simulator.interview.candidate.stories import PARTS as STORY_PARTS
from simulator.interview.candidate.stories import Competency, Story
from simulator.interview.exchange import machine as intents
from simulator.interview.exchange.machine import Intent, Phase, View
from simulator.interview.planning.agenda import Agenda, AgendaStep, Standing, Why
from simulator.interview.process import course as courses
from simulator.interview.process.course import Course, CoursePhase, TurnKind
from simulator.speech.audio.recognising import recognised
from simulator.speech.ports import Device

__all__ = [
    "STORY_PARTS",
    "Agenda",
    "AgendaStep",
    "Competency",
    "Course",
    "CoursePhase",
    "Device",
    "Intent",
    "Phase",
    "Standing",
    "Story",
    "TurnKind",
    "View",
    "Why",
    "Yours",
    "courses",
    "intents",
    "recognised",
]
