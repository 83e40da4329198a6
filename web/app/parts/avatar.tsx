interface Person {
  handle: string
  displayName: string
  avatar: { url: string } | null
  /** The same, larger. */
  picture?: { url: string } | null
}

/** Somebody's picture, else a monogram in a colour of its own. */
export function Avatar({ person, size }: { person: Person | null; size: number }) {
  const image = (size > 64 && person?.picture) || person?.avatar
  const initials = (person?.displayName ?? '')
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase()
  const style = { '--size': `${size}px`, '--hue': person ? hueOf(person.handle) : 30 } as React.CSSProperties
  return (
    <span className="avatar" aria-hidden="true" style={style}>
      {image ? <img src={image.url} alt="" loading="lazy" /> : initials}
    </span>
  )
}

function hueOf(handle: string): number {
  let sum = 7
  for (const letter of handle) sum = (sum * 31 + letter.codePointAt(0)!) % 360
  return sum
}
