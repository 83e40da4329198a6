create table second_factors (
  user_id bigint primary key,
  secret bytea not null,
  confirmed_at timestamptz(3),
  last_step bigint not null default 0,
  attempts integer not null default 0,
  attempts_since timestamptz(3) not null default now()
);

create table recovery_codes (
  user_id bigint not null,
  code_hash bytea not null,
  primary key (user_id, code_hash)
);
