import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { claimClusterPorts } from '@halide/local/cluster-ports.ts'
import type { ProcessSpec } from '@halide/local/managed-process.ts'
import { answers, nodeProgram } from '@halide/local/node-program.ts'
import { objectStore } from '@halide/local/object-stores.ts'
import { makeSecrets } from '@halide/local/secrets.ts'
import { services } from '@halide/local/services.ts'
import { createSupervisor } from '@halide/local/supervisor.ts'
import { varnishArgs } from '@halide/media/cdn/test-varnish.ts'
import { createTestDatabase, type TestDatabase } from '@halide/prisma/test-database.ts'
import { imagePath } from '@halide/schema/image-paths.ts'
import { objectKeys } from '@halide/schema/object-keys.ts'
import type { RenditionSize } from '@halide/schema/renditions.ts'
import type { RegionSettings } from '@halide/storage/settings.ts'
import { type ObjectStore, openStore } from '@halide/storage/store.ts'
import { createLogger } from '@halide/telemetry/log.ts'
import { createRegistry } from '@halide/telemetry/registry.ts'

/** Bytes of a rendition, about those of a photo. */
export const imageBytes = { THUMBNAIL: 5_000, MEDIUM: 40_000, LARGE: 120_000 } as const satisfies Record<
  RenditionSize,
  number
>

export interface ImageServers {
  /** Of one size, or all in turn. */
  paths(size?: RenditionSize): string[]
  /** A door is a process of media/. */
  startDoor(name: string, spec?: Startup): Promise<Server>
  /** Over files of the same paths and bytes. */
  startNginx(name: string, workers: number, spec?: Startup): Promise<Server>
  /** The least that Node takes for it. */
  startBareNode(name: string, startup?: Startup): Promise<Server>
  startVarnish(name: string, door: Server, spec?: Startup): Promise<Server>
  pid(name: string): number
  /** For what is to be gone with them. */
  folder: string
  close(): Promise<void>
}

export interface Server {
  name: string
  url: string
}

export interface Startup {
  /** What the program is started by. */
  command?: readonly string[]
  env?: Readonly<Record<string, string>>
}

