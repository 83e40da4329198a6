import { decode } from 'blurhash'
import { useEffect, useRef, useState } from 'react'
import type { PhotoViewFragment } from '../operations.gen.ts'

type Source = { url: string; width: number } | null

export interface PhotoProps {
  photo: { altText: string; blurhash: string | null; medium: Source; large?: Source }
  /** How wide it is shown, as in `sizes` of an image. */
  sizes: string
  /** What is on screen at once is not to wait. */
  eager?: boolean
}

/**
 * A photo, and its placeholder until it is there. The addresses are those whose answer is the best format that the browser
 * takes: AVIF, WebP or JPEG.
 */
export function Photo({ photo: { altText, blurhash, medium, large }, sizes, eager = false }: PhotoProps) {
  const [shown, setShown] = useState(false)
  const [failed, setFailed] = useState(false)
  const sources = [medium, large].filter((source) => source != null)
  const best = sources.at(-1)
  return (
    <span className="photo" data-shown={shown}>
      {blurhash && <Placeholder hash={blurhash} />}
      {best && !failed && (
        <img
          src={best.url}
          srcSet={sources.map(({ url, width }) => `${url} ${width}w`).join(', ')}
          sizes={sizes}
          alt={altText}
          loading={eager ? 'eager' : 'lazy'}
          decoding="async"
          ref={(image) => {
            if (image?.complete && image.naturalWidth > 0) setShown(true)
          }}
          onLoad={() => setShown(true)}
          onError={() => setFailed(true)}
        />
      )}
      {failed && (
        <button type="button" className="again" onClick={() => setFailed(false)} aria-label="Load the photo again">
          The photo could not be loaded. Try again
        </button>
      )}
    </span>
  )
}

const grid = 32

function Placeholder({ hash }: { hash: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const pixels = context.createImageData(grid, grid)
    try {
      pixels.data.set(decode(hash, grid, grid))
    } catch {
      return // not a hash: the plain ground stays
    }
    context.putImageData(pixels, 0, 0)
  }, [hash])
  return <canvas ref={canvas} width={grid} height={grid} />
}

/** Height by width as feeds show it: neither a tower nor a strip. */
export function frameOf(photo: Pick<PhotoViewFragment, 'width' | 'height'> | undefined): string {
  if (!photo?.width || !photo.height) return '1'
  return String(Math.min(1.91, Math.max(0.8, photo.width / photo.height)))
}
