alter table objects add column in_buffer boolean not null default false;
create index objects_in_buffer_idx on objects (key) where in_buffer;

create table buffered_objects (
  key text primary key,
  bytes bytea not null,
  buffered_at timestamptz(3) not null default now()
);
-- Photos are compressed already, and a range of one is to be read without the rest.
alter table buffered_objects alter column bytes set storage external;
create index buffered_objects_buffered_at_idx on buffered_objects (buffered_at);
