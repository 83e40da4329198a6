import SparkMD5 from 'spark-md5'

const sliceBytes = 2 * 1024 * 1024

/** MD5 of a file as 32 hexadecimal digits, read in slices so that the page stays alive meanwhile. */
export async function md5Of(file: Blob, signal: AbortSignal): Promise<string> {
  const hash = new SparkMD5.ArrayBuffer()
  for (let from = 0; from < file.size; from += sliceBytes) {
    hash.append(await file.slice(from, from + sliceBytes).arrayBuffer())
    signal.throwIfAborted()
  }
  return hash.end()
}
