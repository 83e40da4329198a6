import type { ModerationAction } from '../../operations.gen.ts'
import type { SubjectKind } from './subject.tsx'

/** What a moderator can choose, as a button says it. */
export const offers: Record<ModerationAction, string> = {
  DISMISS: 'Dismiss',
  HIDE_POST: 'Hide the post',
  HIDE_STORY: 'Hide the story',
  HIDE_COMMENT: 'Hide the comment',
  SUSPEND_USER: 'Suspend the account',
  RESTORE_POST: 'Show the post again',
  RESTORE_STORY: 'Show the story again',
  RESTORE_COMMENT: 'Show the comment again',
  RESTORE_USER: 'Restore the account',
}

/** The same once it is done, behind a moderator's name. */
export const deeds: Record<ModerationAction, string> = {
  DISMISS: 'dismissed the reports',
  HIDE_POST: 'hid the post',
  HIDE_STORY: 'hid the story',
  HIDE_COMMENT: 'hid the comment',
  SUSPEND_USER: 'suspended the account',
  RESTORE_POST: 'showed the post again',
  RESTORE_STORY: 'showed the story again',
  RESTORE_COMMENT: 'showed the comment again',
  RESTORE_USER: 'restored the account',
}

export const hiding = {
  post: { hide: 'HIDE_POST', restore: 'RESTORE_POST' },
  story: { hide: 'HIDE_STORY', restore: 'RESTORE_STORY' },
  comment: { hide: 'HIDE_COMMENT', restore: 'RESTORE_COMMENT' },
  account: { hide: 'SUSPEND_USER', restore: 'RESTORE_USER' },
} as const satisfies Record<SubjectKind, { hide: ModerationAction; restore: ModerationAction }>

/** What takes a decision back. */
export const undoing: Partial<Record<ModerationAction, ModerationAction>> = Object.fromEntries(
  Object.values(hiding).map(({ hide, restore }) => [hide, restore]),
)
