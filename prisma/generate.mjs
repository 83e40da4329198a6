// Generates the Prisma client into prisma/generated. Plain JavaScript: it runs at install, on whatever Node is there.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const prisma = fileURLToPath(new URL('../node_modules/prisma/build/index.js', import.meta.url))

// `generate` would download a schema engine that it never runs; naming any existing program prevents that.
const { status, stderr } = spawnSync(process.execPath, [prisma, 'generate', '--no-hints'], {
  cwd: here,
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
  encoding: 'utf8',
})
if (status !== 0) {
  process.stderr.write(`prisma generate failed:\n${stderr}\n`)
  process.exit(1)
}
