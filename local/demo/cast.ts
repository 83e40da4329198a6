import type { PhotoOrder } from '../demo-photos/make-photo.ts'

/** The one password of all demo accounts; they exist on the machine of whoever ran `npm start`. */
export const demoPassword = 'silver-halide-1839'

export interface Person {
  handle: string
  displayName: string
  bio: string
  follows: string[]
  /** What they may do besides; nothing unless given. */
  role?: 'MODERATOR' | 'ADMIN'
}

export const cast: readonly Person[] = [
  {
    handle: 'ada',
    displayName: 'Ada Okafor',
    bio: 'Mountains before breakfast.',
    follows: ['bruno', 'chiyo', 'goran', 'hana'],
  },
  {
    handle: 'bruno',
    displayName: 'Bruno Sá',
    bio: 'Lisbon, mostly from a small boat.',
    follows: ['ada', 'elif', 'hana'],
  },
  { handle: 'chiyo', displayName: 'Chiyo Mori', bio: 'Night windows.', follows: ['ada', 'dara', 'farid'] },
  {
    handle: 'dara',
    displayName: 'Dara Quinn',
    bio: 'Gardener. The bees do the work.',
    role: 'MODERATOR',
    follows: ['ada', 'chiyo', 'goran'],
  },
  { handle: 'elif', displayName: 'Elif Demir', bio: 'Tiles, floors, patterns.', follows: ['ada', 'bruno'] },
  {
    handle: 'farid',
    displayName: 'Farid Haddad',
    bio: 'Long exposures, short captions.',
    follows: ['ada', 'chiyo', 'elif', 'hana'],
  },
  {
    handle: 'goran',
    displayName: 'Goran Lind',
    bio: 'North of 66°. Keeps the lights on.',
    role: 'ADMIN',
    follows: ['ada', 'bruno', 'farid'],
  },
  {
    handle: 'hana',
    displayName: 'Hana Novak',
    bio: 'Learning to look.',
    follows: ['ada', 'bruno', 'chiyo', 'dara', 'elif', 'farid', 'goran'],
  },
]

export const handlesOf = (role: Person['role']) =>
  cast.filter((person) => person.role === role).map(({ handle }) => handle)

/** What a moderator is told. */
export interface DemoReport {
  by: string
  reason: string
  note?: string
}

export interface DemoPost {
  author: string
  caption: string
  reports?: DemoReport[]
  photos: (PhotoOrder & { altText: string; filter?: string })[]
}

const landscape = { width: 1600, height: 1200 }
const portrait = { width: 1200, height: 1600 }
const square = { width: 1280, height: 1280 }
const large = { width: 4000, height: 3000 } // 12 megapixels, as phones take them

