import { useQuery } from '@apollo/client/react'
import { ViewerIsModeratorDocument } from '../operations.gen.ts'
import { useSession } from './session.ts'

/** Whether who is signed in moderates. */
export function useModerator() {
  const { kind } = useSession()
  return useQuery(ViewerIsModeratorDocument, { skip: kind !== 'in' })
}
