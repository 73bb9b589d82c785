-- Lists, trends and means read one of these indexes alone, in its own order, and not the wide rows of answers.
DROP INDEX sessions_by_time;
CREATE INDEX sessions_over_time ON sessions (at, id);
CREATE INDEX sessions_by_title ON sessions (title, at, id);
CREATE INDEX answers_of_session ON answers (session_id, turn, overall, duration_s);
DROP INDEX answers_over_time;
CREATE INDEX answers_over_time ON answers (
    at, key, state, turn, session_id, number, started_at, question_id, audience, topic, kind,
    overall, clarity, structure, content, hearing_model
);
DROP INDEX answers_by_topic;
CREATE INDEX answers_by_topic ON answers (
    topic, at, key, state, turn, session_id, number, started_at, audience, kind,
    overall, clarity, structure, content, hearing_model
);
DROP INDEX answers_by_question;
CREATE INDEX answers_by_question ON answers (
    question_id, at, key, state, turn, session_id, number, started_at, audience, overall
);
