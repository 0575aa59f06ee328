import { TroubleNotice } from '../label/TroubleNotice'

/** The chain could not be read; what is shown meanwhile is from the last time. */
export function ReadingTrouble(props: { readonly error: unknown; readonly onRetry: () => void }) {
  return (
    <TroubleNotice {...props} safe="What is shown below, if anything, is from the last reading." />
  )
}
