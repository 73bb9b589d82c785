-- How many hints the interviewer gave for an answer; before this version there were none to give.
ALTER TABLE answers ADD COLUMN hints_used INTEGER DEFAULT 0;
