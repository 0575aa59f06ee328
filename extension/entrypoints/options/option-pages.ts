import type { ComponentType } from 'preact'
import { DatasetsPage } from '../../dataset/DatasetsPage'
import { EncodersPage } from '../../encoders/EncodersPage'
import { HistoryPage } from '../../history/HistoryPage'
import { PagesPage } from '../../page-labels/PagesPage'
import { NetworkSettings } from '../../settings/NetworkSettings'
import { WalletSettings } from '../../settings/WalletSettings'
import { DepositsPage } from '../../stakes/DepositsPage'
import { ReportsPage } from '../../stakes/ReportsPage'
import { TasksPage } from '../../tasks/TasksPage'
import { TryoutPage } from '../../tryout/TryoutPage'
import { PrivacyPage } from './PrivacyPage'

export interface OptionsPage {
  /** Its address after `#`. */
  readonly key: string
  readonly name: string
  readonly Page: ComponentType
}

export interface Section {
  readonly name: string
  readonly pages: readonly OptionsPage[]
}

/** All pages of the full tab, by what people come here to do. */
export const sections: readonly Section[] = [
  {
    name: 'Read',
    pages: [
      { key: 'try', name: 'Try out', Page: TryoutPage },
      { key: 'pages', name: 'Pages', Page: PagesPage },
      { key: 'tasks', name: 'Tasks', Page: TasksPage },
      { key: 'history', name: 'History', Page: HistoryPage },
      { key: 'datasets', name: 'Datasets', Page: DatasetsPage },
    ],
  },
  {
    name: 'Contribute',
    pages: [
      { key: 'deposits', name: 'Deposits', Page: DepositsPage },
      { key: 'reports', name: 'Report wrong labels', Page: ReportsPage },
    ],
  },
  {
    name: 'Set up',
    pages: [
      { key: 'encoders', name: 'Encoders', Page: EncodersPage },
      { key: 'network', name: 'Network', Page: NetworkSettings },
      { key: 'wallet', name: 'Wallet', Page: WalletSettings },
      { key: 'privacy', name: 'Privacy', Page: PrivacyPage },
    ],
  },
]

/** What opens without an address. */
export const firstPage = 'deposits'
