-- How far the jobs of a worker are, by their numbers: written by the heartbeat that it has anyway.
alter table worker_heartbeats add column progress jsonb not null default '{}';
alter table job_runs add column done int, add column total int;
