import { S3Error } from '../errors.ts'

/** No chunk header or trailer of S3's is near this long. */
const MAX_LINE_BYTES = 4096

/** Takes lines and counted bytes off a stream of buffers, holding no more than one buffer and one line. */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer>
  #held: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** The next bytes, at least one and at most `count`. Throws `IncompleteBody` at the end. */
  async upTo(count: number): Promise<Buffer> {
    if (!(await this.#fill())) throw new S3Error('IncompleteBody')
    const piece = this.#held.subarray(0, count)
    this.#held = this.#held.subarray(piece.length)
    return piece
  }

  /** The next line without its CRLF. Throws `IncompleteBody` at the end or when it is unreasonably long. */
  async line(): Promise<string> {
    const line = await this.lineOrEnd()
    if (line === undefined) throw new S3Error('IncompleteBody')
    return line
  }

  /** As `line`, but undefined when the stream ends before another byte. */
  async lineOrEnd(): Promise<string | undefined> {
    let text = ''
    while (await this.#fill()) {
      const newline = this.#held.indexOf(10)
      const end = newline < 0 ? this.#held.length : newline + 1
      text += this.#held.toString('latin1', 0, end)
      this.#held = this.#held.subarray(end)
      if (text.length > MAX_LINE_BYTES) break
      if (newline < 0) continue
      if (!text.endsWith('\r\n')) break
      return text.slice(0, -2)
    }
    if (text === '') return undefined
    throw new S3Error('IncompleteBody')
  }

  async #fill(): Promise<boolean> {
    while (this.#held.length === 0) {
      const next = await this.#source.next()
      if (next.done) return false
      this.#held = next.value
    }
    return true
  }
}
