-- Comments that a moderator hides are in no count, nor is the thread that begins with one.
insert into post_counters as c (post_id, shard, comments)
select said.post_id, 0, -count(*) from comments said left join comments head on head.id = said.thread_id
where said.deleted_at is null and not said.withdrawn and head.deleted_at is null
  and (said.moderated_at is not null or head.moderated_at is not null)
group by said.post_id
on conflict (post_id, shard) do update set comments = c.comments + excluded.comments;

insert into comment_counters as c (comment_id, shard, replies)
select thread_id, 0, -count(*) from comments
where thread_id is not null and deleted_at is null and not withdrawn and moderated_at is not null
group by thread_id
on conflict (comment_id, shard) do update set replies = c.replies + excluded.replies;
