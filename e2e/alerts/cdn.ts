import { join } from 'node:path'
import { installedProgram } from '@halide/local/installed-program.ts'
import { answers } from '@halide/local/node-program.ts'
import type { Supervisor } from '@halide/local/supervisor.ts'
import { httpCache } from '@halide/media/cdn/http-cache.ts'
import { purgeSecret } from '@halide/media/cdn/test-varnish.ts'
import { cache, noVarnish } from '../chaos/cache.ts'

const exporter = installedProgram('prometheus-varnish-exporter')

/** What of it this machine lacks; false when nothing. */
export const noCdn =
  noVarnish ||
  (exporter ? false : 'no prometheus-varnish-exporter on this machine (apt-get install prometheus-varnish-exporter)')

export interface TestCdn {
  url: string
  purge(paths: readonly string[]): Promise<void>
}

export interface CdnSettings {
  /** Of the media door. */
  doorPort: number
  ports: { cdn: number; exporter: number }
  folder: string
  searchPath: string
}

/** The CDN of a deployment: Varnish with the VCL of ops/, and beside it the exporter that ops/prometheus/prometheus.yml names. */
export async function startCdn(
  supervisor: Supervisor,
  { doorPort, ports, folder, searchPath }: CdnSettings,
): Promise<TestCdn> {
  await supervisor.start(await cache(folder, ports.cdn, [doorPort, doorPort], searchPath))
  await supervisor.start({
    name: 'varnish-exporter',
    command: exporter!,
    args: ['-n', join(folder, 'work'), '-web.listen-address', `127.0.0.1:${ports.exporter}`],
    env: { PATH: searchPath },
    isReady: () => answers(`http://127.0.0.1:${ports.exporter}/metrics`, 200),
  })
  const url = `http://127.0.0.1:${ports.cdn}`
  const { purge } = httpCache({ url, secret: purgeSecret })
  return { url, purge: (paths) => purge(paths, AbortSignal.timeout(10_000)) }
}
