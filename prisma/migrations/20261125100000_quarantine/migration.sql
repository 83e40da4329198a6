create type quarantine_code as enum ('ATTEMPTS_EXHAUSTED', 'WORKER_DIED', 'INVALID_PAYLOAD', 'UNKNOWN_JOB', 'PERMANENT_FAILURE');

create table quarantined_jobs (
  id bigint primary key,
  name text not null,
  payload jsonb not null,
  key text,
  priority integer not null,
  attempts integer not null,
  max_attempts integer not null,
  code quarantine_code not null,
  message text not null,
  quarantined_at timestamptz(3) not null default now(),
  released_at timestamptz(3)
);
create index quarantined_jobs_key_idx on quarantined_jobs (key);
create index quarantined_jobs_quarantined_at_idx on quarantined_jobs (quarantined_at);

-- Which jobs a worker knows: what none of them does is left over from another release.
alter table worker_heartbeats add column jobs text[] not null default '{}';
