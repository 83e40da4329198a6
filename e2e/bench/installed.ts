import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes on disk, as `du` counts them, of what `npm ci` has installed, and of what `npm ci --omit=dev` would; says which packages are the largest. */
export function installedBytes(root: string, say: (line: string) => void): { all: number; production: number } {
  const { packages } = JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: true; link?: true }>
  }
  const installed = Object.entries(packages)
    .filter(([path, { link }]) => !link && existsSync(join(root, path)))
    .map(([path, { dev = false }]) => ({ path, dev, bytes: bytesIn(join(root, path)) }))
    .sort((a, b) => b.bytes - a.bytes)
  for (const { path, dev, bytes } of installed.slice(0, 10))
    say(`${(bytes / 1e6).toFixed(0).padStart(4)} MB ${path}${dev ? ', for development' : ''}`)
  const sum = (of: typeof installed) => of.reduce((total, { bytes }) => total + bytes, 0)
  return { all: sum(installed), production: sum(installed.filter(({ dev }) => !dev)) }
}

/** Without the packages inside of it, which are listed themselves. */
function bytesIn(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules')
    .map((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? bytesIn(path) : lstatSync(path).blocks * 512
    })
    .reduce((total, bytes) => total + bytes, 0)
}
