import { explainTrouble } from '../label/trouble'
import { Notice } from '../ui/parts'

/** The chain could not be read; what is shown meanwhile is from the last time. */
export function ReadingTrouble(props: { readonly error: unknown; readonly onRetry: () => void }) {
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
          <a class="button" href="#network">
            Open the network settings
          </a>
        </>
      }
    >
      <p>{trouble.nextStep} What is shown below, if anything, is from the last reading.</p>
    </Notice>
  )
}
