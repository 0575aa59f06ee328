import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { EncodersPage } from '../../encoders/EncodersPage'
import { NetworkSettings } from '../../settings/NetworkSettings'
import { WalletSettings } from '../../settings/WalletSettings'
import { DepositsPage } from '../../stakes/DepositsPage'
import { ReportsPage } from '../../stakes/ReportsPage'
import { TasksPage } from '../../tasks/TasksPage'
import { PrivacyPage } from './PrivacyPage'
import './options.css'

/** What people come here to do, in the order of how often. The key is the address after `#`. */
const pages: readonly {
  readonly key: string
  readonly name: string
  readonly Page: ComponentType
}[] = [
  { key: 'deposits', name: 'Deposits', Page: DepositsPage },
  { key: 'reports', name: 'Report wrong labels', Page: ReportsPage },
  { key: 'tasks', name: 'Tasks', Page: TasksPage },
  { key: 'encoders', name: 'Encoders', Page: EncodersPage },
  { key: 'network', name: 'Network', Page: NetworkSettings },
  { key: 'wallet', name: 'Wallet', Page: WalletSettings },
  { key: 'privacy', name: 'Privacy', Page: PrivacyPage },
]

/** The full tab: one page at a time, each with an address of its own. */
export function OptionsPage() {
  const chosen = useChosen()
  const { Page, name, key } = pages.find(page => page.key === chosen) ?? pages[0]!
  useEffect(() => {
    document.title = `${name} · Hivemark`
  }, [name])
  return (
    <div class="options">
      <header>
        <strong>Hivemark</strong>
        <nav aria-label="Pages">
          {pages.map(page => (
            <a
              key={page.key}
              href={`#${page.key}`}
              aria-current={page.key === key ? 'page' : undefined}
            >
              {page.name}
            </a>
          ))}
        </nav>
      </header>
      <main class="panel" id="main">
        <Page key={key} />
      </main>
    </div>
  )
}

function useChosen(): string {
  const read = () => location.hash.slice(1)
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
