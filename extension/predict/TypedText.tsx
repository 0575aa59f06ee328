import { useEffect, useRef } from 'preact/hooks'
import { Notice } from '../ui/parts'
import { ChangeShortcut, useShortcut } from './Shortcut'
import type { Asked } from './use-question'

/** A field for text that is not on a page, and, when nothing was selected, what to do instead. */
export function TypedText(props: { asked: Asked; focus: boolean; help: boolean }) {
  const { asked, focus, help } = props
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (focus) field.current?.focus()
  }, [focus])
  return (
    <section class="stack tight">
      {asked.capture || !help ? null : <HowTo lack={asked.lack} />}
      <div class="field">
        <label for="typed-text">Type or paste a text</label>
        <textarea
          id="typed-text"
          ref={field}
          dir="auto"
          rows={3}
          onInput={event => asked.type(event.currentTarget.value)}
        />
      </div>
    </section>
  )
}

function HowTo({ lack }: { lack: Asked['lack'] }) {
  const shortcut = useShortcut()
  if (lack === null || lack === 'looking') return null
  if (lack === 'not-allowed') {
    return (
      <Notice kind="info" title="Hivemark cannot read this page">
        Browsers keep extensions out of some pages. Right-click a selection, or paste the text here.
      </Notice>
    )
  }
  return (
    <Notice kind="info" title="Select some text on the page">
      Then right-click it and choose <b>Classify selection</b>
      {shortcut ? (
        <>
          , or press <kbd>{shortcut}</kbd>
        </>
      ) : null}
      . <ChangeShortcut has={shortcut !== null} />
    </Notice>
  )
}
