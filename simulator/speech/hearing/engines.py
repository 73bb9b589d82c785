"""Which engine hears: chosen by name or by what the machine has, checked and loaded."""

from __future__ import annotations

from simulator.model.errors import BadInputError
from simulator.speech.hearing.engine import FASTER, REFERENCE, Engine
from simulator.speech.hearing.weights import FoundWeights, verify


def chosen(engine: str) -> str:
    """`auto` made definite: openai-whisper on a CUDA GPU, else faster-whisper (MPS has no word times)."""
    if engine in (FASTER, REFERENCE):
        return engine
    if engine != "auto":
        raise BadInputError(
            f"There is no hearing engine '{engine}'.", f"Choose auto, {FASTER} or {REFERENCE}."
        )
    import ctranslate2

    return REFERENCE if ctranslate2.get_cuda_device_count() > 0 else FASTER


def load(engine: str, found: FoundWeights) -> Engine:
    """Check the weights' digests and load them. Raises `MissingPartError` when one is wrong."""
    verify(found)
    if found.original and engine == FASTER:
        raise BadInputError(
            f"The hearing model '{found.name}' is OpenAI's own file, which {FASTER} cannot read.",
            f"Set the engine to auto or {REFERENCE}, or choose another model: `simulator models list`.",
        )
    if found.original or chosen(engine) == REFERENCE:
        from simulator.speech.hearing.reference import ReferenceEngine

        return ReferenceEngine(found)
    from simulator.speech.hearing.fast import FastEngine

    return FastEngine(found)
