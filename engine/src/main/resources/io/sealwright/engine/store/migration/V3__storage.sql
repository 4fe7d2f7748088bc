-- What operators have said of a host's paths beside its configuration; it counts before that.
create table attachment (
  host varchar(200) not null references host,
  path varchar(100) not null,
  folder varchar not null,
  wanted boolean not null,
  since bigint not null,
  primary key (host, path)
);

-- A time in which hosts look at their paths and leave marks for each other there.
create table storage_check (
  id uuid primary key,
  asked bigint not null,
  until bigint not null
);

create table storage_report (
  id uuid not null references storage_check on delete cascade,
  host varchar(200) not null,
  path varchar(100) not null,
  report varchar not null,
  primary key (id, host, path)
);
