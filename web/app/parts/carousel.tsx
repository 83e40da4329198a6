import { useRef, useState } from 'react'
import type { PhotoViewFragment } from '../operations.gen.ts'
import { Icon } from './icon.tsx'
import { frameOf, Photo } from './photo.tsx'

/** The photos of a post side by side: swiped, scrolled with the arrow keys, or turned by buttons. */
export function Carousel({
  photos,
  eager,
  sizes,
}: {
  photos: readonly PhotoViewFragment[]
  eager?: boolean
  sizes: string
}) {
  const track = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const many = photos.length > 1
  const turn = (by: number) => {
    const element = track.current
    element?.scrollTo({ left: (at + by) * element.clientWidth })
  }
  return (
    <div className="carousel" style={{ '--frame': frameOf(photos[0]) } as React.CSSProperties}>
      <section
        ref={track}
        className="track"
        aria-label={many ? `${photos.length} photos` : 'Photo'}
        tabIndex={many ? 0 : undefined}
        onScroll={({ currentTarget: { scrollLeft, clientWidth } }) => setAt(Math.round(scrollLeft / clientWidth))}
      >
        {photos.map((photo, i) => (
          <Photo key={photo.id} photo={photo} sizes={sizes} eager={(eager ?? false) && i === 0} />
        ))}
      </section>
      {many && (
        <>
          <button
            type="button"
            className="turn left"
            onClick={() => turn(-1)}
            hidden={at === 0}
            aria-label="Previous photo"
          >
            <Icon name="left" size={18} />
          </button>
          <button
            type="button"
            className="turn right"
            onClick={() => turn(1)}
            hidden={at === photos.length - 1}
            aria-label="Next photo"
          >
            <Icon name="right" size={18} />
          </button>
          <span className="place" role="status" aria-label={`Photo ${at + 1} of ${photos.length}`}>
            {at + 1}/{photos.length}
          </span>
        </>
      )}
    </div>
  )
}
