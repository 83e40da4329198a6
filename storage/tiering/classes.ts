/** The classes that Halide uses, the warmest first. The names are S3's. */
export const storageClasses = ['STANDARD', 'STANDARD_IA', 'GLACIER'] as const
export type ColdClass = Exclude<(typeof storageClasses)[number], 'STANDARD'>

/** Classes whose objects cannot be read before they are thawed. Halide uses the first; an operator may have used the other. */
const archives: ReadonlySet<string> = new Set(['GLACIER', 'DEEP_ARCHIVE'])

export function isArchive(storageClass: string): boolean {
  return archives.has(storageClass)
}
