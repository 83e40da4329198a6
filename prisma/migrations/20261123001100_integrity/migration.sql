create type integrity_mode as enum ('SAMPLE', 'ALL');
create type object_fault as enum ('MISSING', 'DAMAGED');

create table integrity_passes (
  mode integrity_mode primary key,
  keys text[],
  cursor text not null default '',
  checked integer not null default 0,
  found integer not null default 0,
  repaired integer not null default 0,
  started_at timestamptz(3) not null default now(),
  finished_at timestamptz(3)
);

create table unrepairable_objects (
  key text primary key,
  faults object_fault[],
  found_at timestamptz(3) not null default now()
);
