create table redis_snapshots (
  taken_at timestamptz(3) primary key,
  parts integer not null default 0,
  bytes bigint not null default 0,
  finished_at timestamptz(3)
);