/** In the order of publication. Cameras were held in every way. */
export const posts: readonly DemoPost[] = [
  {
    author: 'ada',
    caption: 'First light on the ridge. #mountains',
    photos: [{ scene: 'mountains', seed: 11, ...landscape, altText: 'Layers of hills under a pale sun' }],
  },
  {
    author: 'goran',
    caption: 'Waited four hours for this. #aurora',
    photos: [{ scene: 'aurora', seed: 12, ...large, altText: 'Green curtains of light over a dark plain' }],
  },
  {
    author: 'bruno',
    caption: 'No wind at all.',
    photos: [{ scene: 'seaside', seed: 13, ...landscape, orientation: 3, altText: 'A white sail on a flat blue sea' }],
  },
  {
    author: 'dara',
    caption: 'The border in June, three days apart. #garden',
    photos: [
      { scene: 'petals', seed: 14, ...portrait, orientation: 6, altText: 'Pale flowers on dark green' },
      { scene: 'petals', seed: 15, ...portrait, altText: 'The same border, more of it open' },
      { scene: 'petals', seed: 16, ...landscape, altText: 'Bright flowers from above', filter: 'LARK' },
    ],
  },
  {
    author: 'chiyo',
    caption: 'Somebody is always awake.',
    photos: [{ scene: 'city', seed: 17, ...portrait, orientation: 8, altText: 'Lit windows under a moon' }],
  },
  {
    author: 'elif',
    caption: 'Floor of the old bath house. #tiles',
    photos: [{ scene: 'mosaic', seed: 18, ...square, altText: 'Quarter circles in many colours' }],
  },
  {
    author: 'hana',
    caption: 'Hello from the new one.',
    photos: [{ scene: 'seaside', seed: 19, ...square, altText: 'A small sail far out' }],
  },
  {
    author: 'farid',
    caption: '30 s, f/8.',
    photos: [{ scene: 'city', seed: 20, ...landscape, altText: 'A skyline at night', filter: 'MOON' }],
  },
  {
    author: 'ada',
    caption: 'The long way down. #mountains',
    photos: [{ scene: 'mountains', seed: 21, ...portrait, orientation: 6, altText: 'Steep hills fading into haze' }],
  },
  {
    author: 'bruno',
    caption: 'Back before the fog.',
    photos: [{ scene: 'seaside', seed: 22, ...landscape, altText: 'Glints on the water', filter: 'CLARENDON' }],
  },
  {
    author: 'elif',
    caption: 'Two walls of one courtyard. #tiles',
    photos: [
      { scene: 'mosaic', seed: 23, ...portrait, altText: 'Warm tiles' },
      { scene: 'mosaic', seed: 24, ...portrait, altText: 'Cool tiles' },
    ],
  },
  {
    author: 'goran',
    caption: '−31 °C. The camera survived. #aurora',
    photos: [{ scene: 'aurora', seed: 25, ...portrait, altText: 'Light over the plain, upright' }],
  },
  {
    author: 'dara',
    caption: 'After the rain. #garden',
    photos: [{ scene: 'petals', seed: 26, ...square, altText: 'Flowers close together' }],
  },
  {
    author: 'chiyo',
    caption: 'Last train gone.',
    photos: [{ scene: 'city', seed: 27, ...landscape, altText: 'Towers, half of them dark', filter: 'JUNO' }],
  },
  {
    author: 'farid',
    caption: 'Ridge, twice exposed.',
    reports: [
      { by: 'ada', reason: 'INTELLECTUAL_PROPERTY', note: 'My ridge, under a second one.' },
      { by: 'hana', reason: 'OTHER' },
    ],
    photos: [{ scene: 'mountains', seed: 28, ...landscape, altText: 'Hills in unlikely colours', filter: 'NASHVILLE' }],
  },
  {
    author: 'hana',
    caption: 'I looked up, @goran. #aurora',
    photos: [{ scene: 'aurora', seed: 29, ...landscape, altText: 'A faint aurora' }],
  },
  {
    author: 'ada',
    caption: 'Everybody asked for the big one. #mountains',
    photos: [{ scene: 'mountains', seed: 30, ...large, orientation: 8, altText: 'Hills to the horizon' }],
  },
  {
    author: 'goran',
    caption: 'Harbour, blue hour.',
    photos: [{ scene: 'seaside', seed: 31, ...portrait, altText: 'A sail and its light on the sea' }],
  },
  {
    author: 'elif',
    caption: 'The last intact panel. #tiles',
    photos: [{ scene: 'mosaic', seed: 32, ...landscape, altText: 'Tiles in violet and gold' }],
  },
  {
    author: 'bruno',
    caption: 'Anchored.',
    photos: [{ scene: 'seaside', seed: 33, ...square, altText: 'Still water' }],
  },
]

export interface DemoStory {
  author: string
  seenBy: string[]
  photo: DemoPost['photos'][number]
}

export const stories: readonly DemoStory[] = [
  {
    author: 'goran',
    seenBy: ['hana', 'ada'],
    photo: { scene: 'aurora', seed: 41, ...portrait, altText: 'Green light, straight up' },
  },
  { author: 'goran', seenBy: ['hana'], photo: { scene: 'mountains', seed: 42, ...portrait, altText: 'The way home' } },
  { author: 'chiyo', seenBy: [], photo: { scene: 'city', seed: 43, ...portrait, altText: 'A street, still lit' } },
  {
    author: 'bruno',
    seenBy: ['ada', 'goran'],
    photo: { scene: 'seaside', seed: 44, ...portrait, altText: 'Out for an hour' },
  },
  {
    author: 'ada',
    seenBy: ['bruno', 'hana', 'goran'],
    photo: { scene: 'mountains', seed: 45, ...portrait, altText: 'From the tent' },
  },
]

/** What ada keeps, by the numbers in `posts`. */
export const saved = [1, 5, 13]

export interface DemoComment {
  post: number
  author: string
  text: string
  /** The number of the comment that it answers. */
  answers?: number
  reports?: DemoReport[]
}

/** What was said below the posts, by their number in `posts`. */
export const comments: readonly DemoComment[] = [
  { post: 0, author: 'hana', text: 'Which ridge is this?' },
  { post: 0, author: 'ada', text: 'The one behind the hut, @hana. Come along.', answers: 0 },
  { post: 0, author: 'goran', text: 'You were up early.' },
  { post: 1, author: 'ada', text: 'Worth every minute.' },
  { post: 3, author: 'elif', text: 'The second one, please, as a floor.' },
  { post: 4, author: 'farid', text: 'Third window from the left.' },
  { post: 5, author: 'ada', text: 'I could look at this for an hour.' },
  { post: 6, author: 'ada', text: 'Welcome!' },
  { post: 6, author: 'bruno', text: 'Come sailing.' },
  {
    post: 9,
    author: 'farid',
    text: 'Buying old boats, best prices: boats.example',
    reports: [
      { by: 'bruno', reason: 'SPAM', note: 'The same below every boat of mine.' },
      { by: 'ada', reason: 'SPAM' },
    ],
  },
  { post: 16, author: 'hana', text: 'There it is. Thank you!' },
  { post: 16, author: 'farid', text: 'Print it large.' },
  { post: 16, author: 'bruno', text: 'Wow.' },
  { post: 19, author: 'goran', text: 'Same evening up here, with snow.' },
]
