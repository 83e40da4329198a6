create type orphan_kind as enum ('UNKNOWN', 'GONE', 'UNREFERENCED', 'DANGLING');

create table orphaned_objects (
  kind orphan_kind not null,
  key text not null,
  bytes bigint not null,
  first_seen_at timestamptz(3) not null default now(),
  last_seen_at timestamptz(3) not null default now(),
  primary key (kind, key)
);

-- In the order in which they are walked.
create type orphan_part as enum ('PRIMARY', 'BACKUP', 'LEDGER', 'UPLOADS', 'PHOTOS', 'COLLECTION');

create table orphan_walks (
  part orphan_part primary key,
  cursor text not null default '',
  checked int not null default 0,
  found int not null default 0,
  started_at timestamptz(3) not null default now(),
  finished_at timestamptz(3)
);

-- Who refers to an object? Hash indexes: only ever asked for one key, and a fraction of the size on the tables of the photo path.
create index uploads_object_key_idx on uploads using hash (object_key);
create index photos_original_key_idx on photos using hash (original_key);
create index renditions_object_key_idx on renditions using hash (object_key);
