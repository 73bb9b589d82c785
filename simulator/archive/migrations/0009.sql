-- Trends read every answer in the order of time, and little of each: not the wide rows among the documents.
CREATE INDEX answers_over_time ON answers (
    at, key, state, turn, session_id, number, started_at, question_id, audience, topic, kind,
    overall, clarity, structure, content
);
