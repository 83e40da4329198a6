-- KEYS: list. Answers 1 when it is there and of this run, whole or under construction.
local first = redis.pcall('LINDEX', KEYS[1], '0')
return type(first) == 'string' and string.sub(first, 2, 5) == run() and 1 or 0
