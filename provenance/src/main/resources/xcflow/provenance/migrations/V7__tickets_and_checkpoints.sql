-- The process that conducts a run draws a token when it begins. Tickets carry it: those of an earlier conductor, or of
-- another project whose run has the same number, are told apart by it.
alter table runs add column conductor varchar(36);

-- What was last saved of a long computation, so that a checkpoint that somebody altered is not taken for one. Two digests:
-- the process may be killed between this record and the file.
create table checkpoints (
    cache_key varchar(64) not null primary key,
    digest    varchar(64) not null,
    previous  varchar(64)
);
