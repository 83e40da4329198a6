-- Top posts as jobs/rank-explore saw them, generation after generation: a reader pages through one of them.
create table explore_generations (
  generation bigint primary key,
  ranked_at timestamptz(3) not null default now()
);
create table explore_posts (
  generation bigint not null references explore_generations (generation) on delete cascade on update cascade,
  rank integer not null,
  post_id bigint not null,
  author_id bigint not null,
  primary key (generation, rank)
);

-- What may be off to save load. Every process looks within a second.
create table switches (
  name text primary key,
  is_on boolean not null default true,
  changed_at timestamptz(3) not null default now()
);
insert into switches (name) values ('EXPLORE'), ('RECOMMENDATIONS');
