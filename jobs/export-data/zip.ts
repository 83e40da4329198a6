/** One file in a zip: stored, not compressed, since photos are compressed already. */
export interface ZipEntry {
  /** With slashes; UTF-8. */
  name: string
  /** CRC-32 of the content. */
  crc: number
  /** Bytes of the content. */
  size: number
}

const utf8Names = 0x0800
/** 1 January 1980: the files' own times stand in the JSON. */
const dosDate = 0x21
const beyond32 = 0xffffffff
const beyond16 = 0xffff

/** What stands before a file's content (APPNOTE.TXT, 4.3.7). */
export function localHeader({ name, crc, size }: ZipEntry): Buffer {
  const text = Buffer.from(name)
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt16LE(utf8Names, 6)
  header.writeUInt16LE(dosDate, 12)
  header.writeUInt32LE(crc, 14)
  header.writeUInt32LE(size, 18)
  header.writeUInt32LE(size, 22)
  header.writeUInt16LE(text.length, 26)
  return Buffer.concat([header, text])
}

/** What stands behind the last file (4.3.12 to 4.3.16): the directory, with 64-bit places and counts where 32 and 16 do not suffice. */
export function directory(entries: readonly ZipEntry[]): Buffer {
  const records: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    records.push(directoryRecord(entry, offset))
    offset += localHeader(entry).length + entry.size
  }
  const body = Buffer.concat(records)
  const isLarge = entries.length >= beyond16 || offset + body.length >= beyond32
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(entries.length, beyond16), 8)
  end.writeUInt16LE(Math.min(entries.length, beyond16), 10)
  end.writeUInt32LE(Math.min(body.length, beyond32), 12)
  end.writeUInt32LE(Math.min(offset, beyond32), 16)
  return Buffer.concat([body, ...(isLarge ? [largeEnd(entries.length, body.length, offset)] : []), end])
}

function directoryRecord({ name, crc, size }: ZipEntry, offset: number): Buffer {
  const text = Buffer.from(name)
  const isFar = offset >= beyond32
  const record = Buffer.alloc(46)
  record.writeUInt32LE(0x02014b50, 0)
  record.writeUInt16LE(0x032d, 4) // Unix, version 4.5
  record.writeUInt16LE(isFar ? 45 : 20, 6)
  record.writeUInt16LE(utf8Names, 8)
  record.writeUInt16LE(dosDate, 14)
  record.writeUInt32LE(crc, 16)
  record.writeUInt32LE(size, 20)
  record.writeUInt32LE(size, 24)
  record.writeUInt16LE(text.length, 28)
  record.writeUInt16LE(isFar ? 12 : 0, 30)
  record.writeUInt32LE((0o100644 << 16) >>> 0, 38)
  record.writeUInt32LE(Math.min(offset, beyond32), 42)
  const extra = Buffer.alloc(isFar ? 12 : 0)
  if (isFar) {
    extra.writeUInt16LE(1, 0)
    extra.writeUInt16LE(8, 2)
    extra.writeBigUInt64LE(BigInt(offset), 4)
  }
  return Buffer.concat([record, text, extra])
}

function largeEnd(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(56 + 20)
  end.writeUInt32LE(0x06064b50, 0)
  end.writeBigUInt64LE(44n, 4)
  end.writeUInt16LE(0x032d, 12)
  end.writeUInt16LE(45, 14)
  end.writeBigUInt64LE(BigInt(count), 24)
  end.writeBigUInt64LE(BigInt(count), 32)
  end.writeBigUInt64LE(BigInt(size), 40)
  end.writeBigUInt64LE(BigInt(offset), 48)
  end.writeUInt32LE(0x07064b50, 56)
  end.writeBigUInt64LE(BigInt(offset + size), 64)
  end.writeUInt32LE(1, 72)
  return end
}
