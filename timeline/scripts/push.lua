-- KEYS: packed lists. ARGV: position (its two halves), most slots of a list.
-- Adds the position to those lists that exist and lack it. Answers how many exist.
local hi, lo, limit = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local position = pack('>I4I4', hi, lo)
local warm = 0
for i = 1, #KEYS do
  local key = KEYS[i]
  -- Offsets are spelt as strings where they can be: turning a number into one costs as much as the command.
  local top = call('GETRANGE', key, '0', '63')
  if top ~= '' then
    warm = warm + 1
    local flags, recent, head, slots, filled, newestHi, newestLo = unpack('>BBHHHI4I4', top)
    if not (hi > newestHi or (hi == newestHi and lo > newestLo)) then
      -- Late, or here before. An empty list has no newest: what stands there is `since`.
      if position ~= sub(top, 9, 16) or recent + filled == 0 then
        local list = open(call('GET', key))
        if insert(list, position) then call('SET', key, close(list, limit), 'KEEPTTL') end
      end
    elseif recent < BLOCK then
      call('SETRANGE', key, '0', pack('>BBHHH', flags, recent + 1, head, slots, filled) .. position
        .. sub(top, 17, 32 + 8 * recent) .. position)
    elseif filled == slots and slots < limit then
      local list = open(call('GET', key))
      insert(list, position)
      call('SET', key, close(list, limit), 'KEEPTTL')
    else
      if filled < slots then
        filled = filled + BLOCK
      elseif flags < TRIMMED then
        flags = flags + TRIMMED
      end
      call('SETRANGE', key, RING + 8 * head, sub(top, 33, 64))
      call('SETRANGE', key, '0', pack('>BBHHH', flags, 1, (head + BLOCK) % slots, slots, filled) .. position
        .. sub(top, 17, 32) .. position)
    end
  end
end
return warm
