import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { makePhoto } from '@halide/local/demo-photos/make-photo.ts'
import { fetchImage, imagesOf } from './images.ts'
import { until } from './until.ts'
import type { World } from './world.ts'

// A photo that nobody has looked at for half a year: its original is archived, its author still gets it.

const thawSeconds = 3

/** The real thing takes hours. */
export const quickThaw = { S3D_RESTORE_DELAY_MS: String(thawSeconds * 900), THAW_MINUTES: String(thawSeconds / 60) }

const command = fileURLToPath(new URL('../jobs/tier-storage/main.ts', import.meta.url))
const tiering = async ({ databaseUrl }: World, ...args: string[]) => {
  const env = { ...process.env, DATABASE_URL: databaseUrl }
  return (await promisify(execFile)(process.execPath, [command, ...args], { env })).stdout
}

interface Original {
  status: string
  readyAt: string | null
  url: string | null
}

/** An original goes to the archive in both regions, and comes back when its author asks for it. It is the only one in its world. */
export async function thereAndBack(world: World): Promise<void> {
  const cyd = await world.person('cyd')
  const bytes = await makePhoto({ scene: 'mountains', seed: 5, width: 3200, height: 2400 })
  const { id } = await cyd.post([{ bytes, contentType: 'image/jpeg' }])
  assert.equal((await cyd.processed(id)).status, 'READY')
  const classes = () =>
    world.sql<{ storage_class: string; in_backup: boolean; days: number }>(
      `select storage_class, in_backup, current_date - last_read_on as days from objects where key like 'originals/%'`,
    )
  await until(async () => (await classes())[0]!.in_backup)
  assert.match(await tiering(world), /^\| all \| 0 \| 0 \|/m)

  // Processing has read it: that is noted within seconds, and would else make it young again.
  await sleep(6_000)
  await world.sql(`update objects set last_read_on = current_date - 200 where key like 'originals/%'`)
  const row = `^\\| STANDARD to GLACIER \\| 1 \\| ${bytes.length} \\|`
  assert.match(await tiering(world, '--run'), new RegExp(row, 'm'))
  await until(async () => (await classes())[0]!.storage_class === 'GLACIER')
  for (const { url } of await imagesOf(cyd, id)) assert.equal((await fetchImage(url)).status, 200)

  const original = async () => {
    const query = 'query ($id: ID!) { post(id: $id) { photos { original { status readyAt url } } } }'
    return (await cyd.gql<{ post: { photos: { original: Original }[] } }>(query, { id })).post.photos[0]!.original
  }
  const asked = await original()
  assert.deepEqual([asked.status, asked.url], ['RESTORING', null])
  const waitMs = new Date(asked.readyAt!).getTime() - Date.now()
  assert.ok(waitMs > 0 && waitMs <= thawSeconds * 1_000, `${waitMs} ms`)
  await until(async () => (await original()).status === 'AVAILABLE')
  const answer = await fetchImage((await original()).url!)
  assert.deepEqual([answer.status, answer.type], [200, 'image/jpeg'])
  assert.ok(answer.bytes.equals(bytes))
  await until(async () => (await classes())[0]!.days === 0)
}
