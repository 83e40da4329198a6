import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { access, constants, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { CreateBucketCommand, DeleteBucketCommand } from '@aws-sdk/client-s3'
import type { Target } from './case.ts'
import { clientOf } from './world.ts'

const run = promisify(execFile)

const PROGRAMS = ['ceph', 'ceph-mon', 'ceph-osd', 'monmaptool', 'radosgw', 'radosgw-admin']

/** The Debian packages that hold them (`apt-get install --no-install-recommends`). */
export const CEPH_PACKAGES = 'radosgw ceph-mon ceph-osd ceph-common'

/** S3's classes, which Ceph does not have by itself. An archive would be a mere name to it. */
const STORAGE_CLASSES = ['STANDARD_IA', 'ONEZONE_IA', 'GLACIER_IR', 'INTELLIGENT_TIERING']

/** Each step of the start takes seconds on a slow machine; none takes this long. */
const STEP_TIMEOUT_MS = 90_000

export interface RunningCeph {
  target: Target
  version: string
  stop(): Promise<void>
}

export async function cephIsInstalled(path: string): Promise<boolean> {
  const found = PROGRAMS.map((program) =>
    Promise.any(path.split(delimiter).map((folder) => access(join(folder, program), constants.X_OK))),
  )
  return Promise.all(found).then(
    () => true,
    () => false,
  )
}

/**
 * Starts Ceph's RADOS gateway on loopback, with the one monitor and the one storage daemon it needs, keeping all in
 * memory. Rejects when a step takes too long; whatever was started is stopped then.
 */
export async function startCeph(): Promise<RunningCeph> {
  const folder = await mkdtemp(join(tmpdir(), 's3d-referee-'))
  const children: ChildProcess[] = []
  const stop = async () => {
    await Promise.all(children.toReversed().map(stopChild))
    await rm(folder, { recursive: true, force: true })
  }
  try {
    return { ...(await startDaemons(folder, children)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startDaemons(folder: string, children: ChildProcess[]): Promise<Omit<RunningCeph, 'stop'>> {
  const [monPort, monPortV1, port] = await freePorts(3)
  const fsid = randomUUID()
  const monitor = `[v2:127.0.0.1:${monPort},v1:127.0.0.1:${monPortV1}]`
  const conf = join(folder, 'ceph.conf')
  for (const name of ['run', 'mon', 'osd', 'rgw']) await mkdir(join(folder, name))
  await writeFile(conf, configuration(folder, fsid, monitor))
  const env = { ...process.env, CEPH_CONF: conf, CEPH_ARGS: `-c ${conf}` }
  const once = (program: string, ...args: string[]) => run(program, args, { env, timeout: STEP_TIMEOUT_MS })
  const daemon = (program: string, ...args: string[]) => {
    children.push(spawn(program, [...args, '-f'], { env, stdio: 'ignore' }))
  }

  const { stdout: version } = await once('radosgw', '--version')
  await once('monmaptool', '--create', '--fsid', fsid, '--addv', 'a', monitor, join(folder, 'monmap'))
  await once('ceph-mon', '--mkfs', '-i', 'a', '--monmap', join(folder, 'monmap'))
  daemon('ceph-mon', '-i', 'a')
  await until('the monitor', () => run('ceph', ['-s'], { env, timeout: 5_000 }))
  const osd = randomUUID()
  await once('ceph', 'osd', 'new', osd)
  await once('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', osd)
  daemon('ceph-osd', '-i', '0')
  await until('the storage daemon', async () => {
    const { stdout } = await run('ceph', ['osd', 'stat'], { env, timeout: 5_000 })
    if (!stdout.includes('1 up')) throw new Error(stdout)
  })
  const keys = { accessKeyId: 'REFEREE', secretAccessKey: randomBytes(16).toString('hex') }
  const keyArgs = [`--access-key=${keys.accessKeyId}`, `--secret-key=${keys.secretAccessKey}`]
  await once('radosgw-admin', 'user', 'create', '--uid=referee', '--display-name=referee', ...keyArgs)
  for (const storageClass of STORAGE_CLASSES) {
    const placement = ['--placement-id=default-placement', `--storage-class=${storageClass}`]
    await once('radosgw-admin', 'zonegroup', 'placement', 'add', '--rgw-zonegroup=default', ...placement)
    const pool = '--data-pool=default.rgw.buckets.data'
    await once('radosgw-admin', 'zone', 'placement', 'add', '--rgw-zone=default', ...placement, pool)
  }
  daemon(
    'radosgw',
    '-n',
    'client.rgw.x',
    '--auth_client_required=none',
    `--rgw_frontends=beast endpoint=127.0.0.1:${port}`,
  )
  const target = { name: 'Ceph', endpoint: `http://127.0.0.1:${port}`, ...keys }
  // Buckets can be made only once the gateway has made its pools.
  await until('the gateway', async () => {
    const client = clientOf(target)
    await client.send(new CreateBucketCommand({ Bucket: 'ready' }))
    await client.send(new DeleteBucketCommand({ Bucket: 'ready' }))
  })
  return { target, version: /\d+\.\d+\.\d+/.exec(version)?.[0] ?? '' }
}

function configuration(folder: string, fsid: string, monitor: string): string {
  const settings = {
    fsid,
    mon_host: monitor,
    auth_cluster_required: 'none',
    auth_service_required: 'none',
    auth_client_required: 'none',
    // Without keys there is nothing to encrypt by: the gateway would wait for ever for a secure connection.
    ms_mon_client_mode: 'crc secure',
    ms_client_mode: 'crc',
    ms_cluster_mode: 'crc',
    ms_bind_ipv6: false,
    run_dir: join(folder, 'run'),
    admin_socket: join(folder, 'run', '$name.asok'),
    pid_file: join(folder, 'run', '$name.pid'),
    log_file: join(folder, 'run', '$name.log'),
    mon_data: join(folder, 'mon'),
    osd_data: join(folder, 'osd'),
    rgw_data: join(folder, 'rgw'),
    public_addr: '127.0.0.1',
    cluster_addr: '127.0.0.1',
    osd_objectstore: 'memstore',
    memstore_device_bytes: 4 * 1024 ** 3,
    osd_pool_default_size: 1,
    osd_pool_default_min_size: 1,
    osd_pool_default_pg_num: 8,
    osd_pool_default_pgp_num: 8,
    osd_pool_default_pg_autoscale_mode: 'off',
    osd_crush_chooseleaf_type: 0,
    mon_allow_pool_size_one: true,
    mon_warn_on_pool_no_redundancy: false,
    mon_data_avail_crit: 1,
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
  return `[global]\n${lines.join('\n')}\n`
}

/** Ports that were free a moment ago; Ceph cannot be told to pick its own. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once('listening', resolve))))
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

async function until(what: string, attempt: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + STEP_TIMEOUT_MS
  for (;;) {
    try {
      await attempt()
      return
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`Ceph: ${what} did not come up`, { cause: error })
      await sleep(250)
    }
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await gone
  clearTimeout(force)
}
