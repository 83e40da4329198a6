import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { portHolder } from './port-holder.ts'
import { claimPorts, isFree } from './ports.ts'

test('a port in use is not free, and its holder is named', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  assert.equal(await isFree(port), false)
  if (process.platform === 'linux') assert.match(portHolder(port) ?? '', new RegExp(`\\(pid ${process.pid}\\)$`))
  server.close()
  await once(server, 'close')
  assert.equal(await isFree(port), true)
  assert.equal(portHolder(port), null)
})

test('a block of ports is given to one at a time, and to the same one again', async () => {
  const first = await claimPorts(3)
  const second = await claimPorts(3, first.base)
  assert.deepEqual(
    first.ports.filter((port) => second.ports.includes(port)),
    [],
  )
  first.release()
  second.release()
  const again = await claimPorts(3, first.base)
  assert.deepEqual(again.ports, first.ports)
  again.release()
})

test('a block in which anybody listens is not given out', async () => {
  const block = await claimPorts(2)
  block.release()
  const server = createServer().listen(block.ports[1], '127.0.0.1')
  await once(server, 'listening')
  const other = await claimPorts(2, block.base)
  assert.notEqual(other.base, block.base)
  other.release()
  server.close()
})
