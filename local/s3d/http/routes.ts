import { S3Error } from '../errors.ts'
import type { Operation } from '../operations/operation.ts'
import { bucketOperations, objectOperations, serviceOperations } from '../operations/table.ts'
import type { ParsedRequest } from './request.ts'

/**
 * Every sub-resource S3 has for a bucket or an object, so that one we do not serve is refused by name. Other query
 * parameters belong to no operation and are ignored, as S3 does.
 */
const SUB_RESOURCES = new Set(
  `abac accelerate acl analytics attributes cors delete encryption intelligent-tiering inventory legal-hold lifecycle
   location logging metadataConfiguration metadataInventoryTable metadataJournalTable metadataTable metrics
   notification object-lock ownershipControls policy policyStatus publicAccessBlock renameObject replication
   requestPayment restore retention select session tagging torrent uploadId uploads versioning versions website`.split(
    /\s+/,
  ),
)

/** The operation a request asks for. Throws `NotImplemented` for what S3 has and we do not, else `MethodNotAllowed`. */
export function route({ method, bucket, key, query, headers }: ParsedRequest): Operation {
  const table = key ? objectOperations : bucket ? bucketOperations : serviceOperations
  const subResource = query.map(([name]) => name).find((name) => SUB_RESOURCES.has(name)) ?? ''
  const copy = method === 'PUT' && key && headers.get('x-amz-copy-source') !== undefined ? 'copy' : ''
  const operation = table[[method, subResource, copy].filter((word) => word !== '').join(' ')]
  if (operation) return operation
  if (subResource) {
    throw new S3Error('NotImplemented', { message: `${method} ?${subResource} is not implemented by this server.` })
  }
  if (method === 'POST') throw new S3Error('NotImplemented', { message: 'POST uploads are not implemented.' })
  throw new S3Error('MethodNotAllowed', { fields: { Method: method } })
}
