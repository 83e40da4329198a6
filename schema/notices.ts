/** What people are told while something takes longer than usual. */
export const notices = {
  QUEUED: 'Your photo is safe and queued. It will be ready as soon as our photo storage is back.',
  DELAYED: 'Your photo will be ready in a few minutes. We are busy right now.',
} as const

export type NoticeName = keyof typeof notices
