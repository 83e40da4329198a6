create table counter_walks (
  counter text primary key,
  cursor bigint not null default 0,
  checked integer not null default 0,
  drift integer not null default 0,
  started_at timestamptz(3) not null default now(),
  finished_at timestamptz(3)
);
