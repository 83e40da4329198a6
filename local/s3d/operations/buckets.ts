import type { Operation } from './operation.ts'
import { OWNER } from './owner.ts'
import { receiveXml } from './request-body.ts'

export const listBuckets: Operation = async ({ store }) => {
  const buckets = [...store.buckets.values()]
    .map(({ settings }) => settings)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, created }) => ({ Name: name, CreationDate: new Date(created).toISOString() }))
  return { status: 200, xml: { root: 'ListAllMyBucketsResult', tree: { Owner: OWNER, Buckets: { Bucket: buckets } } } }
}

export const createBucket: Operation = async ({ store, now }, request) => {
  // The document names a region; there is one here, and any name for it will do.
  if (Number(request.headers.get('content-length') ?? 0) > 0) await receiveXml(request, 'CreateBucketConfiguration')
  await store.createBucket(request.bucket, now())
  return { status: 200, headers: { location: `/${request.bucket}` } }
}

export const headBucket: Operation = async ({ store }, request) => {
  store.bucket(request.bucket)
  return { status: 200, headers: { 'x-amz-bucket-region': 'us-east-1' } }
}

/** An empty element: S3's way of saying us-east-1. */
export const getBucketLocation: Operation = async ({ store }, request) => {
  store.bucket(request.bucket)
  return { status: 200, xml: { root: 'LocationConstraint', tree: {} } }
}

export const deleteBucket: Operation = async ({ store }, request) => {
  await store.deleteBucket(request.bucket)
  return { status: 204 }
}
