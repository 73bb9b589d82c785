"""The values that use cases hand out and screens show, gathered in one module.

Screens and commands import nothing from below the use cases; what they must name of the interview and of
speech they name from here.
"""

from simulator.interview.candidate.aims import day_of
from simulator.interview.candidate.job import Yours
from simulator.interview.candidate.stories import PARTS as STORY_PARTS
from simulator.interview.candidate.stories import Competency, Story
from simulator.interview.coding.edits import Journal as CodingJournal
from simulator.interview.coding.edits import TestRun
from simulator.interview.coding.notes import CodingReport
from simulator.interview.coding.notes import Note as CodingNote
from simulator.interview.coding.problem import Problem as CodingProblem
from simulator.interview.coding.problem import Test as CodingTest
from simulator.interview.coding.results import Ran, ShutIn
from simulator.interview.coding.results import TestResult as CodingTestResult
from simulator.interview.coding.typing_notes import SILENT_FROM_S
from simulator.interview.exchange import machine as intents
from simulator.interview.exchange.machine import Intent, Phase, View
from simulator.interview.planning.agenda import AIM, Agenda, AgendaStep, Standing, Why
from simulator.interview.planning.schedule import PlannedStep
from simulator.interview.process import course as courses
from simulator.interview.process.course import Course, CoursePhase, TurnKind
from simulator.interview.process.part import MOCK, MOCK_MINUTES, WHOLE, parts
from simulator.interview.sketch.drawing import Drawing, Ink, drawn
from simulator.interview.sketch.lines import parsed as sketched
from simulator.interview.sketch.telling import in_sentences
from simulator.speech.audio.recognising import recognised
from simulator.speech.ports import Device

__all__ = [
    "AIM",
    "MOCK",
    "MOCK_MINUTES",
    "SILENT_FROM_S",
    "STORY_PARTS",
    "WHOLE",
    "Agenda",
    "AgendaStep",
    "CodingJournal",
    "CodingNote",
    "CodingProblem",
    "CodingReport",
    "CodingTest",
    "CodingTestResult",
    "Competency",
    "Course",
    "CoursePhase",
    "Device",
    "Drawing",
    "Ink",
    "Intent",
    "Phase",
    "PlannedStep",
    "Ran",
    "ShutIn",
    "Standing",
    "Story",
    "TestRun",
    "TurnKind",
    "View",
    "Why",
    "Yours",
    "courses",
    "day_of",
    "drawn",
    "in_sentences",
    "intents",
    "parts",
    "recognised",
    "sketched",
]
