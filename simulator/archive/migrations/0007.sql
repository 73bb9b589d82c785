-- What was heard, kept where the transcript was corrected by hand; `documents` has the corrected one.
CREATE TABLE originals (
    answer INTEGER PRIMARY KEY REFERENCES answers (key) ON DELETE CASCADE,
    transcript_json TEXT NOT NULL,
    corrected_at TEXT NOT NULL           -- ISO 8601 with offset, of the last correction
);
