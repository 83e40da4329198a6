import type { Random } from './random.ts'

/** Draws a picture as SVG of `width` × `height`. The same random numbers give the same picture. */
export type Scene = (width: number, height: number, random: Random) => string

const hsl = (hue: number, saturation: number, light: number) =>
  `hsl(${Math.round(hue)},${saturation}%,${Math.round(light)}%)`

const sky = (top: string, bottom: string) =>
  `<linearGradient id="sky" x2="0" y2="1"><stop stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient>
   <rect width="100%" height="100%" fill="url(#sky)"/>`

/** The outline of hills: a closed path from a wavy line down to the lower edge. `rough` is the height of its waves. */
function ridge(width: number, height: number, level: number, rough: number, random: Random): string {
  const waves = [1, 2.3, 5.1, 11].map((pace, i) => ({ pace, size: rough / (i + 1), phase: random() * 6.3 }))
  const points = Array.from({ length: 65 }, (_, i) => {
    const wave = waves.reduce((sum, { pace, size, phase }) => sum + Math.sin((i / 64) * 6.3 * pace + phase) * size, 0)
    return `${Math.round((i / 64) * width)},${Math.round(height * (level + wave))}`
  })
  return `M${points.join(' L')} L${width},${height} L0,${height} Z`
}

const mountains: Scene = (width, height, random) => {
  const hue = random() * 360
  const layers = Array.from({ length: 6 }, (_, i) => {
    const path = ridge(width, height, 0.38 + i * 0.11, 0.05 - i * 0.004, random)
    return `<path d="${path}" fill="${hsl(hue + i * 9, 34, 66 - i * 10)}"/>`
  })
  const sun = `<circle cx="${width * (0.2 + random() * 0.6)}" cy="${height * 0.27}" r="${height * 0.09}" fill="#fff6e0"/>`
  return sky(hsl(hue + 200, 48, 62), hsl(hue + 30, 80, 84)) + sun + layers.join('')
}

const seaside: Scene = (width, height, random) => {
  const hue = 180 + random() * 40
  const glints = Array.from({ length: 240 }, () => {
    const y = 0.5 + random() ** 2 * 0.5
    const length = width * (0.01 + (y - 0.5) * 0.12)
    return `<rect x="${random() * width}" y="${y * height}" width="${length}" height="${height * 0.002}" fill="#fff" fill-opacity="${0.15 + random() * 0.4}"/>`
  })
  const water = `<rect y="${height / 2}" width="100%" height="50%" fill="${hsl(hue, 55, 34)}"/>`
  const sail = `<path d="M${width * 0.6},${height * 0.5} l${height * 0.09},0 l${-height * 0.06},${-height * 0.17} Z" fill="#fff8ee"/>`
  return sky(hsl(hue, 60, 70), hsl(35 + random() * 20, 85, 84)) + water + glints.join('') + sail
}

const city: Scene = (width, height, random) => {
  const hue = 210 + random() * 80
  const houses = Array.from({ length: 26 }, (_, i) => {
    const tall = height * (0.2 + random() * 0.5)
    const wide = width / 22
    const x = (i / 26) * width
    const windows = Array.from({ length: 30 }, (_, w) => {
      if (random() < 0.45) return ''
      const left = x + wide * (0.12 + (w % 3) * 0.28)
      const top = height - tall + height * 0.025 * (1 + Math.floor(w / 3))
      return `<rect x="${left}" y="${top}" width="${wide * 0.16}" height="${height * 0.012}" fill="${hsl(42, 95, 60 + random() * 25)}"/>`
    })
    return `<rect x="${x}" y="${height - tall}" width="${wide}" height="${tall}" fill="${hsl(hue, 32, 9 + random() * 9)}"/>${windows.join('')}`
  })
  const moon = `<circle cx="${width * 0.8}" cy="${height * 0.16}" r="${height * 0.05}" fill="#f4ecd2"/>`
  return sky(hsl(hue, 60, 12), hsl(hue + 50, 55, 42)) + moon + houses.join('')
}

const petals: Scene = (width, height, random) => {
  const hue = random() * 360
  const flowers = Array.from({ length: 34 }, () => {
    const [x, y, r] = [random() * width, random() * height, Math.min(width, height) * (0.03 + random() * 0.09)]
    const turn = random() * 60
    const petal = Array.from(
      { length: 6 },
      (_, i) => `<ellipse rx="${r * 0.42}" ry="${r}" cy="${-r * 0.8}" transform="rotate(${turn + i * 60})"/>`,
    )
    const fill = hsl(hue + random() * 70, 72, 58 + random() * 20)
    return `<g transform="translate(${x},${y})" fill="${fill}" fill-opacity="0.9">${petal.join('')}<circle r="${r * 0.4}" fill="#ffd95e"/></g>`
  })
  return sky(hsl(100 + random() * 40, 36, 30), hsl(120, 34, 16)) + flowers.join('')
}

const aurora: Scene = (width, height, random) => {
  const stars = Array.from(
    { length: 300 },
    () =>
      `<circle cx="${random() * width}" cy="${random() * height}" r="${height * 0.0012 * (1 + random())}" fill="#fff" fill-opacity="${random()}"/>`,
  )
  const curtains = Array.from({ length: 5 }, (_, i) => {
    const path = ridge(width, height, 0.25 + i * 0.08, 0.09, random)
    return `<path d="${path}" fill="${hsl(140 + i * 26, 80, 55)}" fill-opacity="0.13"/>`
  })
  const ground = `<path d="${ridge(width, height, 0.84, 0.03, random)}" fill="#05080d"/>`
  return sky('#050a1c', '#123049') + stars.join('') + curtains.join('') + ground
}

const mosaic: Scene = (width, height, random) => {
  const hue = random() * 360
  const side = Math.ceil(Math.max(width, height) / 14)
  const tiles: string[] = []
  for (let y = 0; y < height; y += side) {
    for (let x = 0; x < width; x += side) {
      const colour = hsl(hue + random() * 80, 55, 30 + random() * 50)
      const arc = `M${x},${y} a${side},${side} 0 0 1 ${side},${side} L${x},${y + side} Z`
      tiles.push(
        `<rect x="${x}" y="${y}" width="${side}" height="${side}" fill="${colour}"/><path d="${arc}" fill="${hsl(hue + 180 * random(), 60, 55)}"/>`,
      )
    }
  }
  return tiles.join('')
}

export const scenes = { mountains, seaside, city, petals, aurora, mosaic } satisfies Record<string, Scene>
export type SceneName = keyof typeof scenes
