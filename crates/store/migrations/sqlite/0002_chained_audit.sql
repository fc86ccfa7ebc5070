-- Who did what and who saw what are evidence too: each row's hash covers the row before.
-- The rows that are there already are chained in the same step.
ALTER TABLE audit ADD COLUMN hash BLOB;  -- SHA-256 over the hash of the row before, every other column,
                                         -- and the hash of the event at `position`, which seals that chain
ALTER TABLE access ADD COLUMN hash BLOB; -- the same over its own rows
