-- KEYS: packed list. Answers 1 when it is there and of this run, whole or under construction.
return redis.call('GETRANGE', KEYS[1], '16', '19') == run() and 1 or 0
