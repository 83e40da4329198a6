-- KEYS: packed list, and a reader's set of celebrities where there is one. ARGV: token (4 bytes), seconds.
-- Replaces the list by one under construction, which takes every push from now on.
local zero = string.rep('\0', 8)
call('SET', KEYS[1], close({ sealed = false, stamp = run() .. ARGV[1], since = zero }, BLOCK), 'EX', ARGV[2])
if KEYS[2] then
  call('DEL', KEYS[2])
  call('SADD', KEYS[2], '0')
  call('EXPIRE', KEYS[2], ARGV[2])
end
