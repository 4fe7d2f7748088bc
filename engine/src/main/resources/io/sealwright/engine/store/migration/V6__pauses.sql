-- A pause of a worker is by its host and name, which it has again when it is started again; before,
-- it was by the id of one start.
alter table pause alter column worker set data type varchar(200);

insert into pause (host, worker, type, since)
select worker.host, worker.name, pause.type, min(pause.since)
from pause join worker on cast(worker.id as varchar(40)) = pause.worker
where pause.host = ''
group by worker.host, worker.name, pause.type;

delete from pause where host = '' and worker <> '';
