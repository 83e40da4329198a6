import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generated, root } from './generated.ts'

// `npm run fresh`: fails when a committed generated file is not what its sources make.
const stale = [...(await generated())]
  .filter(([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text)
  .map(([path]) => path)
if (stale.length > 0) {
  process.stderr.write(`Stale, run "npm run generate": ${stale.join(', ')}\n`)
  process.exitCode = 1
}
