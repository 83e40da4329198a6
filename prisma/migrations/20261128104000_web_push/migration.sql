create table push_subscriptions (
  id bigint primary key default next_id(),
  user_id bigint not null,
  endpoint text not null,
  p256dh bytea not null,
  auth bytea not null,
  failures integer not null default 0,
  retry_at timestamptz(3),
  created_at timestamptz(3) not null default now()
);
create unique index push_subscriptions_endpoint_key on push_subscriptions (endpoint);
create index push_subscriptions_user_id_id_idx on push_subscriptions (user_id, id);

-- Set from when a notification becomes unread until it is pushed, where there is somewhere to push it to.
alter table notifications add column push_at timestamptz(3);
create index notifications_due_idx on notifications (push_at) where push_at is not null;

create or replace function tell(recipient bigint, actor bigint, told notification_kind, subject bigint, about bigint)
returns integer language sql volatile as $$
  insert into notifications as n (user_id, kind, subject_id, post_id, push_at)
  select recipient, told, subject, about, (select now() from push_subscriptions where user_id = recipient limit 1)
  where recipient <> actor
    and not exists (select from mutes where muter_id = recipient and muted_id = actor)
    and exists (select from visible_users(recipient) person where person.id = actor)
    and not exists (
      select from notifications known where known.user_id = recipient and known.kind = told and known.subject_id = subject
        and known.happened_at > now() - interval '10 seconds'
        and known.id > coalesce((select read_up_to from notification_marks where user_id = recipient), 0))
  on conflict (user_id, kind, subject_id) do update set id = next_id(), happened_at = now(),
    push_at = case when n.id <= coalesce((select read_up_to from notification_marks where user_id = recipient), 0)
      then excluded.push_at else n.push_at end
  where n.happened_at <= now() - interval '10 seconds'
    or n.id <= coalesce((select read_up_to from notification_marks where user_id = recipient), 0)
  returning 1
$$;
