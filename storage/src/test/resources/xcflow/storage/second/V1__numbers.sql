create table numbers (n integer not null primary key);
