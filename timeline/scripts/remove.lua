-- KEYS: packed lists. ARGV: position (its two halves), most slots of a list.
-- Takes the position out of the lists that have it. Answers how many had it.
local position, limit = pack('>I4I4', ARGV[1], ARGV[2]), tonumber(ARGV[3])
local removed = 0
for i = 1, #KEYS do
  local value = call('GET', KEYS[i])
  if value then
    local list = open(value)
    for at = #list, 1, -1 do
      if list[at] == position then
        table.remove(list, at)
        call('SET', KEYS[i], close(list, limit), 'KEEPTTL')
        removed = removed + 1
        break
      end
    end
  end
end
return removed
