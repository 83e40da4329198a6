import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { claimPorts } from '@halide/local/ports.ts'
import { createSupervisor } from '@halide/local/supervisor.ts'
import { cache, cacheEnv } from '../chaos/cache.ts'
import { startProxy } from '../chaos/proxy.ts'
import type { Ending } from '../ending.ts'
import type { Person } from '../person.ts'
import { vapidEnv } from '../vapid.ts'
import { startWorld, type World } from '../world.ts'
import { type Admin, adminOf } from './admin.ts'
import { createScene, type Scene } from './scene.ts'
import { createTroubles, type Troubles } from './troubles.ts'

export const password = 'a password for journeys'

export interface Drill {
  world: World
  admin: Admin
  strangers: readonly Person[]
  scene: Scene
  troubles: Troubles
}

/** A whole world behind a cache that can be taken away, with small batches, and its cast. */
export async function setUp(ending: Ending, reason: string): Promise<Drill> {
  const folder = mkdtempSync(join(tmpdir(), 'halide-jobs-drill-'))
  chmodSync(folder, 0o755) // Varnish gives up root
  ending.push(() => rmSync(folder, { recursive: true, force: true }))
  const { ports, release } = await claimPorts(2)
  ending.push(release)
  const [proxyPort, cachePort] = ports as [number, number]
  const cdn = await startProxy(proxyPort, cachePort)
  ending.push(cdn.stop)
  const world = await startWorld({
    env: {
      ...cacheEnv(proxyPort),
      ...vapidEnv,
      HEARTBEAT_MS: '250',
      // An archived original is thawed in a second.
      S3D_RESTORE_DELAY_MS: '900',
      THAW_MINUTES: String(1 / 60),
      // As the kill cases have it: each job meets its own threshold and its own next batch.
      CELEBRITY_FOLLOWERS: '3',
      CELEBRITY_FOLLOWERS_LOW: '2',
      FAN_OUT_BATCH: '2',
      NOTIFY_BATCH: '2',
    },
  })
  ending.push(world.stop)
  const supervisor = createSupervisor({ logFolder: join(folder, 'logs') })
  ending.push(supervisor.stopAll)
  const doorPort = Number(new URL(world.url('media')).port)
  await supervisor.start(await cache(join(folder, 'cache'), cachePort, [doorPort, doorPort], process.env.PATH ?? ''))
  const scene = await createScene(world)
  ending.push(scene.close)
  const cast = await Promise.all(['ada', 'mod', 'una'].map((handle) => world.person(handle)))
  await world.sql(
    `update users set role = case handle when 'ada' then 'ADMIN' else 'MODERATOR' end::user_role where handle <> 'una'`,
  )
  for (const person of cast) await person.signIn(`${person.handle}@halide.example`, password)
  const [ada, ...strangers] = cast
  return { world, admin: adminOf(ada!, reason), strangers, scene, troubles: createTroubles(world.databaseUrl, cdn) }
}
