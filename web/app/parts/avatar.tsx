/** A monogram in a colour of its own. */
export function Avatar({ person, size }: { person: { handle: string; displayName: string } | null; size: number }) {
  const initials = (person?.displayName ?? '')
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase()
  const hue = person ? hueOf(person.handle) : 30
  return (
    <span className="avatar" aria-hidden="true" style={{ '--size': `${size}px`, '--hue': hue } as React.CSSProperties}>
      {initials}
    </span>
  )
}

function hueOf(handle: string): number {
  let sum = 7
  for (const letter of handle) sum = (sum * 31 + letter.codePointAt(0)!) % 360
  return sum
}
