import type { Target } from './case.ts'
import { CEPH_PACKAGES, cephIsInstalled, startCeph } from './ceph.ts'

export interface Referee {
  target: Target
  stop(): Promise<void>
}

export interface RefereeSettings {
  /** Where programs are looked for. */
  PATH: string
  S3_REFEREE_NAME: string
  S3_REFEREE_ENDPOINT?: string | undefined
  S3_REFEREE_ACCESS_KEY_ID?: string | undefined
  S3_REFEREE_SECRET_ACCESS_KEY?: string | undefined
}

/** The S3 that the environment names, else a Ceph of our own if it is installed, else none (and why). */
export async function findReferee(env: RefereeSettings): Promise<Referee | string> {
  const { S3_REFEREE_ENDPOINT, S3_REFEREE_ACCESS_KEY_ID, S3_REFEREE_SECRET_ACCESS_KEY, S3_REFEREE_NAME } = env
  if (S3_REFEREE_ENDPOINT && S3_REFEREE_ACCESS_KEY_ID && S3_REFEREE_SECRET_ACCESS_KEY) {
    const target = {
      name: S3_REFEREE_NAME,
      endpoint: S3_REFEREE_ENDPOINT,
      accessKeyId: S3_REFEREE_ACCESS_KEY_ID,
      secretAccessKey: S3_REFEREE_SECRET_ACCESS_KEY,
    }
    return { target, stop: async () => {} }
  }
  if (!(await cephIsInstalled(env.PATH))) {
    return `no referee: set S3_REFEREE_ENDPOINT, or install Ceph (apt-get install --no-install-recommends ${CEPH_PACKAGES})`
  }
  const { target, version, stop } = await startCeph()
  return { target: { ...target, name: `Ceph ${version}` }, stop }
}
