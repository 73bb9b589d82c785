-- Trends ask for answers by what was asked; the question as it was asked says it.
CREATE INDEX asked_by_topic ON asked (json_extract(question_json, '$.topic'));
CREATE INDEX asked_by_kind ON asked (json_extract(question_json, '$.kind'));
