-- KEYS: lists. ARGV: position (its two halves), positions that a list is cut to.
-- Takes the position out of the lists that have it. Answers how many had it.
local position, limit = pack('>I4I4', ARGV[1], ARGV[2]), tonumber(ARGV[3])
local removed = 0
for i = 1, #KEYS do
  local whole = concat(elements(KEYS[i]))
  local kept = { sub(whole, 1, HEAD) }
  for at = HEAD + 1, #whole, 8 do
    local here = sub(whole, at, at + 7)
    if here ~= position then kept[#kept + 1] = here end
  end
  local without = concat(kept)
  if #without < #whole then
    write(KEYS[i], without, limit, HEAD - 7)
    removed = removed + 1
  end
end
return removed
