/** What originals are moved to. The names are S3's; new objects are STANDARD. */
export type ColdClass = 'STANDARD_IA' | 'GLACIER'

/** Classes whose objects cannot be read before they are thawed. Halide uses the first; an operator may have used the other. */
const archives: ReadonlySet<string> = new Set(['GLACIER', 'DEEP_ARCHIVE'])

export function isArchive(storageClass: string): boolean {
  return archives.has(storageClass)
}
