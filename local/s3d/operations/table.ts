import { abortMultipartUpload } from './abort-upload.ts'
import { deleteBucketCors, getBucketCors, putBucketCors } from './bucket-cors.ts'
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from './buckets.ts'
import { completeMultipartUpload } from './complete-upload.ts'
import { copyObject } from './copy-object.ts'
import { createMultipartUpload } from './create-upload.ts'
import { deleteObject } from './delete-object.ts'
import { deleteObjects } from './delete-objects.ts'
import { getObject, headObject } from './get-object.ts'
import { listObjectsV1, listObjectsV2 } from './list-objects.ts'
import { listMultipartUploads, listParts } from './list-uploads.ts'
import { listObjectVersions } from './list-versions.ts'
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './object-tagging.ts'
import type { Operation } from './operation.ts'
import { putObject } from './put-object.ts'
import { restoreObject } from './restore-object.ts'
import { uploadPart, uploadPartCopy } from './upload-part.ts'
import { getBucketVersioning, putBucketVersioning } from './versioning.ts'

type OperationTable = Readonly<Record<string, Operation>>

/** Keyed by method and sub-resource, as `routes.ts` spells them. */
export const serviceOperations: OperationTable = { GET: listBuckets }

export const bucketOperations: OperationTable = {
  PUT: createBucket,
  HEAD: headBucket,
  DELETE: deleteBucket,
  GET: (context, request) => (request.param('list-type') === '2' ? listObjectsV2 : listObjectsV1)(context, request),
  'GET location': getBucketLocation,
  'GET versions': listObjectVersions,
  'GET uploads': listMultipartUploads,
  'POST delete': deleteObjects,
  'GET versioning': getBucketVersioning,
  'PUT versioning': putBucketVersioning,
  'GET cors': getBucketCors,
  'PUT cors': putBucketCors,
  'DELETE cors': deleteBucketCors,
}

export const objectOperations: OperationTable = {
  PUT: putObject,
  'PUT copy': copyObject,
  GET: getObject,
  HEAD: headObject,
  DELETE: deleteObject,
  'GET tagging': getObjectTagging,
  'PUT tagging': putObjectTagging,
  'DELETE tagging': deleteObjectTagging,
  'POST restore': restoreObject,
  'POST uploads': createMultipartUpload,
  'PUT uploadId': uploadPart,
  'PUT uploadId copy': uploadPartCopy,
  'POST uploadId': completeMultipartUpload,
  'GET uploadId': listParts,
  'DELETE uploadId': abortMultipartUpload,
}
