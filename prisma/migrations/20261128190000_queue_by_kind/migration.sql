-- Jobs that wait or run, by kind: one count for levels and metrics (jobs/load/count-queue.ts)
alter table load_state add column queued jsonb not null default '{}';
