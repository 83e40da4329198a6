-- KEYS: lists. ARGV: position (its two halves), positions that a list is cut to.
-- Adds the position to those lists that exist. Answers how many do.
local position, limit = pack('>I4I4', ARGV[1], ARGV[2]), tonumber(ARGV[3])
local most = 1 + limit / 5
local warm = 0
for i = 1, #KEYS do
  local key = KEYS[i]
  local size = try('RPUSHX', key, position)
  if type(size) == 'table' then
    if sub(size.err, 1, 9) ~= 'WRONGTYPE' then return size end
    -- In the form that lists had before: whoever reads those must not find it without this post.
    call('DEL', key)
  elseif size > 0 then
    warm = warm + 1
    if size > most then
      local list = elements(key)
      write(key, concat(list), limit, #list[1] - 7)
    end
  end
end
return warm
