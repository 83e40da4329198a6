create type job_outcome as enum ('DONE', 'RETRIED', 'POSTPONED', 'GIVEN_UP', 'HANDED_OVER', 'CANCELLED');

-- The queue forgets what has ended: this is its memory, for JOB_RUN_DAYS.
create table job_runs (
  id bigint primary key default next_id(),
  job_id bigint not null,
  kind text not null,
  payload jsonb not null,
  attempt int not null,
  outcome job_outcome not null,
  error text,
  started_at timestamptz(3) not null,
  ended_at timestamptz(3) not null,
  worker text,
  request_id text,
  asked_by bigint,
  reason text
);
create index job_runs_job_id_idx on job_runs (job_id, id desc);
create index job_runs_kind_idx on job_runs (kind, id desc);

-- Kinds of jobs that no worker begins.
create table paused_jobs (
  kind text primary key,
  paused_at timestamptz(3) not null default now()
);

-- Running jobs that are to end. Each row is taken by the worker that runs the job.
create table job_cancellations (
  job_id bigint primary key,
  asked_at timestamptz(3) not null default now()
);

create type operator_action as enum
  ('RUN_JOB', 'PAUSE_JOBS', 'RESUME_JOBS', 'CANCEL_JOB', 'RETRY_JOB', 'REPRIORITIZE_JOB', 'DISCARD_JOB');

create table operator_acts (
  id bigint primary key default next_id(),
  admin_id bigint not null,
  action operator_action not null,
  kind text not null,
  job_id bigint,
  detail jsonb not null default '{}',
  reason text not null,
  request_id text not null,
  -- What was confirmed with a token is done once.
  token_id text unique,
  created_at timestamptz(3) not null default now()
);
create trigger operator_acts_only_added_to before update or delete on operator_acts for each row execute function refuse_change();
