-- KEYS: list, and a reader's set of celebrities where there is one.
-- Answers the list and the members, both of one instant: between the two, a rebuild could move an author from the set into the
-- list, and both reads would miss. Nothing when the list is not of this run, or in the form that lists had before.
local list = redis.pcall('LRANGE', KEYS[1], '0', '-1')
if not list[1] or string.sub(list[1], 2, 5) ~= run() then return false end
return { table.concat(list), KEYS[2] and redis.call('SMEMBERS', KEYS[2]) or {} }
