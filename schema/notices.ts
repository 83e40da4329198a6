/** What people are told while something takes longer than usual. */
export const notices = {
  QUEUED: 'Your photo is safe and queued. It will be ready as soon as our photo storage is back.',
} as const
