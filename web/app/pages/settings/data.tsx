import { DeleteAccount } from './delete-account.tsx'

export function Component() {
  return <DeleteAccount />
}
