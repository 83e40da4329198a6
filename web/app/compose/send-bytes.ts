/** What the media door says of bytes that are safe. */
export interface Stored {
  status: 'STORED' | 'QUEUED'
  message?: string
}

/** The media door, or the way to it, did not take the bytes. */
export class BytesRefused extends Error {}

/** Sends a file to the media door. An XMLHttpRequest, since `fetch` does not tell how much has been sent. */
export function sendBytes(
  url: string,
  file: File,
  contentType: string,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (share: number) => void },
): Promise<Stored> {
  const { promise, resolve, reject } = Promise.withResolvers<Stored>()
  const request = new XMLHttpRequest()
  request.open('PUT', url)
  request.setRequestHeader('content-type', contentType)
  request.responseType = 'json'
  request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total)
  request.onload = () => {
    if (request.status < 300) return resolve(request.response as Stored)
    const said = request.response as { error?: { message: string } } | null
    reject(new BytesRefused(said?.error?.message ?? `The photo was not taken (${request.status}).`))
  }
  request.onerror = () => reject(new BytesRefused('The connection broke while the photo was sent.'))
  request.onabort = () => reject(signal.reason)
  signal.addEventListener('abort', () => request.abort())
  request.send(file)
  return promise
}
