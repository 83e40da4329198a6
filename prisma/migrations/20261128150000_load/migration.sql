create type load_level as enum ('NORMAL', 'HIGH', 'CRITICAL');
create type queue_level as enum ('NORMAL', 'WARN', 'CRITICAL', 'FAST', 'EXTREME');

-- How loaded the whole system is, one row: whoever measures holds its lock (jobs/load/monitor.ts).
create table load_state (
  id smallint primary key default 1 check (id = 1),
  level load_level not null default 'NORMAL',
  level_since timestamptz(3) not null default now(),
  load double precision not null default 0,
  queue_level queue_level not null default 'NORMAL',
  queue_level_since timestamptz(3) not null default now(),
  queue_depth integer not null default 0,
  -- Since when the load asks for another level, up or down
  rising_since timestamptz(3),
  falling_since timestamptz(3),
  workers integer not null default 0,
  wanted_workers integer not null default 1,
  feeds_checked integer not null default 0,
  feed_stale_rate double precision not null default 0,
  feeds_checked_at timestamptz(3),
  override_level load_level,
  override_reason text,
  override_by_id bigint,
  override_until timestamptz(3),
  measured_at timestamptz(3)
);
insert into load_state default values;

create table load_samples (
  at timestamptz(3) primary key default now(),
  level load_level not null,
  load double precision not null,
  queue_level queue_level not null,
  queue_depth integer not null,
  -- By lane: how many jobs wait, and for how many seconds the oldest that is due
  lanes jsonb not null,
  workers integer not null,
  wanted_workers integer not null,
  debts integer not null,
  feed_stale_rate double precision not null
);

-- What each process says of itself every two seconds: nothing is lost with it.
create unlogged table process_loads (
  process text primary key,
  kind text not null,
  load double precision not null,
  parts jsonb not null,
  seen_at timestamptz(3) not null default now()
);

-- What counts: an override for as long as it lasts, else what was measured.
create function current_load_level() returns load_level language sql stable as $$
  select coalesce((select case when override_until > now() then override_level else level end from load_state), 'NORMAL')
$$;

-- Put off under load until about then. Null again when it was brought forward
alter table photos add column process_after timestamptz(3);
create index photos_put_off_idx on photos (id) where status = 'PROCESSING' and process_after is not null;

-- What a photo was not given under load, and is to get when there is time (jobs/repay-quality).
create table quality_debts (
  photo_id bigint primary key references photos (id) on delete cascade on update cascade,
  skipped text[] not null,
  since timestamptz(3) not null default now(),
  -- Of an attempt that failed
  tried_at timestamptz(3)
);
create index quality_debts_since_idx on quality_debts (since);
