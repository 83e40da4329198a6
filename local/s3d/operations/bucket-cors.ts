import { S3Error } from '../errors.ts'
import { childrenOf, textOf, type XmlElement } from '../http/xml.ts'
import type { CorsRule } from '../store/bucket.ts'
import type { Operation } from './operation.ts'
import { receiveXml } from './request-body.ts'

const METHODS = new Set(['GET', 'PUT', 'HEAD', 'POST', 'DELETE'])
const MAX_RULES = 100

export const getBucketCors: Operation = async ({ store }, request) => {
  const { cors } = store.bucket(request.bucket).settings
  if (!cors) throw new S3Error('NoSuchCORSConfiguration', { fields: { BucketName: request.bucket } })
  const rules = cors.map((rule) => ({
    ID: rule.id,
    AllowedOrigin: rule.allowedOrigins,
    AllowedMethod: rule.allowedMethods,
    AllowedHeader: rule.allowedHeaders,
    ExposeHeader: rule.exposeHeaders,
    MaxAgeSeconds: rule.maxAgeSeconds,
  }))
  return { status: 200, xml: { root: 'CORSConfiguration', tree: { CORSRule: rules } } }
}

export const putBucketCors: Operation = async ({ store }, request) => {
  const bucket = store.bucket(request.bucket)
  const rules = childrenOf(await receiveXml(request, 'CORSConfiguration'), 'CORSRule').map(parseRule)
  if (rules.length === 0 || rules.length > MAX_RULES) throw new S3Error('MalformedXML')
  await bucket.saveSettings((settings) => ({ ...settings, cors: rules }))
  return { status: 200 }
}

export const deleteBucketCors: Operation = async ({ store }, request) => {
  await store.bucket(request.bucket).saveSettings(({ cors, ...settings }) => settings)
  return { status: 204 }
}

function parseRule(element: XmlElement): CorsRule {
  const texts = (name: string) => childrenOf(element, name).map(({ text }) => text)
  const rule = {
    allowedOrigins: texts('AllowedOrigin'),
    allowedMethods: texts('AllowedMethod'),
    allowedHeaders: texts('AllowedHeader'),
    exposeHeaders: texts('ExposeHeader'),
  }
  if (rule.allowedOrigins.length === 0 || rule.allowedMethods.length === 0) throw new S3Error('MalformedXML')
  for (const method of rule.allowedMethods) {
    if (METHODS.has(method)) continue
    throw new S3Error('InvalidRequest', {
      message: `Found unsupported HTTP method in CORS config. Unsupported method is ${method}`,
    })
  }
  for (const pattern of [...rule.allowedOrigins, ...rule.allowedHeaders]) {
    if (pattern.split('*').length <= 2) continue
    throw new S3Error('InvalidRequest', { message: `"${pattern}" can not have more than one wildcard.` })
  }
  const id = textOf(element, 'ID')
  const maxAge = textOf(element, 'MaxAgeSeconds')
  if (maxAge !== undefined && !/^\d{1,9}$/.test(maxAge)) throw new S3Error('MalformedXML')
  return { ...rule, ...(id && { id }), ...(maxAge !== undefined && { maxAgeSeconds: Number(maxAge) }) }
}
