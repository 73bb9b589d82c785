-- Where an answer stands in an interview, and the course of an interview, to be gone on with.
ALTER TABLE answers ADD COLUMN turn TEXT NOT NULL DEFAULT 'question';  -- question, follow_up or closing
ALTER TABLE answers ADD COLUMN round INTEGER;      -- from 0; NULL in a drill
ALTER TABLE answers ADD COLUMN because TEXT;       -- why it was asked
ALTER TABLE answers ADD COLUMN parent TEXT;        -- id of the answer that a follow-up is about
CREATE TABLE courses (
    session_id TEXT PRIMARY KEY NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    over INTEGER NOT NULL,
    course_json TEXT NOT NULL
);
