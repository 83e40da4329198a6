import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { crontab } from './crontab.ts'
import { defaultTimeLimitMs } from './kit.ts'
import { pipeline } from './pipeline.ts'

const names = pipeline.map(({ name }) => name).sort()

test('every job that a file declares is in the pipeline, once', () => {
  const cwd = import.meta.dirname
  const files = globSync('*/*.ts', { cwd }).filter((file) => !/\.test\.ts$|\/test-/.test(file))
  const declared = files.flatMap((file) => {
    const declarations = readFileSync(`${cwd}/${file}`, 'utf8').matchAll(/= defineJob\(\{\s*name: '(\w+)'/g)
    return [...declarations].map(([, name]) => name)
  })
  assert.ok(declared.includes('process_photo'))
  assert.deepEqual(names, declared.sort())
})

test('names are snake_case, and what runs by the clock is in the pipeline', () => {
  for (const name of names) assert.match(name, /^[a-z]+(_[a-z]+)*$/)
  for (const { task } of crontab) assert.ok(names.includes(task), task)
})

test('docs/jobs.md has every job, with its lane, attempts and time limit', () => {
  const page = readFileSync(`${import.meta.dirname}/../docs/jobs.md`, 'utf8')
  const rows = [...page.matchAll(/^\| `(\w+)` \|.*\| (\w+) \| (\d+) \| (\d+) s(, R)? \|$/gm)].map(
    ([, ...cells]) => cells,
  )
  const facts = pipeline.map(({ name, lane, retry, timeLimitMs = defaultTimeLimitMs, resumes }) => [
    name,
    lane,
    String(retry.attempts),
    String(timeLimitMs / 1_000),
    resumes && ', R',
  ])
  assert.deepEqual(rows.sort(), facts.sort())
})
