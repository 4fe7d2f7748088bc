-- What C1 made for C2, in its binary form and in pieces that both databases take.
create table opening (
  miner bigint not null,
  number bigint not null,
  seq int not null,
  bytes bytea not null,
  primary key (miner, number, seq)
);

-- The sector sizes, in bytes with a blank between, that a worker can make proofs of.
alter table worker add column proves varchar default '' not null;
