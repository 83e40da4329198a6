create type notification_kind as enum ('POST_PUBLISHED');

create table notifications (
  id bigint not null default next_id(),
  user_id bigint not null,
  kind notification_kind not null,
  actor_id bigint not null,
  post_id bigint,
  created_at timestamptz(3) not null default now(),
  read_at timestamptz(3),
  primary key (user_id, id)
);
create unique index notifications_user_id_kind_post_id_key on notifications (user_id, kind, post_id);
create index notifications_post_id_idx on notifications (post_id);
