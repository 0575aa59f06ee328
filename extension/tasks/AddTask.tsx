import { useRef, useState } from 'preact/hooks'
import { Notice, Plain } from '../ui/parts'
import { FileButton } from './ListFile'
import type { NoQr } from './read-qr'
import type { AddedTask } from './tasks'

type Outcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'no-code'; readonly reason: NoQr }
  | AddedTask

/** A field that adds a task by its address or link, typed, pasted, or read from a picture of its QR code. */
export function AddTask() {
  const [text, setText] = useState('')
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' })
  const busy = outcome.kind === 'reading'

  const add = async (link: string) => {
    setOutcome({ kind: 'reading' })
    const { addTask } = await import('./tasks')
    const added = await addTask(link)
    setOutcome(added)
    if (added.kind === 'added') setText('')
  }
  const readPicture = async (file: File) => {
    setOutcome({ kind: 'reading' })
    const { readQr } = await import('./read-qr')
    const code = await readQr(file)
    if (typeof code === 'string') return setOutcome({ kind: 'no-code', reason: code })
    setText(code.text)
    await add(code.text)
  }
  const { over, ...drop } = usePictureDrop(file => void readPicture(file))
  return (
    <form
      class={over ? 'stack add-task over' : 'stack add-task'}
      {...drop}
      onSubmit={event => {
        event.preventDefault()
        void add(text)
      }}
    >
      <div class="field">
        <label for="task-address">Add a task by its address or link</label>
        <div class="row">
          <input
            id="task-address"
            class="mono"
            value={text}
            placeholder="0x… or hivemark:…"
            spellcheck={false}
            autocomplete="off"
            required
            aria-describedby="task-address-help"
            onInput={event => setText(event.currentTarget.value)}
          />
          <button type="submit" disabled={busy}>
            {busy ? 'Reading…' : 'Add'}
          </button>
          <FileButton
            label="From a QR picture"
            accept="image/*"
            disabled={busy}
            onPick={file => void readPicture(file)}
          />
        </div>
        <small id="task-address-help">
          A link is <span class="mono">hivemark:</span>chain number
          <span class="mono">:</span>address, or any web address that ends in{' '}
          <span class="mono">#hivemark=</span> and these. A picture of its QR code can be dropped
          here, too; it stays on this machine.
        </small>
      </div>
      <Said outcome={outcome} />
    </form>
  )
}

const noCode: Readonly<Record<NoQr, readonly [title: string, nextStep: string]>> = {
  'too-large': ['This file is too large for a picture of a code', 'Cut the code out of it.'],
  'no-picture': ['This is not a picture the browser can read', 'Save it as PNG or JPEG.'],
  'no-code': [
    'No QR code was found in this picture',
    'Take it straight on, with some light around the code, or paste the link.',
  ],
}

function Said({ outcome }: { outcome: Outcome }) {
  switch (outcome.kind) {
    case 'none':
    case 'reading':
      return null
    case 'no-code': {
      const [title, nextStep] = noCode[outcome.reason]
      return (
        <Notice kind="error" title={title}>
          {nextStep}
        </Notice>
      )
    }
    case 'refused':
      return (
        <Notice kind="error" title={outcome.refusal.title}>
          {outcome.refusal.nextStep}
        </Notice>
      )
    case 'added':
    case 'known': {
      const { card } = outcome.task
      const added = outcome.kind === 'added'
      return (
        <Notice kind={added ? 'good' : 'info'} title={added ? 'Added' : 'Already in the list'}>
          <Plain text={card.name} longest={64} /> with {card.labels.length} labels. Read its card
          before you trust it.
        </Notice>
      )
    }
  }
}

/** What a form needs to take a dropped picture. */
function usePictureDrop(onDrop: (file: File) => void) {
  const [over, setOver] = useState(false)
  const depth = useRef(0)
  const enter = (by: 1 | -1) => {
    depth.current = Math.max(0, depth.current + by)
    setOver(depth.current > 0)
  }
  return {
    over,
    onDragEnter: () => enter(1),
    onDragLeave: () => enter(-1),
    onDragOver: (event: DragEvent) => {
      // Text that is dropped into the field is the browser's to handle.
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
    },
    onDrop: (event: DragEvent) => {
      depth.current = 0
      setOver(false)
      const file = event.dataTransfer?.files[0]
      if (!file) return
      event.preventDefault()
      onDrop(file)
    },
  }
}
