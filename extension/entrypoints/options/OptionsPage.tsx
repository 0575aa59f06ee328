import { useEffect, useRef, useState } from 'preact/hooks'
import { firstPage, sections } from './option-pages'
import { PageMenu } from './PageMenu'
import './options.css'

const pages = sections.flatMap(section => section.pages)
const pageOf = (key: string) => pages.find(page => page.key === key)

/** The full tab: one page at a time, each with an address of its own. */
export function OptionsPage() {
  const chosen = useChosen()
  const page = pageOf(chosen) ?? pageOf(firstPage)!
  const { Page, name, key } = page
  useEffect(() => {
    document.title = `${name} · Hivemark`
  }, [name])
  const main = useFocusOnNewPage(key)
  return (
    <div class="options">
      <header>
        <strong>Hivemark</strong>
        <PageMenu current={page} />
      </header>
      <main class="panel" id="main" ref={main} tabIndex={-1}>
        <Page key={key} />
      </main>
    </div>
  )
}

/** A link on a page that leads to another one is gone with its page: the focus goes on with the new one. */
function useFocusOnNewPage(key: string) {
  const main = useRef<HTMLElement>(null)
  const shown = useRef(key)
  useEffect(() => {
    const lost = document.activeElement === null || document.activeElement === document.body
    if (shown.current !== key && lost) main.current?.focus()
    shown.current = key
  }, [key])
  return main
}

/** What stands after `#`, up to a `/`: a page may use what follows for its own. */
function useChosen(): string {
  const read = () => location.hash.slice(1).split('/')[0]!
  const [chosen, setChosen] = useState(read)
  useEffect(() => {
    const listener = () => {
      setChosen(read())
      scrollTo(0, 0)
    }
    addEventListener('hashchange', listener)
    return () => removeEventListener('hashchange', listener)
  }, [])
  return chosen
}
