import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { portHolder } from './port-holder.ts'
import { freePort, isFree } from './ports.ts'

test('a port in use is not free, and its holder is named', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  assert.equal(await isFree(port), false)
  assert.notEqual(await freePort(port), port)
  if (process.platform === 'linux') assert.match(portHolder(port) ?? '', new RegExp(`\\(pid ${process.pid}\\)$`))
  server.close()
  await once(server, 'close')
  assert.equal(await isFree(port), true)
  assert.equal(await freePort(port), port)
  assert.equal(portHolder(port), null)
})
