import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type RunningS3d, startS3d } from '../start-s3d.ts'
import { ALL_CASES } from './cases/index.ts'
import { runCase, SUITE_SETTINGS } from './world.ts'

const keys = { accessKeyId: 'CONFORMANCE', secretAccessKey: 'conformance secret' }
let root: string
let s3d: RunningS3d

before(async () => {
  root = await mkdtemp(join(tmpdir(), 's3d-conformance-'))
  s3d = await startS3d({ root, ...keys, ...SUITE_SETTINGS })
})

after(async () => {
  await s3d.stop()
  await rm(root, { recursive: true, force: true })
})

for (const { title, cases } of ALL_CASES) {
  describe(title, { concurrency: 4 }, () => {
    for (const each of cases) {
      test(each.name, () => runCase({ name: 's3d', endpoint: s3d.url, ...keys }, each))
    }
  })
}
