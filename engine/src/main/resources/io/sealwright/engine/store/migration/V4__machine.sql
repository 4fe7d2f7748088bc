-- What tells the machine of a host from others that were given the same name; empty if nothing does.
alter table host add column machine varchar(200) default '' not null;
