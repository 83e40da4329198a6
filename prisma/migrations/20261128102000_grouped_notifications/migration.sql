alter type notification_kind add value 'LIKE';
alter type notification_kind add value 'COMMENT';
alter type notification_kind add value 'REPLY';
alter type notification_kind add value 'MENTION';
alter type notification_kind add value 'FOLLOW';
alter type notification_kind add value 'FOLLOW_REQUEST';

-- A row says that there is something to tell: what and by whom is read from the facts.
drop index notifications_user_id_kind_post_id_key;
alter table notifications drop column actor_id, drop column read_at;
alter table notifications rename column created_at to happened_at;
alter table notifications add column subject_id bigint;
update notifications set subject_id = post_id;
alter table notifications alter column subject_id set not null;
create unique index notifications_user_id_kind_subject_id_key on notifications (user_id, kind, subject_id);
create index notifications_happened_at_idx on notifications (happened_at);

create table notification_marks (
  user_id bigint primary key,
  read_up_to bigint not null,
  marked_at timestamptz(3) not null default now()
);

-- The latest of each, which the models cannot say in full.
create index likes_post_id_created_at_idx on likes (post_id, created_at desc);
create index comments_latest_idx on comments (post_id, id desc) where deleted_at is null;
create index comments_answers_idx on comments (reply_to_id, id desc) where deleted_at is null;

-- Tells somebody of what another did: a new row, or the old one becomes the latest again. Where it is unread and of the last ten
-- seconds it is left alone, and not even locked, so that a post that many like at once has no hot row. Answers 1 where it wrote.
create function tell(recipient bigint, actor bigint, told notification_kind, subject bigint, about bigint)
returns integer language sql volatile as $$
  insert into notifications as n (user_id, kind, subject_id, post_id)
  select recipient, told, subject, about
  where recipient <> actor
    and not exists (select from mutes where muter_id = recipient and muted_id = actor)
    and exists (select from visible_users(recipient) person where person.id = actor)
    and not exists (
      select from notifications known where known.user_id = recipient and known.kind = told and known.subject_id = subject
        and known.happened_at > now() - interval '10 seconds'
        and known.id > coalesce((select read_up_to from notification_marks where user_id = recipient), 0))
  on conflict (user_id, kind, subject_id) do update set id = next_id(), happened_at = now()
  where n.happened_at <= now() - interval '10 seconds'
    or n.id <= coalesce((select read_up_to from notification_marks where user_id = recipient), 0)
  returning 1
$$;

-- Days are counted from 1970 in UTC, as ids count milliseconds.
create function day_of_id(id bigint) returns bigint language sql immutable parallel safe as $$
  select ((id >> 23) + 1735689600000) / 86400000
$$;
create function first_id_of_day(day bigint) returns bigint language sql immutable parallel safe as $$
  select (day * 86400000 - 1735689600000) << 23
$$;
