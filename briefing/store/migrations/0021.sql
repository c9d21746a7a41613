-- Stored briefs open with the earliest sentence and lack the parts of a summary; refreshes build them again, newest first.
UPDATE thread SET behind = 2 WHERE behind = 0;
