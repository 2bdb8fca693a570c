alter table numbers add column name varchar(20) default 'none' not null;
