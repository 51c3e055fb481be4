-- What the cache holds, and how well it serves, for each part of the backend
-- retort:object view cache_stats

CREATE VIEW cache_stats AS
SELECT namespace,
       count(*) AS entries,
       sum(hits) AS hits,
       sum(size_bytes) AS size_bytes,
       sum(CASE WHEN hits = 0 THEN 1 ELSE 0 END) AS unused_entries,
       max(last_used_at) AS last_used_at
FROM cache_entries
GROUP BY namespace;
