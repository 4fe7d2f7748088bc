-- A task that failed is not given out again before a moment.
alter table task add column failures int default 0 not null;
alter table task add column not_before bigint default 0 not null;

-- One row a miner. On H2 the process that drives the miner keeps it locked; PostgreSQL has locks of
-- its own for that.
create table driven (
  miner bigint primary key
);
