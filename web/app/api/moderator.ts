import { useQuery } from '@apollo/client/react'
import { ViewerIsModeratorDocument } from '../operations.gen.ts'
import { useSession } from './session.ts'

/** Whether who is signed in moderates; undefined while it is not known. */
export function useModerator(): boolean | undefined {
  const { kind } = useSession()
  const { data } = useQuery(ViewerIsModeratorDocument, { skip: kind !== 'in' })
  return kind === 'in' ? data?.viewerIsModerator : undefined
}
