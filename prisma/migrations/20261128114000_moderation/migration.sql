alter type user_role add value if not exists 'MODERATOR';

-- Since when a moderator hides it from all but its author.
alter table comments add column moderated_at timestamptz(3);

create type report_subject as enum ('POST', 'COMMENT', 'USER');
create type report_reason as enum ('SPAM', 'HARASSMENT', 'HATE', 'VIOLENCE', 'NUDITY', 'SELF_HARM', 'FALSE_INFORMATION', 'INTELLECTUAL_PROPERTY', 'OTHER');
create type moderation_action as enum
  ('DISMISS', 'HIDE_POST', 'HIDE_COMMENT', 'SUSPEND_USER', 'RESTORE_POST', 'RESTORE_COMMENT', 'RESTORE_USER');

-- All reports of one subject. Open ones are the moderators' queue, in the order of their place, which one gets anew when it opens again.
create table moderation_cases (
  id bigint not null default next_id() primary key,
  subject_kind report_subject not null,
  subject_id bigint not null,
  place bigint not null default next_id(),
  opened_at timestamptz(3) not null default now(),
  closed_at timestamptz(3)
);
create unique index moderation_cases_subject_kind_subject_id_key on moderation_cases (subject_kind, subject_id);
create index moderation_cases_queue_idx on moderation_cases (place) where closed_at is null;

create table reports (
  id bigint not null default next_id() primary key,
  case_id bigint not null references moderation_cases (id) on delete cascade on update cascade,
  reporter_id bigint not null,
  reason report_reason not null,
  note text not null,
  created_at timestamptz(3) not null default now()
);
create unique index reports_case_id_reporter_id_key on reports (case_id, reporter_id);
create index reports_case_id_id_idx on reports (case_id, id desc);
create index reports_reporter_id_idx on reports (reporter_id);

-- What moderators did. Only ever added to.
create table moderation_acts (
  id bigint not null default next_id() primary key,
  case_id bigint not null,
  moderator_id bigint not null,
  action moderation_action not null,
  subject_kind report_subject not null,
  subject_id bigint not null,
  note text not null,
  created_at timestamptz(3) not null default now()
);
create index moderation_acts_case_id_idx on moderation_acts (case_id);
create function refuse_change() returns trigger language plpgsql as
  E'begin raise exception ''% is only added to'', tg_table_name using errcode = ''insufficient_privilege''\x3b end';
create trigger moderation_acts_only_added_to before update or delete on moderation_acts for each row execute function refuse_change();

create or replace function visible_comments(viewer bigint) returns setof comments language sql stable parallel safe as $$
  select comment.* from comments comment join visible_users(viewer) author on author.id = comment.author_id
  where comment.deleted_at is null and (comment.moderated_at is null or comment.author_id = viewer)
    and (comment.thread_id is null or exists (
      select from comments head join visible_users(viewer) starter on starter.id = head.author_id
      where head.id = comment.thread_id and head.deleted_at is null
        and (head.moderated_at is null or head.author_id = viewer)))
$$;
