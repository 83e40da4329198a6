-- Prefixed to the scripts that tell whether a list is of this server's own run.
-- The run: 4 bytes of the replication id. A server takes another one when it starts and when it is promoted, the only ways to come
-- by data that lacks what was acknowledged; `run_id` would stay the same over a promotion and back.
local function run()
  local id = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x%x%x%x%x%x%x%x)')
  return struct.pack('>I4', tonumber(id, 16))
end
