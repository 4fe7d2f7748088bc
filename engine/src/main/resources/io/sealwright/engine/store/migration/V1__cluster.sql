-- Times are milliseconds since 1970. Both H2 and PostgreSQL read this file.

create table sector (
  miner bigint not null,
  number bigint not null,
  state varchar not null,
  failures varchar not null,
  created bigint not null,
  changed bigint not null,
  primary key (miner, number)
);

create table sector_event (
  miner bigint not null,
  number bigint not null,
  seq bigint not null,
  at bigint not null,
  event varchar not null,
  name varchar(40) not null,
  primary key (miner, number, seq)
);

create table host (
  name varchar(200) primary key,
  memory bigint not null,
  threads int not null,
  gpus int not null,
  last_phase1 bigint,
  drained boolean not null
);

create table worker (
  id uuid primary key,
  name varchar(200) not null,
  host varchar(200) not null references host,
  slots varchar not null,
  started bigint not null,
  heartbeat bigint not null
);

create table path (
  id varchar(100) primary key,
  roles varchar(40) not null,
  weight bigint not null,
  max_storage bigint not null,
  capacity bigint not null,
  free bigint not null,
  used bigint not null
);

create table host_path (
  host varchar(200) not null references host,
  path varchar(100) not null references path,
  folder varchar not null,
  checked bigint not null,
  error varchar not null,
  primary key (host, path)
);

create table reservation (
  path varchar(100) not null references path,
  miner bigint not null,
  number bigint not null,
  bytes bigint not null,
  written bigint not null,
  primary key (path, miner, number)
);

create table task (
  id uuid primary key,
  type varchar(3) not null,
  miner bigint not null,
  number bigint not null,
  proof bigint not null,
  priority bigint not null,
  since bigint not null,
  inputs varchar not null,
  token bigint not null,
  worker uuid,
  started bigint,
  expires bigint,
  unique (miner, number, type)
);

create index task_worker on task (worker);

-- Empty texts stand for "any".
create table pause (
  host varchar(200) not null,
  worker varchar(40) not null,
  type varchar(3) not null,
  since bigint not null,
  primary key (host, worker, type)
);

-- Every message that was signed, whether or not a node got it. The key of the request it answers is
-- given up when no node ever took it; an open message has no fate.
create table outbox (
  seq bigint generated always as identity primary key,
  miner bigint not null,
  cid varchar(200) not null,
  purpose varchar(40) not null,
  sectors varchar not null,
  request varchar(400),
  signed bytea not null,
  locks varchar(400) not null,
  head bigint not null,
  fate varchar(200),
  unique (miner, cid),
  unique (miner, request)
);

create index outbox_fate on outbox (miner, fate);

create table duty (
  seq bigint generated always as identity primary key,
  miner bigint not null,
  attempt varchar(400) not null,
  opens bigint not null,
  ended boolean not null,
  record varchar not null,
  unique (miner, attempt)
);

create index duty_opens on duty (miner, opens);
create index duty_ended on duty (miner, ended);

-- What operators had done. One that began and did not end was cut short, or runs.
create table action (
  id bigint generated always as identity primary key,
  who varchar(200) not null,
  what varchar(200) not null,
  details varchar not null,
  begun bigint not null,
  ended bigint,
  outcome varchar(20) not null,
  words varchar not null
);

-- The table of db-scheduler, as its documentation gives it.
create table scheduled_tasks (
  task_name varchar(250) not null,
  task_instance varchar(250) not null,
  task_data bytea,
  execution_time timestamp with time zone not null,
  picked boolean not null,
  picked_by varchar(250),
  last_success timestamp with time zone,
  last_failure timestamp with time zone,
  consecutive_failures int,
  last_heartbeat timestamp with time zone,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);

create index scheduled_tasks_time on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
