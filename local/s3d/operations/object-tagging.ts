import { S3Error } from '../errors.ts'
import type { S3Request } from '../http/request.ts'
import { childrenOf, requiredText } from '../http/xml.ts'
import type { Bucket } from '../store/bucket.ts'
import type { ObjectVersion } from '../store/record.ts'
import { changeObject, findObject } from './lookup.ts'
import type { Operation } from './operation.ts'
import { receiveXml } from './request-body.ts'
import { checkTags } from './tags.ts'
import { versionHeader } from './versions.ts'

export const getObjectTagging: Operation = async ({ store }, request) => {
  const bucket = store.bucket(request.bucket)
  const version = findObject(bucket, request.key, request.param('versionId'))
  const tags = version.tags.map(([Key, Value]) => ({ Key, Value }))
  return {
    status: 200,
    headers: { 'x-amz-version-id': versionHeader(bucket, version.versionId) },
    xml: { root: 'Tagging', tree: { TagSet: { Tag: tags } } },
  }
}

export const putObjectTagging: Operation = async ({ store }, request) => {
  const bucket = store.bucket(request.bucket)
  const document = await receiveXml(request, 'Tagging')
  const [set, ...more] = childrenOf(document, 'TagSet')
  if (!set || more.length > 0) throw new S3Error('MalformedXML')
  const tags = childrenOf(set, 'Tag').map((tag): [string, string] => [
    requiredText(tag, 'Key'),
    requiredText(tag, 'Value'),
  ])
  return setTags(bucket, request, checkTags(tags), 200)
}

export const deleteObjectTagging: Operation = async ({ store }, request) => {
  return setTags(store.bucket(request.bucket), request, [], 204)
}

async function setTags(bucket: Bucket, request: S3Request, tags: ObjectVersion['tags'], status: number) {
  const version = await changeObject(bucket, request.key, request.param('versionId'), (object) => ({ ...object, tags }))
  return { status, headers: { 'x-amz-version-id': versionHeader(bucket, version.versionId) } }
}
