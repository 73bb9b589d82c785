-- What people think of an answer, and how it was scored before.
CREATE TABLE ratings (
    id INTEGER PRIMARY KEY,
    answer INTEGER NOT NULL REFERENCES answers (key) ON DELETE CASCADE,
    at TEXT NOT NULL,
    rater TEXT NOT NULL,
    overall INTEGER NOT NULL CHECK (overall BETWEEN 1 AND 5),
    clarity INTEGER CHECK (clarity BETWEEN 1 AND 5),
    structure INTEGER CHECK (structure BETWEEN 1 AND 5),
    content INTEGER CHECK (content BETWEEN 1 AND 5),
    note TEXT NOT NULL
);
CREATE INDEX ratings_by_answer ON ratings (answer);
CREATE TABLE scorings (
    id INTEGER PRIMARY KEY,
    answer INTEGER NOT NULL REFERENCES answers (key) ON DELETE CASCADE,
    replaced_at TEXT NOT NULL,
    overall INTEGER,
    rubric_id TEXT,
    rubric_version INTEGER,
    scorecard_json TEXT NOT NULL
);
CREATE INDEX scorings_by_answer ON scorings (answer);
