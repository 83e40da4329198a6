create table saves (
  id bigint not null default next_id(),
  user_id bigint not null,
  post_id bigint not null,
  primary key (user_id, post_id)
);
create index saves_user_id_id_idx on saves (user_id, id desc);
create index saves_post_id_idx on saves (post_id);

create table collections (
  id bigint not null default next_id() primary key,
  user_id bigint not null,
  name text not null,
  created_at timestamptz(3) not null default now()
);
create unique index collections_user_id_name_key on collections (user_id, name);
create index collections_user_id_id_idx on collections (user_id, id desc);

create table collection_posts (
  id bigint not null default next_id(),
  collection_id bigint not null references collections (id) on delete cascade on update cascade,
  post_id bigint not null,
  primary key (collection_id, post_id)
);
create index collection_posts_collection_id_id_idx on collection_posts (collection_id, id desc);
create index collection_posts_post_id_idx on collection_posts (post_id);
