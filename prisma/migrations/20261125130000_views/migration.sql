alter table post_counters add column views bigint not null default 0;

create table post_view_batches (
  id bigserial primary key,
  post_id bigint not null,
  views integer not null,
  created_at timestamptz(3) not null default now()
);
create index post_view_batches_post_id_idx on post_view_batches (post_id);
