import type { ReactNode } from 'react'
import { DialogButton } from './dialog-button.tsx'

export interface ConfirmProps {
  /** The button that asks. */
  children: ReactNode
  className?: string
  title: string
  text: string
  action: string
  run: () => void
}

/** A button whose act is asked about first. */
export function Confirm({ children, className, title, text, action, run }: ConfirmProps) {
  return (
    <DialogButton label={children} {...(className && { className })} title={title}>
      {(close) => (
        <>
          <p>{text}</p>
          <div className="actions">
            <button type="button" className="button quiet" onClick={close}>
              Cancel
            </button>
            <button
              type="button"
              className="button danger"
              onClick={() => {
                close()
                run()
              }}
            >
              {action}
            </button>
          </div>
        </>
      )}
    </DialogButton>
  )
}
