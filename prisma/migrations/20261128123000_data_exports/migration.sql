create type data_export_state as enum ('PENDING', 'READY', 'FAILED', 'EXPIRED');

create table data_exports (
  id bigint primary key default next_id(),
  user_id bigint not null,
  state data_export_state not null default 'PENDING',
  entries integer not null,
  requested_at timestamptz(3) not null default now(),
  expires_at timestamptz(3)
);
create index data_exports_user_id_id_idx on data_exports (user_id, id);
create index data_exports_requested_at_idx on data_exports (requested_at);

create table data_export_parts (
  export_id bigint not null references data_exports (id) on delete cascade on update cascade,
  ordinal integer not null,
  name text not null,
  photo_id bigint,
  crc bigint not null,
  content_bytes integer not null,
  bytes integer not null,
  object_key text not null,
  primary key (export_id, ordinal)
);
