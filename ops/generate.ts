import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { generatedOps } from './generated.ts'

// Writes what is made of this room's declarations; with --check only fails when a committed one is stale.
const pathOf = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const stale = [...generatedOps()].filter(
  ([path, text]) => !existsSync(pathOf(path)) || readFileSync(pathOf(path), 'utf8') !== text,
)
if (!process.argv.includes('--check')) for (const [path, text] of stale) writeFileSync(pathOf(path), text)
else if (stale.length > 0) {
  process.stderr.write(`Stale, run "npm run generate": ${stale.map(([path]) => path).join(', ')}\n`)
  process.exitCode = 1
}
