-- KEYS: packed list, and a reader's set of celebrities where there is one.
-- Answers the list and the members, both of one instant: between the two, a rebuild could move an author from the set into the
-- list, and both reads would miss. Nothing when the list is not of this run.
local value = redis.call('GET', KEYS[1])
if not value or string.sub(value, 17, 20) ~= run() then return false end
return { value, KEYS[2] and redis.call('SMEMBERS', KEYS[2]) or {} }
