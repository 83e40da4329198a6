alter table posts add column viral_at timestamptz(3);
