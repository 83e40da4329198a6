/** One photo and what was promised about it. A step that got no answer may have been done or not. */
export interface Entry {
  /** Idempotency key of its upload and of its post, and the post's caption. */
  key: string
  /** Of the bytes as they were made, in hex. */
  md5: string
  /** Of the author's account. */
  authorId: string
  uploadId?: string
  /** The PUT was acknowledged. */
  stored?: true
  /** Of the acknowledged post. */
  postId?: string
  deletion?: 'asked' | 'acknowledged'
  /** A refusal that no repetition cures: there should be none. */
  refused?: string
}

/** A read that failed. */
export interface Incident {
  /** Milliseconds since the run began, at its first failure and at the next success. */
  from: number
  until: number
  /** Which read, and how it failed. */
  what: string
  /** The fault that was on when it began, or the one before. */
  fault: string
  /** It failed once more at the retry, which a client makes at once. */
  afterRetry: boolean
}

/** Everything that clients were told, kept outside of Halide: what the check holds against what is there. */
export interface Book {
  entries: Entry[]
  /** Acknowledged likes: post's id, then user's, with a blank between them. */
  likes: Set<string>
  /** MD5s, in hex, of every image that a reader was given. */
  images: Set<string>
  reads: number
  /** Milliseconds of the longest read that succeeded. */
  slowestMs: number
  incidents: Incident[]
  /** What is broken now, for those who meet it. */
  fault: string
  begun: number
}

export function openBook(): Book {
  return {
    entries: [],
    likes: new Set(),
    images: new Set(),
    reads: 0,
    slowestMs: 0,
    incidents: [],
    fault: 'none',
    begun: performance.now(),
  }
}
