-- Version of the analysis of a threaded article (`text.ANALYSIS`); 0: of a program before this schema. Refreshes renew earlier
-- ones within a budget, and then the briefs of their threads, for which `thread.behind` is 2: such a brief covers all articles
-- of its thread, so that lists, cursors and deliveries do not wait for it.
ALTER TABLE article ADD COLUMN analysed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX article_by_analysis ON article (analysed, thread_id) WHERE thread_id IS NOT NULL;
CREATE INDEX thread_outdated ON thread (id) WHERE behind = 2;
