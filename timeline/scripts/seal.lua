-- KEYS: as begin. ARGV: token, epoch (4 bytes each), since (8 bytes), positions (oldest first, packed), most slots, seconds, celebrities…
-- Joins what SQL answered with what was pushed meanwhile. 0 when this construction was given up, taken over, or begun in another run,
-- which may have kept pushes to itself. Else the bytes kept.
local value = call('GET', KEYS[1])
if not value then return 0 end
local list = open(value)
local ours = run()
if list.sealed or list.stamp ~= ours .. ARGV[1] then return 0 end
-- An evicted set may have lost an author who crossed over meanwhile.
if KEYS[2] and call('SISMEMBER', KEYS[2], '0') == 0 then return 0 end

local stamp = ours .. ARGV[2]
local sealed = { sealed = true, stamp = stamp, since = ARGV[3] }
for at = 1, #ARGV[4], 8 do sealed[#sealed + 1] = sub(ARGV[4], at, at + 7) end
if after(list.since, sealed.since) then
  -- More was pushed than the list holds: it reaches no deeper than what is left of that.
  local kept = { sealed = true, stamp = stamp, since = list.since }
  for i = 1, #sealed do
    if not after(list.since, sealed[i]) then kept[#kept + 1] = sealed[i] end
  end
  sealed = kept
end
for i = 1, #list do insert(sealed, list[i]) end
value = close(sealed, tonumber(ARGV[5]))
call('SET', KEYS[1], value, 'EX', ARGV[6])
if KEYS[2] then
  for i = 7, #ARGV do call('SADD', KEYS[2], ARGV[i]) end
  call('EXPIRE', KEYS[2], ARGV[6])
end
return #value
