create extension if not exists pg_trgm;

-- A name as it is searched: lower case, without accents.
create function search_form(name text) returns text language sql immutable strict parallel safe as $$
  select lower(regexp_replace(normalize(name, NFKD), '[\u0300-\u036f]', '', 'g'))
$$;

-- By bytes, so that what begins with a text is a range.
create index users_handle_range_idx on users ((handle collate "C"));
create index users_name_range_idx on users ((search_form(display_name) collate "C"));
create index users_alike_idx on users using gin (handle gin_trgm_ops, search_form(display_name) gin_trgm_ops);
