-- Judgements that the user corrected, and the scorecard as it was judged; `documents` has the corrected one.
CREATE TABLE objections (
    answer INTEGER PRIMARY KEY REFERENCES answers (key) ON DELETE CASCADE,
    corrections_json TEXT NOT NULL,      -- which judgement, by id, and what it really is
    scorecard_json TEXT NOT NULL,
    objected_at TEXT NOT NULL            -- ISO 8601 with offset, of the last correction
);
