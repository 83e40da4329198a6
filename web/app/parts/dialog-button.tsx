import { type ReactNode, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'

export interface DialogButtonProps {
  /** The button that opens it. */
  label: ReactNode
  className?: string
  title: string
  /** What is in it, made anew each time. */
  children: (close: () => void) => ReactNode
}

/** A button that asks something more. The dialog stands beside the page, so that it may be opened from a menu, which closes. */
export function DialogButton({ label, className = '', title, children }: DialogButtonProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (open) dialog.current?.showModal()
  }, [open])
  return (
    <>
      <button type="button" className={className} onClick={() => setOpen(true)}>
        {label}
      </button>
      {open &&
        createPortal(
          <dialog ref={dialog} className="confirm" aria-label={title} onClose={() => setOpen(false)}>
            <h2>{title}</h2>
            {children(() => dialog.current?.close())}
          </dialog>,
          document.body,
        )}
    </>
  )
}
