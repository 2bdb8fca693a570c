-- What is doubtful about a result: JSON lists of code and text, or null if nothing is.
alter table executions add column warnings text;
-- What the workflow of the run itself expected of the result and did not find.
alter table instances add column warnings text;

create view stable.warnings as
select i.run_id as run, i.number, i.step, i.labels, i.state, i.execution_id as execution, e.warnings, i.warnings as unexpected
from instances i
left join executions e on e.id = i.execution_id
where e.warnings is not null or i.warnings is not null;
