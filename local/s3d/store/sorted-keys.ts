import sortedBtree from 'sorted-btree'

// A module of CommonJS, as Node sees it.
const BTree = sortedBtree.default

/** Keys in the order S3 lists them: by their UTF-8 bytes. To add, remove or find one takes as long among a million as among a thousand, nearly. */
export class SortedKeys {
  readonly #keys = new BTree<string, undefined>([], compareUtf8)

  constructor(keys: Iterable<string> = []) {
    for (const key of keys) this.add(key)
  }

  add(key: string): void {
    this.#keys.set(key, undefined)
  }

  remove(key: string): void {
    this.#keys.delete(key)
  }

  /** The first key that is `key` or sorts after it. */
  firstFrom(key: string): string | undefined {
    return this.#keys.getPairOrNextHigher(key)?.[0]
  }

  /** The first key that sorts after `key`. */
  firstAfter(key: string): string | undefined {
    return this.#keys.nextHigherKey(key)
  }

  /** The first key past all that start with `prefix`. */
  firstPast(prefix: string): string | undefined {
    const end = pastAll(prefix)
    return end === null ? undefined : this.firstFrom(end)
  }
}

/** What sorts after everything that starts with `prefix`, and nothing between; null where nothing does. */
function pastAll(prefix: string): string | null {
  const points = [...prefix]
  for (let point = points.pop()?.codePointAt(0); point !== undefined; point = points.pop()?.codePointAt(0)) {
    // Half a surrogate pair is no text.
    if (point < 0x10ffff) return points.join('') + String.fromCodePoint(point === 0xd7ff ? 0xe000 : point + 1)
  }
  return null
}

/**
 * Orders strings by their UTF-8 bytes without encoding them. UTF-16 disagrees in one place only: surrogates (code
 * points past U+FFFF) stand below U+E000…U+FFFF, and must stand above.
 */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return rank(x) - rank(y)
  }
  return a.length - b.length
}

function rank(codeUnit: number): number {
  return codeUnit >= 0xd800 && codeUnit <= 0xdfff ? codeUnit + 0x10000 : codeUnit
}
