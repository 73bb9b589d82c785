"""Interview Simulator: rehearse machine-learning interviews aloud, on your own machine."""

__version__ = "0.1.0"
