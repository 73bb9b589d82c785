"""PURE: writes answers, sessions and trends as documents to keep, in HTML, Markdown and CSV."""
