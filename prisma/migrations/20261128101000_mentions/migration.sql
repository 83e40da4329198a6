create table comment_mentions (
  comment_id bigint not null,
  start_offset integer not null,
  end_offset integer not null,
  user_id bigint not null,
  primary key (comment_id, start_offset)
);
create index comment_mentions_user_id_idx on comment_mentions (user_id);
