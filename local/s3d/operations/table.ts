import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from './buckets.ts'
import { deleteObject } from './delete-object.ts'
import { getObject, headObject } from './get-object.ts'
import { listObjectsV1, listObjectsV2 } from './list-objects.ts'
import type { Operation } from './operation.ts'
import { putObject } from './put-object.ts'

type OperationTable = Readonly<Record<string, Operation>>

/** Keyed by method and sub-resource, as `routes.ts` spells them. */
export const serviceOperations: OperationTable = { GET: listBuckets }

export const bucketOperations: OperationTable = {
  PUT: createBucket,
  HEAD: headBucket,
  DELETE: deleteBucket,
  GET: (context, request) => (request.param('list-type') === '2' ? listObjectsV2 : listObjectsV1)(context, request),
  'GET location': getBucketLocation,
}

export const objectOperations: OperationTable = {
  PUT: putObject,
  GET: getObject,
  HEAD: headObject,
  DELETE: deleteObject,
}
