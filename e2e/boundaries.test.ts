import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { copyProject, type ProjectCopy } from './project-copy.ts'

// A rule that nothing has ever broken may be a rule that catches nothing: each is broken once, in a copy of the project.

let copy: ProjectCopy
before(() => {
  copy = copyProject()
})
after(() => copy?.remove())

/** What some of the planted imports lead to. */
const targets: [file: string, source: string][] = [
  ['jobs/planted-r.ts', "import './planted-q.ts'"],
  ['jobs/utils/planted-s.ts', "import '../kit.ts'"],
]

const planted: [file: string, source: string, rule: string][] = [
  ['gateway/planted-a.ts', "import '@halide/prisma/client.ts'", 'gateway-keeps-to-its-rooms'],
  ['gateway/planted-x.ts', "import '@halide/all-in-one/open-subgraphs.ts'", 'gateway-keeps-to-its-rooms'],
  ['all-in-one/planted-y.ts', "import '@halide/media/metrics.ts'", 'all-in-one-keeps-to-its-rooms'],
  ['subgraphs/post/planted-b.ts', "import '@halide/user/loaders.ts'", 'subgraphs-post-keeps-to-its-rooms'],
  ['subgraphs/feed/planted-c.ts', "import '../kit/../user/loaders.ts'", 'subgraphs-feed-keeps-to-its-rooms'],
  ['subgraphs/user/planted-d.ts', "import '@halide/jobs/worker.ts'", 'subgraphs-see-jobs-by-declaration'],
  ['subgraphs/kit/planted-e.ts', "import '@halide/schema/ids.ts'", 'subgraphs-kit-keeps-to-its-rooms'],
  ['jobs/planted-f.ts', "import '@halide/gateway/settings.ts'", 'jobs-keeps-to-its-rooms'],
  ['jobs/planted-g.ts', "import 'sharp'", 'sharp-lives-in-process-photo'],
  ['media/planted-h.ts', "import '@halide/timeline/write.ts'", 'media-keeps-to-its-rooms'],
  ['media/planted-i.ts', "import '@aws-sdk/client-s3'", 'one-importer-of-the-aws-sdk'],
  ['prisma/planted-j.ts', "import '@halide/schema/ids.ts'", 'prisma-keeps-to-its-rooms'],
  ['schema/planted-k.ts', "import 'node:fs'\nimport 'pg'", 'schema-does-no-io'],
  ['telemetry/planted-l.ts', "import '@halide/schema/ids.ts'", 'telemetry-keeps-to-its-rooms'],
  ['storage/planted-m.ts', "import '@halide/local/client.ts'", 'storage-keeps-to-its-rooms'],
  ['timeline/planted-n.ts', "import '@halide/storage/store.ts'", 'timeline-keeps-to-its-rooms'],
  ['media/planted-o.ts', "import './env.ts'", 'env-is-read-at-the-edge'],
  ['media/planted-p.ts', "import '@halide/prisma/test-database.ts'", 'tests-are-not-imported'],
  ['jobs/planted-q.ts', "import './planted-r.ts'", 'no-cycles'],
  ['gateway/planted-t.ts', "import '../jobs/utils/planted-s.ts'", 'no-dumping-ground'],
  ['web/app/planted-v.tsx', "import '../../gateway/settings.ts'", 'web-app-keeps-to-its-rooms'],
  ['web/door/planted-w.ts', "import '@halide/prisma/client.ts'", 'web-door-keeps-to-its-rooms'],
  ['media/planted-u.ts', "import './not-there.ts'", 'resolvable'],
]

test('each planted import breaks its rule, and nothing else of the project breaks any', () => {
  for (const [file, source] of [...targets, ...planted]) {
    mkdirSync(dirname(join(copy.root, file)), { recursive: true })
    writeFileSync(join(copy.root, file), `${source}\n`)
  }
  const found = violations()
  for (const [file, , rule] of planted) {
    assert.ok(
      found.some(({ from, name }) => from === file && name === rule),
      `${file} should break ${rule}`,
    )
  }
  assert.deepEqual(
    found.filter(({ from }) => !/planted-.\.tsx?$/.test(from)),
    [],
  )
})

test('a supergraph that is older than the schemas is refused', () => {
  const sdl = join(copy.root, 'schema/user.graphql')
  writeFileSync(sdl, readFileSync(sdl, 'utf8').replace('  bio: String!', '  bio: String!\n  motto: String'))
  const { status, output } = run(process.execPath, ['schema/fresh.ts'])
  assert.notEqual(status, 0)
  assert.match(output, /schema\/supergraph\.graphql/)
})

function violations(): { from: string; name: string }[] {
  const { scripts } = JSON.parse(readFileSync(join(copy.root, 'package.json'), 'utf8'))
  const words: string[] = scripts.boundaries.split(' ')
  const { output } = run(process.execPath, [
    `node_modules/.bin/${words[0]}`,
    ...words.slice(1),
    '--output-type',
    'json',
  ])
  type Violation = { from: string; rule: { name: string } }
  const { summary } = JSON.parse(output) as { summary: { violations: Violation[] } }
  return summary.violations.map(({ from, rule }) => ({ from, name: rule.name }))
}

function run(command: string, args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: copy.root, encoding: 'utf8', maxBuffer: 1 << 28 })
  return { status, output: stdout + stderr }
}
