import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/**
 * A checkbox whose value comes back from storage: it shows what was clicked at once, or it would jump
 * back until that is written.
 */
export function StoredCheck(props: {
  readonly checked: boolean
  readonly disabled?: boolean
  readonly onChange: (checked: boolean) => void
  readonly children: ComponentChildren
}) {
  const [checked, setChecked] = useState(props.checked)
  useEffect(() => setChecked(props.checked), [props.checked])
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={checked}
        disabled={props.disabled}
        onChange={event => {
          setChecked(event.currentTarget.checked)
          props.onChange(event.currentTarget.checked)
        }}
      />
      <span>{props.children}</span>
    </label>
  )
}
