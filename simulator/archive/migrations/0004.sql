-- Every word that was heard can be found.
CREATE VIRTUAL TABLE said USING fts5 (text);   -- rowid is the answer's key
INSERT INTO said (rowid, text)
    SELECT answer, json_extract(transcript_json, '$.text') FROM documents WHERE json_valid(transcript_json);
