import { refuse } from '@halide/subgraph-kit/index.ts'
import { hash, parseOptions, verify } from '@node-rs/argon2'
import pLimit from 'p-limit'

/** argon2id; the defaults are the first that OWASP's Password Storage Cheat Sheet names beside 46 MiB with one pass. */
export interface PasswordSettings {
  /** KiB of memory for one hash. */
  memoryKib: number
  passes: number
  /** Hashes under way at once: each takes `memoryKib` and one of libuv's four threads, which file and name look-ups share. */
  concurrency: number
}

export const owaspPasswords: PasswordSettings = { memoryKib: 19_456, passes: 2, concurrency: 2 }

/** Callers beyond this many would wait for seconds and are refused OVERLOADED instead. */
const longestQueue = 100

export interface Passwords {
  hash(password: string): Promise<string>
  /** Takes as long for an account that is not there (null) as for a wrong password, and is false for both. */
  verify(passwordHash: string | null, password: string): Promise<boolean>
  /** Whether a hash was made with other settings, and is to be made anew while the password is at hand. */
  isOutdated(passwordHash: string): boolean
}

export function createPasswords({ memoryKib, passes, concurrency }: PasswordSettings = owaspPasswords): Passwords {
  const options = { memoryCost: memoryKib, timeCost: passes, parallelism: 1 }
  const queue = pLimit(concurrency)
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (queue.pendingCount >= longestQueue) refuse('OVERLOADED')
    return queue(work)
  }
  const nobodys = hash('the password of no account', options)
  return {
    hash: (password) => inTurn(() => hash(asTyped(password), options)),
    verify: (passwordHash, password) =>
      inTurn(async () => {
        const matches = await verify(passwordHash ?? (await nobodys), asTyped(password))
        return matches && passwordHash !== null
      }),
    isOutdated: (passwordHash) => {
      const { memoryCost, timeCost } = parseOptions(passwordHash)
      return memoryCost !== memoryKib || timeCost !== passes
    },
  }
}

/** Keyboards spell the same character in different ways (NIST SP 800-63B, 3.1.1.2). */
function asTyped(password: string): string {
  return password.normalize('NFKC')
}
