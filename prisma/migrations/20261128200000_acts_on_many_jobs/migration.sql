alter type operator_action add value 'RETRY_JOBS';
alter type operator_action add value 'DISCARD_JOBS';
