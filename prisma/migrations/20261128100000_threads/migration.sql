alter table comments add column thread_id bigint;
alter table comments add column reply_to_id bigint;

-- In place of one that lists and forgets alike: what is listed has partial ones, which the models cannot say.
drop index comments_post_id_id_idx;
create index comments_post_id_author_id_idx on comments (post_id, author_id);
create index comments_listed_idx on comments (post_id, id desc) where thread_id is null and deleted_at is null;
create index comments_replies_idx on comments (thread_id, id) where deleted_at is null;

create table comment_counters (
  comment_id bigint not null,
  shard smallint not null,
  replies integer not null default 0,
  primary key (comment_id, shard)
);

create table closed_comments (
  post_id bigint primary key,
  closed_at timestamptz(3) not null default now()
);

-- Comments: not those deleted, nor of people whom the viewer may not see. A reply goes with the comment that starts its thread.
-- Whether the viewer may see the post is another question.
create function visible_comments(viewer bigint) returns setof comments language sql stable parallel safe as $$
  select comment.* from comments comment join visible_users(viewer) author on author.id = comment.author_id
  where comment.deleted_at is null
    and (comment.thread_id is null or exists (
      select from comments head join visible_users(viewer) starter on starter.id = head.author_id
      where head.id = comment.thread_id and head.deleted_at is null))
$$;
