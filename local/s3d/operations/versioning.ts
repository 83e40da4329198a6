import { S3Error } from '../errors.ts'
import { textOf } from '../http/xml.ts'
import type { Operation } from './operation.ts'
import { receiveXml } from './request-body.ts'

export const getBucketVersioning: Operation = async ({ store }, request) => {
  const { versioning } = store.bucket(request.bucket).settings
  return { status: 200, xml: { root: 'VersioningConfiguration', tree: { Status: versioning } } }
}

export const putBucketVersioning: Operation = async ({ store }, request) => {
  const bucket = store.bucket(request.bucket)
  const document = await receiveXml(request, 'VersioningConfiguration')
  if (textOf(document, 'MfaDelete') === 'Enabled') {
    throw new S3Error('NotImplemented', { message: 'MFA delete is not implemented.' })
  }
  const status = textOf(document, 'Status')
  if (status !== 'Enabled' && status !== 'Suspended') throw new S3Error('MalformedXML')
  await bucket.saveSettings((settings) => ({ ...settings, versioning: status }))
  return { status: 200 }
}
