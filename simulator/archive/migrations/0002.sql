-- Trends ask for answers by what was asked; the question as it was asked says it.
ALTER TABLE answers ADD COLUMN topic TEXT;
ALTER TABLE answers ADD COLUMN kind TEXT;
UPDATE answers SET topic = json_extract(question_json, '$.topic'), kind = json_extract(question_json, '$.kind')
FROM asked WHERE asked.answer = answers.key AND json_valid(question_json);
CREATE INDEX answers_by_topic ON answers (topic, at);
