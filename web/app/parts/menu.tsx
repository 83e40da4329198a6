import { type ReactNode, useId, useRef } from 'react'
import { Icon } from './icon.tsx'

/** Rarer acts behind three dots. The browser's own popover closes it on Escape and on a click beside it. */
export function Menu({ label, children }: { label: string; children: ReactNode }) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  return (
    <span className="menu" style={{ '--anchor': `--menu-${id.replace(/[^\w-]/g, '')}` } as React.CSSProperties}>
      <button type="button" className="icon-button" popoverTarget={id} aria-label={label}>
        <Icon name="dots" />
      </button>
      {/* It closes before what is pressed is done, so that a dialog opened from it gives the focus back to the three dots. */}
      <div id={id} ref={list} popover="auto" className="menu-list" onClickCapture={() => list.current?.hidePopover()}>
        {children}
      </div>
    </span>
  )
}
