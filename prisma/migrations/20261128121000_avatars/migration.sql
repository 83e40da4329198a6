create table avatars (
  id bigint primary key default next_id(),
  user_id bigint not null,
  upload_id bigint not null,
  original_key text not null,
  status photo_status not null default 'PROCESSING',
  failure_code text,
  created_at timestamptz(3) not null default now(),
  dropped_at timestamptz(3)
);
create unique index avatars_upload_id_key on avatars (upload_id);
create index avatars_user_id_id_idx on avatars (user_id, id);

create table avatar_renditions (
  avatar_id bigint not null references avatars (id) on delete cascade on update cascade,
  size text not null,
  format text not null,
  width integer not null,
  height integer not null,
  byte_size integer not null,
  md5 bytea not null,
  object_key text not null,
  primary key (avatar_id, size, format)
);
create index avatar_renditions_object_key_idx on avatar_renditions using hash (object_key);

alter type orphan_part add value 'AVATARS' before 'COLLECTION';
