import { Notice } from '../ui/parts'
import { explainTrouble } from './trouble'

/** The chain could not be read: why, what to do, and what is safe meanwhile. */
export function TroubleNotice(props: {
  readonly error: unknown
  readonly onRetry: () => void
  /** A sentence on what the trouble did not touch. */
  readonly safe: string
}) {
  const trouble = explainTrouble(props.error)
  return (
    <Notice
      kind="error"
      title={trouble.title}
      actions={
        <>
          <button type="button" onClick={props.onRetry}>
            Try again
          </button>
          <a class="button" href="/options.html#network">
            Open the network settings
          </a>
        </>
      }
    >
      <p>
        {trouble.nextStep} {props.safe}
      </p>
    </Notice>
  )
}
