import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface StartOptions {
  fresh: boolean
  photos?: string
  host: string
  port: number
  mediaPort: number
  webPort: number
  /** Where everything is kept. */
  data: string
}

export const usage = `npm start                       everything on this machine, with a seeded demo
npm start -- --fresh            empties the data first
npm start -- --photos DIR       seeds an empty database with the photos of a folder
npm start -- --port 4000        port of the gateway
npm start -- --media-port 4010  port of the media door
npm start -- --web-port 4020    port of the web app
npm start -- --host 127.0.0.1   where these three listen
npm start -- --data .data       folder of the data

prometheus --config.file=ops/prometheus/prometheus.yml, from the same folder, watches what npm start runs (with the data in .data).
DATABASE_URL, REDIS_URL, S3_ENDPOINT and the other settings of the processes use real servers instead of embedded ones.
`

/** Throws with a reason when an option is unknown or not valid. `root` is what paths are relative to. */
export function parseOptions(args: readonly string[], root: string): StartOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      fresh: { type: 'boolean', default: false },
      photos: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '4000' },
      'media-port': { type: 'string', default: '4010' },
      'web-port': { type: 'string', default: '4020' },
      data: { type: 'string', default: '.data' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return 'help'
  return {
    fresh: values.fresh,
    ...(values.photos && { photos: resolve(root, values.photos) }),
    host: values.host,
    port: portOf('--port', values.port),
    mediaPort: portOf('--media-port', values['media-port']),
    webPort: portOf('--web-port', values['web-port']),
    data: resolve(root, values.data),
  }
}

function portOf(flag: string, text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535)
    throw new Error(`${flag} expects a port from 1 to 65535, received ${text}`)
  return port
}
