import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sha256Hex } from '../auth/canonical.ts'
import type { ChunkSigning } from '../auth/payload-mode.ts'
import { signingKey } from '../auth/signature.ts'
import { type AwsChunkedOptions, decodeAwsChunked } from './aws-chunked.ts'

// The worked example of AWS's "Signature Calculations: Transferring Payload in Multiple Chunks".
const scope = { date: '20130524', region: 'us-east-1', service: 's3' }
const signing: ChunkSigning = {
  key: signingKey('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', scope),
  seed: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  timestamp: '20130524T000000Z',
  scope,
}
const EXAMPLE = [
  '10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n',
  `${'a'.repeat(65_536)}\r\n`,
  '400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n',
  `${'a'.repeat(1024)}\r\n`,
  '0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n',
].join('')

/** Feeds a body in pieces of `size` bytes. */
async function* inPieces(body: string, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < body.length; at += size) yield Buffer.from(body.slice(at, at + size), 'latin1')
}

async function decode(body: string, options: AwsChunkedOptions = {}, pieces = 1000): Promise<string> {
  const out: Buffer[] = []
  for await (const piece of decodeAwsChunked(inPieces(body, pieces), options)) out.push(Buffer.from(piece))
  return Buffer.concat(out).toString('latin1')
}

const withCode = (code: string) => (error: unknown) => error instanceof Error && 'code' in error && error.code === code

test('the chunks of AWS’s manual hold against the signatures printed there', async () => {
  const text = await decode(EXAMPLE, { signing })
  assert.equal(sha256Hex(text), sha256Hex('a'.repeat(66_560)))
})

test('a body decodes alike however the network cut it', async () => {
  const body = '3\r\nabc\r\n5\r\ndefgh\r\n0\r\n\r\n'
  for (const size of [1, 2, 3, 4, 7, 100]) assert.equal(await decode(body, {}, size), 'abcdefgh', `pieces of ${size}`)
})

test('one changed byte breaks the chain', async () => {
  for (const at of [100, 66_000, EXAMPLE.length - 10]) {
    const changed = `${EXAMPLE.slice(0, at)}${EXAMPLE[at] === 'b' ? 'c' : 'b'}${EXAMPLE.slice(at + 1)}`
    await assert.rejects(decode(changed, { signing }), `byte ${at}`)
  }
})

test('a chunk left out, or the last one, is noticed', async () => {
  const lines = EXAMPLE.split('\r\n')
  const without = [...lines.slice(0, 2), ...lines.slice(4)].join('\r\n')
  await assert.rejects(decode(without, { signing }), withCode('SignatureDoesNotMatch'))
  await assert.rejects(decode(lines.slice(0, 4).join('\r\n').concat('\r\n'), { signing }), withCode('IncompleteBody'))
})

test('a signed mode takes no unsigned chunk', async () => {
  await assert.rejects(decode('3\r\nabc\r\n0\r\n\r\n', { signing }), withCode('SignatureDoesNotMatch'))
})

test('framing that is none is refused', async () => {
  for (const body of [
    '',
    'x\r\nabc\r\n',
    '3\r\nabcd\r\n0\r\n\r\n',
    '3\nabc\r\n',
    `${'0'.repeat(5000)}\r\n`,
    '-3\r\n',
  ]) {
    await assert.rejects(decode(body), withCode('IncompleteBody'), JSON.stringify(body.slice(0, 20)))
  }
})

test('trailers are handed on when announced, and refused when not, or when they do not come', async () => {
  const seen: string[][] = []
  const onTrailer = (name: string, value: string) => void seen.push([name, value])
  const body = '1\r\na\r\n0\r\nX-Amz-Checksum-CRC32: AAAAAA==\r\n\r\n'
  await decode(body, { trailerNames: ['x-amz-checksum-crc32'], onTrailer })
  assert.deepEqual(seen, [['x-amz-checksum-crc32', 'AAAAAA==']])
  await assert.rejects(decode(body, { trailerNames: [] }), withCode('MalformedTrailerError'))
  const missing = decode('1\r\na\r\n0\r\n\r\n', { trailerNames: ['x-amz-checksum-crc32'] })
  await assert.rejects(missing, withCode('MalformedTrailerError'))
})
