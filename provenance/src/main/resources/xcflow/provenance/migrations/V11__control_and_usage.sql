-- What executions used, as far as the system could tell; null where it could not.
alter table executions add column cpu_seconds double precision;
alter table executions add column peak_memory bigint;
alter table executions add column read_bytes bigint;
alter table executions add column written_bytes bigint;

-- Runs with a higher number are given what there is first.
alter table runs add column priority integer default 0 not null;

-- Named resources, of which all runs together use no more than there is.
create table resource_limits (
    name   varchar(100) not null primary key,
    amount integer      not null
);

-- Counts while the time has not passed, or while the instance is being executed.
create table resource_holds (
    run_id     bigint       not null,
    number     integer      not null,
    name       varchar(100) not null,
    amount     integer      not null,
    held_until timestamp(3) with time zone not null,
    primary key (run_id, number, name)
);

create view stable.usage as
select e.id as execution, e.run_id as run, e.step, e.labels, e.task, e.cpu_seconds, e.peak_memory, e.read_bytes,
       e.written_bytes, extract(epoch from (e.ended - e.started)) as seconds
from executions e;
