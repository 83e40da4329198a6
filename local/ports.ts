import { randomInt } from 'node:crypto'
import { createServer, type Server } from 'node:net'

export interface PortBlock {
  /** Name of the block: asked for again, the addresses stay the same between starts. */
  base: number
  ports: number[]
  release(): void
}

/**
 * Blocks lie below the range from which systems take the ports of outgoing connections. The first port of a block is not given
 * out: whoever listens on it has the block, until it ends.
 */
const blockSize = 32
const firstBlock = 10_016
const blocks = 180

/** `count` ports that nothing listens on and that no other Halide on this machine is given. */
export async function claimPorts(count: number, preferredBase?: number): Promise<PortBlock> {
  if (count >= blockSize) throw new Error(`a block has ${blockSize - 1} ports, not ${count}`)
  const from = randomInt(blocks)
  const bases = Array.from({ length: blocks }, (_, i) => firstBlock + ((from + i) % blocks) * blockSize)
  for (const base of preferredBase === undefined ? bases : [preferredBase, ...bases]) {
    const claim = await listen(base, '127.0.0.1')
    if (!claim) continue
    const ports = await freePortsIn(base, count)
    if (ports) return { base, ports, release: () => claim.close() }
    claim.close()
  }
  throw new Error(`No free ports found from ${firstBlock} to ${firstBlock + blocks * blockSize}`)
}

async function freePortsIn(base: number, count: number): Promise<number[] | null> {
  const ports = Array.from({ length: count }, (_, i) => base + 1 + i)
  for (const port of ports) if (!(await isFree(port))) return null
  return ports
}

/** Whether a program could listen on this port of the loopback and of every address. */
export async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '0.0.0.0']) {
    const server = await listen(port, host)
    if (!server) return false
    await new Promise((resolve) => server.close(resolve))
  }
  return true
}

/** A server that keeps no process alive, or null when the port is taken. */
function listen(port: number, host: string): Promise<Server | null> {
  const { promise, resolve } = Promise.withResolvers<Server | null>()
  const server = createServer((socket) => socket.destroy()).unref()
  server.once('error', () => resolve(null))
  server.listen({ port, host, exclusive: true }, () => resolve(server))
  return promise
}
