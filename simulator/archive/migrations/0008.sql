-- Which of the candidate's stories an answer seems to tell: a guess, by meaning.
CREATE TABLE told (
    answer INTEGER PRIMARY KEY REFERENCES answers (key) ON DELETE CASCADE,
    story_id TEXT NOT NULL,
    likeness REAL NOT NULL
);
CREATE INDEX told_by_story ON told (story_id);
