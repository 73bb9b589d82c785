"""PURE: answers, sessions and trends as documents to keep: HTML, Markdown, CSV. Words in, text out."""
