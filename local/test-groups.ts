import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** What signals its own process, or measures it, has one of its own; so has what takes longer than a group. */
const alone = /^e2e\/|killed|renderer|watchdog|cold\.test|wrong-clock|database-time|supervisor/

/** Files that share a process: modules are loaded, and compiled by V8, once for all of them. */
const perGroup = 8

/**
 * Files for `node --test`, which gives each a process: those that need one, and groups of the others, written to a folder. Tests and hooks of a file
 * in a group are a suite of their own.
 */
export function groupTests(root: string, folder: string): string[] {
  const files = globSync('**/*.test.ts', { cwd: root, exclude: ['**/node_modules', '.data'] }).toSorted()
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const byRoom = Object.groupBy(
    files.filter((file) => !alone.test(file)),
    (file) => file.split('/', file.startsWith('subgraphs/') ? 2 : 1).join('-'),
  )
  const groups = Object.entries(byRoom).flatMap(([room, members = []]) =>
    Array.from({ length: Math.ceil(members.length / perGroup) }, (_, index) => {
      const path = join(folder, `${room}-${index + 1}.test.ts`)
      const group = members.slice(index * perGroup, (index + 1) * perGroup)
      writeFileSync(path, sourceOf(group, relative(folder, root)))
      return path
    }),
  )
  return [...files.filter((file) => alone.test(file)), ...groups]
}

function sourceOf(files: readonly string[], toRoot: string): string {
  const suites = files.map((file) => `suite('${file}', async () => void (await import('${toRoot}/${file}')))\n`)
  return `import { suite } from 'node:test'\n\n${suites.join('')}`
}
