import type { XmlTree } from '../http/xml.ts'
import { compareUtf8 } from '../store/sorted-keys.ts'
import type { Upload, UploadedPart } from '../store/upload.ts'
import { nameEncoding, pageSize } from './list-parameters.ts'
import type { Operation } from './operation.ts'
import { OWNER } from './owner.ts'
import { findUpload } from './upload-part.ts'

/** One line of the listing: an upload, or (without one) a group of keys. */
interface Line {
  key: string
  upload?: Upload
}

/** Unfinished uploads by key, then by age. */
export const listMultipartUploads: Operation = async ({ store }, request) => {
  const bucket = store.bucket(request.bucket)
  const { type, encode } = nameEncoding(request)
  const prefix = request.param('prefix') ?? ''
  const delimiter = request.param('delimiter') ?? ''
  const keyMarker = request.param('key-marker') ?? ''
  const idMarker = request.param('upload-id-marker') ?? ''
  const limit = pageSize(request, 'max-uploads')

  const all = [...bucket.uploads.values()].filter(({ key }) => key.startsWith(prefix)).sort(byKeyThenAge)
  const marked = all.findIndex(({ key, id }) => key === keyMarker && id === idMarker)
  const left = marked >= 0 ? all.slice(marked + 1) : all.filter(({ key }) => compareUtf8(key, keyMarker) > 0)
  const lines: Line[] = []
  for (const upload of left) {
    const cut = delimiter === '' ? -1 : upload.key.indexOf(delimiter, prefix.length)
    const group = upload.key.slice(0, cut + delimiter.length)
    if (cut < 0) lines.push({ key: upload.key, upload })
    else if (!keyMarker.startsWith(group) && lines.at(-1)?.key !== group) lines.push({ key: group })
  }
  const shown = lines.slice(0, limit)
  const last = limit > 0 && lines.length > limit ? shown.at(-1) : undefined
  const tree: XmlTree = {
    Bucket: request.bucket,
    KeyMarker: encode(keyMarker),
    UploadIdMarker: idMarker,
    NextKeyMarker: last && encode(last.key),
    NextUploadIdMarker: last && (last.upload?.id ?? ''),
    Delimiter: delimiter ? encode(delimiter) : undefined,
    Prefix: encode(prefix),
    EncodingType: type,
    MaxUploads: limit,
    IsTruncated: last !== undefined,
    Upload: shown.flatMap(({ key, upload }) => (upload ? [uploadElements(encode(key), upload)] : [])),
    CommonPrefixes: shown.flatMap(({ key, upload }) => (upload ? [] : [{ Prefix: encode(key) }])),
  }
  return { status: 200, xml: { root: 'ListMultipartUploadsResult', tree } }
}

export const listParts: Operation = async ({ store }, request) => {
  const upload = findUpload(store.bucket(request.bucket), request)
  const limit = pageSize(request, 'max-parts')
  const after = Number(request.param('part-number-marker') ?? 0) || 0
  const left = [...upload.parts.values()].sort((a, b) => a.number - b.number).filter(({ number }) => number > after)
  const shown = left.slice(0, limit)
  const truncated = left.length > shown.length
  const tree: XmlTree = {
    Bucket: request.bucket,
    Key: request.key,
    UploadId: upload.id,
    Initiator: OWNER,
    Owner: OWNER,
    StorageClass: upload.storageClass,
    PartNumberMarker: after,
    NextPartNumberMarker: shown.at(-1)?.number ?? 0,
    MaxParts: limit,
    IsTruncated: truncated,
    ...checksumPlan(upload),
    Part: shown.map((part) => partElements(upload, part)),
  }
  return { status: 200, xml: { root: 'ListPartsResult', tree } }
}

function uploadElements(key: string, upload: Upload): XmlTree {
  return {
    Key: key,
    UploadId: upload.id,
    Initiator: OWNER,
    Owner: OWNER,
    StorageClass: upload.storageClass,
    Initiated: new Date(upload.initiated).toISOString(),
    ...checksumPlan(upload),
  }
}

function partElements({ checksum }: Upload, part: UploadedPart): XmlTree {
  return {
    PartNumber: part.number,
    LastModified: new Date(part.modified).toISOString(),
    ETag: `"${part.etag}"`,
    Size: part.blob.size,
    ...(checksum && { [`Checksum${checksum.algorithm.toUpperCase()}`]: part.checksum }),
  }
}

function checksumPlan({ checksum }: Upload): XmlTree {
  return checksum ? { ChecksumAlgorithm: checksum.algorithm.toUpperCase(), ChecksumType: checksum.type } : {}
}

function byKeyThenAge(a: Upload, b: Upload): number {
  return compareUtf8(a.key, b.key) || a.initiated - b.initiated || (a.id < b.id ? -1 : 1)
}
