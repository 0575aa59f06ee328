import type { Task } from '@hivemark/contracts'
import { useState } from 'preact/hooks'
import { plainLine } from '../ui/format'
import { QrCode } from './QrCode'
import { taskLink } from './task-link'

/** A task's link, to copy or to hold up as a picture. */
export function ShareTask({ task }: { task: Task }) {
  const [open, setOpen] = useState(false)
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no')
  const link = taskLink(task)
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => setCopied('yes'),
      () => setCopied('refused'),
    )
  return (
    <details onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>Pass it on</summary>
      {open ? (
        <div class="share-task">
          <QrCode text={link} name={`QR code of the link of ${plainLine(task.card.name, 64)}`} />
          <div class="stack">
            <p class="note">
              Whoever pastes this link under Tasks in their Hivemark, or picks a picture of the code
              there, reads the same contract. It says nothing about you.
            </p>
            <code class="mono link">{link}</code>
            <div class="row">
              <button type="button" onClick={() => void copy()}>
                Copy the link
              </button>
              <span role="status" class="note">
                {copied === 'yes' ? 'Copied.' : ''}
                {copied === 'refused' ? 'The browser refused. Select the link and copy it.' : ''}
              </span>
            </div>
          </div>
        </div>
      ) : null}
    </details>
  )
}