/** As many photos of random bytes behind an s3d, `s3-primary`, and as files. */
export async function startImageServers(photos: number): Promise<ImageServers> {
  const folder = mkdtempSync(join(tmpdir(), 'halide-images-'))
  // Varnish gives up root, and its user has to get to its own folder in here.
  chmodSync(folder, 0o755)
  const supervisor = createSupervisor({ logFolder: join(folder, 'logs') })
  const database = await createTestDatabase()
  const { ports, further, release } = await claimClusterPorts()
  const free = [ports.media, ...further]
  const secrets = await makeSecrets()
  const env = { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }
  const close = async () => {
    await supervisor.stopAll()
    release()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  }
  const start = async (spec: ProcessSpec, { command = [] }: Startup) => {
    const [program, ...args] = [...command, spec.command, ...spec.args]
    await supervisor.start({ ...spec, command: program!, args })
  }
  try {
    const s3d = objectStore({
      name: 'primary',
      folder: join(folder, 's3'),
      port: ports['s3-primary'],
      accessKeyId: secrets.s3AccessKeyId,
      secretAccessKey: secrets.s3SecretAccessKey,
      env,
    })
    await supervisor.start(s3d.spec)
    const published = await publish(database, s3d.region, photos, join(folder, 'files'))
    return {
      folder,
      close,
      paths: (size) => published.filter((image) => !size || image.size === size).map(({ path }) => path),
      pid: (name) => supervisor.pid(name)!,
      startDoor: async (name, startup = {}) => {
        const port = free.pop()!
        const url = `http://127.0.0.1:${port}`
        const specs = services({
          stores: { databaseUrl: database.url, redisUrl: null, primary: s3d.region },
          secrets,
          host: '127.0.0.1',
          ports: { ...ports, media: port },
          mediaUrl: url,
          env: { ...env, ...startup.env },
        })
        await start({ ...specs.find((spec) => spec.name === 'media')!, name }, startup)
        return { name, url }
      },
      startNginx: async (name, workers, startup = {}) => {
        const port = free.pop()!
        const prefix = join(folder, name)
        mkdirSync(prefix)
        writeFileSync(join(prefix, 'nginx.conf'), nginxConf(prefix, join(folder, 'files'), port, workers))
        const url = `http://127.0.0.1:${port}`
        const args = ['-p', prefix, '-e', 'stderr', '-c', 'nginx.conf']
        await start({ name, command: 'nginx', args, env, isReady: () => answers(url), stopSignal: 'SIGTERM' }, startup)
        return { name, url }
      },
      startBareNode: async (name, startup = {}) => {
        const port = free.pop()!
        const url = `http://127.0.0.1:${port}`
        const program = nodeProgram({ name, main: 'e2e/bench/serve-folder.ts', env, isReady: () => answers(url) })
        await start({ ...program, args: [...program.args, join(folder, 'files'), String(port)] }, startup)
        return { name, url }
      },
      startVarnish: async (name, door, startup = {}) => {
        const port = free.pop()!
        const work = join(folder, name)
        mkdirSync(work)
        const doorPort = Number(new URL(door.url).port)
        const url = `http://127.0.0.1:${port}`
        const args = await varnishArgs(work, port, [doorPort, doorPort])
        await start({ name, command: 'varnishd', args, env, isReady: () => answers(url) }, startup)
        return { name, url }
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** What a server of files does best: no log, `sendfile`, files kept open, the same headers for caches. */
function nginxConf(prefix: string, files: string, port: number, workers: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return `daemon off; worker_processes ${workers}; pid ${prefix}/pid; ${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 1024; }
http {
  ${temporary.map((name) => `${name}_temp_path ${prefix}/${name};`).join(' ')}
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; keepalive_timeout 600;
  open_file_cache max=10000 inactive=600s; open_file_cache_valid 600s;
  types { image/jpeg jpg; }
  server { listen 127.0.0.1:${port}; root ${files}; add_header cache-control "public, max-age=31536000, immutable"; }
}
`
}

async function publish(database: TestDatabase, primary: RegionSettings, photos: number, files: string) {
  const { db } = database
  const store = openStore({ primary, db, log: createLogger('bench', 'fatal'), registry: createRegistry('bench') })
  await store.createBuckets()
  const author = { id: 1n, handle: 'author', email: 'a@halide.example', passwordHash: '-', displayName: 'A' }
  await db.user.create({ data: author })
  const images: { size: RenditionSize; path: string }[] = []
  for (let photoId = 1n; photoId <= photos; photoId++) {
    const sizes = Object.keys(imageBytes) as RenditionSize[]
    const renditions = await Promise.all(
      sizes.map(async (size) => {
        const path = imagePath({ photoId, edition: 1, size, format: 'JPEG' })
        const objectKey = objectKeys.rendition(photoId, 1, size, 'JPEG')
        images.push({ size, path })
        const kept = await keep(store, objectKey, randomBytes(imageBytes[size]), join(files, path))
        return { size, edition: 1, format: 'JPEG' as const, width: 1080, height: 1080, objectKey, ...kept }
      }),
    )
    const photo = { id: photoId, ordinal: 0, uploadId: photoId, originalKey: '', altText: '' }
    await db.post.create({
      data: {
        id: photoId,
        authorId: author.id,
        caption: '',
        status: 'READY',
        position: photoId,
        photos: { create: { ...photo, renditions: { create: renditions } } },
      },
    })
  }
  await store.close()
  return images
}

async function keep(store: ObjectStore, key: string, bytes: Buffer, file: string) {
  const md5 = new Uint8Array(createHash('md5').update(bytes).digest())
  await store.put(key, bytes, { contentType: 'image/jpeg', md5 })
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, bytes)
  return { byteSize: bytes.length, md5 }
}
