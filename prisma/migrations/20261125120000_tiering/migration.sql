-- Rows that are there already count as read today: a default that is the same for all of them rewrites no row.
alter table objects add column last_read_on date not null default current_date;
alter table objects add column moving_to text;
alter table objects add column thaw_ready_at timestamptz(3);
alter table objects add column thawed_until timestamptz(3);
-- Small originals do not pay in a colder class (storage/tiering/due.ts) and are not even looked at.
create index objects_unread_idx on objects (storage_class, last_read_on, key)
  where state = 'LIVE' and moving_to is null and key like 'originals/%' and byte_size >= 131072;
create index objects_moving_idx on objects (key) where moving_to is not null;
