import type { CaseGroup } from '../case.ts'
import { bodies } from './bodies.ts'
import { buckets } from './buckets.ts'
import { bulkDeletes } from './bulk-deletes.ts'
import { conditions } from './conditions.ts'
import { copies } from './copies.ts'
import { cors } from './cors.ts'
import { listings } from './listings.ts'
import { multipart } from './multipart.ts'
import { objects } from './objects.ts'
import { refusals } from './refusals.ts'
import { signatures } from './signatures.ts'
import { storageClasses } from './storage-classes.ts'
import { tags } from './tags.ts'
import { versions } from './versions.ts'

/** The whole suite, in the order its table is printed. */
export const ALL_CASES: readonly CaseGroup[] = [
  buckets,
  signatures,
  bodies,
  objects,
  conditions,
  listings,
  bulkDeletes,
  copies,
  multipart,
  versions,
  storageClasses,
  tags,
  cors,
  refusals,
]
