"""The meaning model, loaded once for all tests."""

from __future__ import annotations

from platformdirs import user_cache_path

from simulator.reading.embedder import SentenceEmbedder

REAL = SentenceEmbedder(user_cache_path("interview-simulator"))
