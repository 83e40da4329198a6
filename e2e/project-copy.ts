import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface ProjectCopy {
  root: string
  remove(): void
}

const root = fileURLToPath(new URL('../', import.meta.url))
const left = new Set(['node_modules', '.git', '.data', '.turbo'])
/** The rooms, by the names under which node_modules links to them. */
const rooms: Record<string, string> = Object.fromEntries(
  [
    'gateway',
    'all-in-one',
    'jobs',
    'media',
    'storage',
    'timeline',
    'live',
    'telemetry',
    'ops',
    'prisma',
    'schema',
    'web',
    'local',
    'e2e',
  ].map((room) => [room, room]),
)
for (const name of ['user', 'post', 'feed', 'engagement']) rooms[name] = `subgraphs/${name}`
rooms['subgraph-kit'] = 'subgraphs/kit'

/** The project once more, to spoil it: its own sources, and the packages that are installed here. */
export function copyProject(): ProjectCopy {
  const copy = mkdtempSync(join(tmpdir(), 'halide-copy-'))
  cpSync(root, copy, { recursive: true, filter: (source) => !left.has(basename(source)) })
  const packages = join(copy, 'node_modules')
  mkdirSync(join(packages, '@halide'), { recursive: true })
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '@halide') symlinkSync(join(root, 'node_modules', name), join(packages, name))
  }
  for (const [name, folder] of Object.entries(rooms)) symlinkSync(join(copy, folder), join(packages, '@halide', name))
  return { root: copy, remove: () => rmSync(copy, { recursive: true }) }
}
