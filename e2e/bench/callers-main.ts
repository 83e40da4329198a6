import { Pool } from 'undici'
import type { Answered, Load } from './callers.ts'

// The process of `callers.ts`: sends the requests of each load that it is told of, and answers how long they took.

process.on('message', async (load: Load) => {
  process.send?.(await serve(load).catch((error: unknown) => ({ failed: String(error) })))
})

async function serve({ call: { url, headers, body }, callers, requests }: Load): Promise<Answered> {
  const { origin, pathname } = new URL(url)
  const pool = new Pool(origin, { connections: callers })
  const latencies: number[] = []
  let bytes = 0
  let left = requests
  const ask = async () => {
    while (left > 0) {
      left -= 1
      const started = performance.now()
      const response = await pool.request({
        method: 'POST',
        path: pathname,
        headers: { 'content-type': 'application/json', ...headers },
        body,
      })
      const text = await response.body.text()
      latencies.push(performance.now() - started)
      if (response.statusCode !== 200 || text.includes('"errors":'))
        throw new Error(`${url} answered ${response.statusCode}: ${text.slice(0, 500)}`)
      bytes = text.length
    }
  }
  try {
    const started = performance.now()
    await Promise.all(Array.from({ length: callers }, ask))
    const seconds = (performance.now() - started) / 1000
    return { seconds, latencies: latencies.sort((a, b) => a - b), bytes }
  } finally {
    await pool.close()
  }
}
