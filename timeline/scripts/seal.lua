-- KEYS: as begin. ARGV: token, epoch (4 bytes each), lost (8 bytes), positions (oldest first, packed), most positions, seconds, celebrities…
-- Joins what SQL answered with what was pushed meanwhile. 0 when this construction was given up, taken over, or begun in another run,
-- which may have kept pushes to itself. Else the bytes kept.
local list = concat(elements(KEYS[1]))
local ours = run()
if sub(list, 1, 9) ~= '\0' .. ours .. ARGV[1] then return 0 end
-- An evicted set may have lost an author who crossed over meanwhile.
if KEYS[2] and call('SISMEMBER', KEYS[2], '0') == 0 then return 0 end

-- More may have been pushed than a list holds: then it reaches no deeper than what is left of that.
local lost = sub(list, HEAD - 7, HEAD)
if after(ARGV[3], lost) then lost = ARGV[3] end
local whole = '\1' .. ours .. ARGV[2] .. lost .. ARGV[4] .. sub(list, HEAD + 1)
local size = write(KEYS[1], whole, tonumber(ARGV[5]), HEAD - 7)
call('EXPIRE', KEYS[1], ARGV[6])
if KEYS[2] then
  for i = 7, #ARGV do call('SADD', KEYS[2], ARGV[i]) end
  call('EXPIRE', KEYS[2], ARGV[6])
end
return size
