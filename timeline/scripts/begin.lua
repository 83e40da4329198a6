-- KEYS: list, and a reader's set of celebrities where there is one. ARGV: token (4 bytes), seconds.
-- Replaces the list by one under construction, which takes every push from now on.
call('DEL', KEYS[1])
call('RPUSH', KEYS[1], '\0' .. run() .. ARGV[1] .. string.rep('\0', 8))
call('EXPIRE', KEYS[1], ARGV[2])
if KEYS[2] then
  call('DEL', KEYS[2])
  call('SADD', KEYS[2], '0')
  call('EXPIRE', KEYS[2], ARGV[2])
end
