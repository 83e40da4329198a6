-- A list of positions, as timeline/value.ts describes it. Prefixed to every script that writes one.
-- Two rules of this language: positions do not fit its numbers, so they are compared as two 32-bit halves; and `<` on strings
-- goes by the server's locale, so it is not used on bytes.
local call, try, unpack, pack, sub, concat = redis.call, redis.pcall, struct.unpack, struct.pack, string.sub, table.concat
local HEAD = 17

-- The elements of a list; none when it is not there, or in the form that lists had before.
local function elements(key)
  local found = try('LRANGE', key, '0', '-1')
  return found.err and {} or found
end

-- Whether position a is after position b.
local function after(a, b)
  local ahi, alo = unpack('>I4I4', a)
  local bhi, blo = unpack('>I4I4', b)
  return ahi > bhi or (ahi == bhi and alo > blo)
end

-- Whether all positions rise from the one at a byte on.
local function rises(whole, from)
  local hi, lo = unpack('>I4I4', whole, from)
  for at = from + 8, #whole, 8 do
    local nextHi, nextLo = unpack('>I4I4', whole, at)
    if nextHi < hi or (nextHi == hi and nextLo <= lo) then return false end
    hi, lo = nextHi, nextLo
  end
  return true
end

-- The same list with every position in its place, once, and none that it has lost.
local function sorted(whole)
  local positions = {}
  for at = HEAD + 1, #whole, 8 do positions[#positions + 1] = sub(whole, at, at + 7) end
  table.sort(positions, function(a, b) return after(b, a) end)
  local kept, last = { sub(whole, 1, HEAD) }, sub(whole, HEAD - 7, HEAD)
  for i = 1, #positions do
    if after(positions[i], last) then
      last = positions[i]
      kept[#kept + 1] = last
    end
  end
  return concat(kept)
end

-- Makes a list one element again, of its newest `limit` positions, which are known to rise up to a byte. Answers its length.
local function write(key, whole, limit, risesTo)
  if not rises(whole, risesTo) then whole = sorted(whole) end
  local over = #whole - HEAD - 8 * limit
  -- The newest that goes is the one that was lost last: both stand before the first.
  if over > 0 then whole = sub(whole, 1, HEAD - 8) .. sub(whole, HEAD + over - 7) end
  call('LSET', key, '0', whole)
  call('LTRIM', key, '0', '0')
  return #whole
end
