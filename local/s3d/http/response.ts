import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { S3Error } from '../errors.ts'
import { renderXml, type XmlTree } from './xml.ts'

/** An operation's answer. A header that is undefined is left out. */
export interface S3Response {
  status: number
  headers?: Record<string, string | undefined>
  /** A document, under its root's name. */
  xml?: { root: string; tree: XmlTree }
  /** Bytes; `content-length` must be among the headers. */
  body?: Readable
  /** Called once the reply is over, however it went. */
  done?: () => void
}

/** Sends a reply. Resolves when it is out, rejects when the body broke or the client went away. */
export async function send(reply: ServerResponse, response: S3Response, { head = false } = {}): Promise<void> {
  try {
    const text = response.xml && renderXml(response.xml.root, response.xml.tree)
    for (const [name, value] of Object.entries(response.headers ?? {})) {
      if (value !== undefined) reply.setHeader(name, value)
    }
    if (text !== undefined) reply.setHeader('content-type', 'application/xml')
    const bodyless = response.status === 204 || response.status === 304
    if (!response.body && !head && !bodyless) reply.setHeader('content-length', Buffer.byteLength(text ?? ''))
    reply.writeHead(response.status)
    if (response.body && !head) await pipeline(response.body, reply)
    else reply.end(head ? undefined : text)
  } finally {
    if (head) response.body?.destroy()
    response.done?.()
  }
}

/** Sends S3's error document; a HEAD gets the status alone. */
export function sendError(
  reply: ServerResponse,
  error: S3Error,
  { head, resource, requestId }: { head: boolean; resource: string; requestId: string },
): void {
  for (const [name, value] of Object.entries(error.headers)) reply.setHeader(name, value)
  if (head) {
    reply.writeHead(error.status).end()
    return
  }
  const tree = {
    Code: error.code,
    Message: error.message,
    ...error.fields,
    Resource: resource,
    RequestId: requestId,
    HostId: 's3d',
  }
  const text = renderXml('Error', tree, { namespace: false })
  reply.setHeader('content-type', 'application/xml')
  reply.setHeader('content-length', Buffer.byteLength(text))
  reply.writeHead(error.status).end(text)
}
