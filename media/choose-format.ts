import { type RenditionFormat, renditionFormats } from '@halide/schema/renditions.ts'

/**
 * The format that a client likes best of those there are; of equals, the smallest (AVIF, WebP, JPEG). AVIF and WebP must be
 * asked for by name: browsers that cannot show them send wildcards too. JPEG is also the answer to a header that allows
 * nothing of ours, for a picture is more use than a 406.
 */
export function chooseFormat(
  accept: string | undefined,
  available: ReadonlySet<RenditionFormat>,
): RenditionFormat | null {
  const qualities = parseAccept(accept)
  let best: RenditionFormat | null = null
  let bestQuality = 0
  for (const format of Object.keys(renditionFormats) as RenditionFormat[]) {
    const named = qualities.get(renditionFormats[format].contentType)
    const quality = named ?? (format === 'JPEG' ? wildcard(qualities) : 0)
    if (available.has(format) && quality > bestQuality) {
      best = format
      bestQuality = quality
    }
  }
  return best ?? (available.has('JPEG') ? 'JPEG' : null)
}

function wildcard(qualities: ReadonlyMap<string, number>): number {
  return qualities.get('image/*') ?? qualities.get('*/*') ?? 0
}

/** Media ranges with their q-value, from 0 (refused) to 1. Other parameters do not matter for images. */
function parseAccept(accept = ''): Map<string, number> {
  const qualities = new Map<string, number>()
  for (const item of accept.split(',')) {
    const [range = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase())
    const q = parameters.map((parameter) => /^q\s*=\s*([01](?:\.\d{0,3})?)$/.exec(parameter)?.[1]).find(Boolean)
    if (range) qualities.set(range, Math.min(1, Number(q ?? 1)))
  }
  return qualities
}
