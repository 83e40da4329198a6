-- A story is a post of another kind: the same upload, photo and deletion. It never has a position, so no feed has a place for it.
create type post_kind as enum ('POST', 'STORY');
alter table posts add column kind post_kind not null default 'POST';

drop index posts_author_id_idempotency_key_key;
create unique index posts_author_id_kind_idempotency_key_key on posts (author_id, kind, idempotency_key);

-- The stories that there are. One that ends leaves this table, and its post is a deleted one.
create table stories (
  post_id bigint primary key references posts (id) on delete cascade on update cascade,
  author_id bigint not null,
  expires_at timestamptz(3)
);
create index stories_author_id_post_id_idx on stories (author_id, post_id);
create index stories_expires_at_idx on stories (expires_at);

create table story_views (
  post_id bigint not null,
  viewer_id bigint not null,
  id bigint not null default next_id(),
  primary key (post_id, viewer_id)
);
create index story_views_post_id_id_idx on story_views (post_id, id);
create index story_views_viewer_id_idx on story_views (viewer_id);

create or replace function visible_posts(viewer bigint) returns setof posts language sql stable parallel safe as $$
  select post.* from posts post join open_users(viewer) author on author.id = post.author_id
  where post.deleted_at is null and post.kind = 'POST'
    and (post.status = 'READY' and post.moderated_at is null or post.author_id = viewer)
$$;

-- Stories: as posts are seen, and until they expire.
create function visible_stories(viewer bigint) returns setof stories language sql stable parallel safe as $$
  select story.* from stories story
  join posts post on post.id = story.post_id
  join open_users(viewer) author on author.id = story.author_id
  where post.deleted_at is null and (story.expires_at > now() or story.expires_at is null and story.author_id = viewer)
    and (post.status = 'READY' and post.moderated_at is null or story.author_id = viewer)
$$;

-- Stories that are put before the viewer without being asked for: those of others than the muted that can be looked at.
create function listed_stories(viewer bigint) returns setof stories language sql stable parallel safe as $$
  select story.* from visible_stories(viewer) story
  where exists (select from posts ready where ready.id = story.post_id and ready.status = 'READY')
    and not exists (select from mutes where muter_id = viewer and muted_id = story.author_id)
$$;
