alter type operator_action add value 'OVERRIDE_LOAD';
alter type operator_action add value 'CLEAR_LOAD_OVERRIDE';
-- The load is no kind of job.
alter table operator_acts alter column kind drop not null;
