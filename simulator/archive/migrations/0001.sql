CREATE TABLE sessions (
    id TEXT PRIMARY KEY NOT NULL,
    started_at TEXT NOT NULL,            -- ISO 8601 with offset, as shown
    at REAL NOT NULL,                    -- the same in seconds since 1970, to order by
    title TEXT NOT NULL,
    interview_id TEXT,
    mode TEXT NOT NULL,
    last_number INTEGER NOT NULL DEFAULT 0  -- of its answers; never given twice, even after a deletion
);
CREATE INDEX sessions_by_time ON sessions (at);

CREATE TABLE answers (
    key INTEGER PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    question_id TEXT,
    audience TEXT NOT NULL,
    take INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    at REAL NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('recording', 'recorded', 'scored', 'refused')),
    audio TEXT,                          -- below the recordings folder, with '/'; NULL for typed answers
    duration_s REAL,
    overall INTEGER,
    clarity INTEGER,
    structure INTEGER,
    content INTEGER,
    rubric_id TEXT,
    rubric_version INTEGER,
    hearing_model TEXT,                  -- name and digest, as in the scorecard
    hearing_sha256 TEXT,
    meaning_model TEXT,
    UNIQUE (session_id, number)
);
CREATE INDEX answers_by_question ON answers (question_id, at);
CREATE INDEX answers_unfinished ON answers (state) WHERE state IN ('recording', 'recorded');

-- Large texts stand apart, so that lists read little.
CREATE TABLE asked (
    answer INTEGER PRIMARY KEY REFERENCES answers (key) ON DELETE CASCADE,
    question_json TEXT NOT NULL          -- the question as it was asked
);

CREATE TABLE documents (
    answer INTEGER PRIMARY KEY REFERENCES answers (key) ON DELETE CASCADE,
    transcript_json TEXT NOT NULL,
    scorecard_json TEXT NOT NULL
);

CREATE TABLE measures (
    measure_id TEXT NOT NULL,
    answer INTEGER NOT NULL REFERENCES answers (key) ON DELETE CASCADE,
    value REAL,                          -- NULL when it could not be taken
    unit TEXT NOT NULL,
    PRIMARY KEY (measure_id, answer)
) WITHOUT ROWID;
CREATE INDEX measures_by_answer ON measures (answer);
