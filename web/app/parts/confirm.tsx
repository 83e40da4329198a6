import { type ReactNode, useRef } from 'react'

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
export function Confirm({ children, className = '', title, text, action, run }: ConfirmProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  return (
    <>
      <button type="button" className={className} onClick={() => dialog.current?.showModal()}>
        {children}
      </button>
      <dialog ref={dialog} className="confirm" aria-label={title}>
        <h2>{title}</h2>
        <p>{text}</p>
        <form method="dialog" className="actions">
          <button type="submit" className="button quiet">
            Cancel
          </button>
          <button type="button" className="button danger" onClick={run}>
            {action}
          </button>
        </form>
      </dialog>
    </>
  )
}
