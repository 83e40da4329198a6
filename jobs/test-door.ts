import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to Postgres that passes everything on but what the queue says with `words` in it: there it breaks the connection, or is silent. */
export async function openDoor(databaseUrl: string, words: string, then: 'breaks' | 'is silent') {
  const url = new URL(databaseUrl)
  const { hostname, port } = url
  const open = new Set<Socket>()
  let mended = false
  const door = createServer((client) => {
    const server = connect(Number(port), hostname)
    open.add(client).add(server)
    client.on('data', (chunk) => {
      if (mended || !chunk.includes(words)) server.write(chunk)
      else if (then === 'breaks') client.destroy()
    })
    server.pipe(client)
    for (const end of [client, server])
      end.on('error', () => {}).on('close', () => [client, server].map((each) => each.destroy()))
  })
  await new Promise<void>((resolve) => door.unref().listen(0, '127.0.0.1', resolve))
  url.host = `127.0.0.1:${(door.address() as AddressInfo).port}`
  const mend = () => {
    mended = true
    for (const socket of open) socket.destroy()
  }
  return { databaseUrl: url.href, mend }
}
