-- What was stored on each day (UTC), as the last look at that day saw it (jobs/measure-storage).
create table storage_reports (
  day date primary key,
  measured_at timestamptz(3) not null default now(),
  -- Of the ledger that was looked at
  share double precision not null,
  parts jsonb not null
);

-- Each run of check_feeds, for a week.
create table feed_checks (
  at timestamptz(3) primary key default now(),
  checked integer not null,
  -- Lack their newest post
  stale integer not null,
  -- Show nothing, though there is something
  empty integer not null,
  -- Posts that should be on the first page, and posts that should not
  missing integer not null,
  extra integer not null
);
