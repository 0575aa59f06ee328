import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { OptionsPage } from './option-pages'
import { sections } from './option-pages'

/** The way to every page: beside the page where there is room, else folded up under its name. */
export function PageMenu({ current }: { current: OptionsPage }) {
  const wide = useWide()
  const [open, setOpen] = useState(false)
  const summary = useRef<HTMLElement>(null)
  const hadFocus = useHeldFocus()
  // A link that is folded away, or made anew for a window of another width, takes the focus with it. At
  // once, or it would be taken from where the person went on to meanwhile.
  useLayoutEffect(() => {
    setOpen(false)
    if (!hadFocus()) return
    if (summary.current) summary.current.focus()
    else if (document.activeElement === document.body) currentLink()?.focus()
  }, [current.key, wide])
  if (wide) return <PageLinks current={current} />
  return (
    <details class="page-menu" open={open} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary ref={summary}>
        <span class="visually-hidden">Pages, now: </span>
        {current.name}
      </summary>
      <PageLinks current={current} />
    </details>
  )
}

function currentLink(): HTMLElement | null {
  return document.querySelector<HTMLElement>('.options nav a[aria-current]')
}

/** Tells whether the focus was last in the menu and has gone nowhere else since. */
function useHeldFocus(): () => boolean {
  const held = useRef(false)
  useEffect(() => {
    const listener = ({ target }: FocusEvent) => {
      held.current = target instanceof Element && target.closest('.options > header') !== null
    }
    addEventListener('focusin', listener)
    return () => removeEventListener('focusin', listener)
  }, [])
  return () => held.current
}

function PageLinks({ current }: { current: OptionsPage }) {
  return (
    <nav aria-label="Pages">
      {sections.map(({ name, pages }) => (
        <div key={name}>
          <h2>{name}</h2>
          <ul>
            {pages.map(page => (
              <li key={page.key}>
                <a
                  href={`#${page.key}`}
                  aria-current={page.key === current.key ? 'page' : undefined}
                >
                  {page.name}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <a href="/welcome.html">Welcome tour</a>
    </nav>
  )
}

function useWide(): boolean {
  const query = '(min-width: 900px)'
  const [wide, setWide] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const list = matchMedia(query)
    const listener = () => setWide(list.matches)
    list.addEventListener('change', listener)
    return () => list.removeEventListener('change', listener)
  }, [])
  return wide
}
