-- Where a listener wants to come back to, and how loud an answer is over its time.
CREATE TABLE bookmarks (
    id INTEGER PRIMARY KEY,
    answer INTEGER NOT NULL REFERENCES answers (key) ON DELETE CASCADE,
    at_s REAL NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX bookmarks_by_answer ON bookmarks (answer);
CREATE TABLE waveforms (
    answer INTEGER PRIMARY KEY REFERENCES answers (key) ON DELETE CASCADE,
    peaks BLOB NOT NULL
);
