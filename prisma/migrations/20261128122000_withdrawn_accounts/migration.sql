-- Of an account that is deleted: not in any count, until the account is restored (jobs/withdraw-account).
alter table likes add column withdrawn boolean not null default false;
alter table comments add column withdrawn boolean not null default false;
alter table follows add column withdrawn boolean not null default false;

alter table users add column destroying_since timestamptz(3);
create index users_deleted_at_idx on users (deleted_at);

-- Handles of accounts that are destroyed: nobody shall pass for them.
create table retired_handles (
  handle text primary key
);

-- What an account left where: only ever asked for by its destruction.
create index likes_user_id_idx on likes (user_id);
create index mutes_muted_id_idx on mutes (muted_id);
create index comments_thread_id_idx on comments (thread_id) where thread_id is not null;
