import { DataExport } from './data-export.tsx'
import { DeleteAccount } from './delete-account.tsx'

export function Component() {
  return (
    <>
      <DataExport />
      <DeleteAccount />
    </>
  )
}
