import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { buildClientSchema, printSchema } from 'graphql'

// An app installs what `npm pack` makes, and has nothing else of Halide.

const here = fileURLToPath(new URL('.', import.meta.url))

const app = `
import { possibleTypes, type CreatePostInput, type Post, type PostStatus } from '@halide/api'
const input: CreatePostInput = { photos: [{ uploadId: 'upload_1' }], caption: 'Hello' }
const status: PostStatus = 'READY'
const caption = (post: Post): string => post.caption
// @ts-expect-error a number is no caption
input.caption = 1
// @ts-expect-error no post is ever this
const other: PostStatus = 'LOST'
console.log(JSON.stringify([possibleTypes.Node, status, typeof caption, other && input.photos.length]))
`

test('an app that installs the package has its types, its schema and the types behind each interface', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'halide-app-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const run = (command: string, args: string[], cwd = folder) => execFileSync(command, args, { cwd, encoding: 'utf8' })
  const [{ filename }] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder], here))
  const installed = join(folder, 'node_modules/@halide/api')
  mkdirSync(installed, { recursive: true })
  run('tar', ['xzf', filename, '-C', installed, '--strip-components=1'])
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'app.ts'), app)

  const strict = ['--strict', '--noEmit', '--module', 'nodenext', '--exactOptionalPropertyTypes']
  run(fileURLToPath(new URL('../../node_modules/.bin/tsc', import.meta.url)), [...strict, 'app.ts'])
  const [ofNode, ...rest] = JSON.parse(run(process.execPath, ['app.ts']))
  assert.ok(ofNode.includes('Post') && ofNode.includes('User'))
  assert.deepEqual(rest, ['READY', 'function', 1])

  const packed = (name: string) => readFileSync(join(installed, 'dist', name), 'utf8')
  const sdl = readFileSync(join(here, '../api.graphql'), 'utf8')
  assert.equal(packed('schema.graphql'), sdl)
  assert.equal(printSchema(buildClientSchema(JSON.parse(packed('introspection.json')))).trim(), sdl.trim())
})
