-- Sessions that ended are swept, see jobs/sweep-sessions.
create index sessions_expires_at_idx on sessions (expires_at);
