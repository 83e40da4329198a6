import { useQuery } from '@apollo/client/react'
import { ViewerRolesDocument } from '../operations.gen.ts'
import { useSession } from './session.ts'

/** What who is signed in may do besides. */
export function useRoles() {
  const { kind } = useSession()
  return useQuery(ViewerRolesDocument, { skip: kind !== 'in' })
}
