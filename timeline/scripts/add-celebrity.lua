-- KEYS: a reader's feed and set of celebrities, then the next reader's. ARGV: author id.
-- Adds the author for those readers whose feed exists. Answers how many do.
local warm = 0
for i = 1, #KEYS, 2 do
  local left = redis.call('PTTL', KEYS[i])
  if left > 0 then
    warm = warm + 1
    -- A set that was evicted comes back without its 0 and so stays recognisable as not whole.
    redis.call('SADD', KEYS[i + 1], ARGV[1])
    redis.call('PEXPIRE', KEYS[i + 1], left)
  end
end
return warm
