-- A packed list of positions, newest last to be written, as timeline/value.ts describes it. Prefixed to every script that opens one.
-- Two rules of this language: positions do not fit its numbers, so they are compared as two 32-bit halves; and `<` on strings
-- goes by the server's locale, so it is not used on bytes.
local call, unpack, pack, sub, concat = redis.call, struct.unpack, struct.pack, string.sub, table.concat
local BLOCK, RING = 4, 64
local SEALED, TRIMMED = 1, 2

-- Whether position a is after position b.
local function after(a, b)
  local ahi, alo = unpack('>I4I4', a)
  local bhi, blo = unpack('>I4I4', b)
  return ahi > bhi or (ahi == bhi and alo > blo)
end

local function open(value)
  local flags, recent, head, slots, filled = unpack('>BBHHH', value)
  local list = { sealed = flags % 2 == 1, stamp = sub(value, 17, 24), since = sub(value, 25, 32) }
  local size = 0
  for i = 0, filled - 1 do
    local at = RING + 8 * ((head - filled + i) % slots)
    size = size + 1
    list[size] = sub(value, at + 1, at + 8)
  end
  for i = 0, recent - 1 do
    size = size + 1
    list[size] = sub(value, 33 + 8 * i, 40 + 8 * i)
  end
  -- What was pushed out is not recorded: from the oldest that is left, the list is complete.
  if flags >= TRIMMED then list.since = list[1] end
  return list
end

-- The list as bytes, with room for a quarter more in its ring, at most `limit` slots. Drops the oldest beyond that.
local function close(list, limit)
  local first = math.max(1, #list - limit + 1)
  if first > 1 then list.since = list[first] end
  local size = #list - first + 1
  local recent = size % BLOCK
  local filled = size - recent
  local slots = math.min(limit, math.ceil((filled * 1.25 + BLOCK) / BLOCK) * BLOCK)
  local newest = list[#list] or list.since
  return pack('>BBHHH', list.sealed and SEALED or 0, recent, filled % slots, slots, filled)
    .. newest .. list.stamp .. list.since
    .. concat(list, '', #list - recent + 1) .. string.rep('\0', 8 * (BLOCK - recent))
    .. concat(list, '', first, #list - recent) .. string.rep('\0', 8 * (slots - filled))
end

-- Puts a position in its place. False when it is there, or below what the list covers.
local function insert(list, position)
  if after(list.since, position) then return false end
  local at = #list
  while at > 0 and after(list[at], position) do at = at - 1 end
  if list[at] == position then return false end
  table.insert(list, at + 1, position)
  return true
end
