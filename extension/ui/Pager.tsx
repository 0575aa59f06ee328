/** Rows of one page of a long list. */
export const pageRows = 50

/**
 * The way through a long list, a page at a time: what is on the page is all there for a keyboard, a
 * screen reader and the browser's own search. Says nothing when all fits on one page.
 */
export function Pager(props: {
  readonly what: string
  readonly total: number
  /** From 0. */
  readonly page: number
  readonly onPage: (page: number) => void
}) {
  const { total, page, onPage } = props
  const last = Math.max(0, Math.ceil(total / pageRows) - 1)
  if (last === 0) return null
  const from = page * pageRows + 1
  const to = Math.min(total, from + pageRows - 1)
  const step = (name: string, to: number) => (
    <button type="button" disabled={to === page} onClick={() => onPage(to)}>
      {name}
    </button>
  )
  return (
    <fieldset class="row pager num" aria-label={`Pages of ${props.what}`}>
      {step('First', 0)}
      {step('Previous', Math.max(0, page - 1))}
      <span role="status">
        {from.toLocaleString()} to {to.toLocaleString()} of {total.toLocaleString()}
      </span>
      {step('Next', Math.min(last, page + 1))}
      {step('Last', last)}
    </fieldset>
  )
}
