-- What people say of a run, which they may change later: each change is an event with all of it.
create table run_marks (
    run_id  bigint not null primary key references runs,
    name    varchar(200),
    labels  text   not null,
    notes   text   not null,
    changed timestamp(3) with time zone not null
);

create index run_marks_name on run_marks (name);

-- What a run found outside of its inputs: which image a tag was, which packages an environment had. Found once, and the
-- same for all of the run's instances. The digest is that of the question.
create table run_findings (
    run_id bigint      not null references runs,
    digest varchar(64) not null,
    about  text        not null,
    answer text        not null,
    primary key (run_id, digest)
);
