-- Every name that was ever used. By bytes: prefixes are ranges.
create table hashtags (
  name text collate "C" primary key
);

-- Which posts have which hashtags, each post at its place in feeds. The primary key is for one post, the index for one hashtag.
create table post_hashtags (
  post_id bigint not null references posts (id) on delete cascade on update cascade,
  name text collate "C" not null,
  position bigint,
  primary key (post_id, name)
);
create index post_hashtags_name_position_idx on post_hashtags (name, position desc);
create index post_hashtags_position_idx on post_hashtags (position desc);

create table hashtag_follows (
  id bigint not null default next_id(),
  user_id bigint not null,
  name text collate "C" not null,
  primary key (user_id, name)
);
create index hashtag_follows_user_id_id_idx on hashtag_follows (user_id, id);

-- Posts that were there before hashtags were: jobs/tag-posts reads their captions.
alter table posts add column tagged boolean not null default false;
create index posts_untagged_idx on posts (id) where not tagged;

-- Gives a post the hashtags of its caption. Names in their order: of two posts with new ones, one waits for the other and not in a ring.
create function tag_post(post bigint, names text[]) returns void language sql as $$
  with named as (
    insert into hashtags (name) select distinct name from unnest(names) as name order by 1 on conflict do nothing
  ),
  tagged as (
    insert into post_hashtags (post_id, name, position)
    select posts.id, name, posts.position from posts cross join unnest(names) as name where posts.id = post
    on conflict do nothing
  )
  update posts set tagged = true where id = post
$$;

-- Wherever a post gets its place, its hashtags get it too. (\x3b is what ends a statement: Prisma cuts the file at every other one.)
create function place_hashtags() returns trigger language plpgsql as
  E'begin update post_hashtags set position = new.position where post_id = new.id\x3b return null\x3b end';
create trigger posts_place_hashtags after update of position on posts for each row
  when (new.position is distinct from old.position) execute function place_hashtags();
