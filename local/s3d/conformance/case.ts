import type { S3Client } from '@aws-sdk/client-s3'
import type { RawReply, RawRequest } from './raw-request.ts'

/** A server under test and the keys to it. */
export interface Target {
  name: string
  /** `http://host:port` */
  endpoint: string
  accessKeyId: string
  secretAccessKey: string
}

/** What a case works with: a bucket of its own, the SDK, and a way to misbehave. */
export interface World {
  target: Target
  client: S3Client
  bucket: string
  /** Sends one request over a plain socket, signed by the SDK's signer unless told otherwise. */
  raw(request: RawRequest): Promise<RawReply>
  /** Makes another bucket, removed with the case's own. */
  anotherBucket(): Promise<string>
}

export interface ConformanceCase {
  /** States behaviour, as a test's name does. */
  name: string
  /** Why the referee is known to fail it. It is asked all the same. */
  refereeLacks?: string
  run(world: World): Promise<void>
}

export interface CaseGroup {
  title: string
  cases: readonly ConformanceCase[]
}
