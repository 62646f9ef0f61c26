-- How many changes the history has had. The number is also kept beside the file: a history that has fewer than that has
-- lost some, because its journal was removed or an older file was put in its place.

CREATE TABLE ledger (
    only_row INTEGER PRIMARY KEY CHECK(only_row = 1),
    commits INTEGER NOT NULL
);
INSERT INTO ledger (only_row, commits) VALUES (1, 0);
