import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { type PhotoFault, photoFaults } from './fault.ts'
import { startRenderer } from './renderer.ts'
import { quadrants } from './test-pictures.ts'

const timeoutMs = 20_000
const renderer = startRenderer({ size: 2, timeoutMs })
after(() => renderer.stop())

/** 'ok', or the fault. Anything else (a rejection, a dead worker) fails the test by itself. */
async function end(input: Buffer): Promise<'ok' | PhotoFault> {
  const outcome = await renderer.render(input, { sizes: ['THUMBNAIL'], blurhash: false })
  if (outcome.ok) return 'ok'
  assert(Object.hasOwn(photoFaults, outcome.fault), outcome.fault)
  return outcome.fault
}

const samples: Record<string, Buffer> = {
  jpeg: await quadrants(300, 200).jpeg().toBuffer(),
  'progressive jpeg': await quadrants(300, 200).jpeg({ progressive: true }).toBuffer(),
  png: await quadrants(300, 200).png().toBuffer(),
  webp: await quadrants(300, 200).webp().toBuffer(),
  gif: await quadrants(300, 200).gif().toBuffer(),
  avif: await quadrants(300, 200).avif({ effort: 0 }).toBuffer(),
  tiff: await quadrants(300, 200).tiff({ compression: 'lzw' }).toBuffer(),
  heic: await readFile(new URL('./samples/quadrants-p3-on-its-side.heic', import.meta.url)),
}

for (const [format, whole] of Object.entries(samples)) {
  test(`a ${format} that ends at any tenth is refused as such`, async () => {
    assert.equal(await end(whole), 'ok')
    for (let tenth = 1; tenth < 10; tenth++) {
      const fault = await end(whole.subarray(0, Math.floor((whole.length * tenth) / 10)))
      // A TIFF's directory stands behind its pixels and may be what is cut: then its structure tells nothing.
      assert(fault === 'TRUNCATED' || (format === 'tiff' && fault === 'CORRUPT_IMAGE'), `${tenth}/10: ${fault}`)
    }
  })
}

/** Marsaglia's xorshift: the same damage in every run. */
function* randoms(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    yield state >>> 0
  }
}

for (const [format, whole] of Object.entries(samples)) {
  test(`a ${format} with flipped bits is a photo or a fault`, async () => {
    const random = randoms(20_260)
    const ends: string[] = []
    for (let round = 0; round < 30; round++) {
      const damaged = Buffer.from(whole)
      // The first bytes stay: beyond them the file counts as its format, and its decoder gets to see the damage.
      for (let flips = 1 + (round % 8); flips > 0; flips--) {
        const at = 16 + (random.next().value % (damaged.length - 16))
        damaged[at] = damaged[at]! ^ (1 << (random.next().value % 8))
      }
      ends.push(await end(damaged))
    }
    assert.equal(ends.length, 30)
    assert(!ends.includes('DECODE_CRASHED') && !ends.includes('DECODE_TIMEOUT'), `${ends}`)
  })
}

test('what is no accepted image is refused by its first bytes, whatever it claims', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>'
  const refused = [
    '',
    'x',
    '\0'.repeat(5000),
    svg,
    `<?xml version="1.0"?>${svg}`,
    '%PDF-1.7\n%âãÏÓ\n1 0 obj',
    'P6\n1 1\n255\nabcdefghij',
    'BM\x3a\0\0\0\0\0\0\0\x36\0\0\0',
    '\0\0\0\x0cjP  \r\n\x87\n',
    '\xff\x0a\0\0\0\0\0\0\0\0\0\0\0',
    '#?RADIANCE\n\n-Y 1 +X 1\n',
    '<html><script>alert(1)</script></html>',
    'PK\x03\x04aaaaaaaaaaaaaaaa',
    '\x7fELFaaaaaaaaaaaaaaaaa',
  ]
  for (const text of refused)
    assert.equal(await end(Buffer.from(text, 'latin1')), 'UNSUPPORTED_FORMAT', text.slice(0, 20))
})

test('the first bytes of a format with something else behind them are refused', async () => {
  const starts = [
    '\xff\xd8\xff\xe0',
    '\x89PNG\r\n\x1a\n',
    'RIFF\x10\0\0\0WEBP',
    'GIF89a',
    'II*\0',
    'MM\0*',
    '\0\0\0\x18ftypheic',
    '\0\0\0\x18ftypavif',
  ]
  for (const start of starts) {
    for (const rest of [
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      '%PDF-1.7',
      '\0'.repeat(4000),
      '\xff'.repeat(4000),
    ]) {
      const fault = await end(Buffer.from(start + rest, 'latin1'))
      assert(fault === 'CORRUPT_IMAGE' || fault === 'TRUNCATED' || fault === 'TOO_MANY_PIXELS', `${start} ${fault}`)
    }
  }
})

test('a photo with a script behind its end is a photo, and the script is in no rendition', async () => {
  const script = '<?php system($_GET[0]) ?><script>alert(1)</script>'
  const outcome = await renderer.render(Buffer.concat([samples.jpeg!, Buffer.from(script)]))
  assert(outcome.ok)
  for (const { bytes } of outcome.photo.renditions) assert(!bytes.includes('script'))
})

test('a bomb over the pixel limit is refused from its header', async () => {
  const png = Buffer.from(samples.png!)
  // IHDR: width, height, five more bytes, and the checksum of all with the chunk's name.
  png.writeUInt32BE(12_000, 16)
  png.writeUInt32BE(9_000, 20)
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)
  const jpeg = Buffer.from(samples.jpeg!)
  // SOF0: marker, length, precision, height, width.
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]))
  jpeg.writeUInt16BE(60_000, frame + 5)
  jpeg.writeUInt16BE(60_000, frame + 7)
  assert.deepEqual([await end(png), await end(jpeg)], ['TOO_MANY_PIXELS', 'TOO_MANY_PIXELS'])
})

test('a PNG bomb under the pixel limit that asks to be turned is rendered within the time limit', async () => {
  const black = {
    create: { width: 5_000, height: 5_000, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0.5 } },
  }
  const bomb = await sharp(black).withMetadata({ orientation: 6 }).png().toBuffer()
  assert(bomb.length < 1_000_000)
  assert.equal(await end(bomb), 'ok')
})

test('a GIF with a hundred thousand frames costs as much as its first', async () => {
  const header = Buffer.from('GIF89a\x10\0\x10\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1')
  const frame = Buffer.from('\x21\xf9\x04\0\x01\0\0\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0', 'latin1')
  assert.equal(await end(Buffer.concat([header, Buffer.alloc(frame.length * 100_000, frame), Buffer.from(';')])), 'ok')
})
