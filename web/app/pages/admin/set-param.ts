import type { SetURLSearchParams } from 'react-router'

/** A filter's place is the address, so that it can be come back to and passed on. */
export function setParam(setParams: SetURLSearchParams, name: string, value: string): void {
  setParams(
    (before) => {
      if (value) before.set(name, value)
      else before.delete(name)
      return before
    },
    { replace: true },
  )
}
